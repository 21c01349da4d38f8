"""The sealer's tables: the queue of unsealed entries, the leaves, the tree's right edge, the signed checkpoints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.codec import canonical
from register.domain.commands.register import REGISTER
from register.domain.values import Digest
from register.store import tables as t
from register.store.subjects import load

STREAM = 2_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the queue; ``leaf`` is its place in the tree, which it must not have yet."""

    entry_id: str
    hash: str
    subject_kind: str
    subject_id: str
    seq: int
    leaf: int | None


def lock_tree(connection: sa.Connection) -> tuple[int, str]:
    """Return the tree's size and frontier text, locked against any other sealer; made when there is none."""
    query = sa.select(t.tree.c.size, t.tree.c.frontier).where(t.tree.c.id == 1).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        # Two sealers may begin a new tree at the same time: one of them makes the row, both then queue at it.
        connection.execute(sa.text("INSERT INTO tree (id, size, frontier) VALUES (1, 0, '[]') ON CONFLICT DO NOTHING"))
        row = connection.execute(query).one()
    return row.size, row.frontier


def waiting(connection: sa.Connection, limit: int) -> list[Waiting]:
    """Return entries of the queue in the order of their times, which is each subject's own order too."""
    e = t.entries
    columns = (e.c.id, e.c.hash, e.c.subject_kind, e.c.subject_id, e.c.seq, t.leaves.c.leaf_index)
    queued = sa.select(*columns).join(t.unsealed, t.unsealed.c.entry_id == e.c.id)
    placed = queued.join(t.leaves, t.leaves.c.entry_id == e.c.id, isouter=True)
    rows = connection.execute(placed.order_by(e.c.at, e.c.subject_kind, e.c.subject_id, e.c.seq).limit(limit))
    return [Waiting(row.id, row.hash, row.subject_kind, row.subject_id, row.seq, row.leaf_index) for row in rows]


def leaf_hashes(connection: sa.Connection, first: int, end: int) -> Iterator[Digest]:
    """Yield the hashes of the leaves from ``first`` up to ``end``, in order, as far as there is one after the other.

    Raises ``ValueError`` or ``TypeError`` for one that is no hash, as where its entry is gone.
    """
    leaf, e = t.leaves.c, t.entries.c
    query = sa.select(leaf.leaf_index, e.hash).join(t.entries, e.id == leaf.entry_id, isouter=True)
    chosen = query.where(leaf.leaf_index >= first, leaf.leaf_index < end).order_by(leaf.leaf_index)
    for place, row in enumerate(connection.execute(chosen.execution_options(yield_per=STREAM)), first):
        if row.leaf_index != place:
            return
        yield Digest(row.hash)


def extend(connection: sa.Connection, size: int, batch: Sequence[Waiting], frontier: Sequence[str]) -> None:
    """Give the batch the next leaf numbers, mark from when each case version is known, and keep the tree's new edge."""
    leaves = [{"leaf_index": size + i, "entry_id": w.entry_id} for i, w in enumerate(batch)]
    connection.execute(sa.insert(t.leaves), leaves)
    _dequeue(connection, batch)
    _mark_versions(connection, size, batch)
    edge = canonical(list(frontier)).decode()
    connection.execute(sa.update(t.tree).where(t.tree.c.id == 1).values(size=size + len(batch), frontier=edge))


def _dequeue(connection: sa.Connection, batch: Sequence[Waiting]) -> None:
    gone = sa.delete(t.unsealed).where(t.unsealed.c.entry_id == sa.bindparam("key"))
    connection.execute(gone, [{"key": w.entry_id} for w in batch])


def _mark_versions(connection: sa.Connection, size: int, batch: Sequence[Waiting]) -> None:
    known: list[dict[str, Any]] = [
        {"case_id": w.subject_id, "seq": w.seq, "from_size": size + i + 1, "to_size": None}
        for i, w in enumerate(batch)
        if w.subject_kind == "case"
    ]
    if not known:
        return
    marks = t.version_marks
    connection.execute(sa.insert(marks), known)
    ended = (
        sa.update(marks)
        .where(marks.c.case_id == sa.bindparam("key_case"), marks.c.seq == sa.bindparam("key_seq"))
        .values(to_size=sa.bindparam("until"))
    )
    earlier = [
        {"key_case": k["case_id"], "key_seq": k["seq"] - 1, "until": k["from_size"]} for k in known if k["seq"] > 1
    ]
    if earlier:
        connection.execute(ended, earlier)


def known_at(connection: sa.Connection) -> datetime | None:
    """Return the last time the register knows for certain: a checkpoint was signed then, or the clock confirmed."""
    newest, firm = newest_checkpoint(connection), load(connection, [REGISTER])[REGISTER].value
    confirmed = None if firm is None else firm.time_confirmed_at
    return max((at for at in (newest and newest[2], confirmed) if at is not None), default=None)


def keep_checkpoint(connection: sa.Connection, size: int, root: Digest, note: str, at: datetime) -> None:
    """Keep a signed checkpoint."""
    connection.execute(sa.insert(t.checkpoints).values(size=size, root=root, signed_at=at, note=note))


def newest_checkpoint(
    connection: sa.Connection, until: datetime | None = None
) -> tuple[int, Digest, datetime, str] | None:
    """Return the newest checkpoint (signed at or before ``until``): size, root, when it was signed, the note."""
    c = t.checkpoints.c
    query = sa.select(c.size, c.root, c.signed_at, c.note).order_by(c.size.desc()).limit(1)
    row = connection.execute(query if until is None else query.where(c.signed_at <= until)).one_or_none()
    return None if row is None else (row.size, Digest(row.root), row.signed_at, row.note)
