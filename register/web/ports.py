"""What log-in stands on, over the register: accounts through the door, visits and the security log through upkeep."""

from register.domain.commands import account as a
from register.domain.commands.base import Command
from register.domain.errors import Stale
from register.domain.values import Id
from register.reader.accounts import AccountFile
from register.visits import Visit
from register.web.accounts import Credentials, SignInEvent
from register.web.session import StoredSession
from register.wiring import Register


class RegisterAccounts:
    """The accounts as log-in sees them; every change of a credential is a command by the account itself."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find_by_id(self, account: str) -> Credentials | None:
        """Return the account with this id."""
        return self._credentials(self._register.reader.accounts.by_id(account))

    def find_by_email(self, email: str) -> Credentials | None:
        """Return the account with this address."""
        return self._credentials(self._register.reader.accounts.by_email(email))

    def find_by_fs_uniquifier(self, uniquifier: str) -> Credentials | None:
        """Return the account whose sessions hold this key."""
        return self._credentials(self._register.reader.accounts.by_stamp(uniquifier))

    def set_password_hash(self, account: str, password_hash: str) -> str:
        """Record a new password and return the new session key."""
        return self._change(a.SetPassword(account=Id(account), password_hash=password_hash))

    def set_totp(self, account: str, secret: str | None) -> str:
        """Record the second factor, or that there is none any more, and return the new session key."""
        return self._change(a.SetTotp(account=Id(account), secret=secret))

    def set_recovery_codes(self, account: str, codes: tuple[str, ...], version: int | None = None) -> bool:
        """Record the recovery codes that are left; False when the account is no longer at ``version``."""
        try:
            self._change(a.SetRecoveryCodes(account=Id(account), codes=codes), version)
        except Stale:
            return False
        return True

    def _change(self, command: a.AccountCommand, version: int | None = None) -> str:
        found = self._file(command.account)
        changed: Command = command
        self._register.registrar.carry_out(changed, found.actor(), expected_version=version)
        return self._file(command.account).account.stamp

    def _credentials(self, file: AccountFile | None) -> Credentials | None:
        if file is None or file.account.totp is not None:
            return _credentials(file)
        needed = bool(file.account.roles & set(self._register.reader.firm.house().second_factor))
        return _credentials(file, needed=needed)

    def _file(self, account: str) -> AccountFile:
        found = self._register.reader.accounts.by_id(account)
        if found is None:
            raise LookupError(account)
        return found


def _credentials(file: AccountFile | None, *, needed: bool = False) -> Credentials | None:
    if file is None:
        return None
    account = file.account
    return Credentials(
        id=account.id,
        email=file.text(account.email) or "",
        name=file.name,
        roles=frozenset(account.roles),
        fs_uniquifier=account.stamp,
        password_hash=file.text(account.password),
        active=account.active,
        totp_secret=file.text(account.totp),
        recovery_codes=tuple(code for sealed in account.recovery if (code := file.text(sealed)) is not None),
        brands=frozenset(account.brands) or None,
        version=file.version,
        password_given=account.password_given,
        second_factor_needed=needed,
        also=file.also,
    )


class RegisterSessions:
    """Sessions as rows."""

    def __init__(self, register: Register) -> None:
        self._visits = register.visits
        self.revoke, self.forget = self._visits.revoke, self._visits.forget

    def get(self, key: str) -> StoredSession | None:
        """Return the session under ``key``."""
        found = self._visits.get(key)
        if found is None:
            return None
        return StoredSession(found.key, found.account, found.created_at, found.seen_at, found.data)

    def put(self, session: StoredSession) -> None:
        """Keep the session."""
        self._visits.put(Visit(session.key, session.account, session.created_at, session.seen_at, session.data))


class RegisterSignIns:
    """Counters of attempts, and the security log."""

    def __init__(self, register: Register) -> None:
        visits = register.visits
        self._upkeep = register.upkeep
        self.count_try = visits.count_try
        self.take_back_tries, self.clear_tries = visits.take_back_tries, visits.clear_tries
        self.know, self.knows = visits.know, visits.knows
        self.totp_counter, self.advance_totp_counter = visits.totp_counter, visits.advance_totp_counter

    def record(self, event: SignInEvent) -> None:
        """Append to the security log; the address stays out of it, for it is personal data.

        What strangers can bring about without end is counted, and stands there as a number.
        """
        if event.account is None or event.kind == "throttled":
            self._upkeep.tally(f"account:{event.account}" if event.account else "stranger", event.kind)
            return
        subject = ("account", event.account)
        self._upkeep.record(f"account:{event.account}", event.kind, (), subject)
