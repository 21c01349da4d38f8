"""A changed copy is what dataclasses.replace makes."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from register.domain import frozen


@dataclass(frozen=True, slots=True)
class Place:
    """Something with three fields."""

    street: str
    number: int = 1
    parts: tuple[int, ...] = ()


def test_a_copy_has_the_changes_and_everything_else() -> None:
    before = Place("Quay", 4, (1, 2))
    assert frozen.replace(before, number=5) == replace(before, number=5) == Place("Quay", 5, (1, 2))
    assert before == Place("Quay", 4, (1, 2))


def test_a_field_nobody_has_is_refused() -> None:
    with pytest.raises(TypeError, match="floor"):
        frozen.replace(Place("Quay"), floor=2)


@dataclass(frozen=True)
class Street:
    """Something without slots."""

    name: str
    length: int = 1


def test_what_is_made_and_varied_at_once_is_what_the_class_makes() -> None:
    made = frozen.maker(Street)(name="Quay", length=4)
    assert made == Street("Quay", 4)
    assert vars(made) == vars(Street("Quay", 4))
    assert frozen.varied(made, length=5) == Street("Quay", 5)
    assert made == Street("Quay", 4), "a varied copy leaves the first as it is"
    with pytest.raises(FrozenInstanceError):
        made.length = 6  # type: ignore[misc]  # frozen all the same
