"""What can happen to an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.account import AccountProposal, ApiToken, RescueProposal, RoleProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class AccountCreated:
    """A person got an account."""

    TAG: ClassVar[str] = "account:account:created/1"
    email: Sealed
    name: Sealed
    stamp: Id
    brands: frozenset[Code]


@dataclass(frozen=True, slots=True)
class RoleProposed:
    """A role waits for a second administrator."""

    TAG: ClassVar[str] = "account:role:proposed/1"
    proposal: RoleProposal


@dataclass(frozen=True, slots=True)
class RoleRefused:
    """The second administrator refused."""

    TAG: ClassVar[str] = "account:role:refused/1"
    proposal: Id
    by: Code


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """The account holds the role from now on."""

    TAG: ClassVar[str] = "account:role:granted/1"
    role: Code
    by: Code
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class RoleRevoked:
    """The account holds the role no more."""

    TAG: ClassVar[str] = "account:role:revoked/1"
    role: Code
    by: Code
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class RescueProposed:
    """A way back in waits for a second administrator."""

    TAG: ClassVar[str] = "account:rescue:proposed/1"
    proposal: RescueProposal


@dataclass(frozen=True, slots=True)
class RescueRefused:
    """The second administrator refused."""

    TAG: ClassVar[str] = "account:rescue:refused/1"
    proposal: Id
    by: Code


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was lost is forgotten, or the account open again; every session ends."""

    TAG: ClassVar[str] = "account:rescue:done/1"
    what: Code
    by: Code
    second: Code
    stamp: Id


@dataclass(frozen=True, slots=True)
class CredentialsForgotten:
    """Password and second factor open nothing any more and are gone; every session ends."""

    TAG: ClassVar[str] = "account:credentials:forgotten/1"
    by: Code
    stamp: Id


@dataclass(frozen=True, slots=True)
class PasswordSet:
    """A new password hash; every session ends. ``given``: another person made it, so it is good for one thing only."""

    TAG: ClassVar[str] = "account:password:set/1"
    password: Sealed
    stamp: Id
    given: bool = False


@dataclass(frozen=True, slots=True)
class TotpSet:
    """A second factor was set up, or removed (None)."""

    TAG: ClassVar[str] = "account:totp:set/1"
    totp: Sealed | None
    stamp: Id


@dataclass(frozen=True, slots=True)
class RecoveryCodesSet:
    """Recovery codes were made, or used up."""

    TAG: ClassVar[str] = "account:recovery:set/1"
    recovery: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Every session of the account ends."""

    TAG: ClassVar[str] = "account:sessions:ended/1"
    stamp: Id


@dataclass(frozen=True, slots=True)
class AccountDeactivated:
    """The account may no longer be used."""

    TAG: ClassVar[str] = "account:account:deactivated/1"
    by: Code
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class BrandsLimited:
    """The account may only work for these brands (none: all)."""

    TAG: ClassVar[str] = "account:brands:limited/1"
    brands: frozenset[Code]
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """The account is one of several that the same human has."""

    TAG: ClassVar[str] = "account:person:named/1"
    person: Id
    by: Code


@dataclass(frozen=True, slots=True)
class PersonParted:
    """The account is of a human of its own after all."""

    TAG: ClassVar[str] = "account:person:parted/1"
    by: Code
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class AccountChangeProposed:
    """A change that weakens a control waits for a second administrator."""

    TAG: ClassVar[str] = "account:change:proposed/1"
    proposal: AccountProposal


@dataclass(frozen=True, slots=True)
class AccountChangeRefused:
    """The second administrator refused."""

    TAG: ClassVar[str] = "account:change:refused/1"
    proposal: Id
    by: Code


@dataclass(frozen=True, slots=True)
class TokenCreated:
    """A token for programs was made."""

    TAG: ClassVar[str] = "account:token:created/1"
    token: ApiToken


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A token ends."""

    TAG: ClassVar[str] = "account:token:revoked/1"
    token: Id
    at: datetime
