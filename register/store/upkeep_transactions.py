"""The short transactions of upkeep: a closed list of tables that replay never compares. For ``upkeep`` alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.engine import turn

TABLES = frozenset(
    {
        u.sessions,
        u.sign_in_attempts,
        u.known_addresses,
        u.totp_counters,
        u.token_uses,
        u.deliveries,
        u.delivery_results,
        u.dealt_parts,
        u.refused_deliveries,
        u.security_log,
        u.tallies,
        u.leases,
        # Of a command, only what tells its repetition apart: it goes after its time.
        t.commands,
        u.form_drafts,
        u.kept_mail,
        u.troubles,
    }
)


class Upkeeping:
    """A transaction that touches upkeep's tables and no other."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def insert(self, table: sa.Table, *rows: dict[str, object]) -> None:
        """Append rows."""
        self._connection.execute(sa.insert(_ours(table)), list(rows))

    def update(self, table: sa.Table, where: sa.ColumnElement[bool], **values: object) -> int:
        """Change rows; return how many."""
        return self._connection.execute(sa.update(_ours(table)).where(where).values(**values)).rowcount

    def delete(self, table: sa.Table, where: sa.ColumnElement[bool]) -> int:
        """Delete rows; return how many."""
        return self._connection.execute(sa.delete(_ours(table)).where(where)).rowcount

    def take(self, table: sa.Table) -> list[sa.Row[Any]]:
        """Delete every row and return them all: what comes meanwhile is neither returned nor lost."""
        return list(self._connection.execute(sa.delete(_ours(table)).returning(*table.columns)))

    def put(
        self, table: sa.Table, key: dict[str, object], only: sa.ColumnElement[bool] | None = None, **values: object
    ) -> bool:
        """Insert the row under ``key``, or change it where ``only`` holds of it; two at once do not collide.

        Return whether anything was written.
        """
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(_ours(table)).values(**key, **values)
        change = statement.on_conflict_do_update(index_elements=list(key), set_=values, where=only)
        return self._connection.execute(change.returning(sa.literal(1))).first() is not None

    def alone(self, table: sa.Table) -> None:
        """Wait until no other transaction changes the table, and keep them out until this one ends.

        On SQLite one writes at a time as it is.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.text(f'LOCK TABLE "{_ours(table).name}" IN SHARE ROW EXCLUSIVE MODE'))

    def select(self, query: sa.Select[Any]) -> list[sa.Row[Any]]:
        """Read within the transaction."""
        return list(self._connection.execute(query))


def _ours(table: sa.Table) -> sa.Table:
    if table not in TABLES:
        raise LookupError(f"{table.name} is not upkeep's table")
    return table


@contextmanager
def upkeeping(engine: sa.Engine) -> Iterator[Upkeeping]:
    """Open a short transaction; leaving it commits, an exception undoes it."""
    with turn(engine), engine.begin() as connection:
        yield Upkeeping(connection)
