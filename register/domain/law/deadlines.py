"""From facts to dates: every limit that applies to a complaint, each with the proof of how it was counted.

Pure and repeatable: the same pack, circumstances and calendars give the same dates for ever, so a nightly job can
derive them again and report any difference. Whether a deadline has passed is never decided here.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from register.domain.errors import Invalid, Problem
from register.domain.frozen import replace, varied
from register.domain.law.agenda import agenda
from register.domain.law.calendars import Calendar
from register.domain.law.due_date import counted_days, on, unstopped
from register.domain.law.ends import begun, end_of, events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Derivation, Due, Events, Skipped, Stopped
from register.domain.law.rules import STATED, Rule
from register.domain.law.running_limit import Began, Run, Scene, recurring, stops_of
from register.domain.moments import YEARS
from register.domain.values import Code, Id

__all__ = ["Circumstances", "Derivation", "Due", "Skipped", "Stopped", "derive"]

UNITS_ENTERED = range(1, 3661)
INSTANT = timedelta(microseconds=1)
FIXED = frozenset({STATED, "hour"})
BY_DATE = attrgetter("due_at", "rule")

Found = dict[tuple[Code, Id | None], Due]


class Deriving(NamedTuple):
    """One complaint while its dates are derived, and those found so far."""

    scene: Scene
    circumstances: Circumstances
    found: Found


def derive(pack: Pack, circumstances: Circumstances, calendars: Mapping[str, Calendar]) -> tuple[Due, ...]:
    """Return every date the pack's rules yield for these circumstances, the earliest first.

    Raises ``Invalid`` with all of: unknown-class, unknown-place, unknown-zone, unknown-calendar, naive-time,
    date-out-of-range, limit-out-of-range.
    """
    scene, found = _scene(pack, circumstances, calendars), Found()
    todo, here = agenda(pack, circumstances), Deriving(scene, circumstances, found)
    for event, which, rules in todo.at_once:
        began = _began(event, circumstances.events[event][which], scene)
        for rule, number in rules:
            found[rule.id, None] = unstopped(rule, scene, began, number, None)
    for rule, party in todo.counted:
        _apply(rule, party, here)
    replaced = _supersede(todo.replacing, pack, found)
    for rule, party in todo.sharing:
        _apply(rule, party, here)
    for key in replaced:
        found.pop(key, None)
    return tuple(sorted(found.values(), key=BY_DATE))


def _supersede(rules: Iterable[Rule], pack: Pack, found: Found) -> list[tuple[Code, Id | None]]:
    """Drop what another rule replaces; return it, for a rule that is yet to share a date may be replaced as well.

    A rule for one of several people replaces theirs, or the complaint's where the older one does not run for each.
    """
    replaced = []
    for rule in rules:
        for old in rule.supersedes:
            for party in [party for made, party in found if made == rule.id]:
                key = (old, party if pack.rules[old].per is not None else None)
                replaced.append(key)
                found.pop(key, None)
    return replaced


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    """Return the time zone, or ``None`` where nobody knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _scene(pack: Pack, circumstances: Circumstances, calendars: Mapping[str, Calendar]) -> Scene:
    """Resolve class, place, zone and calendar, or refuse with everything that is unknown."""
    place, zone = pack.places.get(circumstances.place), _zone(circumstances.zone)
    calendar = calendars.get(place.calendar) if place else None
    outside = _out_of_range(pack, circumstances)
    if circumstances.complaint_class in pack.classes and zone and calendar and not outside:
        return Scene(pack, calendar, zone)
    problems: list[Problem] = []
    for check, code in ((pack.complaint_class, circumstances.complaint_class), (pack.place, circumstances.place)):
        try:
            check(code)
        except Invalid as refusal:
            problems.extend(refusal.problems)
    if zone is None:
        problems.append(Problem("unknown-zone", "zone", None, {"zone": circumstances.zone}))
    if place and calendar is None:
        problems.append(Problem("unknown-calendar", "place", None, {"calendar": place.calendar}))
    raise Invalid(*problems, *outside)


def _out_of_range(pack: Pack, circumstances: Circumstances) -> list[Problem]:
    """Name every instant without a zone or outside the years that can be counted, and every limit too long to count."""
    problems = []
    for events in (circumstances.events, *circumstances.parties.values()):
        for event, times in events.items():
            for at in times:
                if at.tzinfo is None:
                    problems.append(Problem("naive-time", event))
                elif at.year not in YEARS:
                    problems.append(Problem("date-out-of-range", event, None, {"year": at.year}))
    given = circumstances.values
    too_long = [fact for fact in pack.limit_facts if fact in given and given[fact] not in UNITS_ENTERED]
    return [*problems, *(Problem("limit-out-of-range", fact) for fact in too_long)] if too_long else problems


def _apply(rule: Rule, party: Id | None, here: Deriving) -> None:
    """Add what a rule yields for the complaint, or for one of its parties."""
    events = own = here.circumstances.events
    if party is not None:
        own = here.circumstances.parties[party]
        events = {**events, **own}
    if rule.in_time and not _all_in_time(rule, party, events, here.found):
        return
    if rule.renews and not _needed_again(rule, party, events, here.found):
        return
    due = _shared(rule, party, here) if rule.closes_with else _counted(rule, party, own, here)
    if due is not None:
        here.found[rule.id, party] = due


