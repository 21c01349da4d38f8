"""What a regime says of matters that are no complaint: whose they are, their own limit, when they become one."""

from dataclasses import dataclass

from register.domain.rules import Limit
from register.domain.values import Cite, Code


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
