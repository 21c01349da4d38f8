"""What the packs of a case say of questions their law leaves open: to know, for it moves no date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.obligations.circumstances import circumstances
from register.domain.subjects.case import Case
from register.domain.values import Cite, Code

READING: Final = Code("reading")
THRESHOLD: Final = Code("threshold")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One open question and what is answered for the case: yes, no or unknown, and how sure the question itself is."""

    pack: Code
    kind: Code
    id: Code
    title: str
    answer: Code
    cite: Cite
    confirmed: Code
    note: str


def answered(case: Case, packs: Sequence[Pack]) -> Iterator[OpenQuestion]:
    """Yield what each pack says of the case: whether it reaches it by each reading, and which sums it is below."""
    for pack in packs:
        known = circumstances(case, pack) if pack.scope.readings or pack.scope.thresholds else None
        if known is not None:
            yield from _readings(pack, known)
            yield from _thresholds(pack, known)


def _readings(pack: Pack, known: Circumstances) -> Iterator[OpenQuestion]:
    for one in pack.scope.readings:
        answer = one.reaches(_day(one.event, known))
        yield OpenQuestion(pack.id, READING, one.id, one.title, answer, one.cite, one.confirmed, one.note)


def _thresholds(pack: Pack, known: Circumstances) -> Iterator[OpenQuestion]:
    for one in pack.scope.thresholds:
        answer = one.below(known.values)
        if answer is not None:
            yield OpenQuestion(pack.id, THRESHOLD, one.id, one.title, answer, one.cite, one.confirmed, one.note)


def _day(event: str, known: Circumstances) -> date | None:
    times = known.events.get(event)
    return times[0].astimezone(ZoneInfo(known.zone)).date() if times else None
