"""The Ed25519 key that signs checkpoints: a file that only its owner may read, and the check of what it signed.

The file holds one line in the form Go's note package uses for signer keys: ``PRIVATE+KEY+name+id+key``.
"""

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from register.domain.trail.checkpoint import (
    ED25519,
    BadNote,
    Signer,
    Verifier,
    ed25519_key_id,
    parse_verifier_key,
    verifier_key,
)
from register.files import FOR_OTHERS, write_secret

MARK = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A loaded key: ``verifier_key`` is its public half as text, to be printed and handed out."""

    name: str
    verifier_key: str
    signer: Signer


def create(path: Path, name: str) -> SealingKey:
    """Make a new key for the log ``name`` in the file ``path`` (mode 0600).

    Raises ``FileExistsError`` rather than replace a key, and ``BadNote`` for a name with spaces or plus signs.
    """
    private = Ed25519PrivateKey.generate()
    key = _sealing_key(name, private)
    key_id = key.signer.key_id.hex()
    encoded = base64.b64encode(ED25519 + private.private_bytes_raw()).decode("ascii")
    write_secret(path, f"{MARK}{name}+{key_id}+{encoded}\n".encode())
    return key


def load(path: Path) -> SealingKey:
    """Read the key in ``path``; raises ``BadNote`` if malformed, ``PermissionError`` if others may read it."""
    if path.stat().st_mode & FOR_OTHERS:
        raise PermissionError(f"{path} can be read by others than its owner: run chmod 600 on it")
    _, _, line = path.read_text("utf-8").strip().partition(MARK)
    name, key_id, encoded = (*line.split("+", 2), "", "")[:3]
    try:
        secret = base64.b64decode(encoded, validate=True)
        key = _sealing_key(name, Ed25519PrivateKey.from_private_bytes(secret.removeprefix(ED25519)))
    except ValueError as error:
        raise BadNote(f"{path} does not hold a sealing key: {error}") from None
    if key.signer.key_id.hex() != key_id:
        raise BadNote(f"{path} does not hold a sealing key: its id is not that of the key")
    return key


def verifier(text: str) -> Verifier:
    """Return how to check signatures of the key that ``text`` (``name+id+key``) describes; raises ``BadNote``."""
    name, public = parse_verifier_key(text)
    key = Ed25519PublicKey.from_public_bytes(public)

    def holds(message: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return Verifier(name, ed25519_key_id(name, public), holds)


def _sealing_key(name: str, private: Ed25519PrivateKey) -> SealingKey:
    public = private.public_key().public_bytes_raw()
    return SealingKey(name, verifier_key(name, public), Signer(name, ed25519_key_id(name, public), private.sign))
