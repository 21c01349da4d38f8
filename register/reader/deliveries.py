"""Questions about what the platforms delivered: what could not be read, and what was counted beside the messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.errors import Problem, Unknown
from register.domain.values import Id
from register.reader.work import RawDelivery
from register.store import tables as t
from register.store import upkeep_tables as u

MARK = "#"
TOLD_DIFFERENTLY = u.TOLD_DIFFERENTLY


@dataclass(frozen=True, slots=True)
class Parked:
    """A part of a delivery that could not be read: its place in the body, and why. Its bytes are kept.

    ``part`` of a message told in other words is the id of what it tells; ``name`` is the part's own among all.
    """

    delivery: Id
    channel: Id
    name: str
    part: str
    reason: str
    arrived_at: datetime


def part_of(path: str, item: Id) -> str:
    """Return the name of a parked part: its place in the body, and an id the same bytes have in every delivery."""
    return f"{path}{MARK}{item}"


class Deliveries:
    """Reads deliveries."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def parked(self, limit: int = 200) -> list[Parked]:
        """Return what could not be read, the newest first."""
        return self._parts(u.delivery_results.c.state == "parked", limit)

    def unread(self, actor: Actor, limit: int = 200) -> list[Parked]:
        """Return what came and is in no message, the newest first, on channels of the actor's brands."""
        return self._parts(sa.and_(u.unread(), _covered(actor)), limit)

    def count_unread(self, actor: Actor | None = None) -> int:
        """Return how many parts came and are in no message."""
        d, r, c = u.deliveries.c, u.delivery_results.c, t.channels.c
        query = (
            sa.select(sa.func.count())
            .select_from(u.delivery_results)
            .join(u.deliveries, d.id == r.delivery_id)
            .join(t.channels, c.id == d.channel_id)
            .where(u.unread(), _covered(actor))
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def raw(self, actor: Actor, delivery: Id) -> RawDelivery:
        """Return a delivery as it came; raises ``Unknown``, also for a channel of another brand."""
        d, c = u.deliveries.c, t.channels.c
        query = (
            sa.select(d.id, d.channel_id, d.arrived_at, d.body)
            .join(t.channels, c.id == d.channel_id)
            .where(d.id == delivery, _covered(actor))
        )
        with self._engine.connect() as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            raise Unknown(Problem("no-such-delivery", "delivery"))
        return RawDelivery(Id(found.id), Id(found.channel_id), found.arrived_at, bytes(found.body))

    def _parts(self, which: sa.ColumnElement[bool], limit: int) -> list[Parked]:
        d, r, c = u.deliveries.c, u.delivery_results.c, t.channels.c
        query = (
            sa.select(d.id, d.channel_id, r.part, r.reason, d.arrived_at)
            .join(u.delivery_results, r.delivery_id == d.id)
            .join(t.channels, c.id == d.channel_id)
            .where(which)
            .order_by(d.id.desc(), r.part)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            Parked(Id(x.id), Id(x.channel_id), x.part, x.part.partition(MARK)[0], x.reason or "unknown", x.arrived_at)
            for x in rows
        ]

    def left_over_among(self, parts: Iterable[str], *, besides: Id) -> set[str]:
        """Return those of ``parts`` that another delivery than ``besides`` left over: unread, or set aside by now."""
        r, wanted = u.delivery_results.c, list(parts)
        left = sa.and_(u.left_over(), ~u.dealt(u.READ_AGAIN))
        query = sa.select(r.part).where(left, r.part.in_(wanted), r.delivery_id != besides).distinct()
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars()) if wanted else set()

    def counts(self, from_at: datetime | None = None, until_at: datetime | None = None) -> dict[str, int]:
        """Return how many parts arrived in the period, by what became of them: ``captured``, ``repeated``, ``echo``,
        ``receipt``, ``reaction``, ``notice``, ``foreign`` (another account's), ``empty``, ``parked``; and ``waiting``
        deliveries. What was read again counts as what it was read as.
        """
        d, r = u.deliveries.c, u.delivery_results.c
        state = sa.func.coalesce(r.state, "waiting")
        query = (
            sa.select(state, sa.func.count())
            .select_from(sa.outerjoin(u.deliveries, u.delivery_results, r.delivery_id == d.id))
            .where(~u.dealt(u.READ_AGAIN))
        )
        if from_at is not None:
            query = query.where(d.arrived_at >= from_at)
        if until_at is not None:
            query = query.where(d.arrived_at < until_at)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(state))}

    def body(self, delivery: Id) -> bytes | None:
        """Return the bytes of a delivery as they came."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(u.deliveries.c.body).where(u.deliveries.c.id == delivery)).scalar()
        return None if found is None else bytes(found)

    def refused(self) -> dict[str, int]:
        """Return how many deliveries failed verification, by reason; nothing else of them was kept."""
        r = u.refused_deliveries.c
        query = sa.select(r.reason, sa.func.sum(r.count)).group_by(r.reason)
        with self._engine.connect() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(query)}


def _covered(actor: Actor | None) -> sa.ColumnElement[bool]:
    if actor is None or actor.brands is None:
        return sa.true()
    return t.channels.c.brand.in_(actor.brands)
