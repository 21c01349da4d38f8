"""Rewriting what replay gives again from the entries: the values of subjects and the reportable versions of cases.

No entry is ever touched. The versions are append-only, so their guard is lifted for the rewriting and put back as it
was, in the migration's own transaction.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

TOGETHER = 1000
Value = dict[str, Any]

subjects = sa.table("subjects", sa.column("kind"), sa.column("id"), sa.column("state"))
versions = sa.table("case_versions", sa.column("case_id"), sa.column("seq"), sa.column("reportable"))


def rewrite_states(kind: str, change: Callable[[Value], None]) -> None:
    """Change the value of every subject of ``kind``."""
    _rewrite(subjects, ("id",), "state", change, subjects.c.kind == kind)


def rewrite_versions(change: Callable[[Value], None]) -> None:
    """Change every version of every case."""
    with _guard_lifted():
        _rewrite(versions, ("case_id", "seq"), "reportable", change, sa.true())


def _rewrite(
    table: sa.TableClause,
    key: tuple[str, ...],
    column: str,
    change: Callable[[Value], None],
    of: sa.ColumnElement[bool],
) -> None:
    """Change every text of ``column``, some rows at a time in the order of ``key``."""
    connection, keys = op.get_bind(), [table.c[name] for name in key]
    query = sa.select(*keys, table.c[column].label("text")).where(of).order_by(*keys).limit(TOGETHER)
    this = sa.and_(of, *(table.c[name] == sa.bindparam(f"at_{name}") for name in key))
    update = sa.update(table).where(this).values({column: sa.bindparam("text")})
    page = query
    while rows := connection.execute(page).mappings().all():
        at = ({f"at_{name}": row[name] for name in key} for row in rows)
        changed = [{"text": _changed(row["text"], change), **where} for row, where in zip(rows, at, strict=True)]
        connection.execute(update, changed)
        page = query.where(sa.tuple_(*keys) > sa.tuple_(*(sa.literal(rows[-1][name]) for name in key)))


def _changed(text: str, change: Callable[[Value], None]) -> str:
    value = json.loads(text)
    change(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@contextmanager
def _guard_lifted() -> Iterator[None]:
    """Take the guard of the versions away, and put it back."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.execute("ALTER TABLE case_versions DISABLE TRIGGER USER")
        yield
        op.execute("ALTER TABLE case_versions ENABLE TRIGGER USER")
        return
    made = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_versions'")
    triggers = connection.execute(made).all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        op.execute(sql)
