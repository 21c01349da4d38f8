"""What callers get to see: a value of the domain with its sealed words opened, and the schema that describes it.

The schema is read off the value's own fields, so an answer cannot promise what the register does not hold.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from marshmallow import Schema
from marshmallow import fields as ma

from register.domain.sealed import Sealed
from register.domain.values import Id
from register.schemas.fields import moment_text


@cache
def shown(kind: type, name: str = "") -> type[Schema]:
    """Return the schema of a frozen dataclass as callers see it."""
    hints = get_type_hints(kind)
    known: dict[str, ma.Field[Any]] = {field.name: _field(hints[field.name]) for field in fields(kind)}
    return Schema.from_dict(known, name=name or kind.__name__)


def with_more(schema: type[Schema], name: str, **more: type[ma.Field[Any]]) -> type[Schema]:
    """Return ``schema`` under another name, with fields that are computed beside those of the value."""
    return type(name, (schema,), {field: kind(required=True) for field, kind in more.items()})


def _field(hint: Any, *, none: bool = False) -> ma.Field[Any]:  # noqa: ANN401 -- any type a value's field may have
    parts = get_args(hint)
    if NoneType in parts:
        (rest,) = (part for part in parts if part is not NoneType)
        return _field(rest, none=True)
    if get_origin(hint) in {tuple, frozenset}:
        return ma.List(_field(parts[0]), allow_none=none)
    if hint is Sealed:
        return ma.String(allow_none=True)
    if is_dataclass(hint) and isinstance(hint, type):
        return ma.Nested(shown(hint), allow_none=none)
    if hint in {bool, int}:
        return (ma.Boolean if hint is bool else ma.Integer)(allow_none=none)
    formats = {datetime: "date-time", date: "date", Id: "uuid"}
    return ma.String(allow_none=none, metadata={"format": formats[hint]} if hint in formats else {})


def opened(value: Any, plain: Mapping[str, str]) -> Any:  # noqa: ANN401 -- any value of the domain
    """Return a value as JSON has it, its sealed words in plain text (null: erased, or not for this reader)."""
    if isinstance(value, Sealed):
        return plain.get(value.digest)
    if is_dataclass(value):
        return {field.name: opened(getattr(value, field.name), plain) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(opened(item, plain) for item in value)
    if isinstance(value, tuple | list):
        return [opened(item, plain) for item in value]
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def bare(value: Any) -> Any:  # noqa: ANN401 -- as above
    """Return a value that holds no sealed words."""
    return opened(value, {})
