"""How a reader is spoken to of dates: in which language, and how a day, an instant and a number look in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

# The pattern of English names the month first, as nobody here says it.
IN_FULL: Final = {"en": "EEEE d MMMM y"}


@dataclass(frozen=True, slots=True)
class Manner:
    """A language: its catalogue (``gettext``, ``ngettext``) and its way to write days."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    locale: Locale

    def say(self, text: str, **params: str | int) -> str:
        """Return a marked text in this language, its parameters filled in."""
        return str(self.gettext(text)) % params

    def count(self, one: str, many: str, number: int) -> str:
        """Return a number with what is counted; ``%(num)d`` stands for it."""
        return str(self.ngettext(one, many, number)) % {"num": number}

    def days(self, number: int) -> str:
        """Return a number of days."""
        return self.count("%(num)d day", "%(num)d days", number)

    def day(self, on: date) -> str:
        """Return a day in short, as in ``Mon, 3 Aug 2026``."""
        return format_skeleton("yMMMEd", on, locale=self.locale)

    def short_day(self, on: date) -> str:
        """Return a day without its year, as in ``3 Aug``."""
        return format_skeleton("MMMd", on, locale=self.locale)

    def weekday(self, on: date) -> str:
        """Return the name of a day of the week in short, as in ``Mon``."""
        return format_date(on, "ccc", locale=self.locale)

    def long_day(self, on: date) -> str:
        """Return a day as it is said aloud, as in ``Friday 7 August 2026``."""
        return format_date(on, IN_FULL.get(self.locale.language, "full"), locale=self.locale)

    def hour(self, at: datetime, zone: tzinfo) -> str:
        """Return the time on the wall in ``zone``."""
        return format_time(at.astimezone(zone), "short", locale=self.locale)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """Return an instant as date and time on the wall in ``zone``."""
        return f"{format_skeleton('yMMMd', at.astimezone(zone), locale=self.locale)}, {self.hour(at, zone)}"


def _english(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


PLAINLY: Final = Manner(str, _english, Locale("en", "AU"))
"""English, for programs and the console."""
