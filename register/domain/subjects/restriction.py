"""A case closed to all but some readers, as long as a second person has not approved it."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class RestrictionProposal:
    """Readers without an auditor among them, who wait for a second person; until then the case stays open to all."""

    id: Id
    readers: tuple[Id, ...]
    reason: Sealed
    proposed_by: Code
    proposed_at: datetime
