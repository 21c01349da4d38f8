"""The complaint and the external dispute scheme: what can happen there, and how far a complaint sent back had come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.values import Code, Id

COMPLAINED: Final = Code("complained")
REFERRED_BY_FIRM: Final = Code("referred-by-firm")
REFERRED_BACK: Final = Code("referred-back")
EXTENDED: Final = Code("extended")
OBJECTED: Final = Code("extension-objected")
MORE_TIME: Final = (EXTENDED, OBJECTED)
STEPS: Final = (
    COMPLAINED,
    REFERRED_BY_FIRM,
    REFERRED_BACK,
    EXTENDED,
    OBJECTED,
    Code("accepted"),
    Code("determined"),
    Code("withdrawn"),
    Code("closed"),
)
NOT_THROUGH: Final = Code("not-through")
PART_WAY: Final = Code("part-way")
THROUGH: Final = Code("through")
STAGES: Final = (NOT_THROUGH, PART_WAY, THROUGH)


@dataclass(frozen=True, slots=True)
class ExternalStep:
    """Something that happened with an external scheme.

    ``scheme`` is which one, of those the packs name; None in records of when there was one. ``due_on`` is the last day
    the scheme stated, for its answer or by giving more time (``extended``), which an objection takes back. ``stage``
    says how far our own process had come when the scheme sent the complaint back; ``stage_reason`` why an officer says
    otherwise than the case does. ``consent`` is the evidence that the complainant agreed to our referring it, given at
    ``consent_at``.
    """

    at: datetime
    kind: Code
    reference: Sealed | None = None
    due_on: date | None = None
    stage: Code | None = None
    stage_reason: Sealed | None = None
    consent_at: datetime | None = None
    consent: Sealed | None = None
    scheme: Code | None = None
    id: Id | None = None
