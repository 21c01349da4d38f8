"""A return path of its own for every e-mail: where a report on it comes back to, and which e-mail that names.

Nobody can make one up: the address carries the dispatch and a code that only this installation can compute (variable
envelope return path, as RFC 3834 and RFC 5321 4.4 have it used).
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from register.domain.addresses import tidy
from register.domain.values import Id
from register.settings import PLACE, TAG_LENGTH

PREFIX: Final = b"register/return-path/v1\x00"
CODE_BYTES: Final = 8
TAG: Final = re.compile(f"[a-z2-7]{{{TAG_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class ReturnPaths:
    """``pattern`` is an address with ``*`` where the tag goes, or without one: then every e-mail shares it."""

    pattern: str
    secret: bytes = field(repr=False)

    def path(self, dispatch: Id) -> str:
        """Return where reports on this dispatch come back to."""
        return self.pattern.replace(PLACE, self._tag(UUID(dispatch)))

    def dispatch(self, address: str) -> Id | None:
        """Return the dispatch whose return path ``address`` is; None for any other address."""
        before, star, after = self.pattern.partition(PLACE)
        found = tidy(address).casefold()
        tag = found.removeprefix(before.casefold()).removesuffix(after.casefold())
        if not star or not TAG.fullmatch(tag):
            return None
        try:
            named = UUID(bytes=base64.b32decode(f"{tag.upper()}=")[:-CODE_BYTES])
        except (binascii.Error, ValueError):
            return None
        dispatch = Id(str(named))
        return dispatch if hmac.compare_digest(self.path(dispatch).casefold().encode(), found.encode()) else None

    def _tag(self, dispatch: UUID) -> str:
        code = hmac.digest(self.secret, PREFIX + dispatch.bytes, hashlib.sha256)[:CODE_BYTES]
        return base64.b32encode(dispatch.bytes + code).decode().rstrip("=").lower()
