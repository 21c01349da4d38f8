"""What a complaint that was open elsewhere before brings along: where it comes from, and the dates it had there."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """That the complaint was brought over from another system or a file, when and by whom.

    ``reason``: why one that was received before a pack took force is held to the pack's first version all the same.
    """

    source: Sealed
    at: datetime
    by: Code
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True)
class CarriedDate:
    """A date of a pack's duty as its ``source`` had it. ``due_at`` is exclusive, as every date of the register is.

    ``day`` is the last local day that was stated; None where it was an instant.
    """

    id: Id
    pack: Code
    duty: Code
    due_at: datetime
    day: date | None
    source: Sealed
    at: datetime
    by: Code
