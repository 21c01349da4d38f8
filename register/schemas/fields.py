"""Fields of what callers say: each mistake is a code, never a sentence; sentences are made where people read them."""

import base64
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final

from marshmallow import Schema, ValidationError, fields, post_load, validate

from register.domain.errors import Problem
from register.domain.moments import YEARS, NoMoment, instant_of
from register.domain.values import Amount, Id

LONGEST_TEXT: Final = 100_000
LONGEST_WORD: Final = 100
MOST: Final = 100
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MONEY: Final = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?")
UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")

Codes = dict[str, str | list[Any] | dict[Any, Any]]
COMMON: Final[Codes] = {"required": "required", "null": "required", "validator_failed": "not-valid"}


class Longest(validate.Length):
    """At most so many characters or items, and at least ``min``."""

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 -- a text or a list
        """Return ``value``; raises ``ValidationError`` (too-long, required)."""
        if self.max is not None and len(value) > self.max:
            # A problem is a message like any other, and keeps what its sentence needs.
            raise ValidationError({"_schema": [Problem("too-long", params={"longest": self.max})]})
        if self.min is not None and len(value) < self.min:
            raise ValidationError("required")
        return value


class Told(fields.String):
    """Text in a form of its own: each kind of field says how it is read."""

    MISTAKE: ClassVar[str] = "not-text"

    def __init__(self, **options: Any) -> None:
        """Name every mistake by its code."""
        codes: Codes = {**COMMON, "invalid": self.MISTAKE, "invalid_utf8": self.MISTAKE}
        super().__init__(error_messages=codes, **options)

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:  # noqa: ANN401 -- what ``read`` returns
        text = super()._deserialize(value, attr, data, **options)
        try:
            return self.read(text)
        except (ValueError, OverflowError) as error:
            if isinstance(error, ValidationError):
                raise
            raise self.make_error("invalid") from None

    def read(self, text: str) -> object:
        """Return the value ``text`` stands for; raises ``ValueError``."""
        return text


class Text(Told):
    """Words as people write them."""

    def __init__(self, *, longest: int = LONGEST_TEXT, shortest: int | None = None, **options: Any) -> None:
        """Take words of at most ``longest`` characters."""
        super().__init__(validate=Longest(shortest, longest), **options)

    def read(self, text: str) -> str:
        """Return the words; raises ``ValidationError`` for what no page or database can hold."""
        if UNREADABLE.search(text):
            raise ValidationError("unreadable-characters")
        return text


class Word(Text):
    """A code, or another short word."""

    def __init__(self, **options: Any) -> None:
        """Take at most a hundred characters."""
        super().__init__(longest=LONGEST_WORD, **options)


class Key(Told):
    """The id of something in the register."""

    MISTAKE = "not-an-id"

    def __init__(self, **options: Any) -> None:
        """Document the field as a UUID."""
        super().__init__(metadata={"format": "uuid"}, **options)

    def read(self, text: str) -> Id:
        """Return the id."""
        return Id(text.lower())


class Moment(Told):
    """An instant by RFC 3339, its offset included; loads as UTC."""

    MISTAKE = "not-a-time"

    def __init__(self, **options: Any) -> None:
        """Document the field as a date-time."""
        super().__init__(metadata={"format": "date-time", "example": "2026-08-03T09:30:00+10:00"}, **options)

    def read(self, text: str) -> datetime:
        """Return the instant; raises ``ValidationError`` (not-a-time, naive-time, date-out-of-range)."""
        try:
            return instant_of(text)
        except NoMoment as fault:
            raise ValidationError({"_schema": [fault.problem]}) from None


class Day(Told):
    """A day of the calendar: ``2026-08-03``."""

    MISTAKE = "not-a-day"

    def __init__(self, **options: Any) -> None:
        """Document the field as a date."""
        super().__init__(metadata={"format": "date"}, **options)

    def read(self, text: str) -> date:
        """Return the day."""
        if not DAY.fullmatch(text):
            raise ValueError(text)
        day = date.fromisoformat(text)
        if day.year not in YEARS:
            raise ValidationError({"_schema": [Problem("date-out-of-range", params={"year": day.year})]})
        return day


