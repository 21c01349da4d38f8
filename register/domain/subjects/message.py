"""A message: a post, comment, direct message or review as it arrived; every one must be accounted for (design 7)."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.law.proofs import Due
from register.domain.sealed import Sealed
from register.domain.values import Code, Digest, Id

AWAITING = Code("awaiting")
UNSURE = Code("unsure")
REGISTERED = Code("registered")
LINKED = Code("linked")
DUPLICATE = Code("duplicate")
DISMISSED = Code("not-a-complaint")
HANDED_OFF = Code("handed-off")
OPEN_STATES = (AWAITING, UNSURE)


ASIDE, FIRST, LATER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class SourceTime:
    """When the source did something, and what orders acts so that no order of deliveries can change the outcome.

    ``basis``: the act's ``own`` time, when the platform ``sent`` it, or when it was ``captured``. Words that came aside
    of a hiding or removal (``rank`` 0) give way to the creation's (1), and these to an edit's of the same moment (2).
    """

    at: datetime
    basis: Code
    rank: int
    place: int = 0
    act: Id | None = None

    @property
    def order(self) -> tuple[bool, datetime, int, int, str]:
        """What compares two acts: the greater one holds."""
        return (self.rank > ASIDE, self.at, self.rank, self.place, self.act or "")


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of the two-step test as answered: yes, no or unknown, with the basis."""

    question: Code
    answer: Code
    basis: Sealed | None = None


@dataclass(frozen=True, slots=True)
class HandOff:
    """The message went to another team: to whom, when, whether they took it, and whether they have answered.

    ``person`` is the account it was given to, where it was given to one. ``due`` is the limit of the matter itself,
    which is no limit of a complaint. ``accepted_by`` names who took it, ``taken_by`` the account or program that said
    so; ``answer`` is the evidence that the matter was answered.
    """

    kind: Code
    recipient: Sealed | None
    at: datetime
    accepted_at: datetime | None = None
    person: Id | None = None
    due: Due | None = None
    accepted_by: Sealed | None = None
    taken_by: Code | None = None
    finished_at: datetime | None = None
    answer: Sealed | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody of the other team took it yet."""
        return self.accepted_at is None

    @property
    def is_open(self) -> bool:
        """Whether the other team still owes the answer."""
        return self.finished_at is None


@dataclass(frozen=True, slots=True)
class Message:
    """One inbound item, its versions folded.

    ``received_at`` is the legal receipt with its ``basis``. ``text`` is the newest version's, written at ``text_at`` by
    ``text_source``, in whatever order the versions came; so is ``hidden``, by ``hidden_source``. ``turned_at``: when
    later dissatisfaction about it was expressed, which made a complaint of what rightly was none; the decision about
    the message itself stands.
    """

    id: Id
    channel: Id
    platform: Code
    entity: Code
    brand: Code
    visibility: Code
    native_id: Sealed
    captured_at: datetime
    received_at: datetime
    basis: Code
    occurred_at: datetime | None = None
    author: Sealed | None = None
    author_id: Sealed | None = None
    text: Sealed | None = None
    text_at: datetime | None = None
    url: Sealed | None = None
    thread: Digest | None = None
    flags: tuple[Code, ...] = ()
    versions: int = 1
    deleted_at: datetime | None = None
    hidden: bool = False
    state: Code = AWAITING
    cases: tuple[Id, ...] = ()
    duplicate_of: Id | None = None
    reason: Code | None = None
    test: tuple[Answered, ...] = ()
    attempts: tuple[datetime, ...] = ()
    handoff: HandOff | None = None
    decided_by: Code | None = None
    decided_at: datetime | None = None
    turned_at: datetime | None = None
    text_source: SourceTime | None = None
    hidden_source: SourceTime | None = None
