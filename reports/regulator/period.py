"""The stretch of time a report is about, and the one it is compared with."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reports.regulator.inputs import ReportScope

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Local days ``first`` to ``last`` in ``zone``; as instants ``start`` included, ``end`` excluded.

    ``end`` is never later than what the checkpoint knows.
    """

    first: date
    last: date
    zone: ZoneInfo
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime | None) -> bool:
        """Whether ``moment`` falls in it."""
        return moment is not None and self.start <= moment < self.end

    @property
    def today(self) -> date:
        """The last local day of which something is known."""
        return self.local_day(self.end - INSTANT)

    def local_day(self, moment: datetime) -> date:
        """The local day of an instant."""
        return moment.astimezone(self.zone).date()


def current(scope: ReportScope) -> Window:
    """The report's own period."""
    return _window(scope, scope.period_from, scope.period_to)


def prior(scope: ReportScope) -> Window:
    """The period before: as many whole months where the report's are whole months, else as many days."""
    last = scope.period_from - timedelta(days=1)
    after = scope.period_to + timedelta(days=1)
    if scope.period_from.day == 1 and after.day == 1:
        months = (after.year - scope.period_from.year) * 12 + after.month - scope.period_from.month
        year, month = divmod(scope.period_from.year * 12 + scope.period_from.month - 1 - months, 12)
        return _window(scope, date(year, month + 1, 1), last)
    return _window(scope, scope.period_from - (after - scope.period_from), last)


def known_until(scope: ReportScope) -> datetime:
    """The first instant of which nothing is known any more."""
    return scope.as_at.astimezone(UTC) + INSTANT


def _window(scope: ReportScope, first: date, last: date) -> Window:
    zone = ZoneInfo(scope.zone)
    start = datetime.combine(first, time.min, zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)
    return Window(first, last, zone, start, min(end, max(known_until(scope), start)))
