"""Deadlines, missed limits, possible breaches, and the receipt they count from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.law.deadlines import Due
from register.domain.sealed import Sealed
from register.domain.subjects.breach import Breach
from register.domain.subjects.case import ReceiptProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """A due date, with its proof, which names the pack it is of."""

    TAG: ClassVar[str] = "case:deadline:set/1"
    deadline: Id
    due: Due
    round: int = 0
    cautious: bool = False
    carried: Id | None = None


@dataclass(frozen=True, slots=True)
class DeadlineReplaced:
    """A due date no longer applies because the facts behind it changed; its proof is kept."""

    TAG: ClassVar[str] = "case:deadline:replaced/1"
    deadline: Id
    reason: Code


@dataclass(frozen=True, slots=True)
class DeadlineMet:
    """What the deadline asked for was done, in time or late."""

    TAG: ClassVar[str] = "case:deadline:met/1"
    deadline: Id
    at: datetime
    by: Id


@dataclass(frozen=True, slots=True)
class DeadlineReopened:
    """What had met the deadline proved void; the same date stands."""

    TAG: ClassVar[str] = "case:deadline:reopened/1"
    deadline: Id
    by: Id


@dataclass(frozen=True, slots=True)
class DeadlineMissed:
    """The date passed without its end."""

    TAG: ClassVar[str] = "case:deadline:missed/1"
    deadline: Id
    due_at: datetime


@dataclass(frozen=True, slots=True)
class BreachOpened:
    """A missed enforceable limit is to be assessed as a possible breach."""

    TAG: ClassVar[str] = "case:breach:opened/2"
    breach: Breach


@dataclass(frozen=True, slots=True)
class BreachChanged:
    """What became known later makes the limit another than missed, or missed again; it is to be assessed anew."""

    TAG: ClassVar[str] = "case:breach:changed/1"
    breach: Id
    standing: Code
    at: datetime
    assess_by: date


@dataclass(frozen=True, slots=True)
class BreachSeen:
    """The first of the firm's people to know of the possible breach said so."""

    TAG: ClassVar[str] = "case:breach:seen/1"
    breach: Id
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class BreachAssessed:
    """Somebody assessed the possible breach."""

    TAG: ClassVar[str] = "case:breach:assessed/1"
    breach: Id
    assessor: Id
    result: Code
    at: datetime
    reasons: Sealed
    privileged: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionAdopted:
    """The case is held to a correction of our reading of its pack from now on."""

    TAG: ClassVar[str] = "case:pack:corrected/1"
    pack: Code
    version: Code


@dataclass(frozen=True, slots=True)
class ReceiptCorrected:
    """The legal receipt was moved, with its reason."""

    TAG: ClassVar[str] = "case:receipt:corrected/1"
    received_at: datetime
    reason: Sealed
    evidence: Sealed | None = None


@dataclass(frozen=True, slots=True)
class ReceiptProposed:
    """A later receipt waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:receipt:proposed/1"
    proposal: ReceiptProposal | None
