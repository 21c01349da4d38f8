"""One thing that arrived on a channel, in the same shape whatever the platform called it (design 7).

Parsers return these; nothing here is a fact. ``text``, names and handles are personal data and are sealed by the
command that registers the message. Unknown fields of the platform stay in the raw bytes alone.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from register.domain.subjects.message import ASIDE, FIRST, LATER, SourceTime
from register.domain.values import Code, Id

NAMESPACE = UUID("6d1f0c52-9a0e-5b43-8f5e-2c7a41d9b3e6")
SKEW = timedelta(minutes=5)


class Operation(StrEnum):
    """What happened to the thing; the last four are counted beside the messages, never decided.

    A ``notice`` tells of the page itself, in nobody's words: a new follower, an album, a muted video.
    """

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    HIDDEN = "hidden"
    UNHIDDEN = "unhidden"
    ECHO = "echo"
    RECEIPT = "receipt"
    REACTION = "reaction"
    NOTICE = "notice"


class OccurredBasis(StrEnum):
    """Who set ``occurred``: only the platform's own time can be the legal receipt."""

    PLATFORM = "platform"
    AUTHOR = "author"
    ABSENT = "absent"


class Visibility(StrEnum):
    """Whether others can read it: a public post is decided with the second step of the test."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, video or link that came with it, still at the platform's address."""

    kind: Code
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever wrote it, as far as the platform says; every part may be missing (then identifiable is unknown)."""

    native_id: str | None = None
    handle: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One operation on one message of one account.

    ``native_id`` and ``account`` are the platform's ids as text; ``version`` tells edits apart; ``thread`` is the post
    or conversation, ``parent`` what it answers. ``occurred`` is the moment the platform (or author) claims for this
    operation, in UTC; ``timed`` is false where that is no time of the act's own but when the platform sent it. ``sent``
    is that sending time, ``place`` the act's place among those sent together; ``stated`` is the receipt as the firm's
    own export states it. Text is valid Unicode without NUL, otherwise untouched. ``flags`` are codes: ``rating``,
    ``rating:negative``, ``mention``, ``own-account``, ``entry-time``, ``bad-time``, ``future-time``.
    """

    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset({"sent", "place"})
    platform: Code
    account: str
    native_id: str
    operation: Operation
    version: str = ""
    thread: str | None = None
    parent: str | None = None
    url: str | None = None
    author: Author = Author()
    text: str | None = field(default=None, repr=False)
    language: Code | None = None
    occurred: datetime | None = None
    occurred_basis: OccurredBasis = OccurredBasis.ABSENT
    visibility: Visibility = Visibility.PUBLIC
    attachments: tuple[Attachment, ...] = ()
    flags: tuple[Code, ...] = ()
    timed: bool = True
    sent: datetime | None = None
    place: int = 0
    stated: datetime | None = None

    @property
    def dedupe_key(self) -> tuple[str, str, str, str, str]:
        """What makes a second delivery the same thing (never a hash of the body: platforms re-wrap)."""
        return (self.platform, self.account, self.native_id, self.operation.value, self.version)

    @property
    def id(self) -> Id:
        """The id of this operation: the same for every delivery of it."""
        return derived_id(*self.dedupe_key)

    @property
    def act(self) -> Id:
        """The id under which it is captured.

        Words and a time of its own tell an act apart; without such a time only the moment it was sent does, or an
        author who takes back an edit would be taken for a platform that repeats itself.
        """
        words = hashlib.sha256((self.text or "").encode()).hexdigest() if self.operation is Operation.EDITED else ""
        if self.timed:
            return derived_id(self.id, words) if words else self.id
        return derived_id(self.id, words, "" if self.sent is None else self.sent.isoformat(), str(self.place))

    def source_time(self, captured: datetime) -> SourceTime:
        """Return when the source did it; a claim far ahead of ``captured`` gives way to it, as a missing one does."""
        at, basis = self.occurred, Code("own" if self.timed else "sent")
        if at is None or at > captured + SKEW:
            at, basis = captured, Code("captured")
        rank = {Operation.CREATED: FIRST, Operation.EDITED: LATER}.get(self.operation, ASIDE)
        return SourceTime(at, basis, rank, self.place, self.act)

    @property
    def message_id(self) -> Id:
        """The id of the message itself, shared by its creation, edits and deletion in whatever order they come."""
        return derived_id(self.platform, self.account, self.native_id)

    def received(self, captured: datetime) -> tuple[datetime, Code]:
        """Return the legal receipt and its basis: what a firm's own export states, else the platform's own time.

        It is never later than ``captured`` (design 5).
        """
        if self.stated is not None and self.stated <= captured:
            return self.stated, Code("stated")
        if self.occurred_basis is OccurredBasis.PLATFORM and self.occurred and self.occurred <= captured:
            return self.occurred, Code("platform")
        return captured, Code("captured")

    def checked_at(self, captured: datetime) -> "Inbound":
        """Return it flagged ``future-time`` when its claimed time lies ahead of ``captured``: kept, not refused."""
        flag = Code("future-time")
        if self.occurred is None or self.occurred <= captured + SKEW or flag in self.flags:
            return self
        return replace(self, flags=(*self.flags, flag))


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that could not be read and is parked, contents unknown, while its neighbours are kept.

    ``path`` is its place in the body (``entry[0].changes[2]``, empty for the whole body), ``detail`` the field or type
    at fault, never its content. Its id for parking: ``derived_id(platform, account, digest of the body, path)``.
    """

    path: str
    reason: Code
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A part of the body that belongs to an account nobody asked about; ``path`` is its place."""

    path: str
    account: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one delivery held: items in their order, and what belonged to accounts other than those asked about."""

    items: tuple[Inbound | Broken, ...] = ()
    others: tuple[Foreign, ...] = ()

    @property
    def foreign(self) -> int:
        """How many parts belonged to other accounts."""
        return len(self.others)


def derived_id(*parts: str) -> Id:
    """Return the UUID version 5 of ``parts``; parts are kept apart, so ``("a", "bc")`` and ``("ab", "c")`` differ."""
    return Id(str(uuid5(NAMESPACE, json.dumps(parts, separators=(",", ":")))))
