"""The logs beside the trail, compared with the digests of them that the trail holds."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from register.domain.commands.register import REGISTER
from register.domain.facts import FACTS
from register.domain.facts.register import LogsDigested
from register.domain.shapes import Malformed
from register.domain.trail.entry import parse_entry
from register.inspector.findings import Notebook
from register.store import logs
from register.store import tables as t


def check_logs(connection: sa.Connection, notebook: Notebook) -> None:
    """Compare every log, span by span, with what was sealed of it."""
    told = list(_told(connection))
    since = told[-1].to_on + timedelta(days=1) if told else None
    if since is None:
        notebook.leave_open("logs-never-sealed")
    else:
        notebook.leave_open("logs-not-sealed", day=since.isoformat())
    spans = [logs.Span(fact.from_on, fact.to_on) for fact in told]
    for fact, found in zip(told, logs.digests(connection, spans), strict=True):
        now = {log.name: log for log in found}
        for log in fact.logs:
            notebook.count("logged", log.rows)
            if now.get(log.name) != log:
                rows = now[log.name].rows if log.name in now else 0
                days = {"first": fact.from_on.isoformat(), "last": fact.to_on.isoformat()}
                notebook.fault(
                    "log-differs", (REGISTER.kind, REGISTER.id), log=log.name, rows=log.rows, found=rows, **days
                )

    if told:
        notebook.show("logs-kept", day=told[-1].to_on.isoformat(), rows=notebook.counts.get("logged", 0))


def _told(connection: sa.Connection) -> Iterator[LogsDigested]:
    e = t.entries.c
    query = sa.select(e.body).where(e.subject_kind == REGISTER.kind, e.subject_id == REGISTER.id).order_by(e.seq)
    for body in connection.execute(query).scalars():
        try:
            facts = parse_entry(body, FACTS).facts
        except (Malformed, AttributeError, TypeError, ValueError):
            # The replay names it.
            continue
        yield from (fact for fact in facts if isinstance(fact, LogsDigested))
