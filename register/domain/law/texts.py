"""A pack's standard texts: what its letters begin from, by language, letter type and block."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from register.domain.values import Code

PLACE: Final = re.compile(r"\{[a-z][a-z0-9_]*\}")
CONTACT: Final = "-contact"


@dataclass(frozen=True, slots=True)
class StandardBlock:
    """A block's default heading and text; ``text`` is empty where only a person can write it, ``hint`` says what."""

    id: Code
    heading: str = ""
    text: str = ""
    hint: str = ""

    def says(self, words: str) -> bool:
        """Whether ``words`` are the standard text, whatever stands in its places; spaces and line ends do not count."""
        parts = [re.escape(" ".join(part.split())) for part in PLACE.split(self.text)]
        return re.fullmatch(r"\s*.*?\s*".join(parts), " ".join(words.split()), re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class StandardLetter:
    """What a letter of one kind starts from; ``blocks`` are the ids in printing order, whichever of them it uses."""

    kind: Code
    subject: str
    salutation: str
    closing: str
    blocks: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """All standard texts of one pack in one language; ``details`` labels contact details by the end of their name."""

    letters: Mapping[Code, StandardLetter]
    blocks: Mapping[Code, StandardBlock]
    details: Mapping[str, str]

    @property
    def places(self) -> frozenset[str]:
        """The names of the places that the texts leave open, without their braces."""
        return frozenset(place[1:-1] for block in self.blocks.values() for place in PLACE.findall(block.text))

    def with_details_only(self) -> "Standard":
        """Return what of the texts needs no language: the contact details, and the order of the parts."""
        contacts = (block for block in self.blocks if block.endswith(CONTACT))
        blank = {each: StandardBlock(each, text=f"{{{each.removesuffix(CONTACT)}_details}}") for each in contacts}
        return replace(self, blocks=blank)

    def joined(self, kind: Code, others: Iterable[tuple["Standard", Code]]) -> "Standard":
        """Return the texts of one letter together with those that others have for the same letter, by their kind.

        Where both have a text for a part it is said in the words of this one. A part of the others alone is printed
        before what follows it there.
        """
        blocks, mine = dict(self.blocks), self.letters.get(kind)
        order: Sequence[Code] = () if mine is None else mine.blocks
        for other, same in others:
            blocks = {**other.blocks, **blocks}
            order = _interleaved(order, other.letters[same].blocks if same in other.letters else ())
        letters = self.letters if mine is None else {**self.letters, kind: replace(mine, blocks=tuple(order))}
        return replace(self, letters=letters, blocks=blocks)


def _interleaved(first: Sequence[Code], second: Sequence[Code]) -> list[Code]:
    order = list(first)
    for place, name in enumerate(second):
        if name not in order:
            following = next((each for each in second[place:] if each in first), None)
            order.insert(len(order) if following is None else order.index(following), name)
    return order
