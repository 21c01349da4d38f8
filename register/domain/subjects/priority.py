"""How urgent a case is, and why: by its class, by what was recorded of the person's situation, or as stated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.values import Code

TIERS: Final = (1, 2, 3)
FIRST: Final = 1


@dataclass(frozen=True, slots=True)
class Priority:
    """The tier of a case with its grounds: ``triggers`` of the pack, and ``urgent_class`` where the class itself is.

    With a ground the tier is 1, unless somebody stated another one for a ``reason``.
    """

    tier: int
    triggers: tuple[Code, ...]
    urgent_class: Code | None
    by: Code
    at: datetime
    reason: Sealed | None = None
