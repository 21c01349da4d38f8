"""Questions that start from a part of a case: whose letter this is, what waits for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.errors import Problem, Unknown
from register.domain.subjects.letter import RETURNED
from register.domain.values import Id
from register.reader.cases import open_to, visible
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import tables as t

# After every date a register can hold.


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a second person; ``authors`` are those who cannot be it."""

    id: Id
    kind: str
    subject_kind: str
    subject: Id
    asked_by: str
    authors: tuple[str, ...]
    asked_at: datetime
    reference: str | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentBack:
    """A letter an approver sent back: its author is to see it before anything else."""

    letter: Id
    type: str
    case: Id
    reference: str


class Parts:
    """Reads parts of cases."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def case_of_letter(self, actor: Actor, letter: str) -> Id:
        """Return the case a letter belongs to; raises ``Unknown`` for one of a brand that is not this actor's."""
        c = t.cases.c
        query = sa.select(c.id, c.brand).join(t.letters, t.letters.c.case_id == c.id).where(t.letters.c.id == letter)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not actor.covers(row.brand):
            raise Unknown(Problem("no-such-letter", "letter"))
        return Id(row.id)

    def approvals(
        self, actor: Actor, *, kinds: Collection[str] | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Waiting]:
        """Return what waits for a second person, by its date, what has none last; nothing closed to the actor.

        ``kinds`` asks for some of it alone.
        """
        a, c = t.approvals.c, t.cases.c
        urgent = sa.func.coalesce(c.next_due_at, sa.literal(t.NO_DATE, a.asked_at.type))
        query = (
            sa.select(t.approvals, c.reference, c.next_due_at, urgent.label("urgent"))
            .join(t.cases, sa.and_(c.id == a.subject_id, a.subject_kind == "case"), isouter=True)
            .where(sa.or_(c.id.is_(None), open_to(actor)))
            .order_by(urgent, a.id)
        )
        if actor.brands is not None:
            query = query.where(a.brand.in_(actor.brands))
        if kinds is not None:
            query = query.where(a.kind.in_(kinds))
        key = read_cursor(cursor)
        if key is not None:
            query = query.where(sa.tuple_(urgent, a.id) > sa.tuple_(sa.literal(key[0], a.asked_at.type), key[1]))
        limit = limited(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        items = [_waiting(row) for row in rows[:limit]]
        return Page(items, cursor_of(rows[limit - 1].urgent, items[-1].id) if len(rows) > limit else None)

    def sent_back(self, actor: Actor) -> list[SentBack]:
        """Return the letters of open cases that an approver sent back to this author, the most urgent case first."""
        x, c = t.letters.c, t.cases.c
        query = (
            sa.select(x.id, x.type, c.id.label("case"), c.reference)
            .join(t.cases, c.id == x.case_id)
            .where(x.state == RETURNED, x.drafted_by == actor.name, c.status == "open", *visible(actor))
            .order_by(c.next_due_at, x.id)
        )
        with self._engine.connect() as connection:
            return [SentBack(Id(row.id), row.type, Id(row.case), row.reference) for row in connection.execute(query)]

    def with_sent_back(self, cases: Iterable[Id]) -> set[Id]:
        """Return those of these cases in which a letter was sent back and is not submitted again."""
        x = t.letters.c
        query = sa.select(x.case_id).where(x.case_id.in_(list(cases)), x.state == RETURNED)
        with self._engine.connect() as connection:
            return {Id(case) for case in connection.execute(query).scalars()}


def _waiting(row: Any) -> Waiting:  # noqa: ANN401 -- a row of ``approvals``
    return Waiting(
        Id(row.id),
        row.kind,
        row.subject_kind,
        Id(row.subject_id),
        row.asked_by,
        tuple(row.authors.split()),
        row.asked_at,
        row.reference,
        None if row.next_due_at == t.NO_DATE else row.next_due_at,
    )
