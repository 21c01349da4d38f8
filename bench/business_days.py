"""Business days: the precomputed tables of a calendar beside counting day by day, over the shipped calendars."""

from datetime import date, timedelta

from bench.spent import cpu_of
from bench.table import Line
from policies import catalogue
from register.domain.law.calendars import Calendar

SATURDAY = 5
STARTS = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
LIMITS = (1, 5, 21, 30, 45, 90)


def run() -> list[Line]:
    """Count every limit from every day of a year both ways, and print the ratio; raises when they differ."""
    calendars = [calendar for calendar in catalogue.shipped().calendars.values() if calendar.holidays]

    def tables() -> list[date]:
        return [c.business_day_after(start, days) for c in calendars for start in STARTS for days in LIMITS]

    def day_by_day() -> list[date]:
        return [naive(c, start, days) for c in calendars for start in STARTS for days in LIMITS]

    if tables() != day_by_day():
        raise AssertionError("the two ways of counting differ")
    ours, theirs = cpu_of(tables), cpu_of(day_by_day)
    counted = len(calendars) * len(STARTS) * len(LIMITS)
    print(
        f"business days, {counted} limits: day by day {1e6 * theirs / counted:.1f} us, tables "
        f"{1e6 * ours / counted:.2f} us: {theirs / ours:.0f} x faster (reach 100)"
    )
    beside, register = f"{1e6 * theirs / counted:.1f} us", f"{1e6 * ours / counted:.2f} us"
    return [Line("business days", "", beside, register, f"{theirs / ours:.0f} x as fast", "100 x")]


def naive(calendar: Calendar, start: date, days: int) -> date:
    """Return the ``days``-th business day after ``start``, looking at each day in turn."""
    day = start
    while days:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in calendar.holidays:
            days -= 1
    return day
