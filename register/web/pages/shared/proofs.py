"""Why a date is what it is, as pairs of a term and its value: the proof a page shows under "why this date?"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from register.domain.law.announced import doubt
from register.domain.law.calendars import Calendar
from register.domain.law.policy import Pack
from register.domain.law.proofs import Derivation, Skipped
from register.domain.law.rules import STATED, Limit
from register.web import formats
from register.web.filters import day
from register.web.pages.shared.labels import event_title, pack_title
from register.web.texts import locale
from register.wiring import Register

Pair = tuple[str, str | Markup]
SURE: Final = {
    "C": _("read in the text itself"),
    "S": _("secondary source"),
    "D": _("derived by us"),
    "U": _("unconfirmed: not a legal date"),
}


class Place(Protocol):
    """Where a date is looked at: a case or a message on somebody's desk."""

    @property
    def register(self) -> Register:
        """The register, for the calendars behind the date."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs the date may be from."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a date stands on: pairs of a term and its value, and the holidays not counted, by name."""

    pairs: list[Pair]
    skipped: list[tuple[date, str]]


def why(proof: Derivation, place: Place, earlier: str | None = None) -> Proof:
    """Return the proof of a date in words; ``earlier`` is the limit from whose last day it counts, if from one."""
    calendar = place.register.policies.calendar(proof.calendar, proof.calendar_version)
    return Proof(list(_pairs(proof, place, earlier, calendar)), list(_named(proof.skipped, calendar)))


def _pairs(proof: Derivation, place: Place, earlier: str | None, calendar: Calendar) -> Iterator[Pair]:
    pack = next((pack for pack in place.packs if pack.id == proof.pack), None)
    rule = None if pack is None else pack.rules.get(proof.rule)
    yield gettext("Rule"), _rule(proof, pack)
    yield gettext("How sure"), str(SURE[proof.confirmed])
    yield gettext("Counted from"), _start(proof, place, earlier)
    yield gettext("Counted"), _counted(proof, None if rule is None else rule.limit)
    if rule is not None and rule.prompt:
        yield gettext("The law says"), gettext("promptly; the date is the firm's own target")
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
    yield from _other_readings(proof, calendar)
    yield from _unsure(proof, calendar)
    yield gettext("Calendar"), gettext("%(id)s, version %(version)s", id=proof.calendar, version=proof.calendar_version)
    named = proof.pack if pack is None else f"{pack_title(pack)} ({pack.id})"
    yield gettext("Pack"), gettext("%(id)s, version %(version)s", id=named, version=proof.pack_version)


def _rule(proof: Derivation, pack: Pack | None) -> Markup:
    """Return the rule behind the date, leading to where the document of its pack says it in words."""
    kind = "rule" if pack is None or proof.rule in pack.rules else "hand-off"
    place = url_for("policies.show", pack=proof.pack, version=proof.pack_version, _anchor=f"{kind}-{proof.rule}")
    return Markup('<a href="{}">{} · {}</a>').format(place, proof.cite, proof.rule)


def _counted(proof: Derivation, limit: Limit | None) -> str:
    """Say what was counted; a limit in weeks, months or years with the days that it came to."""
    if proof.unit == STATED:
        return str(gettext("not counted: the day was stated from outside"))
    if proof.unit == "hour":
        return str(ngettext("%(num)d hour", "%(num)d hours", proof.counted))
    if proof.unit == "business-day":
        return str(ngettext("%(num)d business day", "%(num)d business days", proof.counted))
    days = str(ngettext("%(num)d calendar day", "%(num)d calendar days", proof.counted))
    if proof.unit == "day" or limit is None or limit.fact:
        return days
    said: dict[str, str] = {
        "week": ngettext("%(num)d week", "%(num)d weeks", limit.count),
        "month": ngettext("%(num)d month", "%(num)d months", limit.count),
        "year": ngettext("%(num)d year", "%(num)d years", limit.count),
    }
    return f"{said[limit.unit]} ({days})"


def _other_readings(proof: Derivation, calendar: Calendar) -> Iterator[Pair]:
    if proof.due_if_rolled is not None and proof.due_if_rolled != proof.due_calendar:
        yield gettext("If it rolled to a business day"), day(proof.due_if_rolled)
    if proof.due_public_only is not None and proof.due_public_and_bank is not None:
        yield gettext("Without public holidays (operated on)"), day(proof.due_public_only)
        yield gettext("Without bank holidays too"), day(proof.due_public_and_bank)
        skipped = _named(proof.bank_only, calendar)
        yield gettext("The difference"), ", ".join(f"{name} ({formats.day(on, locale())})" for on, name in skipped)


def _unsure(proof: Derivation, calendar: Calendar) -> Iterator[Pair]:
    found = doubt(proof, calendar)
    if found.announced_year is not None:
        said = gettext("The holidays are announced up to %(year)s; the day may still move.", year=found.announced_year)
        yield gettext("Provisional"), said
    if found.estimated:
        days = ", ".join(f"{holiday.name} ({formats.day(on, locale())})" for on, holiday in found.estimated)
        yield gettext("Provisional"), gettext("It rests on days that are only estimated: %(days)s", days=days)


def _start(proof: Derivation, place: Place, earlier: str | None) -> str:
    if earlier is not None:
        last_day = formats.day(proof.start_date, locale())
        return str(gettext("the last day of: %(limit)s, %(day)s", limit=earlier, day=last_day))
    own = (pack for pack in place.packs if pack.id == proof.pack)
    return f"{event_title(own, proof.start_event)}: {formats.moment(proof.start_at, ZoneInfo(proof.zone), locale())}"


def _named(skipped: Iterable[Skipped], calendar: Calendar) -> Iterator[tuple[date, str]]:
    for left_out in skipped:
        found = (h.name for h in calendar.holidays.get(left_out.day, ()) if h.code == left_out.holiday)
        yield left_out.day, next(found, left_out.holiday)
