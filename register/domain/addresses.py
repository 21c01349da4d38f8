"""What an e-mail address is: one rule for every door (RFC 5321, RFC 5322 and RFC 6531, without quoted parts).

Domain names beyond ASCII go over the wire in the form of RFC 5890, which every mail server understands.
"""

import re
import unicodedata
from typing import Final

from register.domain.display import unseen
from register.domain.values import Code

LONGEST: Final = 254
LONGEST_LOCAL: Final = 64
LONGEST_LABEL: Final = 63
ALPHABETIC: Final = "xn--"
# Outer blanks come with every copied address; nothing else is dropped in silence.
BLANKS: Final = " \t\r\n"
LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+")
LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
# A header reads this as the start of an encoded word (RFC 2047), so it would not say what stands there.
ENCODED_WORD: Final = "=?"
# Letters, marks and digits: what a domain name or a mailbox beyond ASCII is made of.
WORDY: Final = frozenset("LMN")


def tidy(address: str) -> str:
    """Return the address without the blanks around it."""
    return address.strip(BLANKS)


def fault(address: str) -> tuple[Code, dict[str, str | int]] | None:
    """Return why a tidy text is no e-mail address (not-an-email, unseen-in-address), or None when it is one."""
    if hidden := unseen(address):
        return Code("unseen-in-address"), {"character": f"U+{ord(hidden):04X}"}
    return None if _mailbox(address) else (Code("not-an-email"), {})


def on_the_wire(address: str) -> str:
    """Return the address with its domain in ASCII; raises ``ValueError`` for what is no address.

    The local part stays as it is: only its own mail server may say what it means.
    """
    if fault(address) is not None:
        raise ValueError("not an e-mail address")
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def same(one: str, other: str) -> bool:
    """Whether two texts name the same mailbox, as far as anybody but its own mail server can tell."""
    return _folded(one) == _folded(other)


def ascii_domain(domain: str) -> str:
    """Return a domain name in ASCII letters (``bücher.example``: ``xn--bcher-kva.example``); raises ``ValueError``."""
    return ".".join(_ascii_label(label) for label in unicodedata.normalize("NFKC", domain).lower().split("."))


def _mailbox(address: str) -> bool:
    local, _, domain = address.rpartition("@")
    try:
        named = ascii_domain(domain)
    except ValueError:
        return False
    labels = named.split(".")
    named_by_words = len(labels) > 1 and not labels[-1].isdigit()
    return named_by_words and _local(local) and len(local.encode()) + 1 + len(named) <= LONGEST


def _local(local: str) -> bool:
    dotted = all(LOCAL.fullmatch(atom) for atom in local.split("."))
    wordy = all(char.isascii() or unicodedata.category(char)[0] in WORDY for char in local)
    return dotted and wordy and ENCODED_WORD not in local and len(local.encode()) <= LONGEST_LOCAL


def _ascii_label(label: str) -> str:
    plain = label if label.isascii() else _punycode(label)
    if not LABEL.fullmatch(plain) or len(plain) > LONGEST_LABEL:
        raise ValueError("no label of a domain name")
    if plain.startswith(ALPHABETIC):
        # What stands for letters must stand for some.
        plain.removeprefix(ALPHABETIC).encode().decode("punycode")
    return plain


def _punycode(label: str) -> str:
    if any(not char.isascii() and unicodedata.category(char)[0] not in WORDY for char in label):
        raise ValueError("no letters of a domain name")
    return ALPHABETIC + label.encode("punycode").decode()


def _folded(address: str) -> str:
    local, _, domain = tidy(address).rpartition("@")
    try:
        return f"{local.casefold()}@{ascii_domain(domain)}"
    except ValueError:
        return address.casefold()
