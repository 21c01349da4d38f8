"""What templates may say about dates, amounts and states, in the visitor's language and the firm's zone."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from flask import Flask, g
from markupsafe import Markup

from register.domain.display import shown
from register.web import formats
from register.web.assets import asset, icon
from register.web.forms import errors_of
from register.web.looks import Look, look_of
from register.web.texts import language_name, locale, sentence


class Filters:
    """The filters that need to know the time or the zone; each takes another zone where an entity has its own."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo) -> None:
        self.now = now
        self.zone = zone

    def now_of_request(self) -> datetime:
        """Return one instant for the whole page, so that its parts agree."""
        if "now" not in g:
            g.now = self.now()
        at: datetime = g.now
        return at

    def when(self, at: datetime, zone: tzinfo | None = None) -> Markup:
        """Show date and time."""
        place = zone or self.zone
        return formats.time_tag(at, formats.moment(at, place, locale()), place, locale())

    def ago(self, at: datetime, zone: tzinfo | None = None) -> Markup:
        """Show how far away an instant is."""
        words = formats.relative(at, self.now_of_request(), locale())
        return formats.time_tag(at, words, zone or self.zone, locale())

    def due(self, due_at: datetime, zone: tzinfo | None = None) -> Markup:
        """Show the last day on which it is in time, given the exclusive end."""
        place = zone or self.zone
        return formats.time_tag(due_at, formats.day(formats.last_day(due_at, place), locale()), place, locale())

    def deadline(self, due_at: datetime, met_at: datetime | None = None, zone: tzinfo | None = None) -> Look:
        """Say how a deadline stands."""
        return formats.deadline_look(due_at, self.now_of_request(), zone or self.zone, met_at)


def day(on: date) -> Markup:
    """Show a local date."""
    return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), formats.day(on, locale()))


def money(amount: str, currency: str) -> str:
    """Show an amount given as decimal text, in the money of a pack."""
    return formats.money(amount, currency, locale())


def install_filters(app: Flask, now: Callable[[], datetime], zone: tzinfo) -> None:
    """Give the templates of ``app`` their filters and functions."""
    timed = Filters(now, zone)
    filters: dict[str, Callable[..., Any]] = {
        "when": timed.when,
        "ago": timed.ago,
        "due": timed.due,
        "deadline": timed.deadline,
        "day": day,
        "days": formats.days,
        "money": money,
        "look": look_of,
        "sentence": sentence,
        "language": language_name,
        "shown": shown,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(asset=asset, icon=icon, errors_of=errors_of)
