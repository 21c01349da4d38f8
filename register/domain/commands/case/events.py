"""Commands about what happened outside and moves the limits: happenings, and the people some limits run for."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParty(CaseCommand):
    """Add somebody for whom limits run separately, as for each beneficiary."""

    TAG = "AddParty"
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent(CaseCommand):
    """Record that an event of the pack happened, to the complaint or to one of its parties."""

    TAG = "RecordEvent"
    event: str
    at: datetime
    party: Id | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRecord(CaseCommand):
    """Take back what was recorded by mistake.

    A step with a scheme, a hold, a ground, an acknowledgement (by the case's id), a letter given by hand, an identity
    check, a date carried over.
    """

    TAG = "WithdrawRecord"
    kind: str
    record: Id
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEvent(CaseCommand):
    """Say that a recorded event did not happen after all, or not then; the record stays and says so."""

    TAG = "WithdrawEvent"
    happening: Id
    reason: str
