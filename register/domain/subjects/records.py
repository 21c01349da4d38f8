"""The records of a case that can be taken back as mistakes: their kinds, and which of each there are."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from register.domain.subjects.case import Case
from register.domain.subjects.complainants import everybody
from register.domain.subjects.letter import ACCEPTED, SENT
from register.domain.values import Code, Id

EXTERNAL_STEP: Final = Code("external-step")
HOLD: Final = Code("hold")
DELAY_GROUND: Final = Code("delay-ground")
ACKNOWLEDGEMENT: Final = Code("acknowledgement")
GIVEN_LETTER: Final = Code("given-letter")
IDENTITY_CHECK: Final = Code("identity-check")
CARRIED_DATE: Final = Code("carried-date")
RESPONDENT: Final = Code("respondent")
EXCHANGE: Final = Code("exchange")
FINDING: Final = Code("finding")
SHARES: Final = Code("shares")
# Where a case keeps those it has several of.
KEPT_IN: Final[Mapping[Code, str]] = {
    EXTERNAL_STEP: "external_steps",
    HOLD: "holds",
    DELAY_GROUND: "delay_grounds",
    CARRIED_DATE: "carried_dates",
    RESPONDENT: "respondents",
    EXCHANGE: "exchanges",
    FINDING: "findings",
    SHARES: "sharings",
}


class Record(NamedTuple):
    """Something recorded on a case, and when it happened; an acknowledgement goes by the case's own id."""

    kind: Code
    id: Id
    at: datetime


def records(case: Case) -> Iterator[Record]:
    """Yield every record that can be taken back; those of earlier releases that have no id cannot."""
    yield from (Record(EXTERNAL_STEP, step.id, step.at) for step in case.external_steps if step.id is not None)
    yield from (Record(HOLD, hold.id, hold.ordered_at) for hold in case.holds)
    yield from (Record(DELAY_GROUND, ground.id, ground.stated_at) for ground in case.delay_grounds)
    yield from (Record(ACKNOWLEDGEMENT, told.id, told.acknowledgement.at) for told in case.acknowledged_to)
    if case.acknowledgement is not None and not case.acknowledged_to:
        yield Record(ACKNOWLEDGEMENT, case.id, case.acknowledgement.at)
    by_us = {dispatch.letter for dispatch in case.dispatches if dispatch.state == ACCEPTED}
    for letter in case.letters:
        yield from (Record(GIVEN_LETTER, given.id, given.at) for given in letter.given)
        whole = letter.state == SENT and letter.id not in by_us and not letter.given
        if whole and letter.sent_at is not None:
            yield Record(GIVEN_LETTER, letter.id, letter.sent_at)
    checks = (check for person in everybody(case) for check in person.identity)
    yield from (Record(IDENTITY_CHECK, check.id, check.at) for check in checks if check.id is not None)
    yield from (Record(CARRIED_DATE, date.id, date.at) for date in case.carried_dates)
    yield from _of_others(case)


def _of_others(case: Case) -> Iterator[Record]:
    """Yield what is recorded of the other firms the complaint is about."""
    yield from (Record(RESPONDENT, firm.id, firm.named_at) for firm in case.respondents)
    yield from (Record(EXCHANGE, exchange.id, exchange.at) for exchange in case.exchanges)
    yield from (Record(FINDING, finding.id, finding.at) for finding in case.findings)
    yield from (Record(SHARES, sharing.id, sharing.proposed_at) for sharing in case.sharings)
