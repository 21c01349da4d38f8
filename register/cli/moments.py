"""Times as people type them: with an offset, or as local time of a place."""

from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Final

import click

from register.domain.moments import NoMoment, written


class Instant(click.ParamType[datetime]):
    """A moment with its offset, as in ``2026-08-03T09:30:00+10:00``; a day alone is its first moment in UTC."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC; fails for a time without an offset."""
        if isinstance(value, datetime):
            return value
        text = str(value)
        with suppress(ValueError):
            return datetime.combine(date.fromisoformat(text), time.min, UTC)
        try:
            found = written(text)
        except NoMoment:
            self.fail(f"{text!r} is no time. Write it like 2026-08-03T09:30:00+10:00.", param, ctx)
        if found.tzinfo is None:
            self.fail(f"{text!r} has no offset. Write it like 2026-08-03T09:30:00+10:00.", param, ctx)
        try:
            return found.astimezone(UTC)
        except OverflowError:
            self.fail(f"{text!r} lies outside the calendar.", param, ctx)


class Day(click.ParamType[date]):
    """A day, as in ``2026-08-03``."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day. Write it like 2026-08-03.", param, ctx)


INSTANT: Final = Instant()
DAY: Final = Day()
