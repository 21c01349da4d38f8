"""What a regime says of matters that are no complaint: whose they are, their own limit, when they become one."""

from dataclasses import dataclass
from typing import Final

from register.domain.law.rules import Limit
from register.domain.values import Cite, Code

# What every register hands to another team; a pack may know more, and says of any what its regime asks.
HAND_OFFS: Final = (
    "hardship",
    "postponement",
    "disputed-transaction",
    "scam",
    "privacy",
    "safety",
    "staff-matter",
    "enquiry",
    "opportunity",
)
# Where somebody may come to harm, one person answers for it from the first minute.
NAMED: Final = frozenset({"safety"})


@dataclass(frozen=True, slots=True)
class HandOffRule:
    """A matter that goes to another team.

    ``limit`` is the duty another law puts on the matter itself, counted from receipt; it is never the limit of a
    complaint. ``named``: it goes to a person with an account, at once. ``turns``: it becomes a complaint on later
    dissatisfaction, received on that later day; so do messages set aside for one of ``reasons``. ``classes`` are what
    such a complaint would be, the likeliest first.
    """

    id: Code
    title: str
    cite: Cite
    force: Code
    confirmed: Code
    limit: Limit | None = None
    urgent: bool = False
    named: bool = False
    turns: bool = False
    reasons: tuple[Code, ...] = ()
    classes: tuple[Code, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A test on who may complain that depends on a head count: ``kinds`` of complainant with fewer than ``below``
    employees when the act or omission happened. Shown as information; it refuses nobody.
    """

    id: Code
    title: str
    cite: Cite
    force: Code
    confirmed: Code
    kinds: tuple[Code, ...]
    below: int
    note: str = ""

    def met(self, kind: str | None, employees: int | None) -> bool | None:
        """Whether a complainant of this kind passes; None where the test is not about them, or the count unknown."""
        return None if kind not in self.kinds or employees is None else employees < self.below
