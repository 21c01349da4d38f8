"""Checkpoints as C2SP signed notes: a few lines of text that anybody can keep, print and check.

Signing and checking are callables, so that no key and no cryptography lives here (C2SP signed-note, tlog-checkpoint).
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from register.domain.trail.tree import Head

ED25519 = b"\x01"
HASH_SIZE = 32
KEY_SIZE = 32
ID_SIZE = 4
_NAME = re.compile(r"[^\s+]+")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class BadNote(ValueError):
    """A note, a checkpoint or a key is malformed, or no known key has signed it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the key's name and id, and how to sign bytes."""

    name: str
    key_id: bytes
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A known key: its name and id, and how to check a signature (message, signature)."""

    name: str
    key_id: bytes
    verify: Callable[[bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed: whose log, its size and root, and further lines if any."""

    origin: str
    head: Head
    extensions: tuple[str, ...] = ()


def ed25519_key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes that point a signature line at its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:ID_SIZE]


def verifier_key(name: str, public: bytes) -> str:
    """Return the public key as one line of text, ``name+id+key``, to be printed and handed out."""
    if not _NAME.fullmatch(name) or len(public) != KEY_SIZE:
        raise BadNote(f"a key needs 32 bytes and a name without spaces or plus signs, not {name!r}")
    return f"{name}+{ed25519_key_id(name, public).hex()}+{_b64(ED25519 + public)}"


def parse_verifier_key(text: str) -> tuple[str, bytes]:
    """Return name and raw Ed25519 public key of ``text``; raises ``BadNote`` when the parts do not belong together."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    key = _unb64(encoded)
    if key[:1] != ED25519 or verifier_key(name, key[1:]) != f"{name}+{key_id}+{encoded}":
        raise BadNote(f"{text[:60]!r} is not an Ed25519 verifier key")
    return name, key[1:]


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the lines to sign; raises ``BadNote`` for an origin or extension that is not one line."""
    lines = (checkpoint.origin, str(checkpoint.head.size), _b64(checkpoint.head.root), *checkpoint.extensions)
    if not all(lines) or any(_CONTROL.search(line) or "\n" in line for line in lines):
        raise BadNote("each line of a checkpoint must be one line that is not empty")
    return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint in a note's text; raises ``BadNote``. Extension lines are kept, not understood."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 -- three lines, then the end of the last
        raise BadNote("a checkpoint is an origin, a size and a root, one line each")
    origin, size, root, *extensions = lines
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", size):
        raise BadNote(f"the size of a checkpoint is a decimal number, not {size[:20]!r}")
    head = Head(int(size), _unb64(root))
    if len(head.root) != HASH_SIZE:
        raise BadNote("the root of a checkpoint is 32 bytes")
    return Checkpoint(origin, head, tuple(extensions))


def sign_note(text: str, signers: Iterable[Signer]) -> str:
    """Return ``text`` with a signature line of each signer; raises ``BadNote`` for a text that cannot be signed."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise BadNote("the text of a note ends in a new line and holds no other control character")
    lines = [f"— {by.name} {_b64(by.key_id + by.sign(text.encode()))}\n" for by in signers]
    return text + "\n" + "".join(lines)


def open_note(note: str, verifiers: Iterable[Verifier]) -> tuple[str, tuple[str, ...]]:
    """Return the note's text and the names of the known keys that signed it.

    Unknown keys are passed over. Raises ``BadNote`` when the note is malformed, when a known key's signature is wrong,
    or when no known key has signed.
    """
    text, signatures = _split(note)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    signed_by: list[str] = []
    for name, signature in signatures:
        verifier = known.pop((name, signature[:ID_SIZE]), None)
        if verifier is None:
            continue
        if not verifier.verify(text.encode(), signature[ID_SIZE:]):
            raise BadNote(f"the signature of {name} does not fit this note")
        signed_by.append(name)
    if not signed_by:
        raise BadNote("no known key has signed this note")
    return text, tuple(signed_by)


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    body, blank, block = note.rpartition("\n\n")
    lines = [_SIGNATURE.fullmatch(line) for line in block.removesuffix("\n").split("\n")]
    if not blank or not block.endswith("\n") or _CONTROL.search(note):
        raise BadNote("a signed note is a text, an empty line and signature lines")
    signatures = [(line[1], _unb64(line[2])) for line in lines if line]
    if len(signatures) != len(lines) or any(len(signature) <= ID_SIZE for _, signature in signatures):
        raise BadNote("a signature line of this note is malformed")
    return body + "\n", signatures


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote(f"{text[:20]!r} is not base64") from None
