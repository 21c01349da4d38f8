"""Business days: which days a place does not work, and counting that never walks day by day.

Two readings of one calendar are kept: public holidays alone, and public together with bank holidays. A deadline is
operated on the earlier of the two, so that neither reading can make a firm late.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from register.domain.values import Code

WEEK = 7
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which a place does not work; ``bank``: only banks are closed. Proofs keep the code, pages the name.

    ``estimated``: the place had not announced the day when the calendar was frozen; it was reckoned.
    """

    code: Code
    name: str
    bank: bool = False
    estimated: bool = False


DaysOff = tuple[tuple[date, Holiday], ...]


def _weekdays_through(ordinal: int) -> int:
    """Return how many days from Monday to Friday there are up to and including ``ordinal`` (ordinal 1 is a Monday)."""
    weeks, rest = divmod(ordinal, WEEK)
    return weeks * WORKDAYS + min(rest, WORKDAYS)


def _weekday(number: int) -> int:
    """Return the ordinal of the ``number``-th day from Monday to Friday; the inverse of the count above."""
    weeks, rest = divmod(number - 1, WORKDAYS)
    return weeks * WEEK + rest + 1


class _Reading:
    """One set of days off, as sorted tables.

    Any day can be counted from the list of days off alone, by bisection. The span the calendar's data covers is laid
    out besides as one row per day, on first use, so that the ordinary count is two look-ups.
    """

    def __init__(self, days: Iterable[date], last_year: int) -> None:
        self.ordinals = sorted(ordinal for day in days if (ordinal := day.toordinal()) % WEEK in range(1, WORKDAYS + 1))
        self._before = [_weekdays_through(ordinal) - place for place, ordinal in enumerate(self.ordinals, start=1)]
        self._first = self.ordinals[0] if self.ordinals else date.max.toordinal()
        self._last = date(last_year, 12, 31).toordinal()

    @cached_property
    def _days(self) -> list[date]:
        """The business days of the span."""
        numbers = range(self.through(self._first) + 1, self.through(self._last) + 1)
        return [date.fromordinal(self.nth(number)) for number in numbers]

    @cached_property
    def _passed(self) -> list[int]:
        """For each day of the span, how many of its business days are over at the end of that day."""
        return [self.through(day) - self.through(self._first) for day in range(self._first, self._last + 1)]

    def through(self, ordinal: int) -> int:
        """Return how many business days there are up to and including ``ordinal``."""
        return _weekdays_through(ordinal) - bisect_right(self.ordinals, ordinal)

    def nth(self, number: int) -> int:
        """Return the ordinal of the ``number``-th business day."""
        return _weekday(number + bisect_left(self._before, number))

    def after(self, start: int, days: int) -> date:
        """Return the ``days``-th business day after ``start``; ``days`` is at least 1."""
        place = start - self._first
        if place >= 0:
            try:
                return self._days[self._passed[place] + days - 1]
            except IndexError:
                pass
        return date.fromordinal(self.nth(self.through(start) + days))

    def between(self, start: int, end: int) -> list[int]:
        """Return the days off that fall on a weekday, after ``start`` and up to and including ``end``."""
        return self.ordinals[bisect_right(self.ordinals, start) : bisect_right(self.ordinals, end)]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days off of one place, frozen under a version; equal to itself alone, as a pack is.

    ``last_year`` is the last year the data covers: what lies beyond it is counted with weekends alone.
    ``gazetted_year`` is the last year whose days the place had announced when the version was frozen; without one it
    had announced them all. Saturdays, Sundays and every listed day are no business days.
    """

    id: Code
    version: Code
    holidays: Mapping[date, tuple[Holiday, ...]]
    last_year: int
    gazetted_year: int | None = None
    _all: _Reading = field(init=False, repr=False, compare=False)
    _public: _Reading = field(init=False, repr=False, compare=False)
    _estimated: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the tables of both readings once."""
        estimated = (day for day, found in self.holidays.items() if any(holiday.estimated for holiday in found))
        object.__setattr__(self, "_estimated", tuple(sorted(day for day in estimated if day.weekday() < WORKDAYS)))
        public = [day for day, found in self.holidays.items() if not all(holiday.bank for holiday in found)]
        both = _Reading(self.holidays, self.last_year)
        object.__setattr__(self, "_all", both)
        same = len(public) == len(self.holidays)
        object.__setattr__(self, "_public", both if same else _Reading(public, self.last_year))

    @property
    def announced_year(self) -> int:
        """The last year whose days are both listed and announced."""
        return self.last_year if self.gazetted_year is None else min(self.last_year, self.gazetted_year)

    def estimated_between(self, start: date, end: date) -> DaysOff:
        """Return the weekdays off after ``start`` and up to and including ``end`` that nobody had announced yet."""
        days = [day for day in self._estimated if start < day <= end]
        return tuple((day, holiday) for day in days for holiday in self.holidays[day] if holiday.estimated)

    def is_announced(self, start: date, end: date) -> bool:
        """Whether every day off after ``start`` and up to and including ``end`` is known, and none estimated."""
        return end.year <= self.announced_year and not self.estimated_between(start, end)

    @property
    def has_bank_holidays(self) -> bool:
        """Whether the two readings differ at all."""
        return self._public is not self._all

    def is_business_day(self, day: date) -> bool:
        """Whether ``day`` is neither a weekend day nor a public or bank holiday."""
        return self.next_business_day(day) == day

    def next_business_day(self, day: date) -> date:
        """Return the first business day on or after ``day``, public and bank holidays both left out."""
        return self._all.after(day.toordinal() - 1, 1)

    def business_day_after(self, start: date, days: int, *, bank: bool = True) -> date:
        """Return the ``days``-th business day after ``start``, which is not counted; ``days`` is at least 1.

        ``bank=False`` counts bank holidays as business days.
        """
        return (self._all if bank else self._public).after(start.toordinal(), days)

    def holidays_between(self, start: date, end: date, *, bank: bool = True) -> DaysOff:
        """Return the holidays on weekdays after ``start`` and up to and including ``end``, with their names."""
        reading = self._all if bank else self._public
        days = reading.between(start.toordinal(), end.toordinal())
        return tuple([(day, self.holidays[day][0]) for day in map(date.fromordinal, days)]) if days else ()

    def add_business_days(self, start: date, days: int, *, bank: bool = True) -> tuple[date, DaysOff]:
        """Return the ``days``-th business day after ``start``, and the holidays passed over (weekends unnamed)."""
        due = self.business_day_after(start, days, bank=bank)
        return due, self.holidays_between(start, due, bank=bank)


def no_holidays() -> Calendar:
    """Return the calendar that knows weekends alone, for tables of dates that are worked without holidays."""
    return Calendar(Code("none"), Code("1"), {}, date.max.year)
