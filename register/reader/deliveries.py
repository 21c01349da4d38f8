"""Questions about what the platforms delivered: what could not be read, and what was counted beside the messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from register.domain.values import Id
from register.store import upkeep_tables as u

MARK = "#"


@dataclass(frozen=True, slots=True)
class Parked:
    """A part of a delivery that could not be read: its place in the body, and why. Its bytes are kept."""

    delivery: Id
    channel: Id
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
        d, r = u.deliveries.c, u.delivery_results.c
        query = (
            sa.select(d.id, d.channel_id, r.part, r.reason, d.arrived_at)
            .join(u.delivery_results, r.delivery_id == d.id)
            .where(r.state == "parked")
            .order_by(d.id.desc(), r.part)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            Parked(Id(x.id), Id(x.channel_id), x.part.partition(MARK)[0], x.reason or "unknown", x.arrived_at)
            for x in rows
        ]

    def parked_among(self, parts: Iterable[str]) -> set[str]:
        """Return those of ``parts`` that an earlier delivery parked already."""
        r, wanted = u.delivery_results.c, list(parts)
        query = sa.select(r.part).where(r.state == "parked", r.part.in_(wanted)).distinct()
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars()) if wanted else set()

    def counts(self, from_at: datetime | None = None, until_at: datetime | None = None) -> dict[str, int]:
        """Return how many parts arrived in the period, by what became of them: ``captured``, ``repeated``, ``echo``,
        ``receipt``, ``reaction``, ``foreign`` (another account's), ``empty``, ``parked``; and ``waiting`` deliveries.
        """
        d, r = u.deliveries.c, u.delivery_results.c
        state = sa.func.coalesce(r.state, "waiting")
        query = sa.select(state, sa.func.count()).select_from(
            sa.outerjoin(u.deliveries, u.delivery_results, r.delivery_id == d.id)
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
