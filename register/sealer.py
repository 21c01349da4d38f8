"""The sealer gives entries their place in the tree and signs checkpoints over it; one at a time, seconds behind."""

import json
from datetime import datetime

import sqlalchemy as sa

from register.clock import Clock
from register.domain.merkle import Frontier, Head
from register.domain.notes import Checkpoint, checkpoint_text, sign_note
from register.domain.values import Digest
from register.sealing_key import SealingKey
from register.store import sealing
from register.store.writing import writing

BATCH = 5_000


class Sealer:
    """Seals what stands in the queue. ``key`` is the sealing key; its name is the trail's origin."""

    def __init__(self, engine: sa.Engine, key: SealingKey, clock: Clock) -> None:
        self._engine, self._key, self._clock = engine, key, clock

    def seal(self) -> Checkpoint:
        """Seal everything that was committed before this call, and return the newest checkpoint."""
        while True:
            with writing(self._engine) as transaction:
                size, edge = sealing.lock_tree(transaction.connection)
                frontier = Frontier.restore(size, [Digest(digest) for digest in json.loads(edge)])
                batch = sealing.waiting(transaction.connection, BATCH)
                for entry in batch:
                    frontier.append(bytes.fromhex(entry.hash))
                if batch:
                    sealing.extend(transaction.connection, size, batch, frontier.digests)
                checkpoint = Checkpoint(self._key.name, Head(frontier.size, frontier.root()))
                if len(batch) < BATCH:
                    self._sign(transaction.connection, checkpoint, self._clock())
                    return checkpoint

    def _sign(self, connection: sa.Connection, checkpoint: Checkpoint, now: datetime) -> None:
        newest = sealing.newest_checkpoint(connection)
        if newest is not None and newest[0] == checkpoint.head.size:
            return
        note = sign_note(checkpoint_text(checkpoint), [self._key.signer])
        sealing.keep_checkpoint(connection, checkpoint.head.size, Digest(checkpoint.head.root.hex()), note, now)
