"""Letters that have not left: those people are at work on, and those that should have gone by themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from register.domain.obligations.copies import goes_by_itself
from register.domain.subjects.case import Case
from register.domain.subjects.letter import APPROVED, LIVE, QUEUED, Letter
from register.domain.values import Code, Id

# The register makes and sends a letter within seconds of its approval.
PATIENCE: Final = timedelta(minutes=10)


def being_written(case: Case, kind: Code, but: Id | None = None) -> Letter | None:
    """Return the letter of this kind that people are at work on, other than ``but``.

    One that left the house and came back is nobody's draft any more.
    """
    left = {dispatch.letter for dispatch in case.dispatches if dispatch.finished_at is not None}
    kept_out = {but, *left}
    found = (letter for letter in case.letters if letter.id not in kept_out and letter.state in LIVE)
    return next((letter for letter in found if letter.content.type == kind), None)


def unsent(case: Case, now: datetime) -> Iterator[Letter]:
    """Yield each letter of an open case that was approved for e-mail a while ago and was never even tried."""
    if case.status != "open":
        return
    tried = {dispatch.letter for dispatch in case.dispatches if dispatch.state != QUEUED or dispatch.attempts}
    for letter in case.letters:
        waits = letter.state in {APPROVED, QUEUED} and goes_by_itself(letter.content) and letter.id not in tried
        if waits and letter.approved_at is not None and letter.approved_at + PATIENCE <= now:
            yield letter
