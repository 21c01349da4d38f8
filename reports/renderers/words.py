"""Numbers, days and codes in the reader's language; the one place where a document formats a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from reports.renderers.html import Speech

NONE = "—"
FIRST_OF_MONTH = {"fr": "'1er' MMMM y"}
MINUS = "\N{MINUS SIGN}"


def long_day(day: date, language: str) -> str:
    """Return a day as people write it in letters: 3 August 2026, 1er août 2026, 2026年8月3日."""
    spoken = language.partition("-")[0]
    pattern = FIRST_OF_MONTH.get(spoken) if day.day == 1 else None
    # Plain "en" would be American English, which puts the month first.
    usual = "d MMMM y" if spoken == "en" else "long"
    return format_date(day, pattern or usual, locale=Locale.parse(language, sep="-"))


@dataclass(frozen=True, slots=True)
class Words:
    """How one document says things: its catalogue, language tag, zone, currency and the codes' labels by kind."""

    speech: Speech
    language: str
    zone: str
    currency: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def _locale(self) -> Locale:
        return Locale.parse(self.language, sep="-")

    def gettext(self, message: str, /) -> str:
        return self.speech.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        return self.speech.ngettext(singular, plural, n)

    def label(self, kind: str, code: str) -> str:
        """The words for ``code``, or the code as it is."""
        if not code:
            return self.gettext("not recorded")
        return self.labels.get(kind, {}).get(code, code)

    def day(self, day: date | None) -> str:
        return NONE if day is None else format_date(day, "d MMM y", locale=self._locale)

    def long_day(self, day: date) -> str:
        return long_day(day, self.language)

    def month(self, day: date) -> str:
        return format_date(day, "MMM y", locale=self._locale)

    def moment(self, moment: datetime | None) -> str:
        """An instant in the document's zone, to the minute."""
        if moment is None:
            return NONE
        return format_datetime(moment.astimezone(ZoneInfo(self.zone)), "d MMM y, HH:mm", locale=self._locale)

    def local_day(self, moment: datetime | None) -> str:
        return NONE if moment is None else self.day(moment.astimezone(ZoneInfo(self.zone)).date())

    def number(self, number: float | Decimal | None, digits: int = 0) -> str:
        if number is None:
            return NONE
        return format_decimal(number, f"#,##0.{'0' * digits}" if digits else "#,##0", locale=self._locale)

    def signed(self, number: int) -> str:
        """A change: ``+12``, ``-3`` (with a true minus sign), ``±0``."""
        return "±0" if number == 0 else f"{'+' if number > 0 else MINUS}{self.number(abs(number))}"

    def money(self, amount: Decimal) -> str:
        return format_currency(amount, self.currency, locale=self._locale)

    def percent(self, share: float | None) -> str:
        return NONE if share is None else format_percent(share, "0.0\N{NO-BREAK SPACE}%", locale=self._locale)

    def yes(self, answer: bool) -> str:
        return self.gettext("yes") if answer else self.gettext("no")
