"""Questions an export asks: which entries in leaf order, which subjects stay in the house, all leaves for proofs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.law.derivations import PREFIX
from register.domain.values import Id
from register.reader.visibility import Subject, cases, hidden
from register.store import tables as t
from register.store.proofs import named_in, stored

STREAM = 2_000
# Either marker is written by the codec alone, with sorted keys and no spaces.
PRIVILEGED = b'"privileged":true'


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of these cases (and the messages in them), of these kinds, entered from and until these instants.

    Nothing given means all; ``until_at`` is exclusive.
    """

    cases: tuple[Id, ...] = ()
    kinds: tuple[str, ...] = ()
    from_at: datetime | None = None
    until_at: datetime | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered."""
        return self == Wanted()


class Stored(NamedTuple):
    """A sealed entry as stored, with its place in the tree."""

    leaf: int
    subject: Subject
    body: bytes

    @property
    def privileged(self) -> bool:
        """Whether one of its facts is a privileged note or file."""
        return PRIVILEGED in self.body

    @property
    def proofs(self) -> set[str]:
        """The hashes of the proofs that its dates name."""
        return named_in([self.body])


class Exports:
    """Reads what leaves the house."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def stream(self, size: int, wanted: Wanted) -> Iterator[Stored]:
        """Yield the wanted entries among the first ``size`` leaves, in order, memory flat."""
        e, leaf = t.entries.c, t.leaves.c
        query = sa.select(leaf.leaf_index, e.subject_kind, e.subject_id, e.body).join(t.entries, e.id == leaf.entry_id)
        with self._engine.connect() as connection:
            conditions = _conditions(connection, wanted)
            chosen = query.where(leaf.leaf_index < size, *conditions).order_by(leaf.leaf_index)
            for index, kind, subject, body in connection.execute(chosen.execution_options(yield_per=STREAM)):
                yield Stored(index, (kind, subject), body)

    def proofs(self, hashes: set[str]) -> Iterator[bytes]:
        """Yield one line for each of these proofs: its own bytes, unchanged, in the order of the hashes."""
        with self._engine.connect() as connection:
            for _, data in sorted(stored(connection, sorted(hashes))):
                yield data[len(PREFIX) :] + b"\n"

    def leaf_hashes(self, size: int) -> Iterator[bytes]:
        """Yield the hashes of the first ``size`` leaves."""
        query = sa.select(t.entries.c.hash).join(t.leaves, t.entries.c.id == t.leaves.c.entry_id)
        chosen = query.where(t.leaves.c.leaf_index < size).order_by(t.leaves.c.leaf_index)
        with self._engine.connect() as connection:
            for digest in connection.execute(chosen.execution_options(yield_per=STREAM)).scalars():
                yield bytes.fromhex(digest)

    def any_privileged(self) -> bool:
        """Whether any entry holds a privileged note or file."""
        body = t.entries.c.body
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                found = sa.func.instr(body, PRIVILEGED)
            else:
                found = sa.func.position(sa.literal(PRIVILEGED).op("IN")(body))
            return connection.execute(sa.select(t.entries.c.id).where(found > 0).limit(1)).first() is not None

    def hidden(self, actor: Actor) -> frozenset[Subject]:
        """Return the cases this actor may not know of, and their messages: restricted ones, those of other brands."""
        with self._engine.connect() as connection:
            return hidden(connection, actor)


def _conditions(connection: sa.Connection, wanted: Wanted) -> Sequence[sa.ColumnElement[bool]]:
    e = t.entries.c
    conditions = []
    if wanted.cases:
        messages = [m for case in cases(connection, t.cases.c.id.in_(wanted.cases)) for m in case.messages]
        of_case = sa.and_(e.subject_kind == "case", e.subject_id.in_(wanted.cases))
        conditions.append(sa.or_(of_case, sa.and_(e.subject_kind == "message", e.subject_id.in_(messages))))
    if wanted.kinds:
        conditions.append(e.subject_kind.in_(wanted.kinds))
    if wanted.from_at is not None:
        conditions.append(e.at >= wanted.from_at)
    if wanted.until_at is not None:
        conditions.append(e.at < wanted.until_at)
    return conditions
