"""The standard texts of a pack's letters in one language, by letter type and block id."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.texts import load


@dataclass(frozen=True, slots=True)
class StandardBlock:
    """A block's default heading and text; ``text`` is empty where only a person can write it, ``hint`` says what."""

    id: str
    heading: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class StandardLetter:
    """What a letter of one kind starts from; ``blocks`` are the ids in printing order, whichever of them it uses."""

    kind: str
    subject: str
    salutation: str
    closing: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """All standard texts of one pack in one language; ``details`` labels contact details by the end of their name."""

    letters: Mapping[str, StandardLetter]
    blocks: Mapping[str, StandardBlock]
    details: Mapping[str, str]


def standard(pack: str, language: str) -> Standard:
    """Return the standard texts; raises :class:`~register.domain.errors.Unknown` where that language has none."""
    texts = load("letters", language, pack)
    common = texts["letters"]
    letters = {
        kind: StandardLetter(kind, each["subject"], common["salutation"], common["closing"], tuple(each["blocks"]))
        for kind, each in texts["letter"].items()
    }
    blocks = {
        name: StandardBlock(name, each.get("heading", ""), each.get("text", "").strip(), each.get("hint", ""))
        for name, each in texts["block"].items()
    }
    return Standard(letters, blocks, texts["details"])
