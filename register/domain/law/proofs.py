"""Dates and the proofs behind them, as values a fact may carry; and what a date is derived from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.frozen import varied
from register.domain.law.rules import STATED, Value
from register.domain.values import Cite, Code, Id

Events = Mapping[str, tuple[datetime, ...]]

# What a date rests on (``confirmed``) beside what its rule says: nobody confirmed it; its pack does not claim it, for
# the complaint was received before the pack took force; another system had it.
UNCONFIRMED: Final = Code("U")
UNCLAIMED: Final = Code("N")
CARRIED: Final = Code("O")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of one complaint: its class, where days are counted, facts, and what happened when.

    ``events`` are aware UTC instants, the earliest first, for what may happen more than once. ``parties`` holds, for
    rules that run per party, the events of each party beside those of the complaint.
    """

    complaint_class: Code
    place: Code
    zone: Code
    values: Mapping[str, Value]
    events: Events
    parties: Mapping[Id, Events] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A holiday that was not counted."""

    day: date
    holiday: Code


@dataclass(frozen=True, slots=True)
class Stopped:
    """Days on which the law itself stopped the count."""

    from_day: date
    until_day: date
    days: int
    cite: Cite


@dataclass(frozen=True)
class Derivation:
    """Why a date is what it is.

    ``counted`` is in days (hours for a limit in hours). For limits in days, ``counted`` + ``weekend_days`` + the number
    of ``skipped`` + the days of ``stopped`` is the span from ``start_date`` (from the day before it, where the start
    itself counts) to ``due_calendar``.
    ``due_calendar`` is operated on; ``due_if_rolled`` is the next business day on or after it, for breach assessment.
    Where the two readings of "business day" give different days, ``due_public_only`` and ``due_public_and_bank`` hold
    both and ``bank_only`` the days that make the difference; the earlier is operated on.
    Without slots, as ``Due``: deriving sets their fields at once (``register.domain.frozen``).
    """

    rule: Code
    cite: Cite
    pack: Code
    pack_version: Code
    calendar: Code
    calendar_version: Code
    start_event: Code
    start_at: datetime
    start_date: date
    start_counts: bool
    zone: Code
    unit: Code
    counted: int
    weekend_days: int
    skipped: tuple[Skipped, ...]
    stopped: tuple[Stopped, ...]
    due_calendar: date | None
    due_if_rolled: date | None
    due_public_only: date | None
    due_public_and_bank: date | None
    bank_only: tuple[Skipped, ...]
    confirmed: Code

    @property
    def last_day(self) -> date:
        """The last local day on which something of the limit is left: an exclusive midnight is of the day before."""
        if self.unit == STATED:
            return self.due_calendar or self.start_date + timedelta(days=self.counted)
        last = self.start_at + timedelta(hours=self.counted) - timedelta(microseconds=1)
        return self.due_calendar or last.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Due:
    """One date of one rule. ``due_at`` is exclusive: an act at that instant is too late (for ``not_before``: allowed).

    ``provisional``: it rests on a holiday that is only estimated, or lies past the last year whose holidays were
    announced. ``party``: whom a rule that runs per party is about.
    """

    rule: Code
    duty: Code
    kind: Code
    force: Code
    due_at: datetime
    derivation: Derivation
    provisional: bool
    party: Id | None = None

    def is_same_date(self, other: "Due | None") -> bool:
        """Whether ``other`` is this date by this proof, however much of the calendar was announced for either."""
        return other is not None and varied(other, provisional=self.provisional) == self

    @property
    def legal(self) -> bool:
        """Whether the law sets it: enforceable or other law, confirmed, and claimed by its pack."""
        return self.force in {"E", "L"} and self.derivation.confirmed not in {UNCONFIRMED, UNCLAIMED}

    @property
    def unclaimed(self) -> bool:
        """Whether the complaint was received before the pack took force, which therefore does not claim the date."""
        return self.derivation.confirmed == UNCLAIMED

    @property
    def carried(self) -> bool:
        """Whether another system had the date, and no rule was counted for it."""
        return self.derivation.confirmed == CARRIED
