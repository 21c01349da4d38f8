"""Approved letters go into the outbox, as they will be read."""

from register.domain.actors import WORKER
from register.domain.commands.letter import Printed, QueueLetter
from register.domain.obligations.copies import going_by_us
from register.publication.letters import render_letter
from register.reader.work import CasePart
from register.worker.shift import Job, Shift, named


def queue(shift: Shift, job: Job) -> int:
    """Render and queue what was approved."""
    return shift.each(job, named(shift.register.reader.work.letters_to_queue()), lambda each: _queue(shift, each))


def _queue(shift: Shift, letter: CasePart) -> None:
    """The version seen first makes sure that what was rendered is what was approved."""
    register = shift.register
    file = register.reader.cases.open(WORKER, letter.case)
    copies = tuple(
        Printed(person, render_letter(register, letter.case, letter.part, person=person))
        for person in going_by_us(file.case, letter.part)
    )
    if not copies:
        return
    command = QueueLetter(case=letter.case, letter=letter.part, copies=copies)
    register.registrar.carry_out(command, WORKER, expected_version=file.version)
