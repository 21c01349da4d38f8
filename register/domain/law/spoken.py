"""Words as people write them, found in a text whatever their case and accents."""

import unicodedata
from functools import lru_cache


def folded(text: str) -> str:
    """Return the text without case, accents and needless blanks, with one kind of apostrophe."""
    text = " ".join(text.replace("\u2019", "'").split()).casefold()
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


# The words of a pack are few, and each complaint is held against all of them.
folded_word = lru_cache(maxsize=4096)(folded)


def says(text: str, words: str) -> bool:
    """Whether the folded ``words`` stand in the folded ``text``.

    Where a script has cases, its words have to stand whole; others write without blanks, so they may stand anywhere.
    """
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not _joined(text[start - 1 : start], words[0]) and not _joined(words[-1], text[end : end + 1]):
            return True
        start = text.find(words, start + 1)
    return False


def _joined(left: str, right: str) -> bool:
    return _ends_a_word(left) and _ends_a_word(right)


def _ends_a_word(letter: str) -> bool:
    return letter.islower() or letter.isdecimal()
