"""The end of a case, and what was promised."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.closure import Closure, ClosureProposal
from register.domain.subjects.remedy import Remedy, RemedyProposal
from register.domain.values import Amount, Code, Digest, Id


@dataclass(frozen=True, slots=True)
class RemedyPromised:
    """Something was promised to the complainant."""

    TAG: ClassVar[str] = "case:remedy:promised/1"
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyScheduled:
    """A promised remedy got its day, or another one for a reason."""

    TAG: ClassVar[str] = "case:remedy:scheduled/1"
    remedy: Id
    due_on: date
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True)
class RemedyDone:
    """A promised remedy was carried out."""

    TAG: ClassVar[str] = "case:remedy:done/1"
    remedy: Id
    at: datetime
    paid: Amount | None = None


@dataclass(frozen=True, slots=True)
class RemedyProposed:
    """A remedy beyond what one person may settle waits for a second one."""

    TAG: ClassVar[str] = "case:remedy:proposed/1"
    proposal: RemedyProposal


@dataclass(frozen=True, slots=True)
class RemedyApproved:
    """A second person approved exactly this money for the remedy."""

    TAG: ClassVar[str] = "case:remedy:approved/1"
    proposal: Id
    content: Digest
    proposed_by: Code
    approved_by: Code


@dataclass(frozen=True, slots=True)
class RemedyRefused:
    """A second person refused the money; ``dropped`` is the remedy that is promised no more."""

    TAG: ClassVar[str] = "case:remedy:refused/1"
    proposal: Id
    by: Code
    dropped: Id | None = None


@dataclass(frozen=True, slots=True)
class ClosureProposed:
    """A closure waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:closure:proposed/1"
    proposal: ClosureProposal | None


@dataclass(frozen=True, slots=True)
class ClosureApproved:
    """A second person approved exactly this closure."""

    TAG: ClassVar[str] = "case:closure:approved/1"
    content: Digest
    proposed_by: Code
    approved_by: Code


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The case ended."""

    TAG: ClassVar[str] = "case:case:closed/1"
    closure: Closure
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """The case goes on; no deadline moves.

    ``keeps_end``: what the closing had ended stays ended, since the scheme sent the complaint back after it.
    ``unsettled``: a limit that passed while the case was closed early stands as one nobody has confirmed.
    """

    TAG: ClassVar[str] = "case:case:reopened/1"
    at: datetime
    reason: Sealed
    keeps_end: bool = False
    unsettled: bool = False
