"""What can happen to a letter of a case, from its first draft to its arrival."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.letter import Content, Dispatch, Given
from register.domain.values import Code, Digest, Id


@dataclass(frozen=True, slots=True)
class LetterDrafted:
    """A letter was written, or written anew: any earlier approval is void.

    ``authors`` are all who wrote it since a second person last approved it.
    """

    TAG: ClassVar[str] = "letter:draft:written/1"
    letter: Id
    content: Content
    content_hash: Digest
    by: Code
    at: datetime
    authors: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterSubmitted:
    """The gate let the letter through to approval."""

    TAG: ClassVar[str] = "letter:draft:submitted/1"
    letter: Id
    content_hash: Digest
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterApproved:
    """A second person approved exactly this content; ``rule`` says why (or that no second person was needed)."""

    TAG: ClassVar[str] = "letter:content:approved/1"
    letter: Id
    content_hash: Digest
    by: Code
    at: datetime
    rule: Code


@dataclass(frozen=True, slots=True)
class LetterReturned:
    """The approver sent the letter back."""

    TAG: ClassVar[str] = "letter:draft:returned/1"
    letter: Id
    by: Code
    reason: Sealed


@dataclass(frozen=True, slots=True)
class LetterVoided:
    """The letter will not be used."""

    TAG: ClassVar[str] = "letter:draft:voided/1"
    letter: Id


@dataclass(frozen=True, slots=True)
class LetterQueued:
    """The letter, as rendered, waits in the outbox."""

    TAG: ClassVar[str] = "letter:dispatch:queued/1"
    dispatch: Dispatch


@dataclass(frozen=True, slots=True)
class DispatchStarted:
    """An attempt is about to be made; recorded before the first byte leaves."""

    TAG: ClassVar[str] = "letter:dispatch:started/1"
    dispatch: Id
    at: datetime


@dataclass(frozen=True, slots=True)
class DispatchDelayed:
    """The other side was not ready; another attempt is due."""

    TAG: ClassVar[str] = "letter:dispatch:delayed/1"
    dispatch: Id
    reason: Code
    next_attempt_at: datetime


@dataclass(frozen=True, slots=True)
class DispatchEnded:
    """The sending ended: ``accepted``, ``refused``, ``in-doubt`` or ``bounced``."""

    TAG: ClassVar[str] = "letter:dispatch:ended/1"
    dispatch: Id
    state: Code
    at: datetime
    reason: Code


@dataclass(frozen=True, slots=True)
class LetterSent:
    """The letter counts as sent: accepted by the recipient's side, or given by hand with evidence."""

    TAG: ClassVar[str] = "letter:letter:sent/1"
    letter: Id
    at: datetime
    method: Code
    evidence: Sealed | None = None


@dataclass(frozen=True, slots=True)
class LetterUnsent:
    """The letter came back: it no longer counts as sent."""

    TAG: ClassVar[str] = "letter:letter:bounced/1"
    letter: Id


@dataclass(frozen=True, slots=True)
class CopyGiven:
    """One of several complainants was given the letter by hand, with evidence."""

    TAG: ClassVar[str] = "letter:copy:given/1"
    letter: Id
    copy: Given
    evidence: Sealed


@dataclass(frozen=True, slots=True)
class LetterWaits:
    """The letter does not count as sent: not every complainant has it, or not any more."""

    TAG: ClassVar[str] = "letter:letter:waiting/1"
    letter: Id
