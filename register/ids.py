"""Ids, salts and tokens: the only randomness of the register. Everything else is handed these functions."""

import hashlib
import os
import re
import secrets
import threading
from typing import Final
from uuid import UUID

from register.clock import system_clock

SALT_BYTES = 16
TOKEN_PREFIX: Final = "reg_"  # noqa: S105 -- the part of a token that is no secret
TOKEN: Final = re.compile(rf"{TOKEN_PREFIX}[A-Za-z0-9_-]{{43}}")
_guard = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a UUID version 7 (RFC 9562): sortable by the millisecond it was made, never going backwards."""
    global _last  # noqa: PLW0603 -- one sequence a process keeps ids in the order they were made
    with _guard:
        milliseconds = max(int(system_clock().timestamp() * 1000), _last)
        _last = milliseconds
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (2**48 - 1)) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return os.urandom(SALT_BYTES)


def new_token() -> str:
    """Return the secret of a new token: a prefix by which leaks are found, and 32 random bytes."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return the SHA-256 a token is kept by."""
    return hashlib.sha256(token.encode()).hexdigest()
