"""The tree: computed anew over the leaves, held against every checkpoint, each checkpoint against the key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa

from register.domain.codec import canonical
from register.domain.trail.checkpoint import BadNote, Checkpoint, Verifier, open_note, parse_checkpoint
from register.domain.trail.tree import Frontier, Head
from register.domain.values import Digest
from register.inspector.findings import Notebook
from register.store import tables as t

STREAM = 2_000


class Source(NamedTuple):
    """Where a checkpoint to compare with was kept, as the findings that say so: it fits, differs, or is not reached."""

    held: str
    differs: str
    cut: str


OURS: Final = Source("sealed-unchanged", "root-differs", "tree-cut")
EARLIER: Final = Source("history-kept", "history-rewritten", "tree-cut")
REMEMBERED: Final = Source("signed-last-kept", "signed-last-differs", "signed-last-cut")


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint the root at whose size is wanted: whose, what it states, and where it was kept."""

    origin: str
    head: Head
    source: Source


def check_tree(
    connection: sa.Connection, notebook: Notebook, verifiers: Sequence[Verifier], kept: Sequence[Kept] = ()
) -> int:
    """Check leaves, tree and checkpoints; return the size of the newest checkpoint that its key has signed.

    ``kept`` are checkpoints from outside the database: what the sealer remembers, and earlier ones somebody kept.
    """
    signed = list(_signed(connection, notebook, verifiers))
    size = signed[-1].head.size if signed else 0
    wanted = [*(Kept(c.origin, c.head, OURS) for c in signed), *kept]
    there = set(connection.execute(sa.select(t.checkpoints.c.size)).scalars())
    for checkpoint in kept:
        if signed and checkpoint.origin != signed[-1].origin:
            notebook.fault("other-origin", size=checkpoint.head.size, origin=checkpoint.origin)
        if checkpoint.source is REMEMBERED and checkpoint.head.size and checkpoint.head.size not in there:
            notebook.fault("checkpoint-missing", size=checkpoint.head.size)
    frontier = _grown(connection, notebook, wanted)
    stored = connection.execute(sa.select(t.tree.c.size, t.tree.c.frontier)).one_or_none()
    edge = canonical(list(frontier.digests)).decode()
    if (frontier.size, edge) != (0, "[]") and (
        stored is None or (stored.size, stored.frontier) != (frontier.size, edge)
    ):
        notebook.fault("tree-differs", leaves=frontier.size, stored=0 if stored is None else stored.size)
    _check_places(connection, notebook)
    notebook.count("unsigned", max(0, frontier.size - size))
    return size


def _signed(connection: sa.Connection, notebook: Notebook, verifiers: Sequence[Verifier]) -> Iterator[Checkpoint]:
    c = t.checkpoints.c
    for row in connection.execute(sa.select(c.size, c.root, c.note, c.signed_at).order_by(c.size)):
        notebook.count("checkpoints")
        try:
            checkpoint = parse_checkpoint(open_note(row.note, verifiers)[0])
        except (AttributeError, BadNote, TypeError):
            notebook.fault("checkpoint-unsigned", size=str(row.size))
            continue
        stated = (checkpoint.head.size, checkpoint.head.root.hex())
        if stated == (row.size, row.root) and isinstance(row.signed_at, datetime):
            yield checkpoint
        else:
            notebook.fault("checkpoint-row-differs", size=str(row.size))


def _grown(connection: sa.Connection, notebook: Notebook, wanted: Sequence[Kept]) -> Frontier:
    """Append leaf after leaf and compare the root wherever a checkpoint was signed."""
    pending = sorted(wanted, key=lambda kept: kept.head.size, reverse=True)
    frontier = Frontier()
    _compare(pending, frontier, notebook)
    e, leaf = t.entries.c, t.leaves.c
    query = sa.select(leaf.leaf_index, leaf.entry_id, e.hash).join(t.entries, e.id == leaf.entry_id, isouter=True)
    stream = connection.execute(query.order_by(leaf.leaf_index).execution_options(yield_per=STREAM))
    place = 0
    for index, entry, digest in stream:
        if index != place:
            notebook.fault("leaf-missing", leaf=place, next=str(index))
        if digest is None:
            notebook.fault("leaf-without-entry", leaf=str(index), entry=str(entry))
        place = (index if isinstance(index, int) else place) + 1
        frontier.append(_raw(digest))
        if pending and pending[-1].head.size == frontier.size:
            _compare(pending, frontier, notebook)
    for kept in pending:
        notebook.fault(kept.source.cut, size=kept.head.size, leaves=frontier.size)
    notebook.count("leaves", frontier.size)
    return frontier


def _raw(digest: object) -> bytes:
    """Return a stored hash; what is none cannot give the signed root, and is named with its entry."""
    return bytes.fromhex(digest) if isinstance(digest, str) and Digest.SHAPE.fullmatch(digest) else bytes(32)


def _compare(pending: list[Kept], frontier: Frontier, notebook: Notebook) -> None:
    while pending and pending[-1].head.size == frontier.size:
        kept = pending.pop()
        if kept.head.root != frontier.root():
            notebook.fault(kept.source.differs, size=kept.head.size)


def _check_places(connection: sa.Connection, notebook: Notebook) -> None:
    """Each entry is sealed or waits, never both and never neither; each case version is known from its own leaf on."""
    e, leaf, u, m = t.entries.c, t.leaves.c, t.unsealed.c, t.version_marks.c
    sealed = sa.exists().where(leaf.entry_id == e.id)
    waits = sa.exists().where(u.entry_id == e.id)
    names = sa.select(e.subject_kind, e.subject_id, e.seq).execution_options(yield_per=STREAM)
    for row in connection.execute(names.where(~sealed, ~waits)):
        notebook.fault("entry-unplaced", (row.subject_kind, row.subject_id), seq=row.seq)
    for row in connection.execute(names.join(t.unsealed, u.entry_id == e.id).where(sealed)):
        notebook.fault("entry-placed-twice", (row.subject_kind, row.subject_id), seq=row.seq)
    lost = sa.select(u.entry_id).where(~sa.exists().where(e.id == u.entry_id))
    for entry in connection.execute(lost).scalars():
        notebook.fault("queued-without-entry", entry=entry)
    notebook.count("waiting", connection.execute(sa.select(sa.func.count()).select_from(t.unsealed)).scalar_one())
    later = t.version_marks.alias("later")
    marks = (
        sa.select(e.subject_id, e.seq)
        .join(t.leaves, leaf.entry_id == e.id)
        .join(t.version_marks, sa.and_(m.case_id == e.subject_id, m.seq == e.seq), isouter=True)
        .join(later, sa.and_(later.c.case_id == m.case_id, later.c.seq == m.seq + 1), isouter=True)
        .where(e.subject_kind == "case")
        .where(
            sa.or_(
                m.from_size.is_(None),
                m.from_size != leaf.leaf_index + 1,
                sa.func.coalesce(m.to_size, -1) != sa.func.coalesce(later.c.from_size, -1),
            )
        )
    )
    for case, seq in connection.execute(marks.execution_options(yield_per=STREAM)):
        notebook.fault("version-mark-differs", ("case", case), seq=seq)
