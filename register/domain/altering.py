"""Changed copies of frozen values: as ``dataclasses.replace``, without its questions to every one of forty fields."""

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def replace(value: T, **changes: object) -> T:
    """Return a copy of a frozen dataclass with ``changes``; raises ``TypeError`` for a field it does not have."""
    kind: Any = type(value)
    copy: T = kind(**{**{name: getattr(value, name) for name in _names(kind)}, **changes})
    return copy


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- any dataclass
    return tuple(field.name for field in fields(kind))
