"""An account: one person's way into the register, the roles they hold, their tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.actors import ADMINISTRATOR
from register.domain.sealed import Sealed
from register.domain.values import Code, Digest, Id

# What somebody can have lost of their way in; nothing else of an account comes back.
PASSWORD: Final = Code("password")
SECOND_FACTOR: Final = Code("second-factor")
ACCOUNT: Final = Code("account")
LOSSES: Final = (PASSWORD, SECOND_FACTOR, ACCOUNT)
# What one administrator alone does not do to an account.
CLOSING: Final = Code("closing")
WIDENING: Final = Code("widening")
PARTING: Final = Code("parting")
ACCOUNT_CHANGES: Final = (CLOSING, WIDENING, PARTING)


@dataclass(frozen=True, slots=True)
class RoleProposal:
    """A role to be given or taken that waits for a second administrator."""

    id: Id
    role: Code
    grant: bool
    proposed_by: Code
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class RescueProposal:
    """A way back in that waits for a second administrator: ``what`` was lost is one of ``LOSSES``."""

    id: Id
    what: Code
    proposed_by: Code
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class AccountProposal:
    """A change that weakens a control and waits for a second administrator: ``what`` is one of ``ACCOUNT_CHANGES``.

    ``brands`` are those the account may work for afterwards (none: all), where that is the change.
    """

    id: Id
    what: Code
    brands: frozenset[Code]
    proposed_by: Code
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token for programs: only its SHA-256 is kept."""

    id: Id
    name: Sealed
    digest: Digest
    scopes: frozenset[Code]
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One person. ``stamp`` changes when credentials do, which ends every session (Flask-Security's uniquifier).

    ``person`` names the human where they have several accounts. ``password_given``: the password was made by somebody
    else, and is to be changed before anything else is done.
    """

    id: Id
    email: Sealed
    name: Sealed
    stamp: Id
    roles: frozenset[Code] = frozenset()
    brands: frozenset[Code] = frozenset()
    active: bool = True
    password: Sealed | None = None
    totp: Sealed | None = None
    recovery: tuple[Sealed, ...] = ()
    proposals: tuple[RoleProposal, ...] = ()
    tokens: tuple[ApiToken, ...] = ()
    rescues: tuple[RescueProposal, ...] = ()
    changes: tuple[AccountProposal, ...] = ()
    password_given: bool = False
    person: Id | None = None

    @property
    def administers(self) -> bool:
        """Whether this is an administrator who can still sign in."""
        return self.active and ADMINISTRATOR in self.roles

    @property
    def human(self) -> Id:
        """Whose account it is: the human known to have several, or the one known by this account alone."""
        return self.person or self.id
