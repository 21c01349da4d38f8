"""A case that turns out to be none, and the complaint it was registered for a second time."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.void_cases import Merged, Voiding, VoidingProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class VoidingProposed:
    """That the case be void waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:voiding:proposed/1"
    proposal: VoidingProposal | None


@dataclass(frozen=True, slots=True)
class CaseVoided:
    """A second person approved that the case is void."""

    TAG: ClassVar[str] = "case:case:voided/1"
    voiding: Voiding


@dataclass(frozen=True, slots=True)
class CaseReinstated:
    """The case is one after all."""

    TAG: ClassVar[str] = "case:case:reinstated/1"
    reason: Sealed
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseMerged:
    """Another case was a second registration of this complaint."""

    TAG: ClassVar[str] = "case:case:merged/1"
    merged: Merged


@dataclass(frozen=True, slots=True)
class MergedLetterUnsent:
    """A letter sent under a second registration came back: it counts no more for the complaint that stays."""

    TAG: ClassVar[str] = "case:merged-letter:bounced/1"
    letter: Id


@dataclass(frozen=True, slots=True)
class CaseParted:
    """What was merged into this complaint is one of its own after all."""

    TAG: ClassVar[str] = "case:case:parted/1"
    case: Id
    reference: Code
