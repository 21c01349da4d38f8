"""What can happen to a message."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.message import Answered, HandOff, SourceTime
from register.domain.values import Code, Digest, Id


@dataclass(frozen=True, slots=True)
class MessageCaptured:
    """The message arrived for the first time; ``delivery`` names the stored bytes, ``source`` when it was written."""

    TAG: ClassVar[str] = "message:message:captured/1"
    channel: Id
    platform: Code
    entity: Code
    brand: Code
    visibility: Code
    native_id: Sealed
    captured_at: datetime
    received_at: datetime
    basis: Code
    occurred_at: datetime | None
    author: Sealed | None
    author_id: Sealed | None
    text: Sealed | None
    url: Sealed | None
    thread: Digest | None
    flags: tuple[Code, ...]
    delivery: Id | None = None
    source: SourceTime | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A new version arrived; the earlier text stays in the trail."""

    TAG: ClassVar[str] = "message:version:captured/1"
    captured_at: datetime
    occurred_at: datetime | None
    text: Sealed | None
    author: Sealed | None
    url: Sealed | None
    flags: tuple[Code, ...]
    delivery: Id | None = None
    source: SourceTime | None = None


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """The creation came after an edit or deletion of the same message, and shows that it was received earlier."""

    TAG: ClassVar[str] = "message:receipt:found/1"
    received_at: datetime
    basis: Code
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """Its author deleted it at the source; the evidence stays, and it withdraws nothing."""

    TAG: ClassVar[str] = "message:message:deleted-at-source/1"
    at: datetime
    delivery: Id | None = None


@dataclass(frozen=True, slots=True)
class MessageHidden:
    """It was hidden or shown again at the source: moderation, not deletion."""

    TAG: ClassVar[str] = "message:message:hidden-at-source/1"
    hidden: bool
    at: datetime
    delivery: Id | None = None
    source: SourceTime | None = None


@dataclass(frozen=True, slots=True)
class MessageRegistered:
    """The two-step test said yes: the message is (part of) this case."""

    TAG: ClassVar[str] = "message:decision:registered/1"
    case: Id
    test: tuple[Answered, ...]
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageLinked:
    """The message belongs to a case that exists already."""

    TAG: ClassVar[str] = "message:decision:linked/1"
    case: Id
    by: Code
    at: datetime
    issue: Code | None = None


@dataclass(frozen=True, slots=True)
class MessageReleased:
    """The case it belonged to was registered in error: where it belongs to no other, it is to be decided again."""

    TAG: ClassVar[str] = "message:decision:released/1"
    case: Id
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageDuplicated:
    """The message says again what another one said."""

    TAG: ClassVar[str] = "message:decision:duplicate/1"
    of: Id
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageDismissed:
    """The two-step test said no, for a reason of the pack."""

    TAG: ClassVar[str] = "message:decision:not-a-complaint/1"
    reason: Code
    test: tuple[Answered, ...]
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageUnsure:
    """The test could not be answered yet."""

    TAG: ClassVar[str] = "message:decision:unsure/1"
    test: tuple[Answered, ...]
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class AuthorAsked:
    """An attempt to ask the author was made."""

    TAG: ClassVar[str] = "message:author:asked/1"
    at: datetime
    method: Code
    words: Sealed


@dataclass(frozen=True, slots=True)
class MessageHandedOff:
    """Another team has it."""

    TAG: ClassVar[str] = "message:decision:handed-off/1"
    handoff: HandOff
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class HandOffAccepted:
    """The other team took it: ``who`` in words, or else whoever said so."""

    TAG: ClassVar[str] = "message:handoff:accepted/1"
    at: datetime
    who: Sealed | None = None
    by: Code | None = None


@dataclass(frozen=True, slots=True)
class HandOffFinished:
    """The other team answered or finished the matter."""

    TAG: ClassVar[str] = "message:handoff:finished/1"
    at: datetime
    evidence: Sealed
    by: Code


@dataclass(frozen=True, slots=True)
class MessageTurned:
    """Later dissatisfaction, expressed ``at`` that moment, made a complaint of what rightly was none."""

    TAG: ClassVar[str] = "message:complaint:turned/1"
    case: Id
    at: datetime
    by: Code


@dataclass(frozen=True, slots=True)
class DecisionReopened:
    """The decision is to be made again."""

    TAG: ClassVar[str] = "message:decision:reopened/1"
    reason: Sealed
    by: Code
    at: datetime
