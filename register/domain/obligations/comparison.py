"""What if another pack or version had governed: a case's dates under both, from the same facts and calendars.

Pure, and nothing of it is ever kept. Both sides are derived anew, so that what differs is the packs' doing alone and
never that of a newer calendar.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from register.domain.errors import Invalid, Problem
from register.domain.law.calendars import Calendar
from register.domain.law.limits import Limit
from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import values_of
from register.domain.obligations.limits import limits_of
from register.domain.subjects.case import Case
from register.domain.values import Code, Id

IN_TIME: Final = Code("in-time")
LATE: Final = Code("late")
OPEN: Final = Code("open")
PASSED: Final = Code("passed")
ENDED: Final = Code("ended")
NOTHING: Final = Code("none")
CAN_BE_MISSED: Final = frozenset({"deadline", "window"})

Key = tuple[Code, Code, Id | None]


@dataclass(frozen=True, slots=True)
class Question:
    """Which pack is tried, instead of which: one version of ``instead_of``, or any where ``version`` is None.

    ``packs`` holds every pack a case may be held to, ``calendars`` the newest of each place; ``now`` says what has
    passed.
    """

    pack: Pack
    instead_of: Code
    version: Code | None
    packs: Mapping[tuple[str, str], Pack]
    calendars: Mapping[str, Calendar]
    now: datetime


@dataclass(frozen=True, slots=True)
class Side:
    """The strictest date of a duty under one pack.

    ``standing``: ``in-time`` or ``late`` where what it waits for happened; else ``open``, ``passed``, or ``ended``
    where the complaint is closed; ``none`` where nothing can be missed. ``provisional`` as of the date itself.
    """

    rule: Code
    force: Code
    due_at: datetime
    zone: Code
    standing: Code
    provisional: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A duty whose date or force would be another; ``before`` or ``after`` is None where that pack sets no date."""

    duty: Code
    kind: Code
    party: Id | None
    before: Side | None
    after: Side | None

    @property
    def standings(self) -> tuple[Code, Code]:
        """Where the case stands under the one and under the other."""
        before, after = self.before, self.after
        return before.standing if before else NOTHING, after.standing if after else NOTHING

    @property
    def direction(self) -> Code:
        """Return ``new``, ``gone``, ``earlier``, ``later``, or ``force`` where only the force is another."""
        if self.before is None or self.after is None:
            return Code("new" if self.before is None else "gone")
        if self.before.due_at == self.after.due_at:
            return Code("force")
        return Code("earlier" if self.after.due_at < self.before.due_at else "later")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be of one case: its changes, or the ``problems`` for which the other pack has no dates for it."""

    case: Id
    reference: Code
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Totals:
    """All outcomes in numbers; ``cases`` counts each case once: ``not-held``, ``refused``, ``changed`` or ``same``."""

    cases: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    directions: Counter[tuple[str, str]] = field(default_factory=Counter)
    standings: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, outcome: Outcome | None) -> None:
        """Count one case."""
        if outcome is None:
            self.cases["not-held"] += 1
            return
        self.cases["refused" if outcome.problems else "changed" if outcome.changes else "same"] += 1
        self.refused.update(problem.code for problem in outcome.problems)
        for change in outcome.changes:
            self.directions[change.duty, change.direction] += 1
            self.standings[change.standings] += 1


def replay(case: Case, question: Question) -> Outcome | None:
    """Return what would be of a case under the other pack; None for a case that is not held to the one replaced."""
    held = next(
        (c for c in case.packs if c.pack == question.instead_of and question.version in {None, c.version}), None
    )
    if held is None:
        return None
    known = question.packs.get((held.pack, held.version))
    if known is None:
        return Outcome(case.id, case.reference, problems=(Problem("unknown-pack", "pack", None, {"pack": held.pack}),))
    if _left_out(case, question.pack):
        return Outcome(case.id, case.reference, problems=(Problem("unknown-class", "complaint_class"),))
    try:
        before, after = _sides(case, known, question), _sides(case, question.pack, question)
    except Invalid as refusal:
        return Outcome(case.id, case.reference, problems=tuple(refusal.problems))
    return Outcome(case.id, case.reference, tuple(_changes(before, after)))


def _left_out(case: Case, pack: Pack) -> bool:
    """Whether a person chose a class the pack does not have, and none of its own is chosen by the facts instead."""
    picks = {choice.pack: choice.complaint_class for choice in case.classification.others}
    picked = picks.get(pack.id, case.classification.complaint_class)
    return picked is not None and pack.held_class(picked, values_of(case, pack)) is None


def _changes(before: Mapping[Key, Side], after: Mapping[Key, Side]) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None or (old.due_at, old.force) != (new.due_at, new.force):
            yield Change(*key, old, new)


def _sides(case: Case, pack: Pack, question: Question) -> dict[Key, Side]:
    """Return the strictest date of each duty, by duty, kind and party; of one that comes again, of its last round."""
    found: dict[Key, Limit] = {}
    for limit in sorted(limits_of(case, pack, _packs(case, question), question.calendars), key=_earliest_of_last_round):
        key = (limit.due.duty, limit.due.kind, limit.due.party)
        # What may not be done before a day may not be done before the latest.
        later = limit.due.kind == "not_before" and key in found and limit.round == found[key].round
        if key not in found or later:
            found[key] = limit
    now = None if case.closed_at else question.now
    return {key: _side(limit, case.zone, now) for key, limit in found.items()}


def _earliest_of_last_round(limit: Limit) -> tuple[int, datetime]:
    return -limit.round, limit.due.due_at


def _packs(case: Case, question: Question) -> list[Pack]:
    """Return the packs the case is held to, as far as they are known: an answer under one is one under the other."""
    held = (question.packs.get((choice.pack, choice.version)) for choice in case.packs)
    return [pack for pack in held if pack is not None]


def _side(limit: Limit, zone: Code, now: datetime | None) -> Side:
    due = limit.due
    standing = _standing(limit, now) if due.kind in CAN_BE_MISSED else NOTHING
    return Side(due.rule, due.force, due.due_at, zone, standing, due.provisional)


def _standing(limit: Limit, now: datetime | None) -> Code:
    if limit.end is not None:
        return IN_TIME if limit.end.at < limit.due.due_at else LATE
    if now is None:
        return ENDED
    return OPEN if now < limit.due.due_at else PASSED
