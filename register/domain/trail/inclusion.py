"""A whole Merkle tree held in memory, for many inclusion proofs over the same leaves."""

from collections.abc import Iterable
from hashlib import sha256

from register.domain.values import Digest

HASH = 32


class Levels:
    """Every level of the tree, leaves first: 64 bytes a leaf in all. A node without a sibling moves up unchanged."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        """Hash the tree over ``leaves`` (leaf hashes, in order)."""
        level = bytearray()
        for leaf in leaves:
            level += leaf
        self._levels = [level]
        while len(level) > HASH:
            level = _above(level)
            self._levels.append(level)

    def path(self, index: int) -> tuple[Digest, ...]:
        """Return the inclusion proof of leaf ``index``, deepest sibling first, as ``merkle.audit_path`` would."""
        found = []
        for level in self._levels:
            sibling = (index ^ 1) * HASH
            if sibling < len(level):
                found.append(Digest(level[sibling : sibling + HASH].hex()))
            index >>= 1
        return tuple(found)


def _above(level: bytearray) -> bytearray:
    pairs = len(level) // (2 * HASH) * 2 * HASH
    above = bytearray()
    for start in range(0, pairs, 2 * HASH):
        above += sha256(b"\x01" + level[start : start + 2 * HASH]).digest()
    return above + level[pairs:]
