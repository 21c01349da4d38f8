"""Business days: which days a place does not work, and counting that never walks day by day.

Two readings of one calendar are kept: public holidays alone, and public together with bank holidays. A deadline is
operated on the earlier of the two, so that neither reading can make a firm late.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from register.domain.values import Code

WEEK = 7
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which a place does not work; ``bank``: only banks are closed. Proofs keep the code, pages the name."""

    code: Code
    name: str
    bank: bool = False


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
    """One set of days off as two sorted tables: their ordinals, and the business days that precede each."""

    __slots__ = ("_before", "ordinals")

    def __init__(self, days: Iterable[date]) -> None:
        self.ordinals = sorted(ordinal for day in days if (ordinal := day.toordinal()) % WEEK in range(1, WORKDAYS + 1))
        self._before = [_weekdays_through(ordinal) - place for place, ordinal in enumerate(self.ordinals, start=1)]

    def through(self, ordinal: int) -> int:
        """Return how many business days there are up to and including ``ordinal``."""
        return _weekdays_through(ordinal) - bisect_right(self.ordinals, ordinal)

    def nth(self, number: int) -> int:
        """Return the ordinal of the ``number``-th business day."""
        return _weekday(number + bisect_left(self._before, number))

    def between(self, start: int, end: int) -> list[int]:
        """Return the days off that fall on a weekday, after ``start`` and up to and including ``end``."""
        return self.ordinals[bisect_right(self.ordinals, start) : bisect_right(self.ordinals, end)]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off of one place, frozen under a version.

    ``last_year`` is the last year the data covers: what lies beyond it is counted with weekends alone and is only
    provisional. Saturdays, Sundays and every listed day are no business days.
    """

    id: Code
    version: Code
    holidays: Mapping[date, tuple[Holiday, ...]]
    last_year: int
    _all: _Reading = field(init=False, repr=False, compare=False)
    _public: _Reading = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the tables of both readings once."""
        public = [day for day, found in self.holidays.items() if not all(holiday.bank for holiday in found)]
        object.__setattr__(self, "_all", _Reading(self.holidays))
        object.__setattr__(self, "_public", self._all if len(public) == len(self.holidays) else _Reading(public))

    @property
    def has_bank_holidays(self) -> bool:
        """Whether the two readings differ at all."""
        return self._public is not self._all

    def is_business_day(self, day: date) -> bool:
        """Whether ``day`` is neither a weekend day nor a public or bank holiday."""
        return self.next_business_day(day) == day

    def next_business_day(self, day: date) -> date:
        """Return the first business day on or after ``day``, public and bank holidays both left out."""
        return date.fromordinal(self._all.nth(self._all.through(day.toordinal() - 1) + 1))

    def add_business_days(self, start: date, days: int, *, bank: bool = True) -> tuple[date, DaysOff]:
        """Return the ``days``-th business day after ``start``, and the holidays passed over (weekends are not named).

        ``days`` is at least 1; the start is not counted. ``bank=False`` counts bank holidays as business days.
        """
        reading = self._all if bank else self._public
        first = start.toordinal()
        last = reading.nth(reading.through(first) + days)
        return date.fromordinal(last), tuple(
            (day, self.holidays[day][0]) for day in map(date.fromordinal, reading.between(first, last))
        )


def no_holidays() -> Calendar:
    """Return the calendar that knows weekends alone, for tables of dates that are worked without holidays."""
    return Calendar(Code("none"), Code("1"), {}, date.max.year)
