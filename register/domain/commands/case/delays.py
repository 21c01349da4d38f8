"""Commands of the delay guard: a ground stated, a manager told, a manager's decision."""

from dataclasses import dataclass

from register.domain.commands.base import CaseCommand
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDelayGround(CaseCommand):
    """State a ground of the pack for answering later, with the facts of this complaint it rests on."""

    TAG = "StateDelayGround"
    ground: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateRisks(CaseCommand):
    """Tell a manager of every risk of the case that the pack escalates, once for each date; asked by the worker."""

    TAG = "EscalateRisks"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEscalation(CaseCommand):
    """Take up what was escalated, and say what was decided."""

    TAG = "TakeEscalation"
    escalation: Id
    decision: str
