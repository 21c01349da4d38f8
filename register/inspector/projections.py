"""The projected rows, table by table: each as the replayed value gives it, none missing, none too many."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.values import Code, Id
from register.inspector.findings import Notebook
from register.store import tables as t
from register.store.rows import KEY, rows_of

# Which tables hold a kind's rows, and by which column a row names its subject.
OWNERS: Mapping[str, Mapping[sa.Table, str]] = {
    "case": {
        t.cases: "id",
        t.deadlines: "case_id",
        t.letters: "case_id",
        t.dispatches: "case_id",
        t.breaches: "case_id",
        t.tasks: "case_id",
        t.remedies: "case_id",
        t.holds: "case_id",
        t.escalations: "case_id",
        t.approvals: "subject_id",
    },
    "message": {t.messages: "id"},
    "account": {t.accounts: "id", t.tokens: "account_id", t.approvals: "subject_id"},
    "channel": {t.channels: "id", t.approvals: "subject_id"},
    "report": {t.reports: "id", t.approvals: "subject_id"},
    "register": {t.approvals: "subject_id"},
}


def compare_rows(connection: sa.Connection, notebook: Notebook, kind: str, values: Mapping[str, Any]) -> None:
    """Compare the stored rows of some subjects of one kind with those their replayed values give."""
    wanted: dict[sa.Table, dict[str, tuple[str, Mapping[str, Any]]]] = {}
    for subject, value in values.items():
        for table, rows in rows_of(Ref(Code(kind), Id(subject)), value).items():
            wanted.setdefault(table, {}).update({key: (subject, row) for key, row in rows.items()})
    for table, owner in OWNERS[kind].items():
        missing = wanted.get(table, {})
        for found in _stored(connection, table, owner, kind, list(values)):
            row = dict(found._mapping)  # noqa: SLF001 -- SQLAlchemy's public name for it
            key = row[KEY.get(table, "id")]
            subject, expected = missing.pop(key, (row[owner], None))
            notebook.count("rows")
            if expected is None:
                notebook.fault("row-unexplained", (kind, subject), table=table.name, row=key)
            elif row != expected:
                columns = " ".join(sorted(name for name in row if row[name] != expected.get(name)))
                notebook.fault("row-differs", (kind, subject), table=table.name, row=key, columns=columns)
        for key, (subject, _) in missing.items():
            notebook.fault("row-missing", (kind, subject), table=table.name, row=key)


def _stored(connection: sa.Connection, table: sa.Table, owner: str, kind: str, ids: list[str]) -> sa.CursorResult[Any]:
    query = sa.select(table).where(table.c[owner].in_(ids))
    return connection.execute(query.where(table.c.subject_kind == kind) if table is t.approvals else query)


def unowned(connection: sa.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, table, owner) of rows whose subject has no entry at all."""
    e = t.entries.c
    for kind, tables in OWNERS.items():
        for table, owner in tables.items():
            told = table.c.subject_kind if table is t.approvals else sa.literal(kind)
            entered = sa.exists().where(e.subject_kind == told, e.subject_id == table.c[owner])
            for found in connection.execute(sa.select(table.c[owner]).distinct().where(~entered)).scalars():
                yield kind, table.name, found
