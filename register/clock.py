"""The only place that reads the time; everything else is handed a ``Clock``."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)
