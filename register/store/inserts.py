"""INSERT statements compiled once per table and engine: from then on, a row costs what the driver costs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from register.store.outages import outage_of

Row = dict[str, Any]
TABLES_AND_ENGINES = 256


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows, which all name the same columns; none is fine."""
    if rows:
        sql, bound = _compiled(connection.dialect, table, tuple(rows[0]))
        connection.exec_driver_sql(sql, [bound(row) for row in rows] if len(rows) > 1 else bound(rows[0]))


@contextmanager
def at_once(connection: sa.Connection) -> Iterator[None]:
    """Send the inserts within to PostgreSQL without waiting for each one's answer; an error is raised at the end."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql":
        yield
        return
    errors = connection.dialect.loaded_dbapi.Error
    try:
        with driver.pipeline():
            yield
    except errors as error:
        # The driver raises it when the pipeline ends, where SQLAlchemy does not see it.
        if (outage := outage_of(error)) is not None:
            raise outage from error
        raise sa.exc.DBAPIError.instance("pipeline of inserts", None, error, errors) from error


@lru_cache(maxsize=TABLES_AND_ENGINES)
def _compiled(dialect: Dialect, table: sa.Table, names: tuple[str, ...]) -> tuple[str, Callable[[Row], Any]]:
    """Return the driver's statement, and what makes a row the parameters the driver takes."""
    statement = sa.insert(table).compile(dialect=dialect, column_keys=list(names))
    types = {name: table.c[name].type.dialect_impl(dialect) for name in names}
    converters = {name: convert for name, kind in types.items() if (convert := kind.bind_processor(dialect))}
    order = statement.positiontup if dialect.positional else None

    def bound(row: Row) -> Any:  # noqa: ANN401 -- a tuple or a dictionary, as the driver has it
        ready = {**row, **{name: convert(row[name]) for name, convert in converters.items()}}
        return ready if order is None else tuple([ready[name] for name in order])

    return str(statement), bound
