"""Commands about the people around a case; ``person`` says of which complainant, where several complain."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.commands.case.registration import ContactDetail, Identifying
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComplainant(CaseCommand):
    """Record who complains; ``author_matched`` says that the author of the message is this person."""

    TAG = "RecordComplainant"
    COMPARES = True
    complainant: Identifying
    author_matched: bool = False
    person: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisePoint(CaseCommand):
    """Add a point the complainant raised."""

    TAG = "RaisePoint"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(CaseCommand):
    """Add a way to reach the complainant or the representative, with its source."""

    TAG = "RecordContact"
    contact: ContactDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPreferences(CaseCommand):
    """Record how the person wants to be spoken to, and where never."""

    TAG = "RecordPreferences"
    language: str | None = None
    interpreter: bool = False
    contact_by: str | None = None
    safe_address: str = ""
    safe_times: str = ""
    never_at: tuple[str, ...] = ()
    never_contacts: tuple[Id, ...] = ()
    person: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSupport(CaseCommand):
    """Record support needs with the person's consent, or, without needs, that the consent was withdrawn."""

    TAG = "RecordSupport"
    needs: tuple[str, ...]
    consent_at: datetime | None = None
    detail: str = ""
    person: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRepresentative(CaseCommand):
    """Record who acts for the complainant; an empty kind ends it. ``exception`` allows direct contact all the same."""

    TAG = "RecordRepresentative"
    kind: str
    name: str = ""
    authority_at: datetime | None = None
    authority: str = ""
    exception: str | None = None
    person: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIdentityCheck(CaseCommand):
    """Record that the person's identity was checked before anything about an account was said."""

    TAG = "RecordIdentityCheck"
    method: str
    passed: bool
    at: datetime | None = None
    contact: Id | None = None
    person: Id | None = None
