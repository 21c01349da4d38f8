"""What a case weighs: an opening's entry and state, the shared proofs, and all of SQLite's file for each case."""

import tempfile
from pathlib import Path

import sqlalchemy as sa

from bench.ready import ready_register
from bench.rederive import fill
from bench.table import Line
from register.settings import Settings
from register.store.engine import reading_engine
from register.wiring import wire

CASES = 2_000
OPENING = sa.text(
    "SELECT avg(length(e.body)), avg(length(CAST(s.state AS BLOB))), count(*) FROM entries e"
    " JOIN subjects s ON s.kind = e.subject_kind AND s.id = e.subject_id WHERE e.subject_kind = 'case' AND e.seq = 1"
)
PROOFS = sa.text("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM proofs")


def run() -> list[Line]:
    """Fill a register on SQLite and print what a case adds to the bytes of an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        _, home = ready_register(url)
        empty = _size(url)
        register = wire(Settings(home=Path(home), database_url=url))
        fill(register, CASES)
        register.close()
        each = (_size(url) - empty) / CASES
        engine = reading_engine(url)
        with engine.connect() as connection:
            entry, state, cases = connection.execute(OPENING).one()
            proofs, weight = connection.execute(PROOFS).one()
        engine.dispose()
    print(
        f"bytes of a case, {cases:,} on SQLite: entry {entry:,.0f}, state {state:,.0f}, all tables and indexes "
        f"{each:,.0f}; {proofs} proofs of {weight:,} bytes shared by all"
    )
    return [Line("a case's bytes, all tables, with finding", "sqlite", "", f"{each:,.0f} bytes", "", "11,000 bytes")]


def _size(url: str) -> int:
    engine = reading_engine(url)
    with engine.connect() as connection:
        pages, unused, size = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("page_count", "freelist_count", "page_size")
        )
    engine.dispose()
    return int((pages - unused) * size)
