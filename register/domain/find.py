"""What a text is found by: the terms it gives to the index, and the terms that words asked for need.

A term is ASCII (``a-z0-9_``), begins with a letter for its place, and says any other character by its code point, so
that each engine's own index holds the same terms. Of a word in a name every ending of three letters or more is a term,
so a part finds it; a word elsewhere is found by its beginning. Scripts without spaces are told in pairs of characters,
telephone numbers from their ends, symbols and emoji each by themselves.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from register.domain.errors import Invalid, Problem
from register.domain.sealed import normalised
from register.domain.values import Code

NAME, WORD, PRIVILEGED, PHONE, REFERENCE, OWNER = "n", "w", "v", "p", "r", "k"
# In which place the words of a sealed value stand, by its kind; files, documents and secrets are found by none.
PLACES: Final[Mapping[str, str]] = {
    "text": WORD,
    "privileged-text": PRIVILEGED,
    "native-id": WORD,
    "name": NAME,
    "handle": NAME,
    "email": NAME,
    "customer-number": NAME,
    "phone": PHONE,
}
LONGEST_ASKED, MOST_ASKED = 200, 12
LONGEST_WORD, SHORTEST_ENDING = 40, 3
# How many of a number's last digits tell it: what stands before them may be a country's code, or its zero.
TELLING, FEWEST_DIGITS = 9, 5
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"))
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(rf"(?P<unspaced>[{UNSPACED}]+)|(?P<word>(?:(?![{UNSPACED}])[^\W_]|'(?=[^\W_]))+)|(?P<symbol>\S)")
# The same for a text in ASCII, which is most of them: words, and every other sign.
UNSPACED_RUN = re.compile(f"[{UNSPACED}]")
PLAIN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|\S")
NUMBER = re.compile(r"[+(]?[\d\s().\-/]+")
# What stands between words in any sentence; asked for beside a word it says nothing.
BESIDE_WORDS = frozenset(["Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sk"])
TELLING_SIGNS = frozenset("%&#")
MARKS = frozenset(["Mn", "Mc", "Me", "Cf", "Cc"])


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a text must have: any of these terms; ``prefix``: terms that only begin so count too."""

    terms: tuple[str, ...]
    prefix: bool


Alternative = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: each word by any of its alternatives, every piece of one; ``number``: a case's."""

    words: tuple[tuple[Alternative, ...], ...]
    number: Piece | None = None


def terms(kind: str, text: str) -> frozenset[str]:
    """Return the terms of a sealed text, by its kind; none for a kind that is not found by its words."""
    place = PLACES.get(kind)
    if place is None:
        return frozenset()
    if place == PHONE:
        return frozenset(_number_terms(text))
    plain = folded(text)
    found = frozenset(PLAIN.findall(plain) if plain.isascii() else (run.group() for run in RUN.finditer(plain)))
    return frozenset(place + term for run in found for term in _run_terms(run, place))


def reference_terms(reference: str) -> frozenset[str]:
    """Return the terms of a case's reference: whole, without its first letter, and its number alone."""
    parts = _parts(reference)
    return frozenset(REFERENCE + "".join(parts[start:]) for start in range(len(parts)))


def owner_terms(kind: Code, brand: Code) -> frozenset[str]:
    """Return the terms by which the subjects of one kind, and those of one brand, are told from all others."""
    return frozenset({OWNER + _coded(kind), _owner(kind, brand)})


@lru_cache(maxsize=256)
def wanted(text: str, *, privileged: bool = False) -> Wanted:
    """Return what the words asked for need, in any place that may be looked into.

    Raises ``Invalid`` (find-too-long, find-too-many-words).
    """
    if len(text) > LONGEST_ASKED:
        raise Invalid(Problem("find-too-long", "q", params={"most": LONGEST_ASKED}))
    words = folded(text).split()
    if len(words) > MOST_ASKED:
        raise Invalid(Problem("find-too-many-words", "q", params={"most": MOST_ASKED}))
    places = NAME + WORD + (PRIVILEGED if privileged else "")
    asked = tuple(alternatives for word in words if (alternatives := tuple(_alternatives(word, places))))
    number = _number_piece(text)
    if len(asked) > 1 and number is not None:
        in_words = tuple(piece for alternatives in asked for piece in alternatives[0])
        return Wanted((((number,), in_words),))
    return Wanted(asked, _reference_piece(words[0]) if len(words) == 1 else None)


