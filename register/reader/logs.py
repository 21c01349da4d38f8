"""Questions about the logs beside the trail: the digests that are to stand for them, and who read or tried what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from register.domain.subjects.firm import LogDigest
from register.domain.values import Id
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import logs
from register.store import upkeep_tables as u

# What a line of the security log can be about, by what its code begins with.
BEGINNINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reading": ("read:", "search:", "verified"),
        "refusal": ("refused", "throttled"),
        "sign-in": ("signed-",),
    }
)


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the security log: who did, read or was refused ``what``, about which subject, with which codes."""

    id: Id
    at: datetime
    actor: str
    what: str
    subject: tuple[str, Id] | None
    codes: tuple[str, ...]


class Logs:
    """Reads the logs."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def digests(self, first: date, last: date) -> tuple[LogDigest, ...]:
        """Return a digest of each log over the days (UTC) from ``first`` to ``last``, both included."""
        with self._engine.connect() as connection:
            (found,) = logs.digests(connection, [logs.Span(first, last)])
        return found

    def security(
        self, *, actor: str | None = None, kind: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Logged]:
        """Return lines of the security log, the newest first; ``kind`` is one of ``BEGINNINGS``.

        Raises ``Invalid`` (bad-cursor).
        """
        log, key = u.security_log.c, read_cursor(cursor)
        query = sa.select(u.security_log).order_by(log.at.desc(), log.id.desc())
        if actor is not None:
            query = query.where(log.actor == actor)
        if kind is not None:
            query = query.where(sa.or_(*(log.what.startswith(begin, autoescape=True) for begin in BEGINNINGS[kind])))
        if key is not None:
            query = query.where(sa.tuple_(log.at, log.id) < sa.tuple_(sa.literal(key[0], log.at.type), key[1]))
        limit = limited(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        lines = [_logged(row) for row in rows[:limit]]
        return Page(lines, cursor_of(lines[-1].at, lines[-1].id) if len(rows) > limit else None)


def _logged(row: sa.Row[tuple[object, ...]]) -> Logged:
    subject = (row.subject_kind, Id(row.subject_id)) if row.subject_kind and row.subject_id else None
    return Logged(Id(row.id), row.at, row.actor, row.what, subject, tuple(json.loads(row.codes)))
