"""A pack's standard texts: what its letters begin from, by language, letter type and block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from register.domain.values import Code

PLACE: Final = re.compile(r"\{[a-z][a-z0-9_]*\}")


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
