"""Subjects as stored: what both the writing and the reading side know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.commands.base import Ref
from register.domain.values import Code, Digest, Id
from register.store import tables as t
from register.store.rows import KINDS


@dataclass(frozen=True, slots=True)
class Held:
    """A subject as it stands: its version, the hash and time of its last entry, and its value."""

    ref: Ref
    seq: int
    head: Digest | None
    at: datetime | None
    value: Any


def load(connection: sa.Connection, refs: Iterable[Ref], *, lock: bool = False) -> dict[Ref, Held]:
    """Return the subjects in (kind, id) order; one that does not exist yet has version 0 and no value."""
    found: dict[Ref, Held] = {}
    for ref in sorted(set(refs)):
        query = sa.select(t.subjects).where(t.subjects.c.kind == ref.kind, t.subjects.c.id == ref.id)
        row = connection.execute(query.with_for_update() if lock else query).one_or_none()
        found[ref] = Held(ref, 0, None, None, None) if row is None else held(row)
    return found


def held(row: Any) -> Held:  # noqa: ANN401 -- a row of ``subjects``
    """Return a stored row as a subject."""
    kind = Code(row.kind)
    return Held(Ref(kind, Id(row.id)), row.seq, Digest(row.head), row.at, from_text(KINDS[kind], row.state))
