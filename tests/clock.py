"""A clock that tests set and move by hand."""

from datetime import UTC, datetime, timedelta


class SteppedClock:
    """A `register.clock.Clock` that stands still until told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 8, 3, 1, 30, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def step(self, **units: float) -> datetime:
        """Move forward by `timedelta` units, as in `clock.step(days=1)`."""
        self.now += timedelta(**units)
        return self.now
