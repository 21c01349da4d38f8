"""What was promised and is not carried out yet: on open cases and on closed ones, the first day first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.values import Id
from register.reader.cases import visible
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import tables as t

LAST = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class Promise:
    """A remedy that waits to be carried out, with its case; no personal data."""

    id: Id
    case: Id
    reference: str
    status: str
    brand: str
    entity: str
    assignee: Id | None
    code: str
    amount: str | None
    due_on: date | None


class Promises:
    """Reads what is still to be carried out; restricted cases and other brands do not exist for the actor."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def waiting(self, actor: Actor, *, cursor: str | None = None, limit: int = 50) -> Page[Promise]:
        """Return promised remedies that were not carried out, by their day; those without one last."""
        r, c, key, limit = t.remedies.c, t.cases.c, read_cursor(cursor), limited(limit)
        due = sa.func.coalesce(r.due_on, sa.literal(LAST))
        query = (
            sa.select(r.id, r.case_id, r.code, r.amount, r.due_on, c.reference, c.status, c.brand, c.entity, c.assignee)
            .join(t.cases, c.id == r.case_id)
            .where(r.done_at.is_(None), *visible(actor))
            .order_by(due, r.id)
        )
        if key is not None:
            on = LAST if key[0] is None else key[0].date()
            query = query.where(sa.tuple_(due, r.id) > sa.tuple_(sa.literal(on), key[1]))
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        found = [
            Promise(
                Id(row.id),
                Id(row.case_id),
                row.reference,
                row.status,
                row.brand,
                row.entity,
                None if row.assignee is None else Id(row.assignee),
                row.code,
                row.amount,
                row.due_on,
            )
            for row in rows[:limit]
        ]
        return Page(found, _cursor(found[-1]) if len(rows) > limit else None)


def _cursor(last: Promise) -> str:
    at = None if last.due_on is None else datetime.combine(last.due_on, time(), UTC)
    return cursor_of(at, last.id)
