"""Secrets that other systems share with the register, locked by a key that no database and no backup of one holds.

The same secret is locked to the same text (AES-SIV, RFC 5297), so that a command asked again is the same command.
"""

import base64
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from register.domain.commands.base import Command
from register.domain.display import storable

LOCKED: Final = "locked:1:"
KEY_BYTES: Final = 64


class Vault:
    """Locks and opens short secrets. ``secret`` gives the installation's own key material, asked for when needed."""

    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret

    def locked(self, command: Command) -> Command:
        """Return the command with its secrets locked; one without any as it is."""
        fields: dict[str, Any] = {name: self._lock(getattr(command, name)) for name in command.SECRETS}
        return replace(command, **fields) if fields else command

    def opened(self, text: str) -> str | None:
        """Return a secret as it was given, or None where the key is another one; what was never locked is as it is."""
        if not text.startswith(LOCKED):
            return text
        try:
            return self._cipher.decrypt(base64.urlsafe_b64decode(text.removeprefix(LOCKED)), None).decode()
        except (InvalidTag, ValueError):
            return None

    def _lock(self, value: Any) -> Any:  # noqa: ANN401 -- a secret, several, or none
        if isinstance(value, tuple):
            return tuple([self._lock(item) for item in value])
        if not value:
            return value
        return LOCKED + base64.urlsafe_b64encode(self._cipher.encrypt(storable(value).encode(), None)).decode()

    @cached_property
    def _cipher(self) -> AESSIV:
        made = HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"register/vault")
        return AESSIV(made.derive(self._secret()))
