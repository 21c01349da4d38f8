"""Who else complains in a case, who does no longer, and what each of them was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.acknowledgement import PersonAcknowledged
from register.domain.subjects.parties import Complainant
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class ComplainantAdded:
    """Another one complains as well."""

    TAG: ClassVar[str] = "case:complainant:added/1"
    complainant: Complainant


@dataclass(frozen=True, slots=True)
class JoiningCorrected:
    """Another one complains since another moment than was recorded; None: from the start."""

    TAG: ClassVar[str] = "case:complainant:joined/1"
    person: Id
    joined_at: datetime | None
    reason: Sealed


@dataclass(frozen=True, slots=True)
class ComplainantTakenOut:
    """One of them was entered by mistake: they never complained."""

    TAG: ClassVar[str] = "case:complainant:taken-out/1"
    person: Id
    reason: Sealed


@dataclass(frozen=True, slots=True)
class ComplainantLeft:
    """One of them withdrew, in words of their own, while others go on."""

    TAG: ClassVar[str] = "case:complainant:withdrew/1"
    person: Id
    at: datetime
    words: Sealed
    said_by: Code


@dataclass(frozen=True, slots=True)
class AcknowledgedToOne:
    """The complaint was acknowledged to one of several, other than by a letter."""

    TAG: ClassVar[str] = "case:acknowledgement:told/1"
    told: PersonAcknowledged


@dataclass(frozen=True, slots=True)
class AcknowledgementWaits:
    """The complaint does not count as acknowledged any more: somebody who complains was not told."""

    TAG: ClassVar[str] = "case:acknowledgement:waiting/1"
