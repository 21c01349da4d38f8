"""Questions about the logs beside the trail: the digests that are to stand for them."""

from datetime import date

import sqlalchemy as sa

from register.domain.firm import LogDigest
from register.store import logs


class Logs:
    """Reads the logs."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def digests(self, first: date, last: date) -> tuple[LogDigest, ...]:
        """Return a digest of each log over the days (UTC) from ``first`` to ``last``, both included."""
        with self._engine.connect() as connection:
            (found,) = logs.digests(connection, [logs.Span(first, last)])
        return found
