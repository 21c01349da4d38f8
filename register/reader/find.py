"""Finding cases and messages by whatever words are remembered of them: asking the engine's index."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from register.domain.actors import APPROVER, OFFICER, Actor
from register.domain.find import Piece, Wanted, owned, wanted
from register.domain.values import Code, Id
from register.reader.pagination import read_index
from register.store import tables as t

E = t.find_entries.c
TERMS = sa.table("find_terms", sa.column("rowid", sa.Integer), sa.column("number", sa.Integer))
# What PostgreSQL is asked for before it is known whether a word is rare: more is walked from the newest back.
FEW = 2_000
KINDS = {t.cases: Code("case"), t.messages: Code("message")}


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that was found, with the number it has in the index: the newer, the higher."""

    number: int
    id: Id


class Words:
    """Words as an actor asks for them, who may look into some places only, among the rows of one table."""

    def __init__(self, engine: sa.Engine, actor: Actor, table: sa.Table, text: str) -> None:
        """Raises ``Invalid`` (find-too-long, find-too-many-words)."""
        self._engine, self._table = engine, table
        self._sqlite = engine.dialect.name == "sqlite"
        self._place = TERMS.c.rowid if self._sqlite else TERMS.c.number
        self._wanted = wanted(text, privileged=bool({OFFICER, APPROVER} & actor.roles))
        self._kind = KINDS[table]
        self._owned = owned(self._kind, actor.brands)

    def narrow(self, subject: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """Return the condition that a row, by its id in this column, has the words."""
        if not self._wanted.words:
            return sa.false()
        with self._engine.connect() as connection:
            few = self._few(connection, self._wanted)
        if few is not None:
            return subject.in_(sa.select(E.subject_id).where(E.number.in_(few)))
        found = sa.select(E.subject_id).join(TERMS, self._place == E.number)
        if self._sqlite:
            return subject.in_(found.where(self._have(self._wanted)))
        # A frequent word is soon met on the way along the list; as a value by row, the planner looks nowhere else.
        has = found.with_only_columns(self._have(self._wanted)).where(E.subject_id == subject)
        return has.scalar_subquery()

    def page(
        self, visible: Sequence[sa.ColumnElement[bool]], cursor: str | None, limit: int
    ) -> tuple[list[Id], str | None]:
        """Return those ``visible`` that have the words, and the next page's cursor.

        First comes what the words name exactly, then the newest. Raises ``Invalid`` (bad-cursor).
        """
        before = None if cursor is None else read_index(cursor)
        if not self._wanted.words:
            return [], None
        with self._engine.connect() as connection:
            named = self._named(connection, visible)
            hits = self._newest(connection, visible, before, limit + 1 + len(named))
        others = [hit for hit in hits if hit not in named]
        shown = others[:limit]
        more = str(shown[-1].number) if len(others) > limit else None
        return [hit.id for hit in (*(named if before is None else ()), *shown)], more

    def _named(self, connection: sa.Connection, visible: Sequence[sa.ColumnElement[bool]]) -> list[Hit]:
        """Return what the words name exactly, by its reference or the number of it."""
        if self._wanted.number is None:
            return []
        numbers = self._few(connection, Wanted((((self._wanted.number,),),))) or []
        return _hits(connection, self._visible(visible).where(E.number.in_(numbers)).order_by(E.number.desc()))

    def _newest(
        self, connection: sa.Connection, visible: Sequence[sa.ColumnElement[bool]], before: int | None, limit: int
    ) -> list[Hit]:
        query = self._visible(visible).limit(limit)
        if before is not None:
            query = query.where(E.number < before)
        having = query.join(TERMS, self._place == E.number).where(self._have(self._wanted))
        if self._sqlite:
            return _hits(connection, having.order_by(TERMS.c.rowid.desc()))
        newest = sa.select(E.number).order_by(E.number.desc()).limit(FEW)
        if before is not None:
            newest = newest.where(E.number < before)
        recent = _hits(connection, having.where(E.number.in_(newest)).order_by(E.number.desc()))
        if len(recent) == limit:
            return recent
        few = self._few(connection, self._wanted)
        if few is not None:
            return _hits(connection, query.where(E.number.in_(few)).order_by(E.number.desc()))
        # With a limit, this walk from the newest back is what the planner does not choose by itself.
        with _without(connection, "enable_bitmapscan"):
            return _hits(connection, having.order_by(E.number.desc()))

    def _few(self, connection: sa.Connection, asked: Wanted) -> list[int] | None:
        """Return the numbers of what has the words, by the index alone; None where there are more than a few."""
        query = sa.select(self._place).select_from(TERMS).where(self._have(asked)).limit(FEW + 1)
        with nullcontext() if self._sqlite else _without(connection, "enable_seqscan"):
            numbers = connection.execute(query).scalars().all()
        return list(numbers) if len(numbers) <= FEW else None

    def _visible(self, visible: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
        table = self._table
        joined = sa.join(t.find_entries, table, table.c.id == E.subject_id)
        return sa.select(E.number, E.subject_id).select_from(joined).where(E.subject_kind == self._kind, *visible)

    def _have(self, asked: Wanted) -> sa.ColumnElement[bool]:
        if self._sqlite:
            return sa.literal_column("find_terms").op("MATCH", is_comparison=True)(fts5(asked, self._owned))
        return sa.literal_column("find_terms.terms").op("@@", is_comparison=True)(
            sa.cast(tsquery(asked, self._owned), TSQUERY)
        )


@contextmanager
def _without(connection: sa.Connection, way: str) -> Iterator[None]:
    """Keep PostgreSQL's planner from one way of reading."""
    connection.execute(sa.text(f"SET LOCAL {way} = off"))
    yield
    connection.execute(sa.text(f"SET LOCAL {way} = on"))


def fts5(asked: Wanted, owner: Piece) -> str:
    """Return what was asked for in the words of FTS5."""
    return _said(asked, owner, (" AND ", " OR "), "{}*", "{}")


def tsquery(asked: Wanted, owner: Piece) -> str:
    """Return what was asked for in the words of PostgreSQL's text search."""
    return _said(asked, owner, (" & ", " | "), "'{}':*", "'{}'")


def _said(asked: Wanted, owner: Piece, joints: tuple[str, str], prefix: str, whole: str) -> str:
    both, either = joints

    def piece(one: Piece) -> str:
        return "(" + either.join((prefix if one.prefix else whole).format(term) for term in one.terms) + ")"

    def word(alternatives: tuple[tuple[Piece, ...], ...]) -> str:
        return "(" + either.join("(" + both.join(map(piece, each)) + ")" for each in alternatives) + ")"

    return both.join([*map(word, asked.words), piece(owner)])


def _hits(connection: sa.Connection, query: sa.Select[Any]) -> list[Hit]:
    return [Hit(row.number, Id(row.subject_id)) for row in connection.execute(query)]
