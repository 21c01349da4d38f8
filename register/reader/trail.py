"""Questions about the trail: entries in leaf order, and checkpoints."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from register.domain.facts import FACTS
from register.domain.trail import Entry, parse_entry
from register.domain.values import Digest, Id
from register.reader.paging import Page, limited, read_index
from register.store import tables as t
from register.store.sealing import newest_checkpoint


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

    def newest(
        self,
        *,
        cursor: str | None = None,
        limit: int = 50,
        subject_kind: str | None = None,
        actor: str | None = None,
        subject: Id | None = None,
    ) -> Page[Leaf]:
        """Return sealed entries, the newest first. Raises ``Invalid`` (bad-cursor)."""
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
        found = [Leaf(r.leaf_index, Id(r.id), Digest(r.hash), parse_entry(bytes(r.body), FACTS)) for r in rows[:limit]]
        return Page(found, str(found[-1].index) if len(rows) > limit else None)