def _all_in_time(rule: Rule, party: Id | None, events: Events, found: Found) -> bool:
    """Whether each event the rule depends on happened before the date another rule sets for it."""
    for needed in rule.in_time:
        limit = found.get((needed.rule, party)) or found.get((needed.rule, None))
        if limit is None or events[needed.event][0] >= limit.due_at:
            return False
    return True


def _needed_again(rule: Rule, party: Id | None, events: Events, found: Found) -> bool:
    """Whether what a renewed rule needs happened since the date it leans on began, and not only in an earlier round."""
    before = found.get((rule.start.end_of, party)) if rule.start.end_of is not None else None
    return before is None or all(events[need][-1] >= before.derivation.start_at for need in rule.needs)


def _shared(rule: Rule, party: Id | None, here: Deriving) -> Due | None:
    """Return the strictest date of the duty this rule closes with, as this rule's own: of its last round that runs."""
    same = [
        due
        for due in here.found.values()
        if due.duty == rule.closes_with and due.kind == "deadline" and (rule.per is None or due.party == party)
        if here.scene.pack.rules[due.rule].lacks is None
    ]
    if not same:
        return None
    strictest = min(_running(same, here), key=BY_DATE)
    if rule.stops:
        return _stopped_too(rule, strictest, here)
    proof = varied(strictest.derivation, rule=rule.id, cite=rule.cite, confirmed=rule.confirmed)
    own = {"rule": rule.id, "duty": rule.duty, "kind": rule.kind, "force": here.scene.pack.force_of(rule)}
    return varied(strictest, **own, derivation=proof, party=party)


def _running(same: list[Due], here: Deriving) -> list[Due]:
    """Return those dates of a duty that still wait, or all where none does; of several rounds, those of the last."""
    if len(same) == 1:
        return same
    known, pack = here.circumstances, here.scene.pack

    def waits(due: Due) -> bool:
        rule, events = pack.rules[due.rule], events_for(due.party, known)
        return end_of(due, rule, events, begun(rule, pack, events)) is None

    waiting = [due for due in same if waits(due)]
    renewed = [due for due in waiting or same if pack.rules[due.rule].renews]
    return renewed or waiting or same


def _stopped_too(rule: Rule, shared: Due, here: Deriving) -> Due | None:
    """Count the limit this rule shares again, with the stops of this rule beside its own.

    ``None`` where none of them fell inside it: a limit that had passed by then left no time to share.
    """
    events = here.circumstances.events
    if shared.party is not None:
        events = {**events, **here.circumstances.parties[shared.party]}
    due = _counted(_with_limit(rule, here.scene.pack.rules[shared.rule]), shared.party, events, here)
    own = {stop.cite for stop in rule.stops}
    return due if due is not None and any(stop.cite in own for stop in due.derivation.stopped) else None


@lru_cache(maxsize=64)
def _with_limit(rule: Rule, limit: Rule) -> Rule:
    """Return a rule with the limit and the start of another instead of the date it shares."""
    stops = (*limit.stops, *rule.stops)
    start, counts = limit.start, limit.day0_counts
    return replace(rule, start=start, limit=limit.limit, day0_counts=counts, closes_with=None, stops=stops)


def _started(rule: Rule, party: Id | None, events: Events, found: Found) -> tuple[Code, datetime] | None:
    """Return what a rule counts from and when, or ``None`` while it has not happened (all of it, for the latest)."""
    start = rule.start
    if len(start.events) == 1:
        times = events.get(start.events[0])
        if times is not None:
            return start.events[0], times[rule.counts_from]
        before = found.get((start.end_of, party)) if start.end_of is not None else None
        return None if before is None else (start.events[0], before.due_at - INSTANT)
    known = [(event, events[event][rule.counts_from]) for event in start.events if event in events]
    if not known or (start.choose == "latest" and len(known) < len(start.events)):
        return None
    if start.choose == "first":
        return known[0]
    return (max if start.choose == "latest" else min)(known, key=lambda pair: pair[1])


def _counted(rule: Rule, party: Id | None, events: Events, here: Deriving) -> Due | None:
    """Count a rule's limit from its start; ``None`` before it starts, without a limit, or while the law stops it."""
    start = _started(rule, party, events, here.found)
    if start is None or rule.limit is None:
        return None
    began = _began(*start, here.scene)
    number = rule.limit.units(here.circumstances.values, began[2])
    if number is None:
        return None
    if rule.limit.unit in FIXED or not (rule.every or rule.stops):
        return unstopped(rule, here.scene, began, number, party)
    run = Run(rule, here.scene, *began)
    if rule.every is not None:
        return on(run, recurring(run, here.circumstances.events, number), (), party)
    count = counted_days(run, number)
    stopped = stops_of(run, events, count.due)
    return None if stopped is None else on(run, count, stopped, party)


def _began(event: Code, at: datetime, scene: Scene) -> Began:
    return event, at.astimezone(UTC), at.astimezone(scene.zone).date()
