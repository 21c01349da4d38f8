"""Who may sign in, as plain objects: what log-in asks of the rest of the register, and the datastore over it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from flask import g
from flask_security import RoleMixin, UserDatastore, UserMixin

from register.visits import Pause
from register.web.session import current_session

AUTHENTICATOR: Final = "authenticator"
# Where Flask-Login keeps the session key.
SIGNED_IN_AS: Final = "_user_id"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What log-in needs to know of one account.

    ``fs_uniquifier`` is the key that sessions hold: a new one ends them all. ``totp_secret`` and ``recovery_codes`` are
    kept as given, encrypted. ``brands`` limits what the account may see (None: no limit). ``version`` grows with each
    change of the account. ``password_given``: somebody else made the password. ``second_factor_needed``: the
    rules of the house ask for one, and there is none. ``also`` are the other accounts of the same human.
    """

    id: str
    email: str
    name: str
    roles: frozenset[str]
    fs_uniquifier: str
    password_hash: str | None = field(default=None, repr=False)
    active: bool = True
    totp_secret: str | None = field(default=None, repr=False)
    recovery_codes: tuple[str, ...] = field(default=(), repr=False)
    brands: frozenset[str] | None = None
    version: int = 0
    password_given: bool = False
    second_factor_needed: bool = False
    also: frozenset[str] = frozenset()


class Accounts(Protocol):
    """The accounts of the register: read through the reader, changed through the one door."""

    def find_by_id(self, account: str) -> Credentials | None:
        """Return the account with this id."""

    def find_by_email(self, email: str) -> Credentials | None:
        """Return the account with this normalised (lower-case) address."""

    def find_by_fs_uniquifier(self, uniquifier: str) -> Credentials | None:
        """Return the account whose sessions hold this key."""

    def set_password_hash(self, account: str, password_hash: str) -> str:
        """Record a new password and return the new session key."""

    def set_totp(self, account: str, secret: str | None) -> str:
        """Record the second factor, or that there is none any more, and return the new session key."""

    def set_recovery_codes(self, account: str, codes: tuple[str, ...], version: int | None = None) -> bool:
        """Record the recovery codes that are left; False when the account is no longer at ``version``."""


@dataclass(frozen=True, slots=True)
class SignInEvent:
    """A row for the security log: ``kind`` is ``signed-in``, ``signed-out``, ``refused`` or ``throttled``."""

    kind: str
    account: str | None
    at: datetime
    address: str


class SignIns(Protocol):
    """What upkeep keeps about signing in: counters and the security log."""

    def count_try(self, keys: Sequence[str], at: datetime, since: datetime, pause: Pause) -> timedelta:
        """Count a try under each key unless it has to wait; return how long (zero: it was counted)."""

    def take_back_tries(self, keys: Sequence[str]) -> None:
        """Count one try less under each key."""

    def clear_tries(self, keys: Sequence[str]) -> None:
        """Forget the tries under the keys."""

    def know(self, key: str, at: datetime, remembered: timedelta) -> None:
        """Know this pair of account and address from now on."""

    def knows(self, key: str, since: datetime) -> bool:
        """Whether this pair of account and address was seen from ``since`` on."""

    def record(self, event: SignInEvent) -> None:
        """Append to the security log."""

    def totp_counter(self, account: str) -> int | None:
        """Return the time step of the last code that was accepted."""

    def advance_totp_counter(self, account: str, counter: int) -> bool:
        """Keep the time step of a code; False when it, or a later one, was accepted already."""


class Role(RoleMixin):
    """A role, by name."""

    def __init__(self, name: str) -> None:
        self.name = name


class User(UserMixin):
    """The account of a visitor as Flask-Security wants to see and change it."""

    fs_uniquifier: str = ""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.id: str = credentials.id  # type: ignore[assignment] # our ids are UUIDs as text
        self.email = credentials.email
        self.name = credentials.name
        self.active = credentials.active
        self.password = credentials.password_hash
        self.fs_uniquifier = credentials.fs_uniquifier
        self.roles = [Role(name) for name in sorted(credentials.roles)]
        self.tf_totp_secret = credentials.totp_secret
        self.tf_primary_method = AUTHENTICATOR if credentials.totp_secret else None
        self.tf_phone_number = None
        self.mf_recovery_codes = list(credentials.recovery_codes)

    def changed(self) -> Credentials:
        """Return the credentials as Flask-Security has changed them."""
        return replace(
            self.credentials,
            password_hash=self.password,
            totp_secret=self.tf_totp_secret if self.tf_primary_method else None,
            recovery_codes=tuple(self.mf_recovery_codes or ()),
        )


class AccountDatastore(UserDatastore):
    """Flask-Security's datastore over ``Accounts``: it collects changed users, and ``commit`` hands each change on."""

    def __init__(self, accounts: Accounts) -> None:
        super().__init__(User, Role)
        self.accounts = accounts

    def find_user(self, case_insensitive: bool = False, **query: object) -> User | None:
        """Return the user with this ``email``, ``fs_uniquifier`` or ``id``."""
        find: dict[str, Callable[[str], Credentials | None]] = {
            "email": self.accounts.find_by_email,
            "fs_uniquifier": self.accounts.find_by_fs_uniquifier,
            "id": self.accounts.find_by_id,
        }
        ((by, value),) = query.items()
        found = find[by](str(value))
        return User(found) if found else None

    def find_role(self, role: str) -> Role:
        """Return the role of this name."""
        return Role(role)

    def put(self, model: User) -> User:
        """Remember that ``model`` was changed."""
        changed: list[User] = g.setdefault("changed_users", [])
        if model not in changed:
            changed.append(model)
        return model

    def commit(self) -> None:
        """Hand on what was changed; the running session follows the account to its new key."""
        users: Iterable[User] = g.pop("changed_users", [])
        for user in users:
            before, after = user.credentials, user.changed()
            key = before.fs_uniquifier
            if after.password_hash and after.password_hash != before.password_hash:
                key = self.accounts.set_password_hash(after.id, after.password_hash)
            if after.totp_secret != before.totp_secret:
                key = self.accounts.set_totp(after.id, after.totp_secret)
            if after.recovery_codes != before.recovery_codes:
                self.accounts.set_recovery_codes(after.id, after.recovery_codes)
            visit = current_session()
            if visit.get(SIGNED_IN_AS) in {before.fs_uniquifier, user.fs_uniquifier}:
                visit[SIGNED_IN_AS] = key
            user.fs_uniquifier = key
            user.credentials = replace(after, fs_uniquifier=key)
