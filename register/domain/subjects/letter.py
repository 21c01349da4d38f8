"""A letter of a case, its approval, and its way out of the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.values import Code, Digest, Id

DRAFT = Code("draft")
SUBMITTED = Code("submitted")
APPROVED = Code("approved")
QUEUED = Code("queued")
SENT = Code("sent")
RETURNED = Code("returned")
VOIDED = Code("voided")
# Of a sending: the other side took it, or nobody knows yet what becomes of it.
ACCEPTED = Code("accepted")
UNDER_WAY = frozenset({QUEUED, Code("sending"), Code("in-doubt")})
# By which rule it was approved: by whoever wrote it, or by a second person.
ALONE = Code("one-person")
SECOND = Code("second-person")
# Of all its parts together.
LONGEST_LETTER: Final = 40_000
MOST_LINES: Final = 1_000


# From the first draft to its sending: of one type there is one such letter in a case, and people work on it together.
LIVE = frozenset({DRAFT, SUBMITTED, APPROVED, RETURNED, QUEUED})


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter. What the gate must know of its words was read when they were written.

    ``original``: what it says in the pack's own language, by its author, where the letter is in another one.
    ``own_words``: it says something else than the pack's standard text.
    ``unprintable``: the characters no letter can show, by code (``U+E000``).
    """

    id: Code
    text: Sealed
    empty: bool = False
    unresolved: tuple[Code, ...] = ()
    contacts_match: bool = True
    original: Sealed | None = None
    own_words: bool = False
    unprintable: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one point raised; ``original`` and ``unprintable`` as in a block."""

    point: Id
    text: Sealed
    empty: bool = False
    unresolved: tuple[Code, ...] = ()
    original: Sealed | None = None
    unprintable: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding on a material fact, with the information behind it; ``original`` of both as in a block."""

    text: Sealed
    support: Sealed | None = None
    unresolved: tuple[Code, ...] = ()
    empty: bool = False
    original: Sealed | None = None
    original_support: Sealed | None = None
    unprintable: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """How a letter goes to one of several complainants: each by a way and to an address of their own."""

    person: Id
    via: Code
    contact: Id | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A copy that was given to one of several complainants by hand."""

    id: Id
    person: Id
    at: datetime
    method: Code


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the reader of the letter gets to see, and what the gate judges.

    ``details`` is the digest of the contact details that were configured when it was written; ``translator`` says who
    put the free parts into the letter's language, a person or a machine and who checked its work. ``via`` and
    ``contact`` are of ``person`` (as in ``Complainant.id``), ``copies`` of everybody else who complains.
    """

    type: Code
    language: Code
    via: Code
    decision: Code | None = None
    ground: Code | None = None
    contact: Id | None = None
    account_information: bool = False
    blocks: tuple[Block, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    details: Digest | None = None
    translator: Sealed | None = None
    person: Id | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and where it stands. An approval binds to ``content_hash``; a new draft has another one.

    ``authors`` are all who wrote it since a second person last approved it (``authorship`` says who may not approve).
    Where several complain it is sent when the last of them has it; ``given`` are the copies handed over.
    """

    id: Id
    content: Content
    content_hash: Digest
    state: Code
    drafted_by: Code
    drafted_at: datetime
    submitted_by: Code | None = None
    submitted_at: datetime | None = None
    approved_by: Code | None = None
    approved_at: datetime | None = None
    approved_hash: Digest | None = None
    approved_rule: Code | None = None
    returned_reason: Sealed | None = None
    sent_at: datetime | None = None
    authors: tuple[Code, ...] = ()
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One sending of a letter: queued, sending, accepted, refused, in-doubt or bounced.

    ``person``: to whom of several, as in ``Complainant.id``.
    """

    id: Id
    letter: Id
    route: Code
    state: Code
    queued_at: datetime
    document: Sealed
    contact: Id | None = None
    attempts: int = 0
    next_attempt_at: datetime | None = None
    finished_at: datetime | None = None
    reason: Code | None = None
    person: Id | None = None
