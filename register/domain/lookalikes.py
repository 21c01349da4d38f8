"""Texts that a reader takes for one another: letters of several scripts in one word, and names that are the same.

A word of one script is taken as it is; the scripts that are written together (Japanese, Korean, Chinese with Latin)
are one (after Unicode Technical Standard 39, *highly restrictive*). Two names or addresses that look the same have one
*skeleton*, also where every letter of one is of another script (there, section 4).
"""

import unicodedata
from typing import Final

TOGETHER: Final = frozenset({"HIRAGANA", "KATAKANA", "CJK", "HANGUL", "BOPOMOFO", "LATIN"})
# A letter of these is named by its width, not by its script, until it is folded.
WIDTHS: Final = ("FULLWIDTH ", "HALFWIDTH ")
# Letters of the scripts in use that look like a Latin one, large or small, each beside it.
TWINS: Final = str.maketrans(
    "\u03b1\u03b2\u03b3\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"  # Greek
    "\u0430\u0432\u0433\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"  # Cyrillic
    "\u044c\u0455\u0456\u0458\u0475\u04af\u04bb\u04cf\u0501\u050d\u051b\u051d"
    "\u0561\u0563\u0566\u0570\u0578\u057c\u057d\u0581\u0584\u0585",  # Armenian
    "abyezhikmvoptuxabrekmhopctyxbsijvyhldgqwwqqhnnugfo",
)


def mixed(text: str) -> bool:
    """Whether letters of scripts that are never written together stand in one word of a text."""
    words = "".join(char if char.isalpha() else " " for char in unicodedata.normalize("NFKC", text)).split()
    return any(len(scripts) > 1 and not scripts <= TOGETHER for scripts in map(_scripts, words))


def folded(name: str) -> str:
    """Return a name as people compare names: without case, marks, width and blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char) and not char.isspace())


def skeleton(name: str) -> str:
    """Return what a name or an address looks like to a reader: two that are taken for one another have the same."""
    return folded(name).translate(TWINS)


def _scripts(word: str) -> frozenset[str]:
    return frozenset(_script(char) for char in word)


def _script(char: str) -> str:
    name = unicodedata.name(char, "UNKNOWN")
    for width in WIDTHS:
        name = name.removeprefix(width)
    return name.split()[0].split("-")[0]
