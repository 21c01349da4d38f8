"""Small accounts, sessions and counters in memory: what the web's edge asks of the rest, and nothing more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from register.visits import Pace, Pause
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

    def set_recovery_codes(self, account: str, codes: tuple[str, ...], version: int | None = None) -> bool:
        if version not in {None, self.rows[account].version}:
            return False
        changed = self.rows[account]
        self.rows[account] = replace(changed, recovery_codes=codes, version=changed.version + 1)
        return True

    def _end_sessions(self, changed: Credentials) -> str:
        key = uuid4().hex
        self.rows[changed.id] = replace(changed, fs_uniquifier=key)
        return key


class SignIns:
    def __init__(self) -> None:
        self.tries: defaultdict[str, list[datetime]] = defaultdict(list)
        self.known: dict[str, datetime] = {}
        self.events: list[SignInEvent] = []
        self.counters: dict[str, int] = {}

    def count_try(self, keys: Sequence[str], at: datetime, since: datetime, pause: Pause) -> timedelta:
        seen = {key: [at for at in self.tries.get(key, []) if at >= since] for key in keys}
        wait = pause({key: Pace(len(at), at[-1]) for key, at in seen.items() if at})
        if wait <= timedelta():
            for key in keys:
                self.tries[key].append(at)
        return max(wait, timedelta())

    def take_back_tries(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.tries[key].pop()

    def clear_tries(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.tries.pop(key, None)

    def know(self, key: str, at: datetime, remembered: timedelta) -> None:
        self.known[key] = at

    def knows(self, key: str, since: datetime) -> bool:
        return key in self.known and self.known[key] >= since

    def record(self, event: SignInEvent) -> None:
        self.events.append(event)

    def totp_counter(self, account: str) -> int | None:
        return self.counters.get(account)

    def advance_totp_counter(self, account: str, counter: int) -> bool:
        if self.counters.get(account, -1) >= counter:
            return False
        self.counters[account] = counter
        return True


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
