"""What the drivers' errors are told as, and an embedded database that is taken away or replaced."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from register.outage import BUSY, DAMAGED, DISK_FULL, READ_ONLY, UNREACHABLE, Outage
from register.store.engine import reading_engine, writing_engine
from register.store.outages import outage_of
from tests.faults.failing import LOST, Fault, failing
from tests.store.raw import ask


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = writing_engine(database_url)
    yield engine
    engine.dispose()


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of the driver\nand more")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (_sqlite(sqlite3.SQLITE_FULL), DISK_FULL),
        (_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), BUSY),
        (_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), READ_ONLY),
        (_sqlite(sqlite3.SQLITE_IOERR_FSYNC), UNREACHABLE),
        (_sqlite(sqlite3.SQLITE_CORRUPT), DAMAGED),
        (_sqlite(sqlite3.SQLITE_CONSTRAINT), None),
        (psycopg.errors.DiskFull(), DISK_FULL),
        (psycopg.errors.TooManyConnections(), UNREACHABLE),
        (psycopg.errors.AdminShutdown(), UNREACHABLE),
        (psycopg.errors.LockNotAvailable(), BUSY),
        (psycopg.errors.QueryCanceled(), BUSY),
        (psycopg.errors.ReadOnlySqlTransaction(), READ_ONLY),
        (psycopg.OperationalError("connection failed"), UNREACHABLE),
        (psycopg.errors.UniqueViolation(), None),
        (psycopg.DataError("a NUL"), None),
        (ValueError("ours"), None),
    ],
)
def test_an_error_of_the_disk_or_the_server_is_an_outage_and_no_other(error: Exception, code: str | None) -> None:
    outage = outage_of(error)
    assert (outage and outage.code) == code
    assert outage is None or "\n" not in outage.detail


def test_a_read_only_connection_that_is_asked_to_write_is_a_mistake_of_ours(database_url: str) -> None:
    reading = reading_engine(database_url)
    with reading.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.exec_driver_sql("DELETE FROM leases")
    reading.dispose()


def test_a_database_that_was_taken_away_is_missed_at_once_and_not_made_anew(sqlite_url: str, tmp_path: Path) -> None:
    file, engine, reading = tmp_path / "register.db", writing_engine(sqlite_url), reading_engine(sqlite_url)
    for one in (engine, reading):
        with one.connect():
            pass
    file.rename(tmp_path / "aside.db")
    for one in (engine, reading):
        with pytest.raises(Outage, match=UNREACHABLE):
            one.connect()
        one.dispose()
    assert not file.exists()


def test_a_database_put_in_its_place_is_used_from_then_on(sqlite_url: str, tmp_path: Path) -> None:
    file, engine = tmp_path / "register.db", writing_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO leases VALUES ('old', 'x', '2026-01-01')")
    aside = tmp_path / "aside.db"
    with sqlite3.connect(aside) as copy, sqlite3.connect(file) as original:
        original.backup(copy)
    aside.replace(file)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO leases VALUES ('new', 'x', '2026-01-01')")
    engine.dispose()
    assert ask(sqlite_url, "SELECT count(*) FROM leases") == 1 + 1


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(Outage, match=DAMAGED):
        writing_engine(f"sqlite:///{file}").connect()


def test_a_server_nobody_answers_at_is_out_of_reach() -> None:
    with pytest.raises(Outage, match=UNREACHABLE):
        writing_engine("postgresql+psycopg://nobody@127.0.0.1:1/none").connect()


@pytest.mark.postgresql
def test_a_connection_the_server_ended_is_told_and_the_next_one_works(postgresql_url: str) -> None:
    engine = writing_engine(postgresql_url)
    with engine.connect() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        ask(postgresql_url, "SELECT pg_terminate_backend(:process)", process=process)
        with pytest.raises(Outage, match=UNREACHABLE):
            connection.exec_driver_sql("SELECT 1")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def test_the_faults_of_the_tests_reach_us_as_the_drivers_do(engine: sa.Engine) -> None:
    engine.connect().close()
    with failing(engine, Fault("statement", 2, LOST)) as fault:
        # A transaction begins with a statement of ours.
        with engine.connect() as connection:
            connection.begin()
            with pytest.raises(Outage, match=UNREACHABLE):
                connection.exec_driver_sql("SELECT 1")
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
    assert fault.struck == 1
