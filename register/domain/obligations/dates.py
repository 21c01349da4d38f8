"""A date with what its pack says of it: what it is for, whom it binds, and whether it may be called the law's."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.law.policy import Pack
from register.domain.law.proofs import Due
from register.domain.law.rules import Rule
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code

LEGAL: Final = Code("legal")
HOUSE: Final = Code("house")
COMPLAINANT: Final = Code("complainant")
UNCONFIRMED: Final = Code("unconfirmed")
UNCLAIMED: Final = Code("unclaimed")
EXAMPLE: Final = Code("example")
DRAFT: Final = Code("draft")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and the pack it is from."""

    due: Due
    pack: Pack

    @property
    def rule(self) -> Rule | None:
        """The rule behind it; None where this version of the pack does not hold it."""
        return self.pack.rules.get(self.due.rule)

    @property
    def title(self) -> str:
        """What it is for, in the words of the pack."""
        return self.pack.duties.get(self.due.duty, self.due.duty)

    @property
    def bound(self) -> Code:
        """Whose time it is: the firm's or the complainant's."""
        return self.rule.bound if self.rule is not None else Code("firm")

    @property
    def prompt(self) -> bool:
        """Whether the law says "promptly" and the firm set the date itself."""
        return self.rule is not None and self.rule.prompt

    @property
    def group(self) -> Code:
        """Where it stands among the dates of a case; only those of the first group may be called legal dates."""
        if self.pack.is_example:
            return EXAMPLE
        if self.pack.is_draft:
            return DRAFT
        if self.due.derivation.confirmed == "U":
            return UNCONFIRMED
        if self.due.unclaimed:
            return UNCLAIMED
        if self.bound == "complainant":
            return COMPLAINANT
        return HOUSE if self.due.force == "house" else LEGAL

    @property
    def legal(self) -> bool:
        """Whether it is a date of the law: enforceable or other law, confirmed, claimed, of no example and no draft."""
        return self.due.legal

    def last_day_of(self, happened: Collection[datetime]) -> str | None:
        """Return what this counts from the last day of; None where it counts from its event, which ``happened`` then.

        An event that was recorded stands in for the last day of the other limit.
        """
        proof, own = self.due.derivation, self.rule
        if own is None or proof.start_at in happened:
            return None
        counting = (r for r in self.pack.rules.values() if r.id == own.id or r.duty == own.closes_with)
        ends = (r.start.end_of for r in counting if proof.start_event in r.start.events and r.start.end_of is not None)
        return next((self.pack.duties.get(self.pack.rules[end].duty, end) for end in ends), None)


def dated(case: Case, pack_of: Callable[[str, str], Pack]) -> tuple[tuple[Deadline, Dated], ...]:
    """Return every deadline of a case with its pack, in the case's order; ``pack_of`` finds a version of a pack."""
    packs = {choice.pack: pack_of(choice.pack, choice.version) for choice in case.packs}
    return tuple((deadline, Dated(deadline.due, packs[deadline.pack])) for deadline in case.deadlines)


def strictest_first(dates: Iterable[tuple[Deadline, Dated]], now: datetime) -> list[tuple[Deadline, Dated]]:
    """Return those still awaited first, then by date; those of one duty stand together, the strictest of them first."""
    by_date = sorted(dates, key=lambda pair: (not _awaited(pair[0], now), pair[0].due.due_at))
    groups: dict[tuple[bool, str], list[tuple[Deadline, Dated]]] = {}
    for pair in by_date:
        groups.setdefault((_awaited(pair[0], now), pair[0].due.duty), []).append(pair)
    return [pair for group in groups.values() for pair in group]


def _awaited(deadline: Deadline, now: datetime) -> bool:
    """Whether something is still to be done about it: a window that closed is over, a deadline that passed is not."""
    return deadline.is_open and (deadline.due.kind != "window" or now < deadline.due.due_at)


def alternatives(dates: Iterable[tuple[Deadline, Dated]]) -> list[tuple[tuple[Deadline, Dated], ...]]:
    """Return the dates in their order, those of which the same act keeps any together in the place of the first.

    They count from the same instant for the same person, bind alike and wait for the same act: only duty and length
    differ. Two limits of one duty are no alternatives: the stricter one holds.
    """
    found: dict[object, list[tuple[Deadline, Dated]]] = {}
    for deadline, known in dates:
        same = found.setdefault(_act_of(deadline, known) or deadline.id, [])
        if any(other.due.duty == deadline.due.duty for other, _known in same):
            same = found.setdefault(deadline.id, [])
        same.append((deadline, known))
    return [tuple(same) for same in found.values()]


def _act_of(deadline: Deadline, known: Dated) -> tuple[object, ...] | None:
    """Return what makes a date an alternative of another; None for one that cannot be."""
    rule, due = known.rule, deadline.due
    if rule is None or not rule.met_by or due.kind != "deadline" or deadline.replaced:
        return None
    ends = frozenset(rule.met_by), frozenset(rule.kept_by)
    start = due.derivation.start_event, due.derivation.start_at
    return deadline.pack, due.party, deadline.round, known.group, due.force, known.bound, start, ends
