"""Whole cases by the day they were received, some at a time: for questions asked of very many of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.subjects.case import Case
from register.store import tables as t
from register.store.proofs import recall

TOGETHER = 200
# No place is further from UTC, so no case of a local day lies outside the UTC days around it.
AROUND = timedelta(days=1)


class Received:
    """Reads cases of a period; for the console alone, since nobody's limits are asked."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def count(self, from_on: date, to_on: date) -> int:
        """Return how many cases were received from one day to another, the days before and after them included."""
        with self._engine.connect() as connection:
            found: int = connection.execute(_around(sa.select(sa.func.count()), from_on, to_on)).scalar_one()
        return found

    def stream(self, from_on: date, to_on: date) -> Iterator[Case]:
        """Yield the cases received from one local day to another, both included, in the order of their receipt."""
        for case in self._stream(_around(sa.select(), from_on, to_on)):
            if from_on <= case.origin.received_at.astimezone(ZoneInfo(case.zone)).date() <= to_on:
                yield case

    def count_open(self) -> int:
        """Return how many cases are open."""
        with self._engine.connect() as connection:
            query = _open(sa.select(sa.func.count()))
            found: int = connection.execute(query).scalar_one()
        return found

    def stream_open(self) -> Iterator[Case]:
        """Yield the open cases in the order of their receipt."""
        return self._stream(_open(sa.select()))

    def _stream(self, query: sa.Select[Any]) -> Iterator[Case]:
        """Yield the cases of a query. Memory stays flat, and between pages no transaction is held."""
        c, s = t.cases.c, t.subjects.c
        wanted = query.add_columns(c.received_at, c.id, s.state)
        pages = wanted.join(t.subjects, sa.and_(s.kind == "case", s.id == c.id)).order_by(c.received_at, c.id)
        wanted, full = pages, True
        while full:
            with self._engine.connect() as connection:
                rows = connection.execute(wanted.limit(TOGETHER)).all()
                recall(connection, (row.state for row in rows))
            yield from (from_text(Case, row.state) for row in rows)
            full = len(rows) == TOGETHER
            if full:
                last = sa.tuple_(sa.literal(rows[-1].received_at, c.received_at.type), rows[-1].id)
                wanted = pages.where(sa.tuple_(c.received_at, c.id) > last)


def _open(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.select_from(t.cases).where(t.cases.c.status == "open")


def _around(query: sa.Select[Any], from_on: date, to_on: date) -> sa.Select[Any]:
    received = t.cases.c.received_at
    first, last = (datetime.combine(day, time.min, UTC) for day in (from_on, to_on))
    return query.select_from(t.cases).where(received >= first - AROUND, received < last + 2 * AROUND)
