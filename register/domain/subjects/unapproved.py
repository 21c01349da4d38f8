"""Who wrote what no second person has approved yet; remembered beyond a proposal that was refused or replaced."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from register.domain.values import Code

CLOSURE: Final = Code("closure")
RECEIPT: Final = Code("receipt")
CLASSIFICATION: Final = Code("classification")
VOIDING: Final = Code("voiding")


@dataclass(frozen=True, slots=True)
class Authors:
    """Everybody who proposed one kind of thing for a case since such a thing was last approved."""

    work: Code
    names: tuple[Code, ...]


def names(known: Iterable[Authors], work: Code) -> frozenset[Code]:
    """Return who is remembered for this kind of work."""
    return frozenset(name for authors in known if authors.work == work for name in authors.names)


def remembered(known: tuple[Authors, ...], work: Code, by: tuple[Code, ...]) -> tuple[Authors, ...]:
    """Return the memory with these authors of that work; a proposal of an earlier release names none."""
    return (*forgotten(known, work), Authors(work, by)) if by else known


def forgotten(known: tuple[Authors, ...], work: Code) -> tuple[Authors, ...]:
    """Return the memory once such work was approved."""
    return tuple(authors for authors in known if authors.work != work)
