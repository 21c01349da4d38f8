"""The hash an approval binds to: over everything the approver saw, so one changed character voids the approval."""

import hashlib

from register.domain.codec import canonical
from register.domain.shapes import shape_of
from register.domain.values import Digest

PREFIX = b"register/content/v1\n"


def content_hash(kind: str, value: object) -> Digest:
    """Return the hash of a frozen value; sealed texts enter by their commitment, which binds every character."""
    tree = {"kind": kind, "value": shape_of(type(value)).dump(value)}
    return Digest(hashlib.sha256(PREFIX + canonical(tree)).hexdigest())
