"""The one way to the terminal: what it cannot show, or would obey instead of show, is printed by its name."""

import json
import sys
import unicodedata
from typing import IO, Any, Final

import click

LINE: Final = frozenset("\n\t")
# Unicode has no names for the control characters; these are their abbreviations (ECMA-48, 5.2 and 5.3).
C0: Final = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *("DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)
CONTROLS: Final = {
    **dict(enumerate(C0)),
    0x7F: "DEL",
    0x85: "NEL",
    0x90: "DCS",
    0x9B: "CSI",
    0x9C: "ST",
    0x9D: "OSC",
}
# They turn the order of everything after them around (UAX 9), or break the line where nobody wrote one.
TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B", "WS"})
# What the register itself prints, for terminals that know ASCII alone.
PLAINER: Final = {
    "\u00a0": " ",
    "\u00b7": "-",
    "\u00d7": "x",
    "\u2009": " ",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2022": "*",
    "\u2026": "...",
    "\u202f": " ",
    "\u2192": "->",
    "\u2212": "-",
}


def say(text: object = "", *, err: bool = False, nl: bool = True, file: IO[Any] | None = None) -> None:
    """Print ``text``, whatever is in it and whatever the terminal can show."""
    stream = file or (sys.stderr if err else sys.stdout)
    click.echo(shown(str(text), stream), file=file, err=err, nl=nl)


def say_json(tree: object, indent: int | None = None) -> None:
    """Print ``tree`` as JSON of the same value: what could not be shown stands there by its number."""
    text, encoding = json.dumps(tree, ensure_ascii=False, indent=indent), _encoding(sys.stdout)
    unseen = {char for char in set(text) if _obeyed(char) or not _encodes(char, encoding)}
    click.echo(text.translate({ord(char): json.dumps(char)[1:-1] for char in unseen}))


def say_exactly(text: str) -> None:
    """Print what programs read, byte for byte in UTF-8 whatever the terminal: a signed note."""
    click.echo(text.encode(), nl=not text.endswith("\n"))


def shown(text: str, stream: IO[Any] | None = None) -> str:
    """Return ``text`` as ``stream`` (standard output) can show it, nothing left out: ``<U+001B ESC>`` stands in."""
    text, encoding = text.replace("\r\n", "\n"), _encoding(stream or sys.stdout)
    return text.translate({ord(char): stand_in for char in set(text) if (stand_in := _stand_in(char, encoding))})


def _encoding(stream: IO[Any]) -> str:
    return getattr(stream, "encoding", None) or "ascii"


def _stand_in(char: str, encoding: str) -> str | None:
    if _obeyed(char):
        return _named(char)
    if _encodes(char, encoding):
        return None
    return PLAINER.get(char) or _named(char)


def _obeyed(char: str) -> bool:
    if char in LINE:
        return False
    category = unicodedata.category(char)
    return category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and unicodedata.bidirectional(char) in TURNING)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _named(char: str) -> str:
    name = CONTROLS.get(ord(char)) or unicodedata.name(char, "")
    return f"<U+{ord(char):04X} {name}>" if name else f"<U+{ord(char):04X}>"
