"""The database itself keeps the trail: no statement changes, replaces or empties an append-only table."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from register.domain.commands import register as r
from register.domain.values import Digest
from register.inspector.guards import GUARDED
from register.reader import Reader
from register.store.engine import reading_engine, writing_engine
from tests.build import a_case, a_register
from tests.clock import SteppedClock
from tests.store.raw import ask, raw, run

TABLES = sorted(table.name for table in GUARDED)
READ_ONLY = r"read-only|readonly"
REFUSALS = (sa.exc.IntegrityError, sa.exc.DBAPIError)


@pytest.fixture
def filled_url(database_url: str, clock: SteppedClock, tmp_path: Path) -> str:
    """A register in which every append-only table has a row."""
    bench = a_register(database_url, clock, tmp_path)
    case = a_case(bench)
    bench.register.upkeep.record("nobody", "looked")
    bench.register.upkeep.keep_delivery(bench.channel, b"", b"{}")
    head = bench.register.sealer.seal().head
    period = {"from_on": clock().date(), "to_on": clock().date()}
    bench.do(
        r.PrepareReport(
            kind="board",
            entity="harbour",
            brand=None,
            tree_size=head.size,
            root=Digest(head.root.hex()),
            document=b"%PDF-1.7",
            **period,
        )
    )
    assert case
    bench.register.close()
    return database_url


def _sqlite(url: str) -> bool:
    return url.startswith("sqlite")


@pytest.mark.parametrize("table", TABLES)
def test_no_statement_changes_what_is_kept(filled_url: str, table: str) -> None:
    before = ask(filled_url, f"SELECT count(*) FROM {table}")
    assert before > 0
    column = ask(filled_url, _first_column(filled_url, table))
    attempts = [
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} SELECT * FROM {table}",
    ]
    if _sqlite(filled_url):
        # The same proof is let pass, for two writers may keep it.
        values = "hash, x'00'" if table == "proofs" else "*"
        attempts += [
            f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table}",
            f"REPLACE INTO {table} SELECT {values} FROM {table} LIMIT 1",
            f"UPDATE OR REPLACE {table} SET {column} = {column}",
        ]
    else:
        key = ", ".join(column.name for column in next(t for t in GUARDED if t.name == table).primary_key)
        attempts += [
            f"TRUNCATE {table}",
            f"TRUNCATE {table} CASCADE",
            f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
        ]
    for attempt in attempts:
        with pytest.raises(REFUSALS):
            run(filled_url, attempt)
    assert ask(filled_url, f"SELECT count(*) FROM {table}") == before


def _first_column(url: str, table: str) -> str:
    if _sqlite(url):
        return f"SELECT name FROM pragma_table_info('{table}') LIMIT 1"
    return f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' LIMIT 1"


@pytest.mark.parametrize("column", ["id", "subject_kind", "subject_id", "seq"])
def test_an_entry_is_not_replaced_by_either_of_its_keys(filled_url: str, column: str) -> None:
    """A row of another id but the same place in the chain is a replacement too, and the other way round."""
    columns = ["id", "subject_kind", "subject_id", "seq", "at", "actor", "hash", "body"]
    other = {"id": "'other'", "subject_kind": "'other'", "subject_id": "'other'", "seq": "999"}
    values = ", ".join(other[name] if name == column else name for name in columns)
    verb = "INSERT OR REPLACE" if _sqlite(filled_url) else "INSERT"
    with pytest.raises(REFUSALS):
        run(filled_url, f"{verb} INTO entries ({', '.join(columns)}) SELECT {values} FROM entries")


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO unsealed (entry_id) VALUES ('x')",
        "UPDATE subjects SET seq = seq",
        "DELETE FROM cases",
        "CREATE TABLE mine (id integer)",
    ],
)
def test_readers_cannot_write(filled_url: str, sql: str) -> None:
    engine = reading_engine(filled_url)
    try:
        with pytest.raises(sa.exc.DBAPIError, match=READ_ONLY), engine.connect() as connection:
            connection.execute(sa.text(sql))
    finally:
        engine.dispose()


def test_a_reader_cannot_ask_to_be_allowed_to_write(filled_url: str) -> None:
    reader = Reader(filled_url)
    try:
        with reader._engine.connect() as connection:
            if _sqlite(filled_url):
                connection.exec_driver_sql("PRAGMA query_only = 0")
            else:
                connection.exec_driver_sql("SELECT 1")
                with pytest.raises(sa.exc.DBAPIError, match="read-write"):
                    connection.exec_driver_sql("SET TRANSACTION READ WRITE")
                connection.rollback()
            with pytest.raises(sa.exc.DBAPIError, match=READ_ONLY):
                connection.execute(sa.text("DELETE FROM cases"))
    finally:
        reader.close()


def test_an_author_cannot_be_their_own_approver_in_the_database(filled_url: str) -> None:
    row = {
        "id": "x",
        "case_id": "x",
        "type": "idr-response",
        "via": "email",
        "state": "approved",
        "content_hash": "0" * 64,
        "drafted_by": "account:a",
        "submitted_by": "account:b",
        "approved_by": "account:a",
    }
    columns = f"({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"
    for approver in ("account:a", "account:b"):
        with pytest.raises(sa.exc.IntegrityError, match="four_eyes"):
            run(filled_url, f"INSERT INTO letters {columns}", **{**row, "approved_by": approver})
    with pytest.raises(sa.exc.IntegrityError, match="four_eyes"):
        run(filled_url, "UPDATE reports SET approved_by = prepared_by")


def test_sqlite_is_durable_and_waits_its_turn(sqlite_url: str) -> None:
    engine = writing_engine(sqlite_url)
    try:
        with engine.connect() as connection:
            asked = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
            }
    finally:
        engine.dispose()
    assert asked == {"journal_mode": "wal", "synchronous": 2}


def test_a_naive_time_is_not_stored(sqlite_url: str, clock: SteppedClock) -> None:
    from register.store import tables as t  # noqa: PLC0415 -- one test alone needs it

    naive = clock().replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="naive"), raw(sqlite_url) as connection:
        connection.execute(sa.insert(t.checkpoints).values(size=1, root="", signed_at=naive, note=""))
