"""Questions of the delay guard: which open cases are near a date, and what was escalated and nobody took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.commands.base import Ref
from register.domain.obligations.risks import Horizon, is_near
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
        also = visible(actor)
        if key is not None:
            also.append(sa.tuple_(d.due_at, d.id) > sa.tuple_(sa.literal(key[0], d.due_at.type), key[1]))
        with self._engine.connect() as connection:
            dates = _nearest(connection, horizons, also, limit + 1)
            found = _cases(connection, list(dict.fromkeys(Id(row.case_id) for row in dates[:limit])))
        if key is not None and key[0] is not None:
            found = [case for case in found if not _stood_before(case, horizons, (key[0], key[1]))]
        more = len(dates) > limit
        return Page(found, cursor_of(dates[limit - 1].due_at, dates[limit - 1].id) if more else None)

    def untold(self, horizons: Sequence[Horizon], limit: int = 200) -> list[Case]:
        """Return open cases with a date within its horizon of which no manager was told yet; the nearest first."""
        untold = ~sa.exists().where(t.escalations.c.deadline_id == t.deadlines.c.id)
        with self._engine.connect() as connection:
            dates = _nearest(connection, horizons, [untold], limit)
            return _cases(connection, list(dict.fromkeys(Id(row.case_id) for row in dates)))

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


def _nearest(
    connection: sa.Connection, horizons: Sequence[Horizon], also: Sequence[sa.ColumnElement[bool]], limit: int
) -> list[Any]:
    """Return the nearest dates within their horizons, of open cases.

    Each horizon's come in the order of their index until there are enough, whatever else the register holds.
    """
    d, c = t.deadlines.c, t.cases.c
    query = sa.select(d.id, d.case_id, d.due_at).join(t.cases, c.id == d.case_id).where(c.status == "open", *also)
    ordered = query.order_by(d.due_at, d.id).limit(limit)
    found = [row for each in horizons for row in connection.execute(ordered.where(_within(each)))]
    return sorted(found, key=lambda row: (row.due_at, row.id))[:limit]


def _within(horizon: Horizon) -> sa.ColumnElement[bool]:
    """Whether a date is an open limit within the horizon that no notice delayed, as ``is_near`` says of a case.

    An open limit is said in the words of the index ``ix_deadlines_near``: SQLite takes it for them alone.
    """
    d, notice = t.deadlines.c, t.deadlines.alias("notice").c
    open_limit = sa.text("deadlines.met_at IS NULL AND NOT deadlines.replaced AND deadlines.kind = 'deadline'")
    within = sa.and_(open_limit, d.pack == horizon.pack, d.duty == horizon.duty, d.due_at <= horizon.until)
    if not horizon.notices:
        return within
    same_round = sa.and_(notice.case_id == d.case_id, notice.pack == d.pack, notice.round == d.round)
    in_time = sa.and_(notice.rule.in_(sorted(horizon.notices)), notice.met_at < d.due_at, sa.not_(notice.replaced))
    return sa.and_(within, ~sa.exists().where(same_round, in_time))


def _stood_before(case: Case, horizons: Sequence[Horizon], key: tuple[datetime, str]) -> bool:
    """Whether another date of the case, up to the cursor, put it on an earlier page."""
    earlier = [date for date in case.open_deadlines("deadline") if (date.due.due_at, date.id) <= key]
    return any(is_near(case, date, horizon) for horizon in horizons for date in earlier)


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
