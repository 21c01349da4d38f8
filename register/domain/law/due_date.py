"""From a limit that runs to its date: the end of the count, put together with its whole proof."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from register.domain.frozen import maker, varied
from register.domain.law.announced import is_provisional
from register.domain.law.calendars import DaysOff
from register.domain.law.day_count import Count, count_days
from register.domain.law.proofs import Derivation, Due, Skipped, Stopped
from register.domain.law.rules import STATED, Rule
from register.domain.law.running_limit import Began, Run, Scene
from register.domain.values import Code, Id

DAY = timedelta(days=1)

new_due, new_derivation = maker(Due), maker(Derivation)


def unstopped(rule: Rule, scene: Scene, began: Began, number: int, party: Id | None) -> Due:
    """Return the date of a limit of ``number`` units that nothing stopped."""
    event, at, day = began
    like = _on_a_day(rule, scene, event, day, number)
    proof = varied(like.derivation, start_at=at)
    if proof.due_calendar is not None:
        return varied(like, derivation=proof, party=party)
    due_at = at + timedelta(hours=number)
    unsure = is_provisional(proof, scene.calendar)
    return varied(like, derivation=proof, party=party, due_at=due_at, provisional=unsure)


@lru_cache(maxsize=4096)
def _on_a_day(rule: Rule, scene: Scene, event: Code, day: date, number: int) -> Due:
    """Count a limit from the first instant of a day: what starts later that day has another instant, and hours.

    Many complaints start on one day, and a firm's are mostly of a few classes: the days are counted once for them.
    """
    run = Run(rule, scene, event, _day_after(day - DAY, scene.zone), day)
    if rule.limit is None or rule.limit.unit != "hour":
        return on(run, counted_days(run, number), (), None)
    due_at = run.at + timedelta(hours=number)
    return _due(run, due_at, _proof(run, Count(day, number), None, ()), None)


def counted_days(run: Run, number: int) -> Count:
    """Count a limit in days, business days, weeks, months or years; a day somebody stated is so many days off."""
    unit = run.rule.limit.unit if run.rule.limit else Code("day")
    if unit == STATED:
        return Count(run.day + timedelta(days=number), number)
    return count_days(run.scene.calendar, run.day - DAY if run.rule.day0_counts else run.day, unit, number)


def on(run: Run, count: Count, stopped: tuple[Stopped, ...], party: Id | None) -> Due:
    """Put together a date that is a local day: the end of the count, and the days the law stopped it."""
    last = count.due + timedelta(days=sum(stop.days for stop in stopped)) if stopped else count.due
    return _due(run, _day_after(last, run.scene.zone), _proof(run, count, last, stopped), party)


def _due(run: Run, due_at: datetime, proof: Derivation, party: Id | None) -> Due:
    rule = run.rule
    return new_due(
        rule=rule.id,
        duty=rule.duty,
        kind=rule.kind,
        force=run.scene.pack.force_of(rule),
        due_at=due_at,
        derivation=proof,
        provisional=is_provisional(proof, run.scene.calendar),
        party=party,
    )


@lru_cache(maxsize=1024)
def _day_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after a local day, in UTC."""
    return datetime.combine(day + DAY, time.min, zone).astimezone(UTC)


def _proof(run: Run, count: Count, last: date | None, stopped: tuple[Stopped, ...]) -> Derivation:
    """Write down how a date was found; ``last`` is the day operated on, ``None`` for a limit in hours."""
    rule, scene = run.rule, run.scene
    two_readings = count.public_and_bank is not None
    return new_derivation(
        rule=rule.id,
        cite=rule.cite,
        pack=scene.pack.id,
        pack_version=scene.pack.version,
        calendar=scene.calendar.id,
        calendar_version=scene.calendar.version,
        start_event=run.event,
        start_at=run.at,
        start_date=run.day,
        start_counts=rule.day0_counts,
        zone=Code(scene.zone.key),
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
