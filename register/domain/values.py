"""The only text a fact may carry: ids, codes, citations, digests and amounts, never free words.

Each type checks itself when it is made, so a name or a sentence cannot slip into the trail (design: the
trail holds no personal data). Instants are aware ``datetime`` in UTC; days are ``date``.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import ClassVar, Self


class Token(str):
    """A short text with a closed alphabet; the base of every text type a fact may hold."""

    __slots__ = ()
    SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"")

    def __new__(cls, text: str) -> Self:
        """Return ``text`` as this type; raises ``ValueError`` when it does not have the type's shape."""
        if type(text) is cls:
            return text
        if not cls.SHAPE.fullmatch(text):
            message = f"{text[:60]!r} is not a valid {cls.__name__}"
            raise ValueError(message)
        return str.__new__(cls, text)


class Id(Token):
    """A UUID (version 7 for what we make, version 5 for what is derived from data), in lower case."""

    __slots__ = ()
    SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Code(Token):
    """A machine word: a class, a reason, a zone, a slug, a case reference. No spaces, at most 100 characters."""

    __slots__ = ()
    SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}")


class Cite(Token):
    """Where a rule stands, as the regulator writes it: ``271.56``, ``DISP 1.6.2R``, ``NCC s72(2)``."""

    __slots__ = ()
    SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,()§/-]{0,59}")


class Digest(Token):
    """A SHA-256 in lower-case hex."""

    __slots__ = ()
    SHAPE = re.compile(r"[0-9a-f]{64}")


class Amount(Token):
    """Money or another decimal as text, so that no float rounds it: ``25.00``, ``-3``, at most 15 + 4 digits."""

    __slots__ = ()
    SHAPE = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?")

    @property
    def decimal(self) -> Decimal:
        """The number itself."""
        return Decimal(self)


def utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC; raises ``ValueError`` for a naive one, whose place nobody can know."""
    if moment.tzinfo is None:
        message = f"{moment.isoformat()} has no time zone: give an offset, for example +10:00"
        raise ValueError(message)
    return moment.astimezone(UTC)
