"""Any text made legible: a character that has no picture of its own is written out, so nothing is lost or stops a page.

Two things are written out as ``⟦U+E000⟧`` or ``⟦U+1F64F PERSON WITH FOLDED HANDS⟧``: what never has a picture
(controls, lone surrogates, private use, non-characters, tags outside a flag, line and paragraph separators, hidden
characters, and those that turn the reading direction), and what the caller found no font for. Joiners, variation
selectors and direction marks work between letters and stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

OPENING, CLOSING = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
# Where a font has no white brackets either.
PLAIN: Final = {OPENING: "[", CLOSING: "]"}
TAGS: Final = 0xE0000


def _tagged(letters: str) -> str:
    return "".join(chr(TAGS + ord(letter)) for letter in letters)


# The three flags Unicode recommends that are spelt with tags: England, Scotland, Wales (UTS #51, ED-14a).
FLAGS: Final = tuple(f"\N{WAVING BLACK FLAG}{_tagged(place)}\U000e007f" for place in ("gbeng", "gbsct", "gbwls"))
NEVER: Final = re.compile(
    f"({'|'.join(FLAGS)})|["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab and line ends
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # letters without ink
    "\u2028\u2029\u202a-\u202e\u2061-\u2069\u206a-\u206f"  # separators, direction, invisible operators
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music controls
    f"{''.join(f'{chr(0xFFFE + plane)}{chr(0xFFFF + plane)}' for plane in range(0x10000, 0xF0000, 0x10000))}"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\U000f0000-\U0010ffff"
    "]"
)
PART: Final = 20
BREAK: Final = "\N{ZERO WIDTH SPACE}"
# Thai and Lao break by their words; Chinese, Japanese, Korean and emoji between any two of them.
ENDLESS: Final = re.compile(
    "[^\\s\u200b\u0e00-\u0eff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U0001f000-\U0001faff\U00020000-\U0003ffff]{80,}"
)
JOINERS: Final = frozenset("\u200c\u200d")


def legible(text: str, missing: Iterable[str] = ()) -> str:
    """Return ``text`` with each character that has no picture, or is one of ``missing``, written out."""
    clear = NEVER.sub(lambda found: found[1] or written_out(found[0]), text)
    wanting = set(missing)
    if not wanting:
        return clear
    brackets = {ord(bracket): plain for bracket, plain in PLAIN.items() if bracket in wanting}
    named = {ord(char): written_out(char).translate(brackets) for char in wanting - PLAIN.keys()}
    return clear.translate({**named, **brackets})


def unseen(text: str) -> list[str]:
    """Return the characters of ``text`` that never have a picture, each once, in order."""
    return list(dict.fromkeys(found[0] for found in NEVER.finditer(text) if not found[1]))


def written_out(char: str) -> str:
    """Return a character by its code, and its name where Unicode gave it one: ``⟦U+2028 LINE SEPARATOR⟧``."""
    said = f"{code(char)} {unicodedata.name(char, '')}".rstrip()
    return f"{OPENING}{said}{CLOSING}"


def code(char: str) -> str:
    """Return the code of a character as Unicode writes it: ``U+1F64F``."""
    return f"U+{ord(char):04X}"


def breakable(text: str) -> str:
    """Return ``text`` with places to break a line in runs without any, where no script has its own.

    A layout that has to try every letter of an endless word takes time by the square of its length.
    """
    return ENDLESS.sub(lambda found: _parted(found[0]), text)


def _parted(run: str) -> str:
    parts, start = [], 0
    for place in range(PART, len(run)):
        if place - start >= PART and not _stuck(run[place - 1], run[place]):
            parts.append(run[start:place])
            start = place
    return BREAK.join([*parts, run[start:]])


def _stuck(before: str, after: str) -> bool:
    """Whether two neighbours may not be parted: a mark and what carries it, and both sides of a joiner."""
    return before in JOINERS or after in JOINERS or unicodedata.category(after).startswith("M")
