"""The legal dates of a case with their proofs, as a page shows them under "why this date?"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext
from markupsafe import Markup

from register.domain.calendars import Calendar
from register.domain.case import Case, Deadline
from register.domain.proofs import Derivation, Skipped
from register.web import formats
from register.web.assets import icon
from register.web.filters import day
from register.web.looks import Look
from register.web.pages.desk import Desk
from register.web.pages.words import word
from register.web.texts import locale

LEGAL: Final = frozenset({"E", "L"})
Pair = tuple[str, str | Markup]


@dataclass(frozen=True, slots=True)
class LegalDate:
    """One date: what it is for, how it stands, and its proof; ``skipped`` are the days not counted, by name."""

    name: str
    rule: str
    force: str
    due_at: datetime
    in_hours: bool
    look: Look
    provisional: bool
    missed: bool
    proof: list[Pair]
    skipped: list[tuple[date, str]]


def legal_dates(desk: Desk, *, replaced: bool = False) -> list[LegalDate]:
    """Return the case's dates, those still open first, each group by date; ``replaced`` ones apart."""
    chosen = [deadline for deadline in desk.case.deadlines if deadline.replaced is replaced]
    chosen.sort(key=lambda deadline: (not deadline.is_open, deadline.due.due_at))
    return [_date(deadline, desk) for deadline in chosen]


def next_date(case: Case, now: datetime) -> Deadline | None:
    """Return the open deadline the law sets that comes first, as the queue has it; guidance stands among the dates."""
    waiting = [d for d in case.open_deadlines("deadline") if d.due.force in LEGAL]
    return min(waiting, key=lambda d: d.due.due_at, default=None)


def _date(deadline: Deadline, desk: Desk) -> LegalDate:
    due, proof = deadline.due, deadline.due.derivation
    calendar = desk.register.policies.calendar(proof.calendar, proof.calendar_version)
    return LegalDate(
        word("duty", due.duty),
        proof.cite,
        word("force", due.force),
        due.due_at,
        proof.unit == "hour",
        _look(deadline, desk),
        due.provisional,
        deadline.missed_recorded,
        list(_proof(proof, desk)),
        list(_named(proof.skipped, calendar)),
    )


def _look(deadline: Deadline, desk: Desk) -> Look:
    due, met = deadline.due, deadline.met_at
    if deadline.replaced:
        return Look(gettext("replaced"), "quiet", icon("clock-history"))
    if due.kind == "deadline" or met is not None:
        return formats.deadline_look(due.due_at, desk.now, desk.zone, met)
    if due.kind == "not_before":
        allowed = Look(gettext("allowed now"), "good", icon("check-circle"))
        return allowed if desk.now >= due.due_at else Look(gettext("not yet"), "warn", icon("hourglass-split"))
    if desk.now >= due.due_at:
        return Look(gettext("over"), "quiet", icon("dash-circle"))
    return Look(gettext("open"), "calm", icon("clock"))


def _proof(proof: Derivation, desk: Desk) -> Iterator[Pair]:
    zone = ZoneInfo(proof.zone)
    yield gettext("Rule"), f"{proof.cite} · {proof.rule}"
    yield gettext("Counted from"), _start(proof, zone)
    yield gettext("Counted"), _counted(proof.counted, proof.unit)
    if proof.start_counts:
        yield gettext("First day"), gettext("the day of the start itself counts")
    if proof.weekend_days:
        yield gettext("Weekend days left out"), str(proof.weekend_days)
    for stop in proof.stopped:
        span = gettext(
            "%(start)s to %(end)s",
            start=formats.day(stop.from_day, locale()),
            end=formats.day(stop.until_day, locale()),
        )
        yield gettext("Stopped by law (%(cite)s)", cite=stop.cite), f"{span}, {formats.days(stop.days)}"
    if proof.due_calendar is not None:
        yield gettext("Last day"), day(proof.due_calendar)
    yield from _other_readings(proof, desk)
    yield gettext("Calendar"), gettext("%(id)s, version %(version)s", id=proof.calendar, version=proof.calendar_version)
    yield gettext("Pack"), gettext("%(id)s, version %(version)s", id=proof.pack, version=proof.pack_version)


def _counted(number: int, unit: str) -> str:
    said: dict[str, str] = {
        "hour": ngettext("%(num)d hour", "%(num)d hours", number),
        "day": ngettext("%(num)d calendar day", "%(num)d calendar days", number),
        "business-day": ngettext("%(num)d business day", "%(num)d business days", number),
        "week": ngettext("%(num)d week", "%(num)d weeks", number),
        "month": ngettext("%(num)d month", "%(num)d months", number),
    }
    return said[unit]


def _other_readings(proof: Derivation, desk: Desk) -> Iterator[Pair]:
    if proof.due_if_rolled is not None and proof.due_if_rolled != proof.due_calendar:
        yield gettext("If it rolled to a business day"), day(proof.due_if_rolled)
    if proof.due_public_only is not None and proof.due_public_and_bank is not None:
        yield gettext("Without public holidays (operated on)"), day(proof.due_public_only)
        yield gettext("Without bank holidays too"), day(proof.due_public_and_bank)
        calendar = desk.register.policies.calendar(proof.calendar, proof.calendar_version)
        named = ", ".join(f"{name} ({formats.day(on, locale())})" for on, name in _named(proof.bank_only, calendar))
        yield gettext("The difference"), named


def _start(proof: Derivation, zone: ZoneInfo) -> str:
    return f"{word('event', proof.start_event)}: {formats.moment(proof.start_at, zone, locale())}"


def _named(skipped: Iterable[Skipped], calendar: Calendar) -> Iterator[tuple[date, str]]:
    for left_out in skipped:
        found = (h.name for h in calendar.holidays.get(left_out.day, ()) if h.code == left_out.holiday)
        yield left_out.day, next(found, left_out.holiday)
