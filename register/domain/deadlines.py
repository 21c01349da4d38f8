"""From facts to dates: every limit that applies to a complaint, each with the proof of how it was counted.

Pure and repeatable: the same pack, circumstances and calendars give the same dates for ever, so a nightly job can
derive them again and report any difference. Whether a deadline has passed is never decided here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from register.domain.alike import Likeness, Pattern, begun, likeness, pattern, standing_for
from register.domain.calendars import Calendar, DaysOff
from register.domain.counting import Count, count_days
from register.domain.errors import Invalid, Problem
from register.domain.policy import Pack
from register.domain.proofs import Circumstances, Derivation, Due, Events, Skipped, Stopped
from register.domain.rules import STATED, Rule, meets
from register.domain.running import Run, Scene, recurring, stops_of
from register.domain.values import Code, Id

__all__ = ["Circumstances", "Derivation", "Due", "Skipped", "Stopped", "derive"]

NO_EVENTS: Events = {}
YEARS = range(1900, 9000)
UNITS_ENTERED = range(1, 3661)
INSTANT = timedelta(microseconds=1)
BY_DATE = attrgetter("due_at", "rule")


Found = dict[tuple[Code, Id | None], Due]


def derive(pack: Pack, circumstances: Circumstances, calendars: Mapping[str, Calendar]) -> tuple[Due, ...]:
    """Return every date the pack's rules yield for these circumstances, the earliest first.

    Raises ``Invalid`` with all of: unknown-class, unknown-place, unknown-zone, unknown-calendar, naive-time,
    date-out-of-range, limit-out-of-range.
    """
    scene = _scene(pack, circumstances, calendars)
    alike = likeness(scene)
    if alike is None:
        return _derived(scene)
    dues = begun(_derived_alike(pack, scene.calendar, scene.zone, alike), scene)
    dues.sort(key=BY_DATE)
    return tuple(dues)


@lru_cache(maxsize=1024)
def _derived_alike(pack: Pack, calendar: Calendar, zone: ZoneInfo, alike: Likeness) -> tuple[Pattern, ...]:
    """Derive once for all complaints that are alike: many of a few classes arrive on one day."""
    return tuple(pattern(due) for due in _derived(Scene(pack, standing_for(alike, zone), calendar, zone)))


def _derived(scene: Scene) -> tuple[Due, ...]:
    counted, sharing = scene.pack.plan(scene.circumstances.complaint_class)
    found: Found = {}
    for rule in counted:
        _apply(rule, scene, found)
    replaced = _supersede(counted, found)
    for rule in sharing:
        _apply(rule, scene, found)
    for key in replaced:
        found.pop(key, None)
    return tuple(sorted(found.values(), key=BY_DATE))


def _supersede(rules: Iterable[Rule], found: Found) -> list[tuple[Code, Id | None]]:
    """Drop what another rule replaces; return it, for a rule that is yet to share a date may be replaced as well."""
    replaced = []
    for rule in rules:
        for old in rule.supersedes:
            for party in [party for made, party in found if made == rule.id]:
                replaced.append((old, party))
                found.pop((old, party), None)
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
    outside = tuple(_out_of_range(pack, circumstances))
    if circumstances.complaint_class in pack.classes and zone and calendar and not outside:
        return Scene(pack, circumstances, calendar, zone)
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


def _out_of_range(pack: Pack, circumstances: Circumstances) -> Iterator[Problem]:
    """Name every instant without a zone or outside the years that can be counted, and every limit too long to count."""
    for events in (circumstances.events, *circumstances.parties.values()):
        for event, times in events.items():
            for at in times:
                if at.tzinfo is None:
                    yield Problem("naive-time", event)
                elif at.year not in YEARS:
                    yield Problem("date-out-of-range", event, None, {"year": at.year})
    for fact in pack.limit_facts & circumstances.values.keys():
        if circumstances.values[fact] not in UNITS_ENTERED:
            yield Problem("limit-out-of-range", fact)


def _apply(rule: Rule, scene: Scene, found: Found) -> None:
    """Add what a rule yields: once for the complaint, and once for each party it runs for."""
    if rule.when and not meets(rule.when, scene.circumstances.values):
        return
    _apply_to(rule, scene, found, None)
    if rule.per is not None:
        for party in sorted(scene.circumstances.parties):
            _apply_to(rule, scene, found, party)


def _apply_to(rule: Rule, scene: Scene, found: Found, party: Id | None) -> None:
    own = NO_EVENTS if party is None else scene.circumstances.parties[party]
    events = {**scene.circumstances.events, **own} if own else scene.circumstances.events
    if rule.unless and any(event in events for event in rule.unless):
        return
    if rule.needs and not all(event in events for event in rule.needs):
        return
    if rule.in_time and not _all_in_time(rule, events, found, party):
        return
    if rule.closes_with:
        due = _shared(rule, scene, found, party)
    else:
        due = _counted(rule, scene, events if party is None else own, found, party)
    if due is not None:
        found[rule.id, party] = due


def _all_in_time(rule: Rule, events: Events, found: Found, party: Id | None) -> bool:
    """Whether each event the rule depends on happened, and before the date another rule sets for it."""
    for needed in rule.in_time:
        limit = found.get((needed.rule, party)) or found.get((needed.rule, None))
        if limit is None or needed.event not in events or events[needed.event][0] >= limit.due_at:
            return False
    return True


def _shared(rule: Rule, scene: Scene, found: Found, party: Id | None) -> Due | None:
    """Return the strictest date of the duty this rule closes with, as this rule's own."""
    same = (
        due
        for due in found.values()
        if due.duty == rule.closes_with and due.kind == "deadline" and (rule.per is None or due.party == party)
    )
    strictest = min(same, key=lambda due: (due.due_at, due.rule), default=None)
    if strictest is None:
        return None
    if rule.stops:
        return _stopped_too(rule, scene, found, strictest)
    proof = replace(strictest.derivation, rule=rule.id, cite=rule.cite, confirmed=rule.confirmed)
    return Due(
        rule.id, rule.duty, rule.kind, rule.operated_force, strictest.due_at, proof, strictest.provisional, party
    )


