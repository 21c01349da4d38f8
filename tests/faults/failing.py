"""Faults on purpose: the n-th statement or commit of an engine fails as the driver would, once or from then on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import sqlalchemy as sa

EXECUTING: Final = ("do_execute", "do_execute_no_params", "do_executemany")
Error = Callable[[], Exception]


def _sqlite(code: int, words: str) -> Error:
    def make() -> Exception:
        error = sqlite3.OperationalError(words)
        error.sqlite_errorcode = code
        return error

    return make


# By the engine's dialect: what its driver raises.
DISK_FULL: Final[dict[str, Error]] = {
    "sqlite": _sqlite(sqlite3.SQLITE_FULL, "database or disk is full"),
    "postgresql": lambda: psycopg.errors.DiskFull("could not extend file: No space left on device"),
}
LOCKED: Final[dict[str, Error]] = {
    "sqlite": _sqlite(sqlite3.SQLITE_BUSY, "database is locked"),
    "postgresql": lambda: psycopg.errors.DeadlockDetected("deadlock detected"),
}
LOST: Final[dict[str, Error]] = {
    "sqlite": _sqlite(sqlite3.SQLITE_IOERR, "disk I/O error"),
    "postgresql": lambda: psycopg.OperationalError("server closed the connection unexpectedly"),
}


@dataclass
class Fault:
    """What fails: the ``at``-th (from 1) ``statement``, ``commit``, or ``answer`` to a commit that took place."""

    what: str
    at: int
    error: dict[str, Error]
    lasting: bool = False
    statements: int = 0
    commits: int = 0
    struck: int = 0

    def statement(self, dialect: str) -> None:
        """Count a statement that is about to be executed, and fail it if it is its turn."""
        self.statements += 1
        self._strike("statement", self.statements, dialect)

    def commit(self, dialect: str, commit: Callable[[], None]) -> None:
        """Commit, unless it is this one's turn to fail."""
        self.commits += 1
        self._strike("commit", self.commits, dialect)
        commit()
        self._strike("answer", self.commits, dialect)

    def _strike(self, what: str, number: int, dialect: str) -> None:
        if what == self.what and (number == self.at or (self.lasting and number > self.at)):
            self.struck += 1
            error = self.error[dialect]()
            raise error


NEVER: Final = 10**9


@contextmanager
def failing(engine: sa.Engine, fault: Fault) -> Iterator[Fault]:
    """Let the fault strike on this engine while the block runs."""
    dialect: Any = engine.dialect
    commit = dialect.do_commit

    def executing(*_: object) -> None:
        fault.statement(dialect.name)

    for event in EXECUTING:
        sa.event.listen(engine, event, executing)
    dialect.do_commit = lambda connection: fault.commit(dialect.name, lambda: commit(connection))
    try:
        yield fault
    finally:
        dialect.do_commit = commit
        for event in EXECUTING:
            sa.event.remove(engine, event, executing)


def counted() -> Fault:
    """Return a fault that never strikes and only counts."""
    return Fault("statement", NEVER, DISK_FULL)
