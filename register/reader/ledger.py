"""The trail as one person may read it: nothing about other brands than theirs, nothing about restricted cases."""

import sqlalchemy as sa

from register.domain.actors import Actor
from register.reader.pagination import Page, limited, read_index
from register.reader.trail import Leaf, readable
from register.reader.visibility import closed_to
from register.store import tables as t


class Ledger:
    """Reads the sealed trail for an actor."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def newest(
        self,
        actor: Actor,
        *,
        cursor: str | None = None,
        limit: int = 50,
        subject_kind: str | None = None,
        by: str | None = None,
    ) -> Page[Leaf]:
        """Return sealed entries, the newest first, of one kind of subject and one who acted if named.

        Somebody limited to brands sees entries about their cases and messages only. Raises ``Invalid`` (bad-cursor).
        """
        e, leaf, c, m = t.entries.c, t.leaves.c, t.cases.c, t.messages.c
        query = (
            sa.select(leaf.leaf_index, e.id, e.hash, e.body)
            .join(t.entries, e.id == leaf.entry_id)
            .join(t.cases, sa.and_(e.subject_kind == "case", c.id == e.subject_id), isouter=True)
            .order_by(leaf.leaf_index.desc())
        )
        if actor.brands is not None:
            query = query.join(t.messages, sa.and_(e.subject_kind == "message", m.id == e.subject_id), isouter=True)
            query = query.where(sa.func.coalesce(c.brand, m.brand).in_(actor.brands))
        if cursor:
            query = query.where(leaf.leaf_index < read_index(cursor))
        if subject_kind is not None:
            query = query.where(e.subject_kind == subject_kind)
        if by is not None:
            query = query.where(e.actor == by)
        limit = limited(limit)
        with self._engine.connect() as connection:
            closed = [subject for _, subject in closed_to(connection, actor)]
            query = query.where(e.subject_id.not_in(closed)) if closed else query
            rows = connection.execute(query.limit(limit + 1)).all()
            found = readable(connection, rows[:limit])
        return Page(found, str(rows[limit - 1].leaf_index) if len(rows) > limit else None)
