"""What happened outside, as people record it, and the people some limits run for separately."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody for whom some limits run separately, as for each beneficiary."""

    id: Id
    name: Sealed
    role: Code


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened outside and that limits count from, as a person recorded it; or withdrew it again."""

    id: Id
    event: Code
    at: datetime
    by: Code
    party: Id | None = None
    evidence: Sealed | None = None
    withdrawn: bool = False
