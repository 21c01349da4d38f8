"""Untrusted text made safe to keep and to show; the original bytes stay with the delivery.

Escaping for HTML is the template's work. Here it is about text that lies to the eye or breaks the store: NUL, control
characters, lone surrogates, characters that turn the reading direction, and characters that take no room.
"""

import re
import unicodedata
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What a name on one line never holds.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
HIDDEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
)
JOINING = re.compile("[\u061c\u200c-\u200f\ufe00-\ufe0f\U000e0001-\U000e01ef]")

# Beside controls, formats and spaces: the blank of Braille, which is a symbol by its category alone.
EMPTY_SYMBOL = "\u2800"
UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Text ready for a template, and how many characters were replaced, turned the direction, or cannot be seen."""

    text: str
    replaced: int
    turning: int
    invisible: int

    @property
    def suspicious(self) -> bool:
        """Whether the page should say that this text held characters a reader would not have seen."""
        return bool(self.replaced or self.turning or self.invisible)


def storable(text: str) -> str:
    """Return ``text`` as every store accepts it: NUL (refused by PostgreSQL) and lone surrogates become U+FFFD."""
    return UNSTORABLE.sub(REPLACEMENT, text)


def shown(text: str) -> Shown:
    """Return ``text``, whole, in a form that cannot disturb the page around it.

    Controls become U+FFFD; direction controls and hidden characters become a visible ``⟦U+202E⟧``; joiners that
    scripts and emoji need stay and are counted. Each line is isolated by itself, because an isolate ends with its line.
    """
    lines = LINE_BREAK.sub("\n", text)
    plain, replaced = CONTROL.subn(REPLACEMENT, lines)
    level, turning = TURNING.subn(_named, plain)
    clear, hidden = HIDDEN.subn(_named, level)
    isolated = "\n".join(FIRST_STRONG_ISOLATE + line + POP_ISOLATE if line else "" for line in clear.split("\n"))
    return Shown(isolated, replaced, turning, hidden + len(JOINING.findall(clear)))


def blank(text: str) -> bool:
    """Whether a reader sees nothing at all of ``text``: it is empty, or made of blanks and unseen characters alone."""
    return not text.strip() or all(char.isspace() or _unseen(char) for char in text)


def unseen(text: str) -> str | None:
    """Return the first character that nobody sees; the ordinary space is none of them."""
    return next((char for char in text if char != " " and _unseen(char)), None)


def _unseen(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    hidden = char == EMPTY_SYMBOL or HIDDEN.match(char) or JOINING.match(char)
    return bool(hidden) or unicodedata.category(char) in UNSEEN_KINDS


def _named(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found[0]):04X}⟧"
