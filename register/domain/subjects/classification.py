"""What a complaint is about, in the codes of its packs, and what waits for a second person before it counts."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.subjects.priority import PERSONAL
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Known:
    """A fact the packs' rules may ask for, with its value as a code: ``true``, ``60``, or a code of the fact's list."""

    name: Code
    value: Code


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """The class a person picked in one more of the case's packs."""

    pack: Code
    complaint_class: Code


@dataclass(frozen=True, slots=True)
class Classification:
    """What the complaint is about, in the codes of the pack and the firm.

    ``complaint_class`` is of the first pack, ``others`` of the rest. ``provisional`` is the class that the words of
    the complaint called for when it was opened; it holds only while there is no other.
    """

    complaint_class: Code | None = None
    product: Code | None = None
    issues: tuple[Code, ...] = ()
    about_representative: bool = False
    known: tuple[Known, ...] = ()
    tier: int = PERSONAL
    others: tuple[ClassChoice, ...] = ()
    provisional: Code | None = None


@dataclass(frozen=True, slots=True)
class LaterDate:
    """What a new classification would do to the strictest open date of a duty (``after`` None: nothing stays due)."""

    duty: Code
    before: datetime
    after: datetime | None


@dataclass(frozen=True, slots=True)
class ClassificationProposal:
    """A classification that moves dates back, which a second person has to approve; until then nothing moves."""

    id: Id
    classification: Classification
    moves: tuple[LaterDate, ...]
    reason: Sealed
    proposed_by: Code
    proposed_at: datetime
    authors: tuple[Code, ...] = ()
