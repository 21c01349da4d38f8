"""Complaints that are alike: of one class, received on one day, and little has happened to them yet.

Days are counted from local days, so an instant matters only by its day and by its place in the order of the others.
Complaints that share both have the same dates; their proofs differ in the instant they start from alone. What is
counted in hours is counted anew for each.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from register.domain.policy import Pack
from register.domain.proofs import Circumstances, Derivation, Due
from register.domain.rules import Value
from register.domain.running import Scene
from register.domain.values import Code

FEW: Final = 4
NOON: Final = 12


class Likeness(NamedTuple):
    """What complaints share: their facts, and each event with its day and its place in the order."""

    complaint_class: Code
    place: Code
    zone: Code
    values: tuple[tuple[str, Value], ...]
    happened: tuple[tuple[str, date, int], ...]


class Pattern(NamedTuple):
    """One date of all that are alike: its fields and its proof's, as the plain ``dict`` that is copied fastest."""

    unit: str
    start_event: str
    due: dict[str, Any]
    proof: dict[str, Any]


def likeness(scene: Scene) -> Likeness | None:
    """Return what a complaint shares with others; None where it has a course of its own already."""
    given, zone = scene.circumstances, scene.zone
    asked = _asked(scene.pack, given.complaint_class)
    if asked is None or given.parties or len(given.events) > FEW:
        return None
    found: list[tuple[datetime, str]] = []
    for event, times in given.events.items():
        if len(times) > 1:
            return None
        found.append((times[0], event))
    found.sort()
    happened: list[tuple[str, date, int]] = []
    before, order = None, 0
    for at, event in found:
        order += at != before
        happened.append((event, at.astimezone(zone).date(), order))
        before = at
    values = tuple([(fact, given.values[fact]) for fact in asked if fact in given.values])
    return Likeness(given.complaint_class, given.place, given.zone, values, tuple(happened))


@lru_cache(maxsize=1024)
def _asked(pack: Pack, complaint_class: str) -> tuple[str, ...] | None:
    """Return the facts a class's rules ask for; None where some date leans on one that is counted in hours."""
    rules = pack.rules_for(complaint_class)
    hours = [rule for rule in rules if rule.limit is not None and rule.limit.unit == "hour"]
    leaned_on = {each for rule in rules for each in (rule.start.end_of, *(needed.rule for needed in rule.in_time))}
    shared = {rule.closes_with for rule in rules}
    if any(rule.id in leaned_on or rule.duty in shared for rule in hours):
        return None
    limits = {rule.limit.fact for rule in rules if rule.limit is not None and rule.limit.fact}
    return tuple(sorted(limits.union(*(rule.when for rule in rules))))


def standing_for(alike: Likeness, zone: ZoneInfo) -> Circumstances:
    """Return circumstances that stand for all that are alike: every event at noon of its day, in its order."""
    events = {
        event: (datetime.combine(day, time(NOON, microsecond=order), zone).astimezone(UTC),)
        for event, day, order in alike.happened
    }
    return Circumstances(alike.complaint_class, alike.place, alike.zone, dict(alike.values), events)


def pattern(due: Due) -> Pattern:
    """Return a date as the pattern for others."""
    proof = due.derivation
    return Pattern(proof.unit, proof.start_event, dict(vars(due)), dict(vars(proof)))


def begun(patterns: Iterable[Pattern], scene: Scene) -> list[Due]:
    """Return the dates of one complaint among those that are alike, counted from its own instants."""
    events, dues = scene.circumstances.events, []
    for unit, event, of_due, of_proof in patterns:
        # Setting some thirty fields of frozen values one by one would cost more than all the counting.
        due, proof = object.__new__(Due), object.__new__(Derivation)
        fields, why = due.__dict__, proof.__dict__
        fields.update(of_due)
        why.update(of_proof)
        fields["derivation"] = proof
        if event in events:
            at = events[event][0]
            why["start_at"] = at = at if at.tzinfo is UTC else at.astimezone(UTC)
            if unit == "hour":
                fields["due_at"] = due_at = at + timedelta(hours=proof.counted)
                fields["provisional"] = due_at.astimezone(scene.zone).year > scene.calendar.last_year
        dues.append(due)
    return dues
