"""Fingerprints of commands: how the same one, asked again, is told from another under the same id."""

import hashlib
import hmac
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from register.domain.commands.base import Command
from register.domain.values import Digest


def fingerprint(command: Command, salt: bytes) -> Digest:
    """Return a keyed digest of the whole command, to tell a repetition from another request under the same id."""
    told = repr(_told(command)).encode("utf-8", "surrogatepass")
    return Digest(hmac.new(salt, told, hashlib.sha256).hexdigest())


def _told(value: Any) -> Any:  # noqa: ANN401 -- any field of any command
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return tuple([_told(item) for item in value])
    if is_dataclass(value):
        kind: Any = type(value)
        return (getattr(kind, "TAG", kind.__name__), *[_told(getattr(value, name)) for name in _telling(kind)])
    return value


@cache
def _telling(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- the class of any dataclass
    ignored: frozenset[str] = getattr(kind, "TELLS_NOTHING_NEW", frozenset())
    return tuple(field.name for field in fields(kind) if field.name not in ignored)
