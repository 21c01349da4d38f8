"""A case that turns out to be none: registered in error, or a second time. It is void, and stays in the register."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.subjects.classification import Classification
from register.domain.subjects.letter import Letter
from register.domain.values import Code, Id

VOID: Final = Code("void")
IN_ERROR: Final = Code("registered-in-error")
TWICE: Final = Code("registered-twice")


@dataclass(frozen=True, slots=True)
class Voiding:
    """Why a case is void, and whose work that was.

    ``into``: the complaint it is a second registration of, ``stays`` that one's reference.
    """

    reason: Code
    words: Sealed
    into: Id | None
    stays: Code | None
    at: datetime
    proposed_by: Code
    approved_by: Code


@dataclass(frozen=True, slots=True)
class VoidingProposal:
    """A case that is to be void once a second person has approved it; ``into`` and ``stays`` as there."""

    id: Id
    reason: Code
    words: Sealed
    into: Id | None
    stays: Code | None
    proposed_by: Code
    proposed_at: datetime
    authors: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A second registration of the same complaint: what it was held to, and the letters that were sent under it.

    The limits of its class stay where they come before those of the complaint that stays; what was merged into it
    before comes along.
    """

    case: Id
    reference: Code
    classifications: tuple[Classification, ...]
    letters: tuple[Letter, ...] = ()
