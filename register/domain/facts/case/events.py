"""What happened outside, and the people some limits run for."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.events import Happening, Party
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class PartyAdded:
    """Limits run separately for this person."""

    TAG: ClassVar[str] = "case:party:added/1"
    party: Party


@dataclass(frozen=True, slots=True)
class EventHappened:
    """An event of the pack happened."""

    TAG: ClassVar[str] = "case:event:happened/1"
    happening: Happening


@dataclass(frozen=True, slots=True)
class EventWithdrawn:
    """A recorded event did not happen after all, or not then."""

    TAG: ClassVar[str] = "case:event:withdrawn/1"
    happening: Id
    reason: Sealed


@dataclass(frozen=True, slots=True)
class RecordWithdrawn:
    """A record of the case was a mistake; dates are as if it had never been."""

    TAG: ClassVar[str] = "case:record:withdrawn/1"
    kind: Code
    record: Id
    reason: Sealed
