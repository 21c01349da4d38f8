"""How the register is doing: whether its database can be used, and what stands in its queues. No personal data."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from register.outage import Outage
from register.reader.mail import RELAY
from register.reader.vacuum import Dead, dead_rows
from register.store import schema
from register.store import tables as t
from register.store import upkeep_tables as u

READY: Final = "ready"


class Health:
    """Reads what operators watch."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def database(self) -> str:
        """Return ``ready``, ``not-migrated``, or the code of the outage that keeps it from being read."""
        try:
            with self._engine.connect() as connection:
                return READY if schema.current(connection) == schema.head() else "not-migrated"
        except Outage as outage:
            return outage.code

    def queues(self, now: datetime) -> dict[str, int]:
        """Return how much waits: unsealed entries, open legal limits that passed, messages, deliveries
        nobody looked at yet, and parts of them that are in no message.
        """
        d, done = t.deadlines.c, u.delivery_results.c
        settled = sa.select(done.delivery_id).where(done.delivery_id == u.deliveries.c.id).exists()
        passed = sa.and_(d.met_at.is_(None), sa.not_(d.replaced), d.kind == "deadline", d.legal, d.due_at <= now)
        counts = {
            "unsealed": sa.select(sa.func.count()).select_from(t.unsealed),
            "limits_passed": sa.select(sa.func.count()).where(passed),
            "messages_waiting": sa.select(sa.func.count()).where(t.messages.c.state.in_(("awaiting", "unsure"))),
            "delivery_parts_unread": sa.select(sa.func.count()).select_from(u.delivery_results).where(u.unread()),
            "mail_to_look_at": sa.select(sa.func.count()).where(u.kept_mail.c.settled_at.is_(None)),
            "mail_server_unready": sa.select(sa.func.count()).where(u.troubles.c.what == RELAY),
            "deliveries_unread": sa.select(sa.func.count()).select_from(u.deliveries).where(~settled),
        }
        with self._engine.connect() as connection:
            return {name: connection.execute(query).scalar_one() for name, query in counts.items()}

    def dead_rows(self) -> Dead:
        """Return which queues are full of dead rows, and whether an open transaction keeps them."""
        return dead_rows(self._engine)

    def outbox(self) -> dict[str, int]:
        """Return how many sendings stand in each state."""
        state = t.dispatches.c.state
        query = sa.select(state, sa.func.count().label("number")).group_by(state)
        with self._engine.connect() as connection:
            return {row.state: row.number for row in connection.execute(query)}