def _stopped_too(rule: Rule, scene: Scene, found: Found, shared: Due) -> Due | None:
    """Count the limit this rule shares again, with the stops of this rule beside its own."""
    limit = scene.pack.rules[shared.rule]
    again = replace(rule, start=limit.start, limit=limit.limit, day0_counts=limit.day0_counts, closes_with=None)
    events = scene.circumstances.events
    if shared.party is not None:
        events = {**events, **scene.circumstances.parties[shared.party]}
    return _counted(replace(again, stops=(*limit.stops, *rule.stops)), scene, events, found, shared.party)


def _started(rule: Rule, events: Events, found: Found, party: Id | None) -> tuple[Code, datetime] | None:
    """Return what a rule counts from and when, or ``None`` while it has not happened (all of it, for the latest)."""
    start = rule.start
    if len(start.events) == 1:
        times = events.get(start.events[0])
        if times is not None:
            return start.events[0], times[-1] if rule.renews else times[0]
        before = found.get((start.end_of, party)) if start.end_of is not None else None
        return None if before is None else (start.events[0], before.due_at - INSTANT)
    known = [(event, events[event][-1 if rule.renews else 0]) for event in start.events if event in events]
    if not known or (start.choose == "latest" and len(known) < len(start.events)):
        return None
    if start.choose == "first":
        return known[0]
    return (max if start.choose == "latest" else min)(known, key=lambda pair: pair[1])


def _counted(rule: Rule, scene: Scene, events: Events, found: Found, party: Id | None) -> Due | None:
    """Count a rule's limit from its start; ``None`` before it starts, without a limit, or while the law stops it."""
    start = _started(rule, events, found, party)
    if start is None or rule.limit is None:
        return None
    run = Run(rule, scene, *start, start[1].astimezone(scene.zone).date())
    values = scene.circumstances.values
    stated, number = rule.limit.stated(values), rule.limit.counted(values)
    if rule.limit.unit == STATED:
        return None if stated is None else _on(run, Count(stated, (stated - run.day).days), (), party)
    if number is None:
        return None
    if rule.limit.unit == "hour":
        proof = _proof(run, Count(run.day, number), None, ())
        return _due(run, start[1].astimezone(UTC) + timedelta(hours=number), proof, party)
    before = run.day - timedelta(days=1) if rule.day0_counts else run.day
    if rule.every is not None:
        return _on(run, recurring(run, scene.circumstances.events, number), (), party)
    count = count_days(scene.calendar, before, rule.limit.unit, number)
    stopped = stops_of(run, events, count.due) if rule.stops else ()
    return None if stopped is None else _on(run, count, stopped, party)


def _on(run: Run, count: Count, stopped: tuple[Stopped, ...], party: Id | None) -> Due:
    """Put together a date that is a local day: the end of the count, and the days the law stopped it."""
    last = count.due + timedelta(days=sum(stop.days for stop in stopped)) if stopped else count.due
    return _due(run, _day_after(last, run.scene.zone), _proof(run, count, last, stopped), party)


def _due(run: Run, due_at: datetime, proof: Derivation, party: Id | None) -> Due:
    """Put a date together; it is provisional where the calendar's data ends before it."""
    rule = run.rule
    last = proof.due_if_rolled or due_at.astimezone(run.scene.zone).date()
    beyond = last.year > run.scene.calendar.last_year
    return Due(rule.id, rule.duty, rule.kind, rule.operated_force, due_at, proof, beyond, party)


def _day_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after a local day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)


def _proof(run: Run, count: Count, last: date | None, stopped: tuple[Stopped, ...]) -> Derivation:
    """Write down how a date was found; ``last`` is the day operated on, ``None`` for a limit in hours."""
    rule, scene = run.rule, run.scene
    two_readings = count.public_and_bank is not None
    return Derivation(
        rule=rule.id,
        cite=rule.cite,
        pack=scene.pack.id,
        pack_version=scene.pack.version,
        calendar=scene.calendar.id,
        calendar_version=scene.calendar.version,
        start_event=run.event,
        start_at=run.at.astimezone(UTC),
        start_date=run.day,
        start_counts=rule.day0_counts,
        zone=scene.circumstances.zone,
        unit=rule.limit.unit if rule.limit else Code("day"),
        counted=count.counted,
        weekend_days=count.weekend_days,
        skipped=_named(count.skipped),
        stopped=stopped,
        due_calendar=last,
        due_if_rolled=scene.calendar.next_business_day(last) if last else None,
        due_public_only=last if two_readings else None,
        due_public_and_bank=count.public_and_bank,
        bank_only=_named(count.bank_only),
        confirmed=rule.confirmed,
    )


def _named(days: DaysOff) -> tuple[Skipped, ...]:
    return tuple(Skipped(day, holiday.code) for day, holiday in days)
