"""Questions about the mail server: mail a person has to look at, and what is wrong with sending."""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.errors import Problem, Unknown
from register.domain.values import Id
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.store import upkeep_tables as u

RELAY = "mail-relay"


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail that waits for a person, or was dealt with; ``body`` is None in lists, and once it was erased."""

    id: Id
    arrived_at: datetime
    reason: str
    brand: str | None
    size: int
    settled_at: datetime | None
    settled_by: str | None
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with something the register depends on, and since when."""

    what: str
    reason: str
    since: datetime


class MailReader:
    """Reads kept mail for an actor; one whose brand is known is open to those who work for it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def waiting(self, actor: Actor, *, cursor: str | None = None, limit: int = 50) -> Page[KeptMail]:
        """Return what waits, the oldest first."""
        m, after, limit = u.kept_mail.c, read_cursor(cursor), limited(limit)
        query = sa.select(*_LISTED).where(m.settled_at.is_(None), _open_to(actor))
        if after is not None:
            query = query.where(
                sa.tuple_(m.arrived_at, m.id) > sa.tuple_(sa.literal(after[0], m.arrived_at.type), after[1])
            )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(m.arrived_at, m.id).limit(limit + 1)).mappings().all()
        found = [KeptMail(**row) for row in rows[:limit]]
        return Page(found, cursor_of(found[-1].arrived_at, found[-1].id) if len(rows) > limit else None)

    def open(self, actor: Actor, mail: Id, most: int | None = None) -> KeptMail:
        """Return one mail with its bytes, or with the first ``most`` of them; raises ``Unknown``."""
        body = u.kept_mail.c.body
        read = body if most is None else sa.func.substr(body, 1, most, type_=body.type).label("body")
        query = sa.select(*_LISTED, read).where(u.kept_mail.c.id == mail, _open_to(actor))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise Unknown(Problem("no-such-mail", "mail"))
        return KeptMail(**row)

    def count(self, actor: Actor | None = None) -> int:
        """Return how many mails wait for a person, or for this one."""
        query = sa.select(sa.func.count()).select_from(u.kept_mail).where(u.kept_mail.c.settled_at.is_(None))
        query = query if actor is None else query.where(_open_to(actor))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def trouble(self, what: str) -> Trouble | None:
        """Return what is wrong with it, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(u.troubles).where(u.troubles.c.what == what)).one_or_none()
        return None if row is None else Trouble(row.what, row.reason, row.since)


_LISTED = tuple(column for column in u.kept_mail.c if column.name != "body")


def _open_to(actor: Actor) -> sa.ColumnElement[bool]:
    brand = u.kept_mail.c.brand
    return sa.true() if actor.brands is None else sa.or_(brand.is_(None), brand.in_(actor.brands))
