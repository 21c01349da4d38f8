"""A thousand texts as people write them and as nobody should: emoji, scripts, private use, controls, endless words."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product, zip_longest
from random import Random

PACKED = 50
SCRIPTS_TEXT = """
    LATIN,GREEK,CYRILLIC,ARMENIAN,HEBREW,ARABIC,SYRIAC,THAANA,NKO,DEVANAGARI,BENGALI,GURMUKHI,GUJARATI,ORIYA,TAMIL,
    TELUGU,KANNADA,MALAYALAM,SINHALA,THAI,LAO,TIBETAN,MYANMAR,GEORGIAN,HANGUL,ETHIOPIC,CHEROKEE,CANADIAN SYLLABICS,
    OGHAM,RUNIC,KHMER,MONGOLIAN,HIRAGANA,KATAKANA,BOPOMOFO,CJK UNIFIED,YI SYLLABLE,TIFINAGH,JAVANESE,BALINESE,ADLAM,
    CHAKMA,VAI,OSMANYA,GOTHIC,BRAILLE PATTERN,EGYPTIAN HIEROGLYPH,CUNEIFORM SIGN"""
SCRIPTS = [script.strip() for script in SCRIPTS_TEXT.split(",")]
JOINER, PICTURE, CANCEL = "\u200d", "\ufe0f", "\U000e007f"
# Every place of the blocks that hold emoji, those no version has filled yet among them.
PLACES = (*range(0x231A, 0x2332), *range(0x2600, 0x27C0), *range(0x2B05, 0x2B60), *range(0x1F000, 0x1FB00))
TONES = [chr(tone) for tone in range(0x1F3FB, 0x1F400)]
TONED = [chr(place) for place in (*range(0x1F3C2, 0x1F3CD), *range(0x1F442, 0x1F490), *range(0x1F90C, 0x1F9DE))]
LETTERS = [chr(place) for place in range(0x1F1E6, 0x1F200)]
WORK = ["\u2695\ufe0f", "\U0001f33e", "\U0001f373", "\U0001f680", "\U0001f9bc", "\U0001f692", "\u2708\ufe0f"]
PEOPLE = ["\U0001f468", "\U0001f469", "\U0001f9d1"]
ODD = [
    *map(chr, (*range(1, 32), *range(0x7F, 0xA0), *range(0x2000, 0x2070), *range(0xFFF0, 0x10000))),
    *(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    *map(chr, range(0xE0000, 0xE0080)),
    "\ufeff", "\u00ad", "\u034f", "\u115f", "\u3164", "\u2800", "\ud83d", "\U000e0100", "\ufdd0", "\u0378",
]  # fmt: skip
PRIVATE = [chr(place) for place in (*range(0xE000, 0xF900, 97), 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD)]
WHOLE = [
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏴󠁵󠁳󠁴󠁸󠁿",
    "Pat 🙏 Example",
    "first\u2028second\u2029third",
    "paid \u202e00.5$\u202c \u2067left\u2069 \u2066\u2066",
    "z" + "\u0301\u0323\u0489" * 200,
    "⟦U+1F64F⟧ [] ⟦ ⟧",
    "<script>alert('&amp;')</script> {{ 7 * 7 }} {% raw %} &#x202e; &#0;",
    "👩‍👩‍👧‍👦 👩🏽‍🤝‍👨🏿 🧑‍🦰 ❤️‍🔥 🏳️‍🌈 🏴‍☠️ 👁️‍🗨️ 🐻‍❄️",
    " \t \u00a0 \u3000 ",
    "…" * 500,
    "https://shop.example/" + "%F0%9F%99%8F" * 90 + "?q=" + "a" * 400,
]


@cache
def texts() -> tuple[str, ...]:
    """Return the thousand, of every kind by turns."""
    kinds = [_emoji(), _scripts(), _joined(), _odd(), _private(), _endless()]
    turns = (text for row in zip_longest(*kinds) for text in row if text is not None)
    found = [*WHOLE, *turns]
    mixed = Random(7)
    while len(found) < 1000:
        found.append(" ".join(mixed.sample(found, 3))[:400])
    return tuple(found[:1000])


def packs() -> list[tuple[str, ...]]:
    """Return them fifty by fifty, of every kind in each."""
    return [texts()[start::20] for start in range(1000 // PACKED)]


def few() -> tuple[str, ...]:
    """Return a few of every kind, for the ordinary run."""
    return (*WHOLE, *texts()[len(WHOLE) :: 140], "x" * 3000)


def _emoji() -> Iterator[str]:
    yield from _grouped(map(chr, PLACES), 16)
    yield from _grouped((base + tone for base in TONED for tone in TONES), 40)


def _joined() -> Iterator[str]:
    yield from _grouped((one + other for one, other in product(LETTERS, LETTERS)), 26)
    yield from _grouped((f"{key}{PICTURE}\u20e3" for key in "0123456789#*"), 12)
    yield from _grouped(
        (person + tone + JOINER + work for person in PEOPLE for tone in ("", *TONES) for work in WORK), 21
    )
    yield from _grouped((f"{chr(place)}{PICTURE} {chr(place)}\ufe0e" for place in PLACES[:300]), 30)


def _scripts() -> Iterator[str]:
    by_script: dict[str, list[str]] = {script: [] for script in SCRIPTS}
    for place in range(0x30000):
        name = unicodedata.name(chr(place), "")
        for script in SCRIPTS:
            if name.startswith(script) and len(by_script[script]) < 240:
                by_script[script].append(chr(place))
    for letters in zip(*(_words(by_script[script]) for script in SCRIPTS), strict=True):
        yield from letters


def _words(letters: list[str]) -> list[str]:
    drawn = Random(len(letters))
    return [" ".join("".join(drawn.choices(letters, k=7)) for _ in range(8)) for _ in range(8)]


def _odd() -> Iterator[str]:
    yield from (f"a{char}b" for char in ODD)


def _private() -> Iterator[str]:
    yield from _grouped(PRIVATE, 5)


def _endless() -> Iterator[str]:
    for filling in ("x", "W", "ж", "漢", "ا", "🙏", "-", "_", "0", "\u200d", "\u0e01", "ab/"):
        yield filling * (3000 // len(filling))


def _grouped(items: Iterable[str], size: int) -> Iterator[str]:
    kept = list(items)
    yield from (" ".join(kept[start : start + size]) for start in range(0, len(kept), size))
