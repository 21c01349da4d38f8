"""Why a date was replaced and by which, told by the trail: for the older of the two, and for the newer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from register.domain.facts.case import DeadlineReplaced, DeadlineSet
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.trail.entry import Entry
from register.domain.values import Code, Id
from register.wording.dates.manner import Manner
from register.wording.dates.why import Said
from register.wording.lists import LISTS
from register.wording.marker import _


@dataclass(frozen=True, slots=True)
class Replacement:
    """A date gave way, when and for which reason; ``by`` is what took its place, None where nothing did."""

    old: Id
    at: datetime
    reason: Code
    by: Id | None


def replacements(case: Case, entries: Iterable[Entry]) -> tuple[Replacement, ...]:
    """Return every replacement among the case's dates, in order."""
    known = {deadline.id: deadline for deadline in case.deadlines}
    return tuple(found for entry in entries for found in _in_entry(entry, known))


def _in_entry(entry: Entry, known: dict[Id, Deadline]) -> Iterator[Replacement]:
    newer = [known[fact.deadline] for fact in entry.facts if isinstance(fact, DeadlineSet) and fact.deadline in known]
    for fact in entry.facts:
        if isinstance(fact, DeadlineReplaced) and fact.deadline in known:
            yield Replacement(fact.deadline, entry.at, fact.reason, _successor(known[fact.deadline], newer))


def _successor(old: Deadline, newer: Sequence[Deadline]) -> Id | None:
    """Return what took the place of a date: the same duty's, of its own person and rule before others."""

    def far(deadline: Deadline) -> tuple[bool, bool]:
        return deadline.due.party != old.due.party, deadline.due.rule != old.due.rule

    same = [one for one in newer if (one.pack, one.due.duty, one.due.kind) == (old.pack, old.due.duty, old.due.kind)]
    nearest = min(same, key=far, default=None)
    return None if nearest is None else nearest.id


def replaced_words(deadline: Deadline, case: Case, found: Iterable[Replacement], manner: Manner) -> list[Said]:
    """Return what is to be said of a date that was replaced, and of the dates one took the place of."""
    return [
        Said(manner.say(term), said)
        for each in found
        for term, other in _sides(each, deadline)
        for said in [_told(each, None if other is None else case.deadline(other), ZoneInfo(case.zone), manner)]
    ]


def _sides(found: Replacement, deadline: Deadline) -> Iterator[tuple[str, Id | None]]:
    if found.old == deadline.id:
        yield (_("Replaced, no date took its place") if found.by is None else _("Replaced by")), found.by
    elif found.by == deadline.id:
        yield _("Took the place of"), found.old


def _told(found: Replacement, other: Deadline | None, zone: ZoneInfo, manner: Manner) -> str:
    reasons = {**LISTS["replaced"], **LISTS["basis"]}
    reason = manner.say(reasons[found.reason]) if found.reason in reasons else found.reason
    at = manner.moment(found.at, zone)
    if other is None:
        return manner.say(_("%(at)s: %(reason)s"), at=at, reason=reason)
    due = other.due
    last = manner.moment(due.due_at, zone) if due.derivation.unit == "hour" else manner.day(due.derivation.last_day)
    said = _("%(date)s (%(cite)s), since %(at)s: %(reason)s")
    return manner.say(said, date=last, cite=due.derivation.cite, at=at, reason=reason)
