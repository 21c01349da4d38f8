"""Visits: sessions, attempts at signing in, used one-time codes. Upkeep's tables, in short transactions."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from register.store import upkeep_tables as u
from register.store.upkeeping import upkeeping


@dataclass(frozen=True, slots=True)
class Visit:
    """One session: the SHA-256 of its cookie, who signed in (None before that), and its values as JSON text."""

    key: str
    account: str | None
    created_at: datetime
    seen_at: datetime
    data: str


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
        values = {
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

    def add_attempt(self, key: str, at: datetime, since: datetime) -> int:
        """Count an attempt and return how many there were from ``since`` on."""
        a = u.sign_in_attempts.c
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.sign_in_attempts, sa.and_(a.key == key, a.at < since))
            upkeep.insert(u.sign_in_attempts, {"key": key, "at": at})
            ((number,),) = upkeep.select(sa.select(sa.func.count()).where(a.key == key, a.at >= since))
        return int(number)

    def clear_attempts(self, key: str) -> None:
        """Forget the attempts under ``key``."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.sign_in_attempts, u.sign_in_attempts.c.key == key)

    def totp_counter(self, account: str) -> int | None:
        """Return the time step of the last one-time code that was accepted."""
        query = sa.select(u.totp_counters.c.counter).where(u.totp_counters.c.account_id == account)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def set_totp_counter(self, account: str, counter: int) -> None:
        """Keep the time step, so that the code is not accepted again."""
        with upkeeping(self._engine) as upkeep:
            upkeep.put(u.totp_counters, {"account_id": account}, counter=counter)
