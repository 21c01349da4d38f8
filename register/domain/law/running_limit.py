"""A limit that runs: what it is applied to, where the law stops it, and how it comes again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from register.domain.law.calendars import Calendar
from register.domain.law.day_count import Count, count_days
from register.domain.law.policy import Pack
from register.domain.law.proofs import Events, Stopped
from register.domain.law.rules import Rule
from register.domain.values import Cite, Code


class Scene(NamedTuple):
    """Where days are counted and under which rules: the same for many complaints."""

    pack: Pack
    calendar: Calendar
    zone: ZoneInfo


Began = tuple[Code, datetime, date]
"""What a limit counts from: the event, its instant in UTC and its local day."""


class Run(NamedTuple):
    """A rule that has started: by which event, at which instant, on which local day."""

    rule: Rule
    scene: Scene
    event: Code
    at: datetime
    day: date


def recurring(run: Run, events: Events, number: int) -> Count:
    """Return the end of the interval that runs now; whatever meets the rule ends one and begins the next.

    Intervals from the ``start`` stand at multiples of the limit: one that was missed is over with the first late
    notice. Intervals from the ``last`` notice count from it.
    """
    rule, scene = run.rule, run.scene
    unit = rule.limit.unit if rule.limit else Code("day")
    given = sorted({at.astimezone(scene.zone).date() for event in rule.met_by for at in events.get(event, ())})
    given = [day for day in given if day >= run.day]
    if rule.every == "last":
        return count_days(scene.calendar, given[-1] if given else run.day, unit, number)

    def end(times: int) -> Count:
        return count_days(scene.calendar, run.day, unit, number * times)

    running = 1
    for day in given:
        if day > end(running - 1).due:
            running += 1
            while day > end(running).due:
                running += 1
    return end(running)


def stops_of(run: Run, events: Events, due: date) -> tuple[Stopped, ...] | None:
    """Return the suspensions that fell inside the limit, each moving its end; ``None`` while one of them still lasts.

    What is suspended twice at the same time is suspended once, and nothing is before the limit began.
    """
    stopped: list[Stopped] = []
    counted_from = run.day
    for from_day, until_day, cite in sorted(_suspensions(run, events), key=lambda each: each[0]):
        if from_day > due:
            break
        if until_day is None:
            return None
        begins = max(from_day, counted_from)
        days = max((until_day - begins).days, 0)
        stopped.append(Stopped(from_day, until_day, days, cite))
        due += timedelta(days=days)
        counted_from = max(counted_from, until_day)
    return tuple(stopped)


def _suspensions(run: Run, events: Events) -> Iterator[tuple[date, date | None, Cite]]:
    """Yield from which day to which day (``None``: still) each of the rule's stop-clocks stood.

    A rule that waits for its clock to run again is counted once it does: no later answer stops it for good.
    """
    for stop in run.rule.stops:
        ends = events.get(stop.runs_at, ())
        running_again = datetime.min.replace(tzinfo=UTC)
        for began in events.get(stop.stops_at, ()):
            if began < running_again:
                continue
            ended = next((at for at in ends if at >= began), None)
            from_day = began.astimezone(run.scene.zone).date()
            if ended is None:
                if stop.runs_at not in run.rule.needs:
                    yield from_day, None, stop.cite
                break
            running_again = ended
            yield from_day, ended.astimezone(run.scene.zone).date(), stop.cite
