"""What a pack is held against: its worked examples, and how a table of worked dates is compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from register.domain.law.rules import Values
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is known, and for each rule the parts of its proof it must yield (``None``: no date)."""

    id: Code
    title: str
    complaint_class: Code
    place: Code
    values: Values
    events: Mapping[str, tuple[datetime, ...]]
    parties: Mapping[Id, Mapping[str, tuple[datetime, ...]]]
    expected: Mapping[tuple[Code, Id | None], Mapping[str, date] | None]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table of worked dates is compared with: a ``part`` of the dates of a ``duty``."""

    duty: Code
    part: Code
