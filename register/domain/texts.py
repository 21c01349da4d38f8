"""A pack's standard texts: what its letters begin from, by language, letter type and block."""

from collections.abc import Mapping
from dataclasses import dataclass

from register.domain.values import Code


@dataclass(frozen=True, slots=True)
class StandardBlock:
    """A block's default heading and text; ``text`` is empty where only a person can write it, ``hint`` says what."""

    id: Code
    heading: str = ""
    text: str = ""
    hint: str = ""


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
