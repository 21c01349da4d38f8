"""Approved letters go into the outbox, as they will be read."""

from register.domain.actors import WORKER
from register.domain.commands.letter import QueueLetter
from register.publication.letters import render_letter
from register.reader.work import CasePart
from register.worker.shift import Job, Shift, named


def queue(shift: Shift, job: Job) -> int:
    """Render and queue what was approved."""
    return shift.each(job, named(shift.register.reader.work.letters_to_queue()), lambda each: _queue(shift, each))


def _queue(shift: Shift, letter: CasePart) -> None:
    """The version seen first makes sure that what was rendered is what was approved."""
    register = shift.register
    seen = register.reader.cases.open(WORKER, letter.case).version
    document = render_letter(register, letter.case, letter.part)
    command = QueueLetter(case=letter.case, letter=letter.part, document=document)
    register.registrar.carry_out(command, WORKER, expected_version=seen)
