"""How a case ended, or is proposed to end: answered, early, withdrawn or abandoned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.subjects.remedy import Remedy
from register.domain.values import Code, Digest, Id

# How a case ends but early: by an answer, in the complainant's words, or because they cannot be reached.
RESPONSE: Final = Code("response")
WITHDRAWN: Final = Code("withdrawn")
ABANDONED: Final = Code("abandoned")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who withdrew the complaint (``complainant`` or ``representative``), when, and which way they said so."""

    by: Code
    at: datetime
    how: Code


@dataclass(frozen=True, slots=True)
class Closure:
    """How the case ended; ``basis``: ``response``, ``withdrawn``, ``abandoned``, or an early basis of the pack.

    ``withdrawal`` holds the words of a withdrawal, ``withdrawn`` whose they are. ``not_early_for`` are the packs whose
    own time to end early was over: under them an early closing ends nothing. ``ended_at``: it ended before it was
    recorded, as the evidence shows and a second person confirmed.
    """

    outcome: Code
    basis: Code
    root_cause: Code
    words: Sealed | None = None
    evidence: Sealed | None = None
    withdrawal: Sealed | None = None
    attempts: tuple[datetime, ...] = ()
    withdrawn: Withdrawn | None = None
    not_early_for: tuple[Code, ...] = ()
    ended_at: datetime | None = None

    @property
    def early(self) -> bool:
        """Whether it ended without an answer, in the time a pack gives for that."""
        return self.basis not in {RESPONSE, WITHDRAWN, ABANDONED}

    def ends_early(self, pack: Code) -> bool:
        """Whether it is an early end under this pack."""
        return self.early and pack not in self.not_early_for


@dataclass(frozen=True, slots=True)
class KeptEnding:
    """A closing whose end stands although the case goes on: the scheme sent the complaint back after it."""

    at: datetime
    closure: Closure


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An early closing that a reopening took back."""

    closed_at: datetime
    reopened_at: datetime


@dataclass(frozen=True, slots=True)
class ClosureContent:
    """Everything a second person approves with a closure."""

    closure: Closure
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class ClosureProposal:
    """A closure that a second person has to approve; the approval binds to ``content``."""

    id: Id
    closure: Closure
    remedies: tuple[Remedy, ...]
    content: Digest
    proposed_by: Code
    proposed_at: datetime
    authors: tuple[Code, ...] = ()