def owned(kind: Code, brands: Iterable[str] | None) -> Piece:
    """Return what every subject of this kind has, of these brands (None: of any)."""
    if brands is None:
        return Piece((OWNER + _coded(kind),), prefix=False)
    return Piece(tuple(_owner(kind, brand) for brand in sorted(brands)), prefix=False)


def folded(text: str) -> str:
    """Return a text as it is compared: without case, marks and width, with one kind of apostrophe."""
    if text.isascii():
        return text.casefold()
    # What a character is made of may be capitals again, and what small letters are may be made of more.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(APOSTROPHES)
    return "".join(char for char in plain if char.isspace() or unicodedata.category(char) not in MARKS)


@lru_cache(maxsize=20_000)
def _run_terms(found: str, place: str) -> tuple[str, ...]:
    """Return the terms of what stands together in a text: a word, signs without spaces between, or one symbol."""
    if UNSPACED_RUN.match(found):
        return tuple(_coded(found[at : at + 2]) for at in range(len(found)))
    if "'" in found and len(found) > 1:
        parts = (term for part in found.split("'") for term in _word_terms(part, place))
        return (_coded("'"), *_word_terms(found, place), *parts)
    return tuple(_word_terms(found, place))


def _word_terms(word: str, place: str) -> Iterator[str]:
    whole = word.replace("'", "")[:LONGEST_WORD]
    last = max(len(whole) - SHORTEST_ENDING, 0) if place == NAME else 0
    yield from (_coded(whole[start:]) for start in range(last + 1) if whole)


def _alternatives(word: str, places: str) -> Iterator[Alternative]:
    """Yield every way in which a word asked for may stand in a text."""
    runs = list(RUN.finditer(word))
    telling = [run for run in runs if _tells(run)]
    pieces = tuple(piece for run in telling or runs for piece in _pieces(run, places))
    if pieces:
        yield pieces
    for piece in (_number_piece(word), _reference_piece(word)):
        if piece is not None:
            yield (piece,)


def _tells(run: re.Match[str]) -> bool:
    sign = run["symbol"]
    return sign is None or sign in TELLING_SIGNS or unicodedata.category(sign) not in BESIDE_WORDS


def _pieces(run: re.Match[str], places: str) -> Iterator[Piece]:
    found = run.group()
    if run["unspaced"] and len(found) > 1:
        yield from (_piece(found[at : at + 2], places, prefix=False) for at in range(len(found) - 1))
    elif run["word"]:
        whole = found.replace("'", "")[:LONGEST_WORD]
        yield _piece(whole, places, prefix=len(whole) > 1)
    else:
        yield _piece(found, places, prefix=bool(run["unspaced"]))


def _piece(text: str, places: str, *, prefix: bool) -> Piece:
    return Piece(tuple(place + _coded(text) for place in places), prefix)


def _number_terms(text: str) -> Iterator[str]:
    digits = _digits(text)
    if digits:
        yield PHONE + digits[::-1]
        yield PHONE + "_" + digits


def _number_piece(text: str) -> Piece | None:
    """Return what a telephone number needs: its last digits, or, of fewer, that it ends or begins with them."""
    digits = _digits(text) if NUMBER.fullmatch(text.strip()) else ""
    if len(digits) < FEWEST_DIGITS:
        return None
    if len(digits) >= TELLING:
        return Piece((PHONE + digits[::-1][:TELLING],), prefix=True)
    return Piece((PHONE + digits[::-1], PHONE + "_" + digits), prefix=True)


def _digits(text: str) -> str:
    """Return a number's digits, without the zeros that are dialled before it."""
    found = (char for char in normalised("phone", text) if char.isdecimal())
    return "".join(str(unicodedata.decimal(char)) for char in found).lstrip("0")


def _reference_piece(word: str) -> Piece | None:
    parts = _parts(word)
    return Piece((REFERENCE + "".join(parts),), prefix=False) if parts and parts[-1].isdigit() else None


def _parts(reference: str) -> list[str]:
    """Return a reference in its parts, in lower case, its number without the zeros before it."""
    parts = [part for part in re.split(r"[^a-z0-9]+", reference.casefold()) if part]
    return [*parts[:-1], parts[-1].lstrip("0")] if parts else []


def _owner(kind: Code, brand: str) -> str:
    return f"{OWNER}{_coded(kind)}__{_coded(brand)}"


def _coded(text: str) -> str:
    """Return a text in letters, digits and underscores alone."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(char if "a" <= char <= "z" or "0" <= char <= "9" else f"_{ord(char):05x}" for char in text)
