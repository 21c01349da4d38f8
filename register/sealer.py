"""The sealer gives entries their place in the tree and signs checkpoints over it; one at a time, seconds behind.

It signs nothing that does not continue what it signed last. What that was it keeps beside its key, where nobody who
can merely write to the database reaches it: written to the disk before the transaction commits, put in place after. A
process killed in between leaves the database ahead of the memory, and the next one grows from there.
"""

import json

import sqlalchemy as sa

from register.clock import Clock
from register.domain.errors import Illegal, Problem
from register.domain.timely import far_ahead
from register.domain.trail.checkpoint import (
    BadNote,
    Checkpoint,
    checkpoint_text,
    open_note,
    parse_checkpoint,
    sign_note,
)
from register.domain.trail.tree import Frontier, Head
from register.domain.values import Digest
from register.sealing_key import SealingKey, verifier
from register.sealing_memory import BadMemory, Memory, Remembered
from register.store import seals
from register.store.write_transaction import writing

BATCH = 5_000


class Sealer:
    """Seals what stands in the queue. ``key`` is the sealing key; its name is the trail's origin."""

    def __init__(self, engine: sa.Engine, key: SealingKey, clock: Clock, memory: Memory) -> None:
        self._engine, self._key, self._clock, self._memory = engine, key, clock, memory

    def seal(self) -> Checkpoint:
        """Seal everything that was committed before this call, and return the newest checkpoint.

        Raises ``Illegal`` when the trail does not continue what was signed last, naming where; nothing is signed then.
        """
        with self._memory.held():
            signed, known = None, self._known()
            while signed is None:
                with writing(self._engine) as transaction:
                    known = self._anchor(transaction.connection) if known is None else known
                    tree = self._continued(transaction.connection, known)
                    signed = self._extend(transaction.connection, tree, known)
                    known = tree if tree.size >= known.size else known
            self._memory.confirm()
        return signed

    def signed_last(self) -> Head | None:
        """Return size and root of what was signed last, ``None`` when nothing is remembered; raises ``Illegal``."""
        remembered = self._remembered()
        return None if remembered is None else remembered.head

    def start_over(self) -> None:
        """Remember the database's own newest checkpoint instead of what was signed last.

        Only after an epoch was recorded that names what is lost; raises ``Illegal`` when the trail does not hold.
        """
        with self._memory.held():
            with writing(self._engine) as transaction:
                frontier = self._anchor(transaction.connection)
                self._continued(transaction.connection, frontier)
                self._memory.write(Remembered(self._key.name, frontier.size, frontier.digests))
            self._memory.confirm()

    def _remembered(self) -> Remembered | None:
        try:
            remembered = self._memory.recall()
        except BadMemory as error:
            raise _broken("memory-unreadable", reason=str(error)) from None
        if remembered is not None and remembered.origin != self._key.name:
            raise _broken("memory-of-another", origin=remembered.origin)
        return remembered

    def _known(self) -> Frontier | None:
        remembered = self._remembered()
        return None if remembered is None else remembered.frontier()

    def _anchor(self, connection: sa.Connection) -> Frontier:
        """Return the edge under the newest checkpoint of the database, grown from its leaves; it must bear our name."""
        frontier, newest = Frontier(), seals.newest_checkpoint(connection)
        if newest is None:
            return frontier
        size, root, _, note = newest
        try:
            signed = parse_checkpoint(open_note(note, [verifier(self._key.verifier_key)])[0])
        except BadNote:
            raise _broken("checkpoint-unsigned", size=size) from None
        _grow(connection, frontier, signed.head.size)
        if (signed.head, signed.head.size) != (frontier.head(), size) or signed.head.root.hex() != root:
            raise _broken("signed-differs", size=size)
        return frontier

    def _continued(self, connection: sa.Connection, known: Frontier) -> Frontier:
        """Return the tree's edge, locked, once it was seen to continue what was signed, as far as it goes."""
        now, last = self._clock(), seals.known_at(connection)
        if last is not None and far_ahead(now, last):
            raise Illegal(
                Problem("clock-far-ahead", "clock", params={"now": now.isoformat(), "last": last.isoformat()})
            )
        size, edge = seals.lock_tree(connection)
        try:
            tree = Frontier.restore(size, [Digest(digest) for digest in json.loads(edge)])
        except (TypeError, ValueError):
            raise _broken("tree-unreadable") from None
        newest = seals.newest_checkpoint(connection)
        if newest is not None and tree.size < newest[0]:
            raise _broken("signed-cut", size=newest[0], leaves=tree.size)
        if tree.size >= known.size:
            grown = Frontier.restore(known.size, known.digests)
            _grow(connection, grown, tree.size)
            if grown.digests != tree.digests:
                raise _broken("signed-differs", size=known.size)
        return tree

    def _extend(self, connection: sa.Connection, frontier: Frontier, known: Frontier) -> Checkpoint | None:
        """Give the next entries of the queue their place; sign once none is left, and return what was signed.

        A backup may hold entries still in the queue that were signed since: they have to come out as they did then.
        """
        size, batch = frontier.size, seals.waiting(connection, BATCH)
        for entry in batch:
            if entry.leaf is not None:
                raise _broken("sealed-again", entry=entry.entry_id, leaf=entry.leaf)
            frontier.append(_raw(entry.hash, entry.entry_id))
            if frontier.size == known.size and frontier.digests != known.digests:
                raise _broken("signed-differs", size=known.size)
        if batch:
            seals.extend(connection, size, batch, frontier.digests)
        if len(batch) == BATCH:
            return None
        if frontier.size < known.size:
            raise _broken("signed-cut", size=known.size, leaves=frontier.size)
        checkpoint = Checkpoint(self._key.name, frontier.head())
        self._sign(connection, checkpoint)
        self._memory.write(Remembered(self._key.name, frontier.size, frontier.digests))
        return checkpoint

    def _sign(self, connection: sa.Connection, checkpoint: Checkpoint) -> None:
        newest = seals.newest_checkpoint(connection)
        if newest is not None and newest[0] == checkpoint.head.size:
            return
        note, root = sign_note(checkpoint_text(checkpoint), [self._key.signer]), Digest(checkpoint.head.root.hex())
        seals.keep_checkpoint(connection, checkpoint.head.size, root, note, self._clock())


def _grow(connection: sa.Connection, frontier: Frontier, size: int) -> None:
    try:
        for leaf in seals.leaf_hashes(connection, frontier.size, size):
            frontier.append(bytes.fromhex(leaf))
    except (TypeError, ValueError):
        raise _broken("leaf-lost", leaf=frontier.size) from None
    if frontier.size != size:
        raise _broken("leaf-lost", leaf=frontier.size)


def _raw(digest: str, entry: str) -> bytes:
    try:
        return bytes.fromhex(Digest(digest))
    except (TypeError, ValueError):
        raise _broken("entry-without-hash", entry=entry) from None


def _broken(code: str, **params: str | int) -> Illegal:
    return Illegal(Problem(code, "trail", params=params))
