"""Commands about accounts: people, roles, credentials and tokens."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from register.domain.commands.base import Command, Ref
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount(Command):
    """Give a person an account."""

    TAG = "CreateAccount"
    CREATES: ClassVar[Code | None] = Code("account")
    email: str
    name: str
    brands: tuple[str, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return nothing: the account is new."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCommand(Command):
    """A command about one account."""

    account: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return the account."""
        return (Ref(Code("account"), self.account),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRole(AccountCommand):
    """Give or take a role: proposed by one administrator, settled by a second."""

    TAG = "ChangeRole"
    TAKES_TWO: ClassVar[bool] = True
    role: str
    grant: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRole(AccountCommand):
    """Confirm or refuse a proposed role as the second administrator."""

    TAG = "SettleRole"
    TAKES_TWO: ClassVar[bool] = True
    proposal: Id
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRescue(AccountCommand):
    """Propose that somebody gets back in: without their password or second factor, or into a closed account."""

    TAG = "ProposeRescue"
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRescue(AccountCommand):
    """Confirm or refuse a proposed rescue as the second administrator."""

    TAG = "SettleRescue"
    TAKES_TWO: ClassVar[bool] = True
    proposal: Id
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetCredentials(AccountCommand):
    """Forget what no longer opens anything, because the installation's secret is lost; at the console."""

    TAG = "ForgetCredentials"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword(AccountCommand):
    """Set a password by its slow hash (made at the edge); ends every session."""

    TAG = "SetPassword"
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTotp(AccountCommand):
    """Set up the second factor, or remove it (None); ends every session."""

    TAG = "SetTotp"
    secret: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecoveryCodes(AccountCommand):
    """Keep the (hashed) recovery codes that are left."""

    TAG = "SetRecoveryCodes"
    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSessions(AccountCommand):
    """Log the person out everywhere."""

    TAG = "EndSessions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivateAccount(AccountCommand):
    """Close the account to its person; what it did stays. An administrator's or auditor's takes two administrators."""

    TAG = "DeactivateAccount"
    TAKES_TWO: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBrands(AccountCommand):
    """Let the account work only for these brands (none: all); for more than before takes two administrators."""

    TAG = "LimitBrands"
    TAKES_TWO: ClassVar[bool] = True
    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAccounts(AccountCommand):
    """Say that the same human has both accounts: neither approves what the other did."""

    TAG = "JoinAccounts"
    other: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return both accounts."""
        return (Ref(Code("account"), self.account), Ref(Code("account"), self.other))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAccount(AccountCommand):
    """Say that the account is of a human of its own after all; it takes two administrators."""

    TAG = "PartAccount"
    TAKES_TWO: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleAccountChange(AccountCommand):
    """Confirm or refuse, as the second administrator, that an account is closed or works for more brands."""

    TAG = "SettleAccountChange"
    TAKES_TWO: ClassVar[bool] = True
    proposal: Id
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken(AccountCommand):
    """Make a token for programs: ``digest`` is the SHA-256 of its secret, which only the person sees.

    The secret is made by the caller anew each time, so a repetition may carry another digest: the first one stands.
    """

    TAG = "CreateToken"
    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset({"digest"})
    name: str
    digest: str
    scopes: tuple[str, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken(AccountCommand):
    """End a token."""

    TAG = "RevokeToken"
    token: Id
