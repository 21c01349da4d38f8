"""Commands about holds: ordered, confirmed by those who have to keep them, lifted."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHold(CaseCommand):
    """Tell those who could do what the pack prohibits, as the collections team, to keep from it."""

    TAG = "OrderHold"
    prohibition: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHold(CaseCommand):
    """Record that they confirmed the hold, with the evidence; ``at`` is now unless given."""

    TAG = "ConfirmHold"
    hold: Id
    evidence: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold(CaseCommand):
    """Lift the hold once its time is over, or before on an exception of the pack, which takes a second person."""

    TAG = "LiftHold"
    hold: Id
    reason: str
    exception: str | None = None
