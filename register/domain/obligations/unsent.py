"""Letters that should have left by themselves and have not: whatever keeps them, their officer has to know."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from register.domain.routes import sent_by_us
from register.domain.subjects.case import Case
from register.domain.subjects.letter import APPROVED, QUEUED, Letter

# The register makes and sends a letter within seconds of its approval.
PATIENCE: Final = timedelta(minutes=10)


def unsent(case: Case, now: datetime) -> Iterator[Letter]:
    """Yield each letter of an open case that was approved for e-mail a while ago and was never even tried."""
    if case.status != "open":
        return
    tried = {dispatch.letter for dispatch in case.dispatches if dispatch.state != QUEUED or dispatch.attempts}
    for letter in case.letters:
        waits = letter.state in {APPROVED, QUEUED} and sent_by_us(letter.content.via) and letter.id not in tried
        if waits and letter.approved_at is not None and letter.approved_at + PATIENCE <= now:
            yield letter
