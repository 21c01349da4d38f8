"""Questions of the delay guard: which open cases are near a date, and what was escalated and nobody took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.commands.base import Ref
from register.domain.obligations.risks import Horizon
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from register.reader.cases import visible
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import tables as t
from register.store.subjects import load


@dataclass(frozen=True, slots=True)
class Raised:
    """An escalation that waits for a manager."""

    id: Id
    risk: Code
    at: datetime
    due_at: datetime
    case: Id
    reference: str
    brand: str


class Guard:
    """Reads what may be at risk; restricted cases and other brands do not exist for the actor."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def near(
        self, actor: Actor, horizons: Sequence[Horizon], *, cursor: str | None = None, limit: int = 50
    ) -> Page[Case]:
        """Return open cases with an open date within its horizon that nothing delayed; the nearest date first.

        Whether such a case is at risk is for its packs to say.
        """
        d, key, limit = t.deadlines.c, read_cursor(cursor), limited(limit)
        first = sa.func.min(d.due_at)
        query = _within(sa.select(d.case_id, first.label("first")), horizons).where(*visible(actor))
        query = query.group_by(d.case_id).order_by(first, d.case_id)
        if key is not None:
            query = query.having(sa.tuple_(first, d.case_id) > sa.tuple_(sa.literal(key[0], d.due_at.type), key[1]))
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            found = _cases(connection, [Id(row.case_id) for row in rows[:limit]])
        more = len(rows) > limit
        return Page(found, cursor_of(rows[limit - 1].first, rows[limit - 1].case_id) if more else None)

    def untold(self, horizons: Sequence[Horizon], limit: int = 200) -> list[Case]:
        """Return open cases with a date within its horizon of which no manager was told yet; the nearest first."""
        d, e = t.deadlines.c, t.escalations.c
        told = sa.select(e.id).where(e.deadline_id == d.id).exists()
        first = sa.func.min(d.due_at)
        query = _within(sa.select(d.case_id), horizons).where(~told).group_by(d.case_id).order_by(first, d.case_id)
        with self._engine.connect() as connection:
            return _cases(connection, [Id(case) for case in connection.execute(query.limit(limit)).scalars()])

    def escalations(self, actor: Actor, limit: int = 50) -> list[Raised]:
        """Return what was escalated about open cases and nobody took up, the most pressing date first."""
        query = _untaken().where(*visible(actor)).order_by(t.deadlines.c.due_at, t.escalations.c.id)
        with self._engine.connect() as connection:
            return [_raised(row) for row in connection.execute(query.limit(limited(limit)))]

    def untaken(self, cases: Iterable[Id]) -> list[Id]:
        """Return those of these cases that have an escalation nobody took up."""
        e = t.escalations.c
        query = sa.select(e.case_id).where(e.taken_at.is_(None), e.case_id.in_(list(cases))).distinct()
        with self._engine.connect() as connection:
            return [Id(case) for case in connection.execute(query).scalars()]

    def cases(self, actor: Actor, cases: Iterable[Id]) -> list[Case]:
        """Return these cases, as far as this actor may see them."""
        query = sa.select(t.cases.c.id).where(t.cases.c.id.in_(list(cases)), *visible(actor))
        with self._engine.connect() as connection:
            return _cases(connection, [Id(case) for case in connection.execute(query).scalars()])


def _within(query: sa.Select[Any], horizons: Sequence[Horizon]) -> sa.Select[Any]:
    """Narrow a query of deadlines to open ones of open cases within their horizon, left out what a notice delayed."""
    d = t.deadlines.c
    near = (
        sa.and_(d.pack == each.pack, d.duty == each.duty, d.due_at <= each.until, ~_delayed(each)) for each in horizons
    )
    waiting = query.join(t.cases, t.cases.c.id == d.case_id).where(t.cases.c.status == "open")
    return waiting.where(d.met_at.is_(None), sa.not_(d.replaced), d.kind == "deadline", sa.or_(sa.false(), *near))


def _delayed(horizon: Horizon) -> sa.Exists:
    """Whether a notice that shares the date was given in time, as ``delayed_validly`` says of a case."""
    d, notice = t.deadlines.c, t.deadlines.alias("notice").c
    same_round = sa.and_(notice.case_id == d.case_id, notice.pack == d.pack, notice.round == d.round)
    in_time = sa.and_(notice.rule.in_(sorted(horizon.notices)), notice.met_at < d.due_at, sa.not_(notice.replaced))
    return sa.exists().where(same_round, in_time)


def _untaken() -> sa.Select[Any]:
    e, d, c = t.escalations.c, t.deadlines.c, t.cases.c
    return (
        sa.select(e.id, e.risk, e.at, d.due_at, c.id.label("case"), c.reference, c.brand)
        .join(t.cases, c.id == e.case_id)
        .join(t.deadlines, d.id == e.deadline_id)
        .where(e.taken_at.is_(None), c.status == "open")
    )


def _cases(connection: sa.Connection, cases: list[Id]) -> list[Case]:
    refs = [Ref(Code("case"), case) for case in cases]
    held = load(connection, refs)
    return [held[ref].value for ref in refs]


def _raised(row: Any) -> Raised:  # noqa: ANN401 -- a row of escalations with its case and date
    return Raised(Id(row.id), Code(row.risk), row.at, row.due_at, Id(row.case), row.reference, row.brand)
