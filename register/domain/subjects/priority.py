"""The support tier of a case, and why: by its class, by what was recorded of the person's situation, or as stated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.values import Code

# The list of a pack that holds what makes a case urgent.
TRIGGERS: Final = Code("priority-trigger")
TIERS: Final = (1, 2, 3)
# An individual matter that needs a personal answer: what a complaint is unless it is told otherwise.
PERSONAL: Final = 2
# High priority, for senior people.
GRAVEST: Final = 3


@dataclass(frozen=True, slots=True)
class Priority:
    """The tier of a case with its grounds: ``triggers`` of the pack, and ``urgent_class`` where the class itself is.

    With a ground the tier is 3, unless an officer stated another one for a ``reason``.
    """

    tier: int
    triggers: tuple[Code, ...]
    urgent_class: Code | None
    by: Code
    at: datetime
    reason: Sealed | None = None
