"""A changed copy is what dataclasses.replace makes."""

from dataclasses import dataclass, replace

import pytest

from register.domain import altering


@dataclass(frozen=True, slots=True)
class Place:
    """Something with three fields."""

    street: str
    number: int = 1
    parts: tuple[int, ...] = ()


def test_a_copy_has_the_changes_and_everything_else() -> None:
    before = Place("Quay", 4, (1, 2))
    assert altering.replace(before, number=5) == replace(before, number=5) == Place("Quay", 5, (1, 2))
    assert before == Place("Quay", 4, (1, 2))


def test_a_field_nobody_has_is_refused() -> None:
    with pytest.raises(TypeError, match="floor"):
        altering.replace(Place("Quay"), floor=2)
