"""Each subject's chain, from the stored bytes: numbers without gaps, each entry naming the hash of the one before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.trail.entry import PREFIX, link_of
from register.domain.values import Code, Id
from register.inspector.findings import Notebook
from register.store import tables as t

STREAM = 1_000
Progress = Callable[[int, int], None]


class Row(NamedTuple):
    """One stored entry; ``body`` is bytes, unless something else was put in their place."""

    subject_kind: str
    subject_id: str
    seq: int
    at: datetime
    actor: str
    hash: str
    body: Any


@dataclass(frozen=True, slots=True)
class Chain:
    """One subject's entries in order, and whether they hold together."""

    ref: Ref
    rows: Sequence[Row]
    holds: bool


def chains(connection: sa.Connection, notebook: Notebook, progress: Progress | None = None) -> Iterator[Chain]:
    """Yield every subject's chain, checked, one subject at a time; accounts before cases."""
    e = t.entries.c
    total = connection.execute(sa.select(sa.func.count()).select_from(t.entries)).scalar_one()
    query = sa.select(e.subject_kind, e.subject_id, e.seq, e.at, e.actor, e.hash, e.body)
    ordered = query.order_by(e.subject_kind, e.subject_id, e.seq).execution_options(yield_per=STREAM)
    done = 0
    for (kind, subject), rows in groupby(connection.execute(ordered), key=lambda row: (row[0], row[1])):
        entries = [Row(*row) for row in rows]
        try:
            ref = Ref(Code(kind), Id(subject))
        except (TypeError, ValueError):
            notebook.fault("entry-row-differs", (str(kind), str(subject)), entries=len(entries))
            continue
        yield Chain(ref, entries, _check(kind, subject, entries, notebook))
        notebook.count("subjects")
        notebook.count("entries", len(entries))
        done += len(entries)
        if progress is not None:
            progress(done, total)


def _check(kind: str, subject: str, rows: Sequence[Row], notebook: Notebook) -> bool:
    identity = (subject.encode(), kind.encode())
    prev: bytes | None = None
    for place, row in enumerate(rows, 1):
        body = row.body if isinstance(row.body, bytes) else b""
        digest = sha256(b"\x00" + body).hexdigest()
        link = link_of(body) if body.startswith(PREFIX) else None
        wrong = _wrong(row, place, digest, link)
        if wrong is None and link is not None and ((link.subject, link.subject_kind) != identity or link.prev != prev):
            wrong = "chain-broken"
        if wrong is not None:
            notebook.fault(wrong, (kind, subject), seq=place, found=row.seq)
            return False
        prev = digest.encode()
    return True


def _wrong(row: Row, place: int, digest: str, link: Any) -> str | None:  # noqa: ANN401 -- a Link or None
    if row.seq != place:
        return "entry-missing"
    if digest != row.hash:
        return "entry-changed"
    if link is None or link.seq != row.seq:
        return "entry-malformed"
    return None
