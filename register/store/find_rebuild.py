"""The index made anew from what is sealed: after a change of how texts are found, or where the inspector named it."""

from collections.abc import Iterator

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.values import Code, Id
from register.store import tables as t
from register.store.engine import turn
from register.store.find import ADD, change, expected
from register.store.inserts import insert
from register.store.subjects import load

TOGETHER = 200
EMPTY = {
    "sqlite": "INSERT INTO find_terms (find_terms) VALUES ('delete-all')",
    "postgresql": "DELETE FROM find_terms",
}
SHRINK = {
    "sqlite": "INSERT INTO find_terms (find_terms) VALUES ('optimize')",
    "postgresql": "SELECT gin_clean_pending_list('ix_find_terms_terms')",
}


def anew(engine: sa.Engine) -> int:
    """Make the index anew in one transaction, its parts put together; return how many subjects it finds."""
    with turn(engine), engine.begin() as connection:
        count = rebuild(connection)
        # Until then SQLite keeps what was taken out of the index.
        connection.execute(sa.text(SHRINK[connection.dialect.name]))
        return count


def rebuild(connection: sa.Connection) -> int:
    """Make the index anew, the oldest subjects first; return of how many."""
    connection.execute(sa.text(EMPTY[connection.dialect.name]))
    connection.execute(sa.delete(t.find_entries))
    count = 0
    for refs in _subjects(connection):
        insert(connection, t.find_entries, [{"subject_kind": ref.kind, "subject_id": ref.id} for ref in refs])
        change(connection, ADD, expected(connection, [held.value for held in load(connection, refs).values()]))
        count += len(refs)
    return count


def _subjects(connection: sa.Connection) -> Iterator[list[Ref]]:
    for kind, column, at in (
        ("message", t.messages.c.id, t.messages.c.captured_at),
        ("case", t.cases.c.id, t.cases.c.logged_at),
    ):
        found = connection.execute(sa.select(column).order_by(at, column)).scalars().all()
        for start in range(0, len(found), TOGETHER):
            yield [Ref(Code(kind), Id(each)) for each in found[start : start + TOGETHER]]
