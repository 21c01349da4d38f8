"""Texts that a reader takes for one another: letters of several scripts in one word, and names that are the same.

A word of one script is taken as it is; the scripts that are written together (Japanese, Korean, Chinese with Latin)
are one (after Unicode Technical Standard 39, *highly restrictive*).
"""

import unicodedata
from typing import Final

TOGETHER: Final = frozenset({"HIRAGANA", "KATAKANA", "CJK", "HANGUL", "BOPOMOFO", "LATIN"})
# A letter of these is named by its width, not by its script, until it is folded.
WIDTHS: Final = ("FULLWIDTH ", "HALFWIDTH ")


def mixed(text: str) -> bool:
    """Whether letters of scripts that are never written together stand in one word of a text."""
    words = "".join(char if char.isalpha() else " " for char in unicodedata.normalize("NFKC", text)).split()
    return any(len(scripts) > 1 and not scripts <= TOGETHER for scripts in map(_scripts, words))


def folded(name: str) -> str:
    """Return a name as people compare names: without case, marks, width and blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char) and not char.isspace())


def _scripts(word: str) -> frozenset[str]:
    return frozenset(_script(char) for char in word)


def _script(char: str) -> str:
    name = unicodedata.name(char, "UNKNOWN")
    for width in WIDTHS:
        name = name.removeprefix(width)
    return name.split()[0].split("-")[0]
