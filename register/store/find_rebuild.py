"""The index made anew from what is sealed: after a change of how texts are found, or where the inspector named it."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.domain.values import Code, Id
from register.store import tables as t
from register.store.engine import turn
from register.store.find import ADD, Terms, change, kept_terms, kind_of, own_terms
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


def expected(connection: sa.Connection, values: Iterable[Case | Message]) -> Terms:
    """Return every term that each of these subjects is found by."""
    sources = {value: (value.id, *(value.messages if isinstance(value, Case) else ())) for value in values}
    kept = kept_terms(connection, {source for each in sources.values() for source in each})
    return {
        Ref(kind_of(value), value.id): set(own_terms(value)).union(*(kept.get(source, ()) for source in each))
        for value, each in sources.items()
    }


def _subjects(connection: sa.Connection) -> Iterator[list[Ref]]:
    for kind, column, at in (
        ("message", t.messages.c.id, t.messages.c.captured_at),
        ("case", t.cases.c.id, t.cases.c.logged_at),
    ):
        found = connection.execute(sa.select(column).order_by(at, column)).scalars().all()
        for start in range(0, len(found), TOGETHER):
            yield [Ref(Code(kind), Id(each)) for each in found[start : start + TOGETHER]]
