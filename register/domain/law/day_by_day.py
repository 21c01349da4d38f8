"""A limit day by day: what each day from its start to its end was to the count, read off its proof alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.law.proofs import Derivation, Stopped
from register.domain.values import Cite, Code

START, COUNTED, WEEKEND, HOLIDAY, STOPPED = (
    Code(kind) for kind in ("start", "counted", "weekend", "holiday", "stopped")
)
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
SATURDAY: Final = 5
HOUR: Final = "hour"


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of a limit.

    ``counts``: how much of the limit fell on it, in days, or in minutes where the limit is in hours; ``number``: the
    how-many-eth counted day it is, 0 for one that is not counted. ``holiday``: why it is left out, or a bank holiday
    that is counted; ``cite``: where the law says that the count stood still.
    """

    on: date
    kind: Code
    counts: int = 0
    number: int = 0
    holiday: Code | None = None
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on end that were the same to the count, from the first to the last of them; ``counts`` is their sum."""

    from_day: date
    until_day: date
    kind: Code
    counts: int
    holiday: Code | None
    cite: Cite | None


def day_by_day(proof: Derivation) -> tuple[Day, ...]:
    """Return every day from the start of a limit to its last, in order.

    What they count adds up to the limit. A day somebody stated before the start has no days to count.
    """
    return tuple(_hours(proof) if proof.unit == HOUR else _days(proof, proof.last_day))


def stretches(days: tuple[Day, ...]) -> tuple[Stretch, ...]:
    """Return the days as stretches of one kind, each holiday by itself."""
    found = []
    for (kind, holiday, cite), same in groupby(days, attrgetter("kind", "holiday", "cite")):
        each = list(same)
        counts = sum(day.counts for day in each)
        found.append(Stretch(each[0].on, each[-1].on, kind, counts, holiday, cite))
    return tuple(found)


def _hours(proof: Derivation) -> Iterator[Day]:
    """Yield the days a limit in hours touches, each with its minutes; an hour the clocks skip is none."""
    zone, until = ZoneInfo(proof.zone), proof.start_at + timedelta(hours=proof.counted)
    on, gone = proof.start_date, 0
    while on <= proof.last_day:
        midnight = datetime.combine(on + DAY, time.min, zone).astimezone(UTC)
        by_then = (min(midnight, until) - proof.start_at) // MINUTE
        yield Day(on, COUNTED, by_then - gone)
        on, gone = on + DAY, by_then


def _days(proof: Derivation, due: date) -> Iterator[Day]:
    if not proof.start_counts:
        yield Day(proof.start_date, START)
    on, number = proof.start_date if proof.start_counts else proof.start_date + DAY, 0
    left_out = {skipped.day: skipped.holiday for skipped in proof.skipped}
    bank = {skipped.day: skipped.holiday for skipped in proof.bank_only}
    stopped = _stopped(proof, due)
    while on <= due:
        if on in stopped:
            yield Day(on, STOPPED, cite=stopped[on])
        elif on in left_out:
            yield Day(on, HOLIDAY, holiday=left_out[on])
        elif proof.unit == "business-day" and on.weekday() >= SATURDAY:
            yield Day(on, WEEKEND)
        else:
            number += 1
            yield Day(on, COUNTED, 1, number, holiday=bank.get(on))
        on += DAY


def _stopped(proof: Derivation, due: date) -> dict[date, Cite]:
    """Return the days on which the count stood still.

    A limit in business days is counted as if nothing had stopped it, and then put off by so many days.
    """
    if proof.unit == "business-day":
        put_off = [stop.cite for stop in proof.stopped for _ in range(stop.days)]
        first = due - timedelta(days=len(put_off)) + DAY
        return {first + timedelta(days=number): cite for number, cite in enumerate(put_off)}
    return {on: stop.cite for stop in proof.stopped for on in _days_of(stop)}


def _days_of(stop: Stopped) -> Iterator[date]:
    """Yield the days of a stop; the day on which it began was still counted, or is the start."""
    return (stop.until_day - timedelta(days=number) for number in range(stop.days))
