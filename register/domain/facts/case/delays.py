"""The delay guard: a ground stated, a manager told, a manager's decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.delays import DelayGround, Escalation
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class DelayGroundStated:
    """A ground of the pack for answering later was stated, with its facts."""

    TAG: ClassVar[str] = "case:delay-ground:stated/1"
    ground: DelayGround


@dataclass(frozen=True, slots=True)
class RiskEscalated:
    """A manager was told that a date is at risk."""

    TAG: ClassVar[str] = "case:risk:escalated/1"
    escalation: Escalation


@dataclass(frozen=True, slots=True)
class EscalationTaken:
    """A manager took it up."""

    TAG: ClassVar[str] = "case:escalation:taken/1"
    escalation: Id
    by: Code
    at: datetime
    decision: Sealed
