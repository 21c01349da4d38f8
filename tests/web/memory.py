"""Small accounts, sessions and counters in memory: what the web's edge asks of the rest, and nothing more."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from register.web.accounts import Credentials, SignInEvent
from register.web.session import StoredSession


class Accounts:
    def __init__(self) -> None:
        self.rows: dict[str, Credentials] = {}

    def add(self, credentials: Credentials) -> None:
        self.rows[credentials.id] = credentials

    def find_by_id(self, account: str) -> Credentials | None:
        return self.rows.get(account)

    def find_by_email(self, email: str) -> Credentials | None:
        return next((row for row in self.rows.values() if row.email == email), None)

    def find_by_fs_uniquifier(self, uniquifier: str) -> Credentials | None:
        return next((row for row in self.rows.values() if row.fs_uniquifier == uniquifier), None)

    def set_password_hash(self, account: str, password_hash: str) -> str:
        return self._end_sessions(replace(self.rows[account], password_hash=password_hash))

    def set_totp(self, account: str, secret: str | None) -> str:
        return self._end_sessions(replace(self.rows[account], totp_secret=secret))

    def set_recovery_codes(self, account: str, codes: tuple[str, ...]) -> None:
        self.rows[account] = replace(self.rows[account], recovery_codes=codes)

    def _end_sessions(self, changed: Credentials) -> str:
        key = uuid4().hex
        self.rows[changed.id] = replace(changed, fs_uniquifier=key)
        return key


class SignIns:
    def __init__(self) -> None:
        self.attempts: defaultdict[str, list[datetime]] = defaultdict(list)
        self.events: list[SignInEvent] = []
        self.counters: dict[str, int] = {}

    def add_attempt(self, key: str, at: datetime, since: datetime) -> int:
        self.attempts[key].append(at)
        return sum(1 for seen in self.attempts[key] if seen >= since)

    def clear_attempts(self, key: str) -> None:
        self.attempts.pop(key, None)

    def record(self, event: SignInEvent) -> None:
        self.events.append(event)

    def totp_counter(self, account: str) -> int | None:
        return self.counters.get(account)

    def set_totp_counter(self, account: str, counter: int) -> None:
        self.counters[account] = counter


class Sessions:
    def __init__(self) -> None:
        self.rows: dict[str, StoredSession] = {}
        self.revoked: dict[str, datetime] = {}

    def get(self, key: str) -> StoredSession | None:
        return None if key in self.revoked else self.rows.get(key)

    def put(self, session: StoredSession) -> None:
        self.rows[session.key] = session

    def revoke(self, key: str, at: datetime) -> None:
        self.revoked[key] = at

    def forget(self, before: datetime) -> None:
        self.rows = {key: row for key, row in self.rows.items() if row.seen_at >= before}


@dataclass(frozen=True)
class Kept:
    form: str
    saved_at: datetime
    content: str


class Unsents:
    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Kept] = {}

    def keep(self, account: str, form: str, content: str) -> None:
        self.rows[account, form] = Kept(form, datetime(2026, 4, 2, tzinfo=UTC), content)

    def of(self, account: str) -> list[Kept]:
        return [kept for (owner, _), kept in self.rows.items() if owner == account]

    def drop(self, account: str, form: str) -> None:
        self.rows.pop((account, form), None)

    def sweep(self) -> None:
        """Nothing here grows old."""
