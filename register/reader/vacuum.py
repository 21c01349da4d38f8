"""Whether PostgreSQL clears away what was deleted: rows that pass through queues pile up dead if it does not."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from register.store import tables as t
from register.store import upkeep_tables as u

# What comes and goes all day: dead rows of these are read over by every round of the worker.
QUEUES: Final = (t.unsealed, t.dispatches, t.deadlines, t.subjects, u.delivery_results, u.leases, u.sessions, u.tallies)
FEWEST_DEAD: Final = 10_000
DEAD_TO_LIVE: Final = 2
LONGEST_HOURS: Final = 1
DEAD: Final = sa.text(
    "SELECT relname, n_dead_tup FROM pg_stat_user_tables WHERE relname = ANY(:queues)"
    " AND n_dead_tup >= GREATEST(:fewest, :times * n_live_tup) ORDER BY n_dead_tup DESC"
)
OLDEST: Final = sa.text(
    "SELECT max(extract(epoch FROM now() - xact_start)) / 3600 FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class Dead:
    """What stands in the way: tables with their dead rows, and the hours of a transaction that keeps them (or None)."""

    rows: dict[str, int]
    held_for: float | None


def dead_rows(engine: sa.Engine) -> Dead:
    """Return which queues are full of dead rows, and whether an open transaction keeps them from being cleared away.

    SQLite has none of either.
    """
    if engine.dialect.name != "postgresql":
        return Dead({}, None)
    named = {"queues": [table.name for table in QUEUES], "fewest": FEWEST_DEAD, "times": DEAD_TO_LIVE}
    with engine.connect() as connection:
        rows = {row.relname: row.n_dead_tup for row in connection.execute(DEAD, named)}
        hours = connection.execute(OLDEST).scalar()
    return Dead(rows, float(hours) if hours is not None and hours >= LONGEST_HOURS else None)
