"""Limits that passed are recorded."""

from register.domain.commands.case import SweepDeadlines
from register.domain.subjects.inbound import derived_id
from register.domain.values import Id
from register.worker.shift import Job, Shift


def sweep(shift: Shift, job: Job) -> int:
    """Record the limits that passed, case by case."""
    passed: dict[Id, list[Id]] = {}
    for part in shift.register.reader.work.limits_passed(shift.register.clock()):
        passed.setdefault(part.case, []).append(part.part)
    return shift.each(job, ((case, case) for case in passed), lambda case: _sweep(shift, case, passed[case]))


def _sweep(shift: Shift, case: Id, deadlines: list[Id]) -> None:
    shift.do(SweepDeadlines(case=case), derived_id("sweep", *sorted(deadlines)))
