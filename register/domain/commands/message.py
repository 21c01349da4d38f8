"""Commands about messages: capturing what arrived, and deciding what it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.commands.base import Command, Ref
from register.domain.commands.case import TwoStepTest
from register.domain.subjects.inbound import Inbound
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCommand(Command):
    """A command about one message."""

    message: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return the message."""
        return (Ref(Code("message"), self.message),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureMessage(MessageCommand):
    """Keep what arrived: a new message, a new version of it, or what became of it at the source."""

    TAG = "CaptureMessage"
    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset({"captured_at", "delivery"})
    inbound: Inbound
    channel: Id
    entity: str
    brand: str
    captured_at: datetime
    delivery: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissMessage(MessageCommand):
    """Decide that it is not a complaint, for a reason of the pack."""

    TAG = "DismissMessage"
    reason: str
    test: TwoStepTest


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepUnsure(MessageCommand):
    """Say that the test cannot be answered yet."""

    TAG = "KeepUnsure"
    test: TwoStepTest


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAuthor(MessageCommand):
    """Record an attempt to ask the author: how, and in which words.

    ``cases`` are those the message belongs to: whether their complainant may be contacted directly is asked there.
    """

    TAG = "AskAuthor"
    method: str
    words: str
    at: datetime | None = None
    cases: tuple[Id, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return the message and its cases."""
        return (Ref(Code("message"), self.message), *(Ref(Code("case"), case) for case in self.cases))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMessage(MessageCommand):
    """The message belongs to a case that exists already.

    ``issue``: ``same`` or ``new``. A closed case has to be told; the same issue reopens it with the dates it had.
    """

    TAG = "LinkMessage"
    case: Id
    issue: str = ""

    def touches(self) -> tuple[Ref, ...]:
        """Return the message and the case."""
        return (Ref(Code("message"), self.message), Ref(Code("case"), self.case))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDuplicate(MessageCommand):
    """The message says again what another one said."""

    TAG = "MarkDuplicate"
    of: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return both messages."""
        return (Ref(Code("message"), self.message), Ref(Code("message"), self.of))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffMessage(MessageCommand):
    """Give it to another team: to a ``recipient`` in words, to a ``person`` with an account, or to both."""

    TAG = "HandOffMessage"
    kind: str
    recipient: str = ""
    person: Id | None = None

    def touches(self) -> tuple[Ref, ...]:
        """Return the message and the person's account."""
        account = () if self.person is None else (Ref(Code("account"), self.person),)
        return (Ref(Code("message"), self.message), *account)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptHandOff(MessageCommand):
    """The other team took it; ``who`` names whoever did, where it is not the one who says so."""

    TAG = "AcceptHandOff"
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishHandOff(MessageCommand):
    """The other team answered or finished the matter, with the evidence."""

    TAG = "FinishHandOff"
    evidence: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenDecision(MessageCommand):
    """The decision was mistaken: decide again, with a reason. The message keeps its own receipt.

    Later dissatisfaction about what rightly was no complaint is something else: ``OpenCase`` with ``later``.
    """

    TAG = "ReopenDecision"
    reason: str
