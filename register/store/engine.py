"""Engines: one that writes and one that cannot. SQLite is the embedded default, PostgreSQL the engine for teams."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from register.files import OWNER_ONLY, close_to_others
from register.store.outages import tell

BUSY_MILLISECONDS = 15_000
PAGE_BYTES = 8_192
BESIDE = ("", "-wal", "-shm")
# What people say never gets into the words of an error, and from there into a log.
POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 16, "hide_parameters": True}
# Said at the start of each transaction: behind a pooler the next one may run in another session.
SETTINGS = "SET LOCAL TIME ZONE 'UTC'; SET LOCAL statement_timeout = '{}s'; SET LOCAL lock_timeout = '{}s'"
WRITING = SETTINGS.format(60, 15)
READING = SETTINGS.format(300, 15)
MIGRATING = SETTINGS.format(0, 60)
IDENTITY = "identity of the file"
_sqlite_writers: dict[int, threading.Lock] = {}
_guard = threading.Lock()


def writing_engine(url: str, *, create: bool = False) -> sa.Engine:
    """Return the engine that commands and upkeep write through; ``create``: an embedded database is made if missing."""
    if url.startswith("sqlite"):
        return _sqlite(url, "rwc" if create else "rw")
    return _postgresql(url, MIGRATING if create else WRITING)


def reading_engine(url: str) -> sa.Engine:
    """Return an engine on which the database itself refuses every write."""
    return _sqlite(url, "ro") if url.startswith("sqlite") else _postgresql(url, READING, read_only=True)


def _sqlite(url: str, mode: str) -> sa.Engine:
    path = Path(sa.make_url(url).database or "register.db").absolute()
    read_only = mode == "ro"

    def connect() -> sqlite3.Connection:
        if mode == "rwc":
            # SQLite gives its journals the mode of the database itself.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
            for ending in BESIDE:
                close_to_others(path.with_name(path.name + ending))
        return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool, **POOL)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    tell(engine, read_only=read_only, file=path)

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:  # noqa: ANN401 -- the driver's connection, the pool's record
        connection.isolation_level = None
        if not read_only:
            # Of a file that is made only now: in small pages a whole entry would leave most of its page empty.
            connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys=ON")
        record.info[IDENTITY] = _identity(path)

    @sa.event.listens_for(engine, "checkout")
    def _on_checkout(_connection: object, record: Any, _proxy: object) -> None:  # noqa: ANN401 -- the pool's record
        # What is written into a file that was taken away would be lost with the last connection to it.
        if record.info[IDENTITY] != _identity(path):
            raise sa.exc.DisconnectionError

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file from any other that stands at its place later; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _postgresql(url: str, begin: str, *, read_only: bool = False) -> sa.Engine:
    made = sa.make_url(url)
    if made.drivername == "postgresql":
        made = made.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"} if read_only else {}
    # A statement prepared in one session is unknown in the next that a pooler hands out, or known there already.
    unprepared = {"prepare_threshold": None}
    engine = sa.create_engine(made, pool_pre_ping=True, execution_options=options, connect_args=unprepared, **POOL)
    tell(engine, read_only=read_only)

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def turn(engine: sa.Engine) -> Iterator[None]:
    """Wait for this process's turn to write; SQLite's writers queue here instead of polling the file's lock."""
    if engine.dialect.name != "sqlite":
        yield
        return
    with _guard:
        lock = _sqlite_writers.setdefault(id(engine), threading.Lock())
    with lock:
        yield
