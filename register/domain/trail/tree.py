"""The Merkle tree over the trail, as RFC 6962 hashes it and RFC 9162 proves it.

Hashes are 32 raw bytes; ``leaves`` are leaf *hashes*, in leaf order.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from register.domain.values import Digest

EMPTY_ROOT = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Head:
    """A tree as a checkpoint states it: how many leaves, and the root over them."""

    size: int
    root: bytes


class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root.

    Holds the roots of the full subtrees that make up the tree, largest first: at most one per bit of its size.
    """

    __slots__ = ("_edge", "_size")

    def __init__(self) -> None:
        """Start with the empty tree."""
        self._size = 0
        self._edge: list[bytes] = []

    @classmethod
    def restore(cls, size: int, edge: Iterable[Digest]) -> Self:
        """Return the frontier that ``size`` and ``digests`` describe; raises ``ValueError`` when they do not fit."""
        frontier = cls()
        frontier._size, frontier._edge = size, [bytes.fromhex(digest) for digest in edge]
        if len(frontier._edge) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} full subtrees, not {len(frontier._edge)}")
        return frontier

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def digests(self) -> tuple[Digest, ...]:
        """The roots of the full subtrees, largest first, to be stored beside the size."""
        return tuple(Digest(root.hex()) for root in self._edge)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: as many merges as the size ends in 1 bits, one on average."""
        edge, full = self._edge, self._size
        while full & 1:
            leaf = hashlib.sha256(b"\x01" + edge.pop() + leaf).digest()
            full >>= 1
        edge.append(leaf)
        self._size += 1

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._edge:
            return EMPTY_ROOT
        root = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            root = node_hash(left, root)
        return root

    def head(self) -> Head:
        """Return size and root together."""
        return Head(self._size, self.root())


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's bytes (RFC 6962, 2.1: a prefix keeps leaves and nodes apart)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over ``leaves``, the RFC's MTH."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def audit_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the inclusion proof of leaf ``index``, deepest sibling first; raises ``IndexError`` outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} is not in a tree of {len(leaves)}")
    path: list[bytes] = []
    first, end = 0, len(leaves)
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(tree_root(leaves[middle:end]))
            end = middle
        else:
            path.append(tree_root(leaves[first:middle]))
            first = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over ``leaves`` extends its own first ``old_size`` leaves (RFC 9162, 2.1.4.1).

    Empty for an old size of 0 or of the whole tree; raises ``IndexError`` outside that.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"a tree of {len(leaves)} has no older size {old_size}")
    proof: list[bytes] = []
    first, end = 0, len(leaves)
    while 0 < old_size < end:
        middle = first + _split(end - first)
        if old_size <= middle:
            proof.append(tree_root(leaves[middle:end]))
            end = middle
        else:
            proof.append(tree_root(leaves[first:middle]))
            first = middle
    if first:
        proof.append(tree_root(leaves[first:end]))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, index: int, head: Head, path: Sequence[bytes]) -> bool:
    """Tell whether ``path`` shows that ``leaf`` stands at ``index`` under ``head`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < head.size:
        return False
    node, last, root = index, head.size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            root = node_hash(sibling, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and root == head.root


def verify_consistency(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Tell whether ``proof`` shows that ``new`` only adds leaves to ``old`` (RFC 9162, 2.1.4.2)."""
    if old.size == 0:
        return not proof and old.root == EMPTY_ROOT and new.size >= 0
    if old.size >= new.size:
        return not proof and old == new
    nodes = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    node, last = old.size - 1, new.size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not nodes:
        return False
    old_root = new_root = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new_root = node_hash(new_root, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_root == old.root and new_root == new.root


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)
