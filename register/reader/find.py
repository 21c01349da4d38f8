"""Finding cases and messages by whatever words are remembered of them: asking the engine's index."""

from collections.abc import Sequence
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
MOST_NAMED = 50
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

    def subjects(self) -> sa.Select[Any]:
        """Return the ids of all subjects that have the words, as a question within another."""
        subjects = sa.select(E.subject_id).join(TERMS, self._place == E.number)
        return subjects.where(self._have(self._wanted) if self._wanted.words else sa.false())

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
        number = self._wanted.number
        if number is None:
            return []
        query = self._visible(visible).where(self._have(Wanted((((number,),),))))
        return _hits(connection, query.order_by(E.number.desc()).limit(MOST_NAMED))

    def _newest(
        self, connection: sa.Connection, visible: Sequence[sa.ColumnElement[bool]], before: int | None, limit: int
    ) -> list[Hit]:
        query = self._visible(visible).where(self._have(self._wanted)).limit(limit)
        if before is not None:
            query = query.where(E.number < before)
        if self._sqlite:
            return _hits(connection, query.order_by(TERMS.c.rowid.desc()))
        few = sa.select(TERMS.c.number).where(self._have(self._wanted)).limit(FEW + 1)
        numbers = connection.execute(few).scalars().all()
        ordered = query.order_by(E.number.desc())
        if len(numbers) <= FEW:
            return _hits(connection, ordered.where(E.number.in_(numbers)))
        # With a limit, this walk from the newest back is what the planner does not choose by itself.
        connection.execute(sa.text("SET LOCAL enable_bitmapscan = off"))
        hits = _hits(connection, ordered)
        connection.execute(sa.text("SET LOCAL enable_bitmapscan = on"))
        return hits

    def _visible(self, visible: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
        table = self._table
        joined = sa.join(TERMS, t.find_entries, self._place == E.number).join(table, table.c.id == E.subject_id)
        return sa.select(E.number, E.subject_id).select_from(joined).where(E.subject_kind == self._kind, *visible)

    def _have(self, asked: Wanted) -> sa.ColumnElement[bool]:
        if self._sqlite:
            return sa.literal_column("find_terms").op("MATCH", is_comparison=True)(fts5(asked, self._owned))
        return sa.literal_column("find_terms.terms").op("@@", is_comparison=True)(
            sa.cast(tsquery(asked, self._owned), TSQUERY)
        )


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
