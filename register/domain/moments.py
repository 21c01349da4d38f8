"""Times that others write: one rule for every door. Instants by RFC 3339, and times read off a wall clock."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Final

from register.domain.errors import Problem

# Any number of digits after the second is an instant (RFC 3339, 5.6); the register keeps six.
WRITTEN: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?(?:([Zz])|([+-]\d{2}:\d{2}))?", re.ASCII
)
STRICT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})?", re.ASCII)
# What days can be counted in, limits of many years included.
YEARS: Final = range(1900, 9000)
KEPT_DIGITS: Final = 6


class NoMoment(ValueError):
    """A text or a wall clock's time that names no instant; ``problem`` says why (its place is the caller's to add).

    Codes: not-a-time, naive-time, date-out-of-range, time-skipped, time-twice.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        """Keep the reason."""
        self.problem = Problem(code, params=params)
        super().__init__(code)


def instant_of(text: str) -> datetime:
    """Return the instant ``text`` names by RFC 3339, in UTC; raises ``NoMoment``."""
    if not STRICT.fullmatch(text):
        raise NoMoment("not-a-time")
    return settled(written(text))


def written(text: str) -> datetime:
    """Return the time ``text`` writes, aware where it says its offset; raises ``NoMoment`` (not-a-time)."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise NoMoment("not-a-time")
    day, wall, digits, zulu, offset = found.groups()
    fraction = f".{digits[:KEPT_DIGITS]:0<{KEPT_DIGITS}}" if digits else ""
    try:
        return datetime.fromisoformat(f"{day}T{wall}{fraction}{'+00:00' if zulu else offset or ''}")
    except ValueError:
        raise NoMoment("not-a-time") from None


def settled(moment: datetime) -> datetime:
    """Return an aware time in UTC; raises ``NoMoment`` (naive-time, date-out-of-range, not-a-time beyond all dates)."""
    if moment.tzinfo is None:
        raise NoMoment("naive-time")
    try:
        found = moment.astimezone(UTC)
    except OverflowError:
        raise NoMoment("not-a-time") from None
    if moment.year not in YEARS:
        raise NoMoment("date-out-of-range", year=moment.year)
    return found


def on_the_wall(wall: datetime, zone: tzinfo) -> datetime:
    """Return the instant, in UTC, at which clocks in ``zone`` showed ``wall``; an aware time says so by itself.

    Raises ``NoMoment`` where the clocks skipped that time (time-skipped) or showed it twice (time-twice); both name the
    two instants that may be meant.
    """
    if wall.tzinfo is not None:
        return settled(wall)
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.year not in YEARS:
        raise NoMoment("date-out-of-range", year=wall.year)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        # The offset of after names the earlier of the two.
        shown = [fold.astimezone(UTC).astimezone(zone) for fold in (second, first)]
        raise NoMoment("time-skipped", first=_with_offset(shown[0]), second=_with_offset(shown[1]))
    raise NoMoment("time-twice", first=_with_offset(first), second=_with_offset(second))


def _with_offset(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes" if not moment.second else "seconds")
