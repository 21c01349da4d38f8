"""The complaint became a case, and what it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.case import (
    Origin,
    PackChoice,
)
from register.domain.subjects.classification import Classification, ClassificationProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The complaint became a regulated case."""

    TAG: ClassVar[str] = "case:case:opened/1"
    reference: Code
    entity: Code
    brand: Code
    place: Code
    zone: Code
    packs: tuple[PackChoice, ...]
    origin: Origin
    logged_at: datetime
    logged_by: Code
    summary: Sealed


@dataclass(frozen=True, slots=True)
class CaseClassified:
    """Class, product, issues, support tier: what the complaint is about."""

    TAG: ClassVar[str] = "case:classification:set/2"
    classification: Classification
    at: datetime | None = None
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True)
class ClassChosen:
    """Nobody picked a class, and the facts of the case choose this one; None: they choose none any more."""

    TAG: ClassVar[str] = "case:classification:chosen/1"
    complaint_class: Code | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ClassificationProposed:
    """A classification that moves dates back waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:classification:proposed/2"
    proposal: ClassificationProposal | None


@dataclass(frozen=True, slots=True)
class CaseRelated:
    """Another case of the same person belongs beside this one; the other says the same of this one."""

    TAG: ClassVar[str] = "case:case:related/1"
    case: Id
    reference: Code


@dataclass(frozen=True, slots=True)
class MessageLinked:
    """A message belongs to this case."""

    TAG: ClassVar[str] = "case:message:linked/1"
    message: Id
