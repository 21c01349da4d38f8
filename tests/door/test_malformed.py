"""A database in which anything may stand anywhere: each wrong value is a finding, and the inspection goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

import pytest
import sqlalchemy as sa

from register.inspector.projections import OWNERS
from register.store import tables as t
from register.store.types import Instant
from tests.build import Bench
from tests.door.looking import codes, url_of, verified
from tests.store.raw import raw, run, unguarded

TRAIL = (t.entries, t.leaves, t.tree, t.checkpoints, t.case_versions, t.version_marks, t.subjects)
KEPT = (t.sealed_values, t.documents, t.commands, t.case_numbers)
READ = sorted({*TRAIL, *KEPT, *(table for tables in OWNERS.values() for table in tables)}, key=lambda table: table.name)
# When a checkpoint was signed is under the tree once the day is over; the rest is kept for a while and proves nothing.
UNSEEN = {("checkpoints", "signed_at"), ("commands", "at"), ("commands", "salt"), ("commands", "fingerprint")}
# What a value that nobody looks up is called says nothing; of one that is looked up it makes another look-up.
UNSEEN |= {("sealed_values", "kind")}


def _wrong(column: sa.Column[Any], dialect: str) -> Iterator[Any]:
    """Yield what somebody with SQL may put into a column of this type."""
    if dialect == "sqlite":
        yield from ("garbage", b"\x00\xff")
        if column.nullable:
            yield None
    elif isinstance(column.type, sa.LargeBinary):
        yield b"\x00"
    elif isinstance(column.type, sa.Integer):
        yield -7
    elif isinstance(column.type, sa.Boolean):
        return
    elif isinstance(column.type, sa.String):
        yield from ("garbage"[: column.type.length], "")
    else:
        yield from ("infinity", "-infinity")


@pytest.mark.faults
@pytest.mark.parametrize("table", READ, ids=lambda table: table.name)
def test_a_wrong_value_anywhere_is_a_finding(lived: Bench, table: sa.Table, rounds: int) -> None:
    url, unfound = url_of(lived), []
    dialect = url.partition(":")[0].partition("+")[0]
    with unguarded(url, table.name):
        for column in table.columns:
            # Each value costs an inspection: in the ordinary run one a column, in `make faults` all.
            for value in islice(_wrong(column, dialect), rounds // 5):
                before = _rows(url, table)
                if _put(url, table, column, value) and _rows(url, table) != before:
                    findings = verified(lived)
                    if findings.holds and (table.name, column.name) not in UNSEEN:
                        unfound.append((column.name, value))
                    _take_back(url, table, before)
    assert unfound == []


def _mark(connection: sa.Connection) -> str:
    return "?" if connection.dialect.name == "sqlite" else "%s"


def _rows(url: str, table: sa.Table) -> list[tuple[Any, ...]]:
    """Return every row as the driver gives it, days and instants as text."""
    names = [
        f"CAST({column.name} AS TEXT)"
        if isinstance(column.type, sa.Date | Instant) and "postgresql" in url
        else column.name
        for column in table.columns
    ]
    with raw(url) as connection:
        found = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table.name}").all()
    return sorted((tuple(row) for row in found), key=repr)


def _put(url: str, table: sa.Table, column: sa.Column[Any], value: Any) -> bool:
    """Put a value into the first row; False where the database refuses it."""
    first = next(iter(table.primary_key.columns)).name
    try:
        with raw(url) as connection:
            where = f"WHERE {first} = (SELECT min({first}) FROM {table.name})"
            sql = f"UPDATE {table.name} SET {column.name} = {_mark(connection)} {where}"
            return connection.exec_driver_sql(sql, (value,)).rowcount > 0
    except sa.exc.DBAPIError:
        return False


def _take_back(url: str, table: sa.Table, rows: list[tuple[Any, ...]]) -> None:
    with raw(url) as connection:
        marks = ", ".join([_mark(connection)] * len(table.columns))
        names = ", ".join(column.name for column in table.columns)
        connection.exec_driver_sql(f"DELETE FROM {table.name}")
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)


def test_words_where_bytes_belong_hide_nothing_else(lived: Bench) -> None:
    url = url_of(lived)
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL holds columns to their types")
    with unguarded(url, "entries"), closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE entries SET body = CAST(body AS TEXT) WHERE subject_kind = 'account' AND seq = 1")
        connection.execute("UPDATE sealed_values SET value = 'words' WHERE kind = 'email'")
    run(url, "UPDATE tree SET frontier = 'nonsense'")
    run(url, "UPDATE cases SET tier = tier + 1")
    run(url, "INSERT INTO unsealed SELECT entry_id FROM leaves WHERE leaf_index = 3")
    wanted = {"entry-changed", "sealed-value-differs", "tree-differs", "row-differs", "entry-placed-twice"}
    assert codes(verified(lived)) >= wanted
