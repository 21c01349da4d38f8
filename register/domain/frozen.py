"""Frozen values made and changed without paying for each of their fields.

A frozen dataclass sets its fields one by one past its own lock, and ``dataclasses.replace`` asks each of them several
questions first: for a proof of twenty-two fields that is more work than counting the days it is about.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


def replace(value: T, **changes: object) -> T:
    """Return a copy of a frozen dataclass with ``changes``; raises ``TypeError`` for a field it does not have."""
    kind: Any = type(value)
    copy: T = kind(**{**{name: getattr(value, name) for name in _names(kind)}, **changes})
    return copy


def maker(kind: Callable[P, T]) -> Callable[P, T]:
    """Return what makes values of a frozen dataclass without slots from all its fields, named, and sets them at once.

    It takes what the class takes, so that types are checked where it is called; nothing is checked when it runs.
    """
    made: Any = kind

    def make(*_: P.args, **given: P.kwargs) -> T:
        value: T = object.__new__(made)
        value.__dict__.update(given)
        return value

    return make


def varied(value: T, **changes: object) -> T:
    """Return a copy of a frozen dataclass without slots with ``changes`` to fields it has."""
    copy: T = object.__new__(type(value))
    held = copy.__dict__
    held.update(value.__dict__)
    held.update(changes)
    return copy


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- any dataclass
    return tuple(field.name for field in fields(kind))
