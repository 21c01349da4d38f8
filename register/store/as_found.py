"""Reading a database that was tampered with: whatever stands in a column is handed over as it was found.

A driver raises where a value does not fit its column, and with that hides everything behind it.
"""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from register.store.engine import reading_engine

CHECKED: Final[tuple[Any, ...]] = (sa.DateTime, sa.Date, sa.Boolean)
TRUTHS: Final = (0, 1, None)
UNFIT: Final = (TypeError, ValueError, OverflowError)


def inspecting_engine(url: str) -> sa.Engine:
    """Return a reading engine that gives a value of another type than its column's as it is, instead of raising."""
    engine = reading_engine(url)
    sqlite = engine.dialect.name == "sqlite"
    known: Any = engine.dialect.colspecs
    engine.dialect.colspecs = {**known, **{kind: _lenient(known.get(kind, kind)) for kind in CHECKED}}

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's connection
        if sqlite:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        else:
            _take_any_time(connection, engine.dialect.loaded_dbapi)

    return engine


def _lenient(kind: Any) -> Any:  # noqa: ANN401 -- the dialect's class for a type
    class AsFound(kind):  # type: ignore[misc]  # the base is known at run time
        cache_ok = True

        def result_processor(self, dialect: Any, coltype: object) -> Callable[[Any], Any]:  # noqa: ANN401 -- SQLAlchemy's own
            read = super().result_processor(dialect, coltype)

            def as_found(value: Any) -> Any:  # noqa: ANN401 -- whatever stands there
                if issubclass(kind, sa.Boolean) and value not in TRUTHS:
                    return value
                try:
                    return value if read is None else read(value)
                except UNFIT:
                    return value

            return as_found

    return AsFound


def _take_any_time(connection: Any, driver: Any) -> None:  # noqa: ANN401 -- the driver and its connection
    """Let PostgreSQL's instants and days beyond what Python holds come through as text."""
    loaders = driver.types.datetime
    for name, kind in (("timestamptz", loaders.TimestamptzLoader), ("date", loaders.DateLoader)):
        connection.adapters.register_loader(name, _as_text(kind, driver.DataError))


def _as_text(kind: Any, unfit: type[Exception]) -> Any:  # noqa: ANN401 -- a loader of the driver
    class AsText(kind):  # type: ignore[misc]  # the base is known at run time
        def load(self, data: Any) -> Any:  # noqa: ANN401 -- the driver's own
            try:
                return super().load(data)
            except unfit:
                return bytes(data).decode()

    return AsText
