"""Questions about the trail: entries in leaf order, and checkpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.facts import FACTS
from register.domain.shapes import Malformed
from register.domain.trail.entry import Entry, parse_entry
from register.domain.values import Digest, Id
from register.reader.pagination import Page, limited, read_index
from register.store import tables as t
from register.store.proofs import recall
from register.store.seals import known_at, newest_checkpoint


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint: tree size, root, when it was signed, and the signed note."""

    size: int
    root: Digest
    signed_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with its place in the tree (None: not sealed yet) and its hash."""

    index: int | None
    id: Id
    hash: Digest
    entry: Entry


class Trail:
    """Reads the trail."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def checkpoint(self, until: datetime | None = None) -> Signed | None:
        """Return the newest checkpoint signed at or before ``until`` (None: now)."""
        with self._engine.connect() as connection:
            found = newest_checkpoint(connection, until)
        return None if found is None else Signed(*found)

    def known_at(self) -> datetime | None:
        """Return the last time the register knows for certain (see ``store.sealing``)."""
        with self._engine.connect() as connection:
            return known_at(connection)

    def newest(
        self,
        *,
        cursor: str | None = None,
        limit: int = 50,
        subject_kind: str | None = None,
        actor: str | None = None,
        subject: Id | None = None,
    ) -> Page[Leaf]:
        """Return sealed entries, the newest first, without what cannot be read. Raises ``Invalid`` (bad-cursor)."""
        e, leaf = t.entries.c, t.leaves.c
        query = sa.select(leaf.leaf_index, e.id, e.hash, e.body).join(t.entries, e.id == leaf.entry_id)
        conditions = [
            None if not cursor else leaf.leaf_index < read_index(cursor),
            None if subject_kind is None else e.subject_kind == subject_kind,
            None if actor is None else e.actor == actor,
            None if subject is None else e.subject_id == subject,
        ]
        query = query.where(*(c for c in conditions if c is not None)).order_by(leaf.leaf_index.desc())
        limit = limited(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            found = readable(connection, rows[:limit])
        return Page(found, str(rows[limit - 1].leaf_index) if len(rows) > limit else None)


def readable(connection: sa.Connection, rows: Sequence[Any]) -> list[Leaf]:
    """Return the entries in ``rows``; one that was altered past reading is left out, and the inspection names it."""
    found = []
    recall(connection, (row.body for row in rows))
    for row in rows:
        try:
            found.append(Leaf(row.leaf_index, Id(row.id), Digest(row.hash), parse_entry(bytes(row.body), FACTS)))
        except (Malformed, TypeError, ValueError):
            continue
    return found
