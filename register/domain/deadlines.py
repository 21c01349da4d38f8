"""From facts to dates: every limit that applies to a complaint, each with the proof of how it was counted.

Pure and repeatable: the same pack, circumstances and calendars give the same dates for ever, so a nightly job can
derive them again and report any difference. Whether a deadline has passed is never decided here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from register.domain.calendars import Calendar, DaysOff
from register.domain.counting import Count, count_days
from register.domain.errors import Invalid, Problem
from register.domain.policy import Pack
from register.domain.proofs import Circumstances, Derivation, Due, Skipped, Stopped
from register.domain.rules import Rule, meets
from register.domain.values import Code, Id

__all__ = ["Circumstances", "Derivation", "Due", "Skipped", "Stopped", "derive"]

NO_EVENTS: Mapping[str, datetime] = {}
YEARS = range(1900, 9000)
UNITS_ENTERED = range(1, 3661)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything a rule is applied to."""

    pack: Pack
    circumstances: Circumstances
    calendar: Calendar
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Run:
    """A rule that has started: by which event, at which instant, on which local day."""

    rule: Rule
    scene: _Scene
    event: Code
    at: datetime
    day: date


Found = dict[tuple[Code, Id | None], Due]


def derive(pack: Pack, circumstances: Circumstances, calendars: Mapping[str, Calendar]) -> tuple[Due, ...]:
    """Return every date the pack's rules yield for these circumstances, the earliest first.

    Raises ``Invalid`` with all of: unknown-class, unknown-place, unknown-zone, unknown-calendar, naive-time,
    date-out-of-range, limit-out-of-range.
    """
    scene = _scene(pack, circumstances, calendars)
    rules = pack.rules_for(circumstances.complaint_class)
    found: Found = {}
    for rule in rules:
        if rule.closes_with is None:
            _apply(rule, scene, found)
    for rule in rules:
        for old in rule.supersedes:
            for party in [party for made, party in found if made == rule.id]:
                found.pop((old, party), None)
    for rule in rules:
        if rule.closes_with is not None:
            _apply(rule, scene, found)
    return tuple(sorted(found.values(), key=lambda due: (due.due_at, due.rule, due.party or "")))


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    """Return the time zone, or ``None`` where nobody knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _scene(pack: Pack, circumstances: Circumstances, calendars: Mapping[str, Calendar]) -> _Scene:
    """Resolve class, place, zone and calendar, or refuse with everything that is unknown."""
    problems: list[Problem] = []
    for check, code in ((pack.complaint_class, circumstances.complaint_class), (pack.place, circumstances.place)):
        try:
            check(code)
        except Invalid as refusal:
            problems.extend(refusal.problems)
    zone = _zone(circumstances.zone)
    if zone is None:
        problems.append(Problem("unknown-zone", "zone", None, {"zone": circumstances.zone}))
    place = pack.places.get(circumstances.place)
    calendar = calendars.get(place.calendar) if place else None
    if place and calendar is None:
        problems.append(Problem("unknown-calendar", "place", None, {"calendar": place.calendar}))
    problems += _out_of_range(pack, circumstances)
    if problems or zone is None or calendar is None:
        raise Invalid(*problems)
    return _Scene(pack, circumstances, calendar, zone)


def _out_of_range(pack: Pack, circumstances: Circumstances) -> Iterator[Problem]:
    """Name every instant without a zone or outside the years that can be counted, and every limit too long to count."""
    for events in (circumstances.events, *circumstances.parties.values()):
        for event, at in events.items():
            if at.tzinfo is None:
                yield Problem("naive-time", event)
            elif at.year not in YEARS:
                yield Problem("date-out-of-range", event, None, {"year": at.year})
    for fact in pack.limit_facts & circumstances.values.keys():
        if circumstances.values[fact] not in UNITS_ENTERED:
            yield Problem("limit-out-of-range", fact)


def _apply(rule: Rule, scene: _Scene, found: Found) -> None:
    """Add what a rule yields, once for the complaint or once for each party."""
    if not meets(rule.when, scene.circumstances.values):
        return
    parties: Iterable[tuple[Id | None, Mapping[str, datetime]]] = ((None, NO_EVENTS),)
    if rule.per is not None:
        parties = scene.circumstances.parties.items()
    for party, own in parties:
        events = {**scene.circumstances.events, **own} if own else scene.circumstances.events
        if any(event in events for event in rule.unless) or not _all_in_time(rule, events, found, party):
            continue
        due = _shared(rule, found, party) if rule.closes_with else _counted(rule, scene, events, party)
        if due is not None:
            found[rule.id, party] = due


def _all_in_time(rule: Rule, events: Mapping[str, datetime], found: Found, party: Id | None) -> bool:
    """Whether each event the rule depends on happened, and before the date another rule sets for it."""
    for needed in rule.in_time:
        limit = found.get((needed.rule, party)) or found.get((needed.rule, None))
        if limit is None or needed.event not in events or events[needed.event] >= limit.due_at:
            return False
    return True


def _shared(rule: Rule, found: Found, party: Id | None) -> Due | None:
    """Return the strictest date of the duty this rule closes with, as this rule's own."""
    same = (due for due in found.values() if due.duty == rule.closes_with and due.party == party)
    strictest = min(
        (due for due in same if due.kind == "deadline"), key=lambda due: (due.due_at, due.rule), default=None
    )
    if strictest is None:
        return None
    proof = replace(strictest.derivation, rule=rule.id, cite=rule.cite, confirmed=rule.confirmed)
    return replace(strictest, rule=rule.id, duty=rule.duty, kind=rule.kind, force=rule.force, derivation=proof)


