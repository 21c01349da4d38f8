"""How far a date rests on holidays that nobody had announced when its calendar was frozen."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from register.domain.law.calendars import Calendar, DaysOff
from register.domain.law.proofs import CARRIED, Derivation

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a date is provisional: it lies past the last year announced (None where not), or passes estimated days.

    A certain date has neither.
    """

    announced_year: int | None
    estimated: DaysOff


def rests_on(proof: Derivation) -> tuple[date, date]:
    """Return the days, after the first and up to and including the second, whose holidays decide a date.

    Business days pass over every holiday since the start; any other count meets one only where it ends.
    """
    ends_at = proof.start_at + timedelta(hours=proof.counted)
    last = proof.due_calendar or ends_at.astimezone(ZoneInfo(proof.zone)).date()
    first = proof.start_date if proof.unit == "business-day" else last - DAY
    return first, proof.due_if_rolled or last


def is_provisional(proof: Derivation, calendar: Calendar) -> bool:
    """Whether a date may still move with its holidays."""
    return not calendar.is_announced(*rests_on(proof))


def doubt(proof: Derivation, calendar: Calendar) -> Doubt:
    """Return what keeps a date from being certain, by the calendar its proof names; a stated one rests on none."""
    if proof.confirmed == CARRIED:
        return Doubt(None, ())
    first, last = rests_on(proof)
    beyond = calendar.announced_year if last.year > calendar.announced_year else None
    return Doubt(beyond, calendar.estimated_between(first, last))
