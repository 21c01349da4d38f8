"""Counting a limit in days: where it ends and what it passed over, in each reading of "business day"."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from register.domain.law.calendars import WEEK, Calendar, DaysOff

MONTHS = 12
DAYS: Final = {"day": 1, "business-day": 1, "week": WEEK}


class Count(NamedTuple):
    """The last day of a limit. ``counted`` + ``weekend_days`` + ``len(skipped)`` is its distance from the start."""

    due: date
    counted: int
    weekend_days: int = 0
    skipped: DaysOff = ()
    public_and_bank: date | None = None
    bank_only: DaysOff = ()


def count_days(calendar: Calendar, start: date, unit: str, number: int) -> Count:
    """Count ``number`` days, business days, weeks, months or years from ``start``, which is not itself counted.

    A month ends on the same day of the month, or on the month's last day where that day does not exist.
    """
    if unit == "business-day" and number > 0:
        return _business_days(calendar, start, number)
    if unit == "year":
        unit, number = "month", number * MONTHS
    due = start + timedelta(days=number * DAYS[unit]) if unit in DAYS else _months_later(start, number)
    return Count(due, (due - start).days)


def _business_days(calendar: Calendar, start: date, number: int) -> Count:
    """Count business days, operating on the earlier reading: with bank holidays worked, a limit never ends later."""
    due, skipped = calendar.add_business_days(start, number, bank=False)
    weekend = (due - start).days - number - len(skipped)
    if not calendar.has_bank_holidays:
        return Count(due, number, weekend, skipped)
    later = calendar.business_day_after(start, number)
    if later == due:
        return Count(due, number, weekend, skipped)
    every = calendar.holidays_between(start, later)
    bank_only = tuple((day, holiday) for day, holiday in every if all(other.bank for other in calendar.holidays[day]))
    return Count(due, number, weekend, skipped, later, bank_only)


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, MONTHS)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