def _started(rule: Rule, events: Mapping[str, datetime]) -> tuple[Code, datetime] | None:
    """Return the event a rule counts from, or ``None`` while it has not happened (all of them, for the latest)."""
    known = [(event, events[event]) for event in rule.start.events if event in events]
    if not known or (rule.start.choose == "latest" and len(known) < len(rule.start.events)):
        return None
    if rule.start.choose == "first":
        return known[0]
    return (max if rule.start.choose == "latest" else min)(known, key=lambda pair: pair[1])


def _counted(rule: Rule, scene: _Scene, events: Mapping[str, datetime], party: Id | None) -> Due | None:
    """Count a rule's limit from its start; ``None`` before it starts, without a limit, or while the law stops it."""
    start = _started(rule, events)
    number = rule.limit.counted(scene.circumstances.values) if rule.limit else None
    if start is None or rule.limit is None or number is None:
        return None
    run = _Run(rule, scene, *start, start[1].astimezone(scene.zone).date())
    if rule.limit.unit == "hour":
        proof = _proof(run, Count(run.day, number), None, ())
        return _due(run, start[1].astimezone(UTC) + timedelta(hours=number), proof, party)
    before = run.day - timedelta(days=1) if rule.day0_counts else run.day
    count = count_days(scene.calendar, before, rule.limit.unit, number)
    stopped = _stops(run, events, count.due)
    if stopped is None:
        return None
    last = count.due + timedelta(days=sum(stop.days for stop in stopped))
    return _due(run, _day_after(last, scene.zone), _proof(run, count, last, stopped), party)


def _due(run: _Run, due_at: datetime, proof: Derivation, party: Id | None) -> Due:
    """Put a date together; it is provisional where the calendar's data ends before it."""
    rule = run.rule
    last = proof.due_if_rolled or due_at.astimezone(run.scene.zone).date()
    beyond = last.year > run.scene.calendar.last_year
    return Due(rule.id, rule.duty, rule.kind, rule.force, due_at, proof, beyond, party)


def _day_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after a local day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)


def _stops(run: _Run, events: Mapping[str, datetime], due: date) -> tuple[Stopped, ...] | None:
    """Return the suspensions that fell inside the limit; ``None`` while one of them still lasts."""
    stopped: list[Stopped] = []
    for stop in run.rule.stops:
        if stop.stops_at not in events:
            continue
        from_day = events[stop.stops_at].astimezone(run.scene.zone).date()
        if from_day > due:
            continue
        if stop.runs_at not in events:
            return None
        until_day = events[stop.runs_at].astimezone(run.scene.zone).date()
        stopped.append(Stopped(from_day, until_day, max((until_day - from_day).days, 0), stop.cite))
    return tuple(stopped)


def _proof(run: _Run, count: Count, last: date | None, stopped: tuple[Stopped, ...]) -> Derivation:
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
