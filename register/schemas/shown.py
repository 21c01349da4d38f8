"""What callers get to see: a value of the domain with its sealed words opened, and the schema that describes it.

The schema is read off the value's own fields, so an answer cannot promise what the register does not hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from marshmallow import Schema
from marshmallow import fields as ma

from register.domain.law import letterspec
from register.domain.law.policy import CodeList
from register.domain.sealed import Sealed
from register.domain.values import Id
from register.schemas.fields import moment_text

# Kinds whose own names other answers have already.
NAMES: Final[Mapping[type, str]] = {CodeList: "PackCodeList", letterspec.Block: "LetterRuleBlock"}


@cache
def shown(kind: type, name: str = "") -> type[Schema]:
    """Return the schema of a frozen dataclass as callers see it."""
    hints = get_type_hints(kind)
    known: dict[str, ma.Field[Any]] = {field.name: described(hints[field.name]) for field in fields(kind)}
    return Schema.from_dict(known, name=name or NAMES.get(kind, kind.__name__))


def with_more(schema: type[Schema], name: str, **more: Callable[..., ma.Field[Any]]) -> type[Schema]:
    """Return ``schema`` under another name, with fields that are computed beside those of the value."""
    return type(name, (schema,), {field: kind(required=True) for field, kind in more.items()})


def described(hint: Any, *, none: bool = False) -> ma.Field[Any]:  # noqa: ANN401 -- any type a value's field may have
    """Return the field for a value of this type; values of several types are any JSON."""
    parts = get_args(hint)
    if get_origin(hint) is UnionType:
        return _one_of(parts)
    if get_origin(hint) is Mapping:
        return ma.Dict(keys=ma.String(), values=described(parts[1]), allow_none=none)
    if get_origin(hint) in {tuple, frozenset}:
        return ma.List(described(parts[0]), allow_none=none)
    if is_dataclass(hint) and isinstance(hint, type) and hint is not Sealed:
        return ma.Nested(shown(hint), allow_none=none)
    if hint in {bool, int}:
        return (ma.Boolean if hint is bool else ma.Integer)(allow_none=none)
    formats = {datetime: "date-time", date: "date", Id: "uuid"}
    nothing = none or hint is Sealed
    return ma.String(allow_none=nothing, metadata={"format": formats[hint]} if hint in formats else {})


def _one_of(parts: tuple[Any, ...]) -> ma.Field[Any]:
    rest = [part for part in parts if part is not NoneType]
    none = NoneType in parts
    return described(rest[0], none=none) if len(rest) == 1 else ma.Raw(allow_none=none)


def opened(value: Any, plain: Mapping[str, str]) -> Any:  # noqa: ANN401 -- any value of the domain
    """Return a value as JSON has it, its sealed words in plain text (null: erased, or not for this reader)."""
    if isinstance(value, Sealed):
        return plain.get(value.digest)
    if is_dataclass(value):
        return {field.name: opened(getattr(value, field.name), plain) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): opened(item, plain) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        items = [opened(item, plain) for item in value]
        return sorted(items) if isinstance(value, frozenset) else items
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _key(key: Any) -> str:  # noqa: ANN401 -- a code, or several that name a thing together
    """Return the name of a thing in an object: ``rule``, or ``rule@party``."""
    return key if isinstance(key, str) else "@".join(part for part in key if part is not None)


def bare(value: Any) -> Any:  # noqa: ANN401 -- as above
    """Return a value that holds no sealed words."""
    return opened(value, {})
