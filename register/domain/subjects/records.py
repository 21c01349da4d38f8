"""The records of a case that can be taken back as mistakes: their kinds, and which of each there are."""

from collections.abc import Iterator
from typing import Final

from register.domain.subjects.case import Case
from register.domain.subjects.letter import SENT
from register.domain.values import Code, Id

EXTERNAL_STEP: Final = Code("external-step")
HOLD: Final = Code("hold")
DELAY_GROUND: Final = Code("delay-ground")
ACKNOWLEDGEMENT: Final = Code("acknowledgement")
GIVEN_LETTER: Final = Code("given-letter")
IDENTITY_CHECK: Final = Code("identity-check")


def record_ids(case: Case, kind: str) -> tuple[Id, ...]:
    """Return the ids of a kind's records; an acknowledgement goes by the case's own."""
    return tuple(record for found, record in records(case) if found == kind)


def records(case: Case) -> Iterator[tuple[Code, Id]]:
    """Yield every record that can be taken back, with its kind; those of earlier releases have no id and cannot."""
    yield from ((EXTERNAL_STEP, step.id) for step in case.external_steps if step.id is not None)
    yield from ((HOLD, hold.id) for hold in case.holds)
    yield from ((DELAY_GROUND, ground.id) for ground in case.delay_grounds)
    if case.acknowledgement is not None:
        yield ACKNOWLEDGEMENT, case.id
    sent = {dispatch.letter for dispatch in case.dispatches}
    yield from ((GIVEN_LETTER, item.id) for item in case.letters if item.state == SENT and item.id not in sent)
    yield from ((IDENTITY_CHECK, check.id) for check in case.identity if check.id is not None)
