"""Which errors of a database are an outage: those that tell of its disk, its process or the way to it."""

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from register.outage import BUSY, DAMAGED, DISK_FULL, READ_ONLY, UNREACHABLE, Outage, of_folder

# SQLite's primary result codes (sqlite.org/rescode.html).
SQLITE: Final = {
    5: BUSY,
    6: BUSY,
    8: READ_ONLY,
    10: UNREACHABLE,
    11: DAMAGED,
    13: DISK_FULL,
    14: UNREACHABLE,
    26: DAMAGED,
}
# PostgreSQL's SQLSTATE, by class or whole (postgresql.org/docs, appendix A).
POSTGRESQL: Final = {
    "08": UNREACHABLE,
    "25006": READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "53100": DISK_FULL,
    "53": UNREACHABLE,
    "55P03": BUSY,
    "57014": BUSY,
    "57P": UNREACHABLE,
    "58": UNREACHABLE,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
# What a reading connection says to a write: a mistake of ours, no outage.
WRITE_REFUSED: Final = {8, "25006"}
LONGEST_DETAIL: Final = 200


def outage_of(error: BaseException | None, file: Path | None = None) -> Outage | None:
    """Return the outage a driver's error tells of, None for any other; ``file`` is the embedded database."""
    code = _of_sqlite(error, file) or _of_postgresql(error)
    return None if code is None else Outage(code, str(error).strip().partition("\n")[0][:LONGEST_DETAIL])


def tell(engine: sa.Engine, *, read_only: bool, file: Path | None = None) -> None:
    """Have the engine raise ``Outage`` wherever the driver's error is one: in connecting, executing, committing."""

    @sa.event.listens_for(engine, "handle_error")
    def _on_error(context: sa.ExceptionContext) -> None:
        error = context.original_exception
        # While a pooled connection is tried out, the pool itself sees to it that a new one is made.
        if context.is_pre_ping or (read_only and _code(error) in WRITE_REFUSED):
            return
        outage = outage_of(error, file)
        if outage is not None:
            raise outage


def _code(error: BaseException) -> object:
    return getattr(error, "sqlite_errorcode", None) or getattr(error, "sqlstate", None)


def _of_sqlite(error: BaseException | None, file: Path | None) -> str | None:
    extended: int | None = getattr(error, "sqlite_errorcode", None)
    code = None if extended is None else SQLITE.get(extended & 0xFF)
    if code == UNREACHABLE and file is not None:
        # "Disk I/O error" and "unable to open" hide what is wrong with the place.
        return of_folder(file.parent) or code
    return code


def _of_postgresql(error: BaseException | None) -> str | None:
    if error is None or not hasattr(error, "sqlstate"):
        return None
    state: str | None = error.sqlstate
    if state is None:
        # The server said nothing at all: it cannot be reached, or hung up.
        operational = any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)
        return UNREACHABLE if operational else None
    return next((POSTGRESQL[state[:length]] for length in (5, 3, 2) if state[:length] in POSTGRESQL), None)
