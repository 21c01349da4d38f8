"""What became known of the people around a case; ``person``: of which complainant, as in ``Complainant.id``."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.subjects.case import (
    Point,
)
from register.domain.subjects.parties import Complainant, Contact, IdentityCheck, Preferences, Representative, Support
from register.domain.values import Id


@dataclass(frozen=True, slots=True)
class ComplainantRecorded:
    """Who complains, as known now."""

    TAG: ClassVar[str] = "case:complainant:recorded/1"
    complainant: Complainant


@dataclass(frozen=True, slots=True)
class PointRaised:
    """A point the complainant raised and a rejection must answer."""

    TAG: ClassVar[str] = "case:point:raised/1"
    point: Point


@dataclass(frozen=True, slots=True)
class ContactRecorded:
    """A way to reach somebody, with its source."""

    TAG: ClassVar[str] = "case:contact:recorded/1"
    contact: Contact


@dataclass(frozen=True, slots=True)
class PreferencesRecorded:
    """Language, contact preference, safe address and times, and where not to make contact."""

    TAG: ClassVar[str] = "case:preferences:recorded/1"
    preferences: Preferences
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class SupportRecorded:
    """Support needs with consent; None when the consent was withdrawn."""

    TAG: ClassVar[str] = "case:support:recorded/1"
    support: Support | None
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class RepresentativeRecorded:
    """A representative with authority; None when they no longer act."""

    TAG: ClassVar[str] = "case:representative:recorded/1"
    representative: Representative | None
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class IdentityChecked:
    """The person's identity was checked."""

    TAG: ClassVar[str] = "case:identity:checked/1"
    check: IdentityCheck
    person: Id | None = None
