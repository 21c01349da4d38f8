"""The people around a case: author, complainant and representative are three different people until matched."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who complains. ``employees`` is the head count of a business when the act or omission happened, on
    ``employees_on``.
    """

    name: Sealed | None = None
    preferred_name: Sealed | None = None
    kind: Code | None = None
    employees: int | None = None
    customer_number: Sealed | None = None
    author: Sealed | None = None
    author_matched: bool = False
    employees_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody, where it came from, and whether it may carry account information."""

    id: Id
    kind: Code
    value: Sealed
    source: Code
    verified: bool = False
    of: Code = Code("complainant")


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
