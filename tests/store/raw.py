"""Raw SQL as somebody with the database's password would write it, past every door of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from register.store.engine import writing_engine


@contextmanager
def raw(url: str) -> Iterator[sa.Connection]:
    """Open a connection that may write; leaving it commits."""
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def run(url: str, sql: str, **values: Any) -> int:
    """Run one statement and return how many rows it met."""
    with raw(url) as connection:
        return connection.execute(sa.text(sql), values).rowcount


def ask(url: str, sql: str, **values: Any) -> Any:
    """Return the first value a query gives."""
    with raw(url) as connection:
        return connection.execute(sa.text(sql), values).scalar()


def rewrite(url: str, column: sa.Column[str], *changes: tuple[str, str], **where: str) -> int:
    """Change the text of a packed column where it is found, and return in how many rows."""
    table = column.table
    met, changed = sa.and_(sa.true(), *(table.c[name] == value for name, value in where.items())), 0
    with raw(url) as connection:
        key = list(table.primary_key)
        for row in connection.execute(sa.select(*key, column.label("text")).where(met)).all():
            text = row.text
            for old, new in changes:
                text = text.replace(old, new)
            if text != row.text:
                this = sa.and_(*(each == row._mapping[each.name] for each in key))
                changed += connection.execute(sa.update(table).where(this).values({column.name: text})).rowcount
    return changed


def unguard(url: str, table: str) -> None:
    """Take a table's triggers away, as whoever owns the database can."""
    with raw(url) as connection:
        if connection.dialect.name == "sqlite":
            query = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
            for name in connection.execute(query, {"table": table}).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@contextmanager
def unguarded(url: str, table: str) -> Iterator[None]:
    """Take a table's triggers away for a while, and put them back as if nothing had been."""
    with raw(url) as connection:
        query = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        sqlite = connection.dialect.name == "sqlite"
        made = connection.execute(query, {"table": table}).scalars().all() if sqlite else []
    unguard(url, table)
    yield
    with raw(url) as connection:
        for statement in made:
            connection.exec_driver_sql(statement)
        if not sqlite:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
