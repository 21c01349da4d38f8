"""Deliveries become messages."""

from register.intake import Intake
from register.worker.shift import Job, Shift


def parse(shift: Shift, job: Job) -> int:
    """Take in what was delivered and not read yet."""
    register = shift.register
    intake = Intake(register.registrar, register.reader, register.upkeep)
    return shift.each(job, ((raw.id, raw) for raw in register.reader.work.deliveries()), intake.take)
