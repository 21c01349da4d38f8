"""Column types both databases agree on."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from register.store.packed import pack, unpack


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused. SQLite keeps text with six decimals, which sorts as time does."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 -- the driver's own type
        """Return what the driver stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 -- an inspection may find anything
        """Return an aware instant in UTC."""
        if not isinstance(value, datetime):
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Packed(sa.types.TypeDecorator[str]):
    """A value's canonical text, deflated in its column."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return what the driver stores."""
        return None if value is None else pack(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 -- an inspection may find anything
        """Return the text; what is none is handed over as it was found."""
        try:
            return unpack(value) if isinstance(value, bytes) else value
        except ValueError:
            return value
