"""Visits: sessions, attempts at signing in, used one-time codes. Upkeep's tables, in short transactions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from register.store import upkeep_tables as u
from register.store.upkeep_transactions import upkeeping


@dataclass(frozen=True, slots=True)
class Visit:
    """One session: the SHA-256 of its cookie, who signed in (None before that), and its values as JSON text."""

    key: str
    account: str | None
    created_at: datetime
    seen_at: datetime
    data: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How many tries at a secret there were of late, and when the last one was."""

    tries: int
    last: datetime | None


NO_TRIES: Final = Pace(0, None)
Pause = Callable[[Mapping[str, Pace]], timedelta]


class Visits:
    """Keeps what signing in needs."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> Visit | None:
        """Return the session under ``key`` unless it was revoked."""
        s = u.sessions.c
        query = sa.select(s.digest, s.account_id, s.created_at, s.seen_at, s.data)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(s.digest == key, s.revoked_at.is_(None))).one_or_none()
        return None if row is None else Visit(row.digest, row.account_id, row.created_at, row.seen_at, row.data)

    def put(self, visit: Visit) -> None:
        """Keep the session, replacing what stood under its key."""
        values: dict[str, Any] = {
            "account_id": visit.account,
            "created_at": visit.created_at,
            "seen_at": visit.seen_at,
            "data": visit.data,
        }
        with upkeeping(self._engine) as upkeep:
            upkeep.put(u.sessions, {"digest": visit.key}, **values)

    def revoke(self, key: str, at: datetime) -> None:
        """End the session."""
        with upkeeping(self._engine) as upkeep:
            upkeep.update(u.sessions, u.sessions.c.digest == key, revoked_at=at)

    def forget(self, before: datetime) -> None:
        """Delete the sessions last seen, and the attempts made, before this instant."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.sessions, u.sessions.c.seen_at < before)
            upkeep.delete(u.sign_in_attempts, u.sign_in_attempts.c.at < before)

    def count_try(self, keys: Sequence[str], at: datetime, since: datetime, pause: Pause) -> timedelta:
        """Count a try under each key unless it has to wait; return how long (zero: it was counted).

        ``pause`` is told the pace of the tries from ``since`` on. Of many that come at once each sees those before it.
        """
        a = u.sign_in_attempts.c
        query = sa.select(a.key, sa.func.count().label("tries"), sa.func.max(a.at).label("last"))
        with upkeeping(self._engine) as upkeep:
            upkeep.alone(u.sign_in_attempts)
            found = upkeep.select(query.where(a.key.in_(keys), a.at >= since).group_by(a.key))
            wait = pause({row.key: Pace(row.tries, row.last) for row in found})
            if wait <= timedelta():
                upkeep.insert(u.sign_in_attempts, *({"key": key, "at": at} for key in keys))
        return max(wait, timedelta())

    def take_back_tries(self, keys: Sequence[str]) -> None:
        """Count one try less under each key."""
        a = u.sign_in_attempts.c
        newest = sa.select(sa.func.max(a.id)).where(a.key.in_(keys)).group_by(a.key)
        if keys:
            with upkeeping(self._engine) as upkeep:
                upkeep.delete(u.sign_in_attempts, a.id.in_(newest))

    def clear_tries(self, keys: Sequence[str]) -> None:
        """Forget the tries under the keys."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.sign_in_attempts, u.sign_in_attempts.c.key.in_(keys))

    def know(self, key: str, at: datetime, remembered: timedelta) -> None:
        """Know this pair of account and address from now on, and forget those not seen for long."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.known_addresses, u.known_addresses.c.seen_at < at - remembered)
            upkeep.put(u.known_addresses, {"key": key}, seen_at=at)

    def knows(self, key: str, since: datetime) -> bool:
        """Whether this pair of account and address was seen from ``since`` on."""
        known = u.known_addresses.c
        with self._engine.connect() as connection:
            return (
                connection.execute(sa.select(known.key).where(known.key == key, known.seen_at >= since)).scalar()
                is not None
            )

    def totp_counter(self, account: str) -> int | None:
        """Return the time step of the last one-time code that was accepted."""
        query = sa.select(u.totp_counters.c.counter).where(u.totp_counters.c.account_id == account)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def advance_totp_counter(self, account: str, counter: int) -> bool:
        """Keep the time step of a code; False when it, or a later one, was accepted already."""
        earlier = u.totp_counters.c.counter < counter
        with upkeeping(self._engine) as upkeep:
            return upkeep.put(u.totp_counters, {"account_id": account}, earlier, counter=counter)
