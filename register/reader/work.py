"""What waits for the worker: deliveries to parse, letters to render, mail to send, limits passed, entries to seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.routes import SENT
from register.domain.values import Id
from register.store import tables as t
from register.store import upkeep_tables as u


@dataclass(frozen=True, slots=True)
class RawDelivery:
    """A delivery as it came."""

    id: Id
    channel: Id
    arrived_at: datetime
    body: bytes


@dataclass(frozen=True, slots=True)
class CasePart:
    """A letter or a dispatch, with the case it belongs to."""

    case: Id
    part: Id


class Work:
    """Reads the worker's queues."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def deliveries(self, limit: int = 100) -> list[RawDelivery]:
        """Return deliveries nothing was made of yet, the oldest first."""
        d = u.deliveries.c
        settled = sa.select(u.delivery_results.c.delivery_id).where(u.delivery_results.c.delivery_id == d.id).exists()
        query = sa.select(d.id, d.channel_id, d.arrived_at, d.body).where(~settled).order_by(d.id).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [RawDelivery(Id(r.id), Id(r.channel_id), r.arrived_at, bytes(r.body)) for r in rows]

    def letters_to_queue(self, limit: int = 50) -> list[CasePart]:
        """Return approved letters of open cases that go by e-mail and were never put into the outbox.

        One that came back is for people to deal with: nothing that left the house goes out again by itself.
        """
        x, d = t.letters.c, t.dispatches.c
        tried = sa.select(d.id).where(d.letter_id == x.id).exists()
        query = (
            sa.select(x.case_id, x.id)
            .join(t.cases, t.cases.c.id == x.case_id)
            .where(x.state == "approved", x.via.in_(SENT), t.cases.c.status == "open", ~tried)
            .limit(limit)
        )
        return self._parts(query)

    def letters_waiting(self, limit: int = 200) -> list[Id]:
        """Return the open cases with an approved letter that goes by e-mail and was not tried yet."""
        x, d = t.letters.c, t.dispatches.c
        tried = sa.select(d.id).where(d.letter_id == x.id, sa.or_(d.state != "queued", d.attempts > 0)).exists()
        query = (
            sa.select(x.case_id)
            .join(t.cases, t.cases.c.id == x.case_id)
            .where(x.state.in_(("approved", "queued")), x.via.in_(SENT), t.cases.c.status == "open", ~tried)
            .distinct()
            .order_by(x.case_id)
        )
        with self._engine.connect() as connection:
            return [Id(case) for case in connection.execute(query.limit(limit)).scalars()]

    def dispatches_due(self, now: datetime, limit: int = 50) -> list[CasePart]:
        """Return queued dispatches whose next attempt is due."""
        d = t.dispatches.c
        query = sa.select(d.case_id, d.id).where(d.state == "queued", d.next_attempt_at <= now)
        return self._parts(query.order_by(d.next_attempt_at).limit(limit))

    def dispatches_interrupted(self, limit: int = 50) -> list[CasePart]:
        """Return dispatches whose attempt began and was never reported: nobody knows whether they went out."""
        d = t.dispatches.c
        return self._parts(sa.select(d.case_id, d.id).where(d.state == "sending").limit(limit))

    def limits_passed(self, now: datetime, limit: int = 200) -> list[CasePart]:
        """Return open deadlines that passed and were not recorded as missed, with their cases."""
        d = t.deadlines.c
        query = sa.select(d.case_id, d.id).where(
            d.met_at.is_(None), sa.not_(d.replaced), sa.not_(d.missed), d.kind == "deadline", d.due_at <= now
        )
        return self._parts(query.order_by(d.due_at, d.id).limit(limit))

    def carried_out(self, actor: str, commands: Sequence[Id]) -> set[Id]:
        """Return those of ``commands`` that the actor gave before."""
        c = t.commands.c
        query = sa.select(c.id).where(c.actor == actor, c.id.in_(commands))
        with self._engine.connect() as connection:
            return {Id(found) for found in connection.execute(query).scalars()}

    def unsealed(self) -> bool:
        """Whether entries wait for the sealer."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(t.unsealed.c.entry_id).limit(1)).first() is not None

    def _parts(self, query: sa.Select[Any]) -> list[CasePart]:
        with self._engine.connect() as connection:
            return [CasePart(Id(row[0]), Id(row[1])) for row in connection.execute(query)]
