"""Engines: one that writes and one that cannot. SQLite is the embedded default, PostgreSQL the engine for teams."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

BUSY_MILLISECONDS = 15_000
_sqlite_writers: dict[int, threading.Lock] = {}
_guard = threading.Lock()


def writing_engine(url: str) -> sa.Engine:
    """Return the engine that commands and upkeep write through."""
    return _sqlite(url, read_only=False) if url.startswith("sqlite") else _postgresql(url, read_only=False)


def reading_engine(url: str) -> sa.Engine:
    """Return an engine on which the database itself refuses every write."""
    return _sqlite(url, read_only=True) if url.startswith("sqlite") else _postgresql(url, read_only=True)


def _sqlite(url: str, *, read_only: bool) -> sa.Engine:
    path = Path(sa.make_url(url).database or "register.db")

    def connect() -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool, pool_size=16, max_overflow=16)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's connection
        connection.isolation_level = None
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: str, *, read_only: bool) -> sa.Engine:
    made = sa.make_url(url)
    if made.drivername == "postgresql":
        made = made.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"} if read_only else {}
    return sa.create_engine(
        made,
        pool_size=16,
        max_overflow=16,
        pool_pre_ping=True,
        execution_options=options,
        connect_args={"options": "-c timezone=UTC"},
    )


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
