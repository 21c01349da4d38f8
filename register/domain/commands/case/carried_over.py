"""What is said of a complaint that was open elsewhere before: where it comes from, and the dates it had there."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.commands.base import CaseCommand


@dataclass(frozen=True, slots=True)
class DateElsewhere:
    """A date as another system had it: the last local day (``last_day``) or the instant (``at``, exclusive).

    ``pack``: where several packs know the duty, the first of them unless named. ``source``: where it stands, in words,
    such as the reference there; that of the whole complaint unless given.
    """

    duty: str
    last_day: date | None = None
    at: datetime | None = None
    source: str = ""
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class CarryingOver:
    """The system or file a complaint is brought over from, and its dates there.

    ``reason`` is the choice to hold a complaint from before a pack took force to the pack's first version, and why.
    """

    source: str
    reason: str = ""
    dates: tuple[DateElsewhere, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryDateOver(CaseCommand):
    """Take a date over from another system: it is worked to beside the register's own."""

    TAG = "CarryDateOver"
    date: DateElsewhere