class Money(Told):
    """An amount as decimal text, so that no float rounds it."""

    MISTAKE = "not-an-amount"

    def __init__(self, **options: Any) -> None:
        """Document the pattern of an amount."""
        super().__init__(metadata={"pattern": f"^{MONEY.pattern}$", "example": "25.00"}, **options)

    def read(self, text: str) -> Amount:
        """Return the amount."""
        if not MONEY.fullmatch(text):
            raise ValueError(text)
        return Amount(text)


class Contents(Told):
    """The bytes of a file, in base64."""

    MISTAKE = "not-base64"

    def __init__(self, **options: Any) -> None:
        """Document the field as bytes."""
        super().__init__(metadata={"format": "byte"}, **options)

    def read(self, text: str) -> bytes:
        """Return the bytes."""
        return base64.b64decode(text, validate=True)


class Flag(fields.Boolean):
    """Yes or no, as JSON writes it."""

    def __init__(self, **options: Any) -> None:
        """Name every mistake by its code."""
        super().__init__(error_messages={**COMMON, "invalid": "not-yes-or-no"}, **options)

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Whole(fields.Integer):
    """A whole number between two bounds; ``strict`` refuses one written as text."""

    def __init__(self, least: int, most: int, *, strict: bool = True, **options: Any) -> None:
        """Take numbers from ``least`` to ``most``."""
        codes: Codes = {**COMMON, "invalid": "not-a-number", "too_large": "not-a-number"}
        between = validate.Range(least, most, error="number-out-of-range")
        super().__init__(strict=strict, validate=between, error_messages=codes, **options)


Listed = fields.Field[Any] | type[fields.Field[Any]]


class Many(fields.List[Any]):
    """Several of something, at most a hundred; loads as a tuple."""

    def __init__(self, of: Listed, *, least: int | None = None, **options: Any) -> None:
        """Take up to a hundred of the field ``of``."""
        codes: Codes = {**COMMON, "invalid": "not-a-list"}
        super().__init__(of, validate=Longest(least, MOST), error_messages=codes, **options)

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:  # noqa: ANN401 -- a tuple where the library has a list
        return tuple(super()._deserialize(value, attr, data, **options))


class Texts(fields.Dict):
    """Texts by name; loads as a tuple of pairs, in the order given."""

    def __init__(self, *, longest: int = LONGEST_TEXT, **options: Any) -> None:
        """Take up to a hundred names with texts of at most ``longest`` characters."""
        codes: Codes = {**COMMON, "invalid": "not-an-object"}
        texts = Text(longest=longest)
        super().__init__(keys=Word(), values=texts, validate=Longest(None, MOST), error_messages=codes, **options)

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:  # noqa: ANN401 -- pairs where the library has a dictionary
        pairs = super()._deserialize(value, attr, data, **options)  # type: ignore[no-untyped-call]  # the library forgot
        return tuple(pairs.items())


class Part(fields.Nested):
    """A part with fields of its own."""

    def __init__(self, schema: type[Schema], **options: Any) -> None:
        """Name every mistake by its code."""
        super().__init__(schema, error_messages={**COMMON, "type": "not-an-object"}, **options)


class Said(Schema):
    """What a caller says; a part that ``MAKES`` a value of the domain loads as it."""

    MAKES: ClassVar[Any] = None
    error_messages = {"unknown": "unknown-field", "type": "not-an-object"}  # noqa: RUF012 -- as marshmallow declares it

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 -- any value of the domain
        """Return the value the fields make."""
        return said if self.MAKES is None else type(self).MAKES(**said)


class Nothing(Said):
    """All that is to be said stands in the address."""


def moment_text(moment: datetime) -> str:
    """Return an instant as RFC 3339 text in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
