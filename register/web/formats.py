"""How dates, day counts and money look to a person: in their language, in the entity's zone."""

import math
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_skeleton, format_time, format_timedelta, get_timezone_name
from babel.numbers import format_currency
from flask_babel import gettext, ngettext
from markupsafe import Markup

from register.web.assets import icon
from register.web.looks import Look

HOUR: Final = timedelta(hours=1)
SOON: Final = 3
INSTANTS: Final = 4096


def day(on: date, locale: Locale) -> str:
    """Return a date with its weekday, as in ``Mon, 3 Aug 2026``."""
    return format_skeleton("yMMMEd", on, locale=locale)


# A page says the same few instants many times over.
@lru_cache(INSTANTS)
def moment(at: datetime, zone: tzinfo, locale: Locale) -> str:
    """Return an instant as the date and time on the wall in ``zone``."""
    local = at.astimezone(zone)
    return f"{format_skeleton('yMMMd', local, locale=locale)}, {format_time(local, 'short', locale=locale)}"


def money(amount: Decimal | str, currency: str, locale: Locale) -> str:
    """Return an amount with its currency; ``amount`` is a decimal as text."""
    return format_currency(Decimal(amount), currency, locale=locale)


def days(count: int) -> str:
    """Return a number of days in words."""
    return str(ngettext("%(num)d day", "%(num)d days", count))


def relative(at: datetime, now: datetime, locale: Locale) -> str:
    """Return how far ``at`` is from ``now``, as in ``3 hours ago``."""
    return format_timedelta(at - now, add_direction=True, locale=locale)


@lru_cache(INSTANTS)
def time_tag(at: datetime, text: str, zone: tzinfo, locale: Locale) -> Markup:
    """Return ``text`` as a ``time`` element: machines read the instant, a pointer shows the full date and its zone."""
    title = f"{moment(at, zone, locale)} {get_timezone_name(at.astimezone(zone), 'short', locale=locale)}"
    machine = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Markup('<time datetime="{}" title="{}">{}</time>').format(machine, title, text)


def deadline_look(due_at: datetime, now: datetime, zone: tzinfo, met_at: datetime | None = None) -> Look:
    """Say how a deadline stands. ``due_at`` is exclusive: the first instant at which it is too late."""
    if met_at is not None:
        if met_at < due_at:
            return Look(gettext("met"), "good", icon("check-circle"))
        late = _late(due_at, met_at, zone)
        return Look(gettext("met late, by %(span)s", span=late), "bad", icon("exclamation-octagon"))
    if now >= due_at:
        return Look(gettext("passed %(span)s ago", span=_late(due_at, now, zone)), "bad", icon("exclamation-octagon"))
    return _ahead(due_at, now, zone)


def _ahead(due_at: datetime, now: datetime, zone: tzinfo) -> Look:
    left = last_day(due_at, zone) - now.astimezone(zone).date()
    if due_at.astimezone(zone).time() != datetime.min.time() and due_at - now < 24 * HOUR:
        hours = max(1, math.floor((due_at - now) / HOUR))
        text = ngettext("due in %(num)d hour", "due in %(num)d hours", hours)
        return Look(text, "warn", icon("alarm"))
    if left.days == 0:
        return Look(gettext("due today"), "warn", icon("alarm"))
    if left.days == 1:
        return Look(gettext("due tomorrow"), "warn", icon("alarm"))
    text = gettext("due in %(span)s", span=days(left.days))
    if left.days <= SOON:
        return Look(text, "warn", icon("alarm"))
    return Look(text, "calm", icon("clock"))


def _late(due_at: datetime, at: datetime, zone: tzinfo) -> str:
    """Return how late ``at`` is, in days once the last day is over and in hours before that."""
    gone = at.astimezone(zone).date() - last_day(due_at, zone)
    if gone.days > 0:
        return days(gone.days)
    hours = max(1, math.floor((at - due_at) / HOUR))
    return str(ngettext("%(num)d hour", "%(num)d hours", hours))


def last_day(due_at: datetime, zone: tzinfo) -> date:
    """Return the local day on which it is still in time: an exclusive midnight belongs to the day before."""
    return (due_at - timedelta(microseconds=1)).astimezone(zone).date()
