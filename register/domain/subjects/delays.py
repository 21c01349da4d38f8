"""The delay guard's record: grounds stated for a delay, with their facts, and what a manager was told of."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class DelayGround:
    """A ground of the pack for answering later, with the facts it rests on; without one no notification is drafted."""

    id: Id
    ground: Code
    facts: Sealed
    stated_by: Code
    stated_at: datetime


@dataclass(frozen=True, slots=True)
class Escalation:
    """A manager was told that a date of the case is at risk; ``taken_by`` says who took it up."""

    id: Id
    risk: Code
    deadline: Id
    at: datetime
    taken_by: Code | None = None
    taken_at: datetime | None = None
    decision: Sealed | None = None
