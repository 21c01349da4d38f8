"""Personal data outside the trail: a fact holds a salted commitment, the value lives where it can be erased.

``Sealed`` is SHA-256 over a domain-separation prefix, a 16-byte random salt and the plaintext. Whoever holds value
and salt can show what was sealed; once both are deleted nothing can be guessed back, and every proof still verifies.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from register.domain.lookalikes import TWINS
from register.domain.values import Code, Digest

# What is dialled once somebody answers, and the zero that is dialled only within a country.
EXTENSION = re.compile(r"[\s,;.]*\(?(?:ext(?:ension|n)?\.?|x|#)\s*:?\s*\d{1,8}\)?\s*$")
TRUNK_ZERO = re.compile(r"(?<=\d)\s*\(0\)|(?<=\+)\(0\)")
PREFIX = b"register/sealed/v1\x00"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A commitment to a value kept elsewhere."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class Secret:
    """What was sealed: to be stored beside the facts in the same transaction, and erasable on its own."""

    digest: Digest
    kind: Code
    salt: bytes
    value: bytes
    lookup: str | None = None


# What stays searchable, in its normalised form, until it is erased.
SEARCHABLE = frozenset({"handle", "email", "account-email", "phone", "name", "customer-number", "native-id"})


def kind_of_text(privileged: bool) -> str:
    """Return the kind under which words are sealed: privileged ones are told apart, also where they are searched."""
    return "privileged-text" if privileged else "text"


def commit_to(value: bytes, salt: bytes) -> Digest:
    """Return the commitment over ``value`` under ``salt``."""
    return Digest(hashlib.sha256(PREFIX + salt + value).hexdigest())


def normalised(kind: str, text: str) -> str:
    """Return the form in which a handle, e-mail or phone number is searched: case, width and punctuation folded.

    Of two addresses to sign in with that look the same, one person has both: letters that look alike are one.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if kind == "phone":
        folded = TRUNK_ZERO.sub("", EXTENSION.sub("", folded))
        digits = "".join(c for c in folded if c.isdigit() or c == "+")
        return digits.removeprefix("+")
    if kind == "account-email":
        return folded.translate(TWINS)
    return folded.removeprefix("@") if kind == "handle" else folded
