"""What is written down beside the trail, as digests that stand for it: day by day, in one pass over each log.

The refusals, sign-ins and reads of the security log, what was delivered and what became of it, what was refused at the
door, and the checkpoints that were signed.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from register.domain.codec import canonical
from register.domain.shapes import instant_text
from register.domain.subjects.firm import LogDigest
from register.domain.values import Code, Digest
from register.store import tables as t
from register.store import upkeep_tables as u

STREAM = 500
DAY = timedelta(days=1)


class Log(NamedTuple):
    """One log: its table, the column that says on which day (UTC) a row belongs to it, and what is digested, for good.

    A column that is added later stays out: a digest that was sealed has to come out the same for ever.
    """

    table: sa.Table
    when: str
    columns: tuple[str, ...]


LOGS: Final = (
    Log(u.security_log, "at", ("id", "at", "actor", "what", "subject_kind", "subject_id", "codes")),
    Log(u.deliveries, "arrived_at", ("id", "channel_id", "arrived_at", "headers", "body")),
    Log(u.delivery_results, "at", ("delivery_id", "part", "state", "reason", "at")),
    Log(u.refused_deliveries, "day", ("channel_id", "day", "reason", "count")),
    Log(t.checkpoints, "signed_at", ("size", "root", "signed_at", "note")),
)


class Span(NamedTuple):
    """Days (UTC), both included."""

    first: date
    last: date


def digests(connection: sa.Connection, spans: Sequence[Span]) -> list[tuple[LogDigest, ...]]:
    """Return for each span, which follow one another in order, one digest of every log."""
    by_log = [list(_digests(connection, log, spans)) for log in LOGS]
    return list(zip(*by_log, strict=True))


def _digests(connection: sa.Connection, log: Log, spans: Sequence[Span]) -> Iterator[LogDigest]:
    rows = _rows(connection, log, spans)
    row = next(rows, None)
    for span in spans:
        found, number = sha256(), 0
        while row is not None and _day(row[0]) <= span.last:
            if _day(row[0]) >= span.first:
                found.update(canonical([_told(value) for value in row[1:]]) + b"\n")
                number += 1
            row = next(rows, None)
        yield LogDigest(Code(log.table.name), number, Digest(found.hexdigest()))


def _rows(connection: sa.Connection, log: Log, spans: Sequence[Span]) -> Iterator[Any]:
    if not spans:
        return
    c, start, end = log.table.c, spans[0].first, spans[-1].last + DAY
    when: sa.Column[Any] = c[log.when]
    since, until = (start, end) if isinstance(when.type, sa.Date) else (_midnight(start), _midnight(end))
    query = sa.select(when.label("digested"), *(c[name] for name in log.columns)).where(when >= since, when < until)
    ordered = query.order_by(when, *log.table.primary_key.columns).execution_options(yield_per=STREAM)
    yield from connection.execute(ordered)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(when: Any) -> date:  # noqa: ANN401 -- an instant, a day, or what was put in their place
    if isinstance(when, datetime):
        return when.date()
    return when if isinstance(when, date) else date.min


def _told(value: Any) -> str | int | None:  # noqa: ANN401 -- whatever a column holds
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, datetime):
        return instant_text(value)
    return value if value is None or isinstance(value, int | str) else str(value)
