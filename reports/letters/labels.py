"""The few words of a letter that are the register's own and not the pack's, by language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_suffix(".toml")
FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """``reference`` stands before the subject and opens the mail, ``attached`` says in the mail where the letter is.

    ``detail`` is one line of contact details.
    """

    reference: str
    detail: str
    page: str
    attached: str


def labels(language: str) -> Labels:
    """Return the labels in this language, else in its parent language, else in English."""
    known = languages()
    return next((known[tag] for tag in (language, language.partition("-")[0]) if tag in known), known[FALLBACK])


@cache
def languages() -> dict[str, Labels]:
    """Return every language there are labels in."""
    texts = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {tag: Labels(**words) for tag, words in texts.items()}
