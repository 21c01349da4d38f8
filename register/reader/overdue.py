"""What waits beside the limits of complaints: to be classified, later than it should be, or to be assessed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.values import Code, Id
from register.reader.cases import visible
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import tables as t


@dataclass(frozen=True, slots=True)
class Unclassified:
    """An open case that should have been classified by ``due_at``; no personal data."""

    case: Id
    reference: str
    brand: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A possible breach that waits for its assessment, with the date that was missed; no personal data."""

    id: Id
    case: Id
    reference: str
    brand: str
    pack: Code
    rule: Code
    duty: Code
    round: int
    due_at: datetime
    recorded_at: datetime
    assess_by: date


class Overdue:
    """Reads what waits; restricted cases and other brands do not exist for the actor."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def unclassified(
        self, actor: Actor, now: datetime, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Unclassified]:
        """Return open cases whose time to be classified passed at ``now``, the longest overdue first."""
        d, c = t.deadlines.c, t.cases.c
        query = (
            sa.select(c.id, c.reference, c.brand, d.due_at)
            .join(t.cases, c.id == d.case_id)
            .where(d.duty == "classification", d.kind == "review", d.met_at.is_(None), sa.not_(d.replaced))
            .where(d.due_at <= now, c.status == "open", *visible(actor))
        )
        page = self._page(query, d.due_at, c.id, cursor, limit)
        return Page([Unclassified(Id(row.id), row.reference, row.brand, row.due_at) for row in page.items], page.next)

    def unassessed(self, actor: Actor, *, cursor: str | None = None, limit: int = 50) -> Page[Unassessed]:
        """Return possible breaches without an assessment, of closed cases too, the longest known first."""
        b, d, c = t.breaches.c, t.deadlines.c, t.cases.c
        missed = (d.pack, d.rule, d.duty, d.round, d.due_at)
        query = (
            sa.select(b.id, b.case_id, c.reference, c.brand, *missed, b.recorded_at, b.assess_by)
            .join(t.cases, c.id == b.case_id)
            .join(t.deadlines, d.id == b.deadline_id)
            .where(b.result.is_(None), *visible(actor))
        )
        page = self._page(query, b.recorded_at, b.id, cursor, limit)
        return Page([_unassessed(row) for row in page.items], page.next)

    def _page(
        self,
        query: sa.Select[Any],
        at: sa.ColumnElement[Any],
        key: sa.ColumnElement[Any],
        cursor: str | None,
        most: int,
    ) -> Page[sa.Row[Any]]:
        """Return rows in the order of an instant."""
        last, most = read_cursor(cursor), limited(most)
        if last is not None:
            query = query.where(sa.tuple_(at, key) > sa.tuple_(sa.literal(last[0], at.type), last[1]))
        query = query.add_columns(at.label("since"), key.label("row")).order_by(at, key)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(most + 1)).all()
        return Page(rows[:most], cursor_of(rows[most - 1].since, rows[most - 1].row) if len(rows) > most else None)


def _unassessed(row: Any) -> Unassessed:  # noqa: ANN401 -- a row of breaches with its case and date
    return Unassessed(
        Id(row.id),
        Id(row.case_id),
        row.reference,
        row.brand,
        Code(row.pack),
        Code(row.rule),
        Code(row.duty),
        row.round,
        row.due_at,
        row.recorded_at,
        row.assess_by,
    )
