"""The people around a case: author, complainant and representative are three different people until matched."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who complains. ``employees`` is the head count of a business when the act or omission happened, on
    ``employees_on``.

    ``id``: which of several this is; None: whom the complaint was registered for, who goes by the case's own id.
    ``joined_at``: since when a further one complains; None: from the start.
    """

    name: Sealed | None = None
    preferred_name: Sealed | None = None
    kind: Code | None = None
    employees: int | None = None
    customer_number: Sealed | None = None
    author: Sealed | None = None
    author_matched: bool = False
    employees_on: date | None = None
    id: Id | None = None
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody, where it came from, and whether it may carry account information.

    ``person``: whose it is, or whose representative's, as in ``Complainant.id``.
    """

    id: Id
    kind: Code
    value: Sealed
    source: Code
    verified: bool = False
    of: Code = Code("complainant")
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the person wants to be spoken to, and where never: known contacts, and other places in words."""

    language: Code | None = None
    interpreter: bool = False
    contact_by: Code | None = None
    safe_address: Sealed | None = None
    safe_times: Sealed | None = None
    never_at: tuple[Sealed, ...] = ()
    never_contacts: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """Support needs, kept only with the person's consent."""

    needs: tuple[Code, ...]
    consent_at: datetime
    detail: Sealed | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who acts for the complainant. ``exception`` is the reason why direct contact is allowed all the same."""

    kind: Code
    name: Sealed
    authority_at: datetime
    authority: Sealed | None = None
    exception: Code | None = None


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """How, when and by whom the person was identified before anything about an account was said."""

    method: Code
    at: datetime
    by: Code
    passed: bool
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One of those who complain, with what is known of them alone. ``left_at``: when they withdrew from it."""

    id: Id
    complainant: Complainant
    preferences: Preferences = Preferences()
    support: Support | None = None
    representative: Representative | None = None
    identity: tuple[IdentityCheck, ...] = ()
    left_at: datetime | None = None

    def complains_at(self, moment: datetime) -> bool:
        """Whether they were one of the complainants at that moment."""
        joined = self.complainant.joined_at
        return (joined is None or joined <= moment) and (self.left_at is None or moment < self.left_at)
