"""Commands that make a complaint a regulated case, and say what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.commands.base import CaseCommand, Command, Ref
from register.domain.commands.case.carried_over import CarryingOver
from register.domain.subjects.priority import PERSONAL
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class RemedyPromise:
    """A remedy as promised: its code, an amount as decimal text, and the day it is due; or that it is ``done``."""

    code: str
    amount: str | None = None
    due_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Classifying:
    """What the complaint is about, as the officer says it; ``known`` holds the packs' facts by name, values as text.

    ``complaint_class`` is of the first pack; ``others`` holds the classes under further packs, by the pack's id.
    """

    complaint_class: str | None = None
    product: str | None = None
    issues: tuple[str, ...] = ()
    about_representative: bool = False
    known: tuple[tuple[str, str], ...] = ()
    tier: int = PERSONAL
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Identifying:
    """Who complains, as the officer says it; ``employees`` is a business's head count on the day of the act."""

    name: str | None = None
    preferred_name: str | None = None
    kind: str | None = None
    employees: int | None = None
    customer_number: str | None = None
    employees_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """One way to reach somebody: ``kind`` is email, phone, postal or handle; ``source`` says where it came from.

    ``person``: which of several complainants it is of, or whose representative's.
    """

    kind: str
    value: str
    source: str
    of: str = "complainant"
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """Another one who complains, with ways of their own to be reached."""

    complainant: Identifying
    contacts: tuple[ContactDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """Who withdrew the complaint, when, and which way they said so; the words are the closing's."""

    by: str
    at: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class Closing:
    """How the case ends."""

    outcome: str
    basis: str
    root_cause: str
    words: str = ""
    evidence: str = ""
    withdrawal: str = ""
    attempts: tuple[datetime, ...] = ()
    withdrawing: Withdrawing | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaterDissatisfaction:
    """Dissatisfaction about a ``message`` that was rightly set aside or handed off: when and in which words.

    Both stay empty where a later message says it, which is then the one the case is opened from.
    """

    message: Id
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """Put a complaint under the regulator's limits: logged by hand, or from a message after the two-step test.

    ``later`` names what was no complaint at first; the receipt is then the day of the later dissatisfaction.
    ``related`` is an earlier case of the same person; a new issue has a case and dates of its own.
    ``first_received_by`` says who had it first, in the pack's codes; ``received_at`` is when they had it.
    ``others`` complain with the complainant, as the holders of a joint account do.
    ``carried_over``: it was open in another system before; one from before a pack took force comes in by that alone.
    """

    TAG = "OpenCase"
    CREATES: ClassVar[Code | None] = Code("case")
    brand: str
    channel: str
    summary: str
    received_at: datetime | None = None
    message: Id | None = None
    classifying: Classifying = Classifying()
    complainant: Identifying = Identifying()
    contacts: tuple[ContactDetail, ...] = ()
    points: tuple[str, ...] = ()
    test: "TwoStepTest | None" = None
    later: LaterDissatisfaction | None = None
    related: Id | None = None
    first_received_by: str | None = None
    others: tuple[Joining, ...] = ()
    carried_over: CarryingOver | None = None

    def touches(self) -> tuple[Ref, ...]:
        """Return the messages the case comes from, the one it is opened from and an earlier one, and a related case."""
        named = (self.message, self.later.message if self.later is not None else None)
        messages = tuple(Ref(Code("message"), message) for message in named if message is not None)
        return messages if self.related is None else (*messages, Ref(Code("case"), self.related))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question of the two-step test: ``yes``, ``no`` or ``unknown``, with its basis in words."""

    answer: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TwoStepTest:
    """Is it a complaint? Three questions on what was said; four more for public posts only (design 7).

    The first "no" ends the test: what comes after it may stay unanswered (None).
    """

    expressed: Judgement | None = None
    about_us: Judgement | None = None
    answer_expected: Judgement | None = None
    controlled: Judgement | None = None
    subject: Judgement | None = None
    identifiable: Judgement | None = None
    contactable: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAndClose(Command):
    """Log a complaint that was already resolved, and close it, in one step.

    Without ``acknowledged_at`` it was acknowledged in the conversation that brought it, or now if a message did.
    """

    TAG = "LogAndClose"
    CREATES: ClassVar[Code | None] = Code("case")
    opening: OpenCase
    acknowledged_by: str
    acknowledged_at: datetime | None = None
    closing: Closing
    remedies: tuple[RemedyPromise, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return what opening touches."""
        return self.opening.touches()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyCase(CaseCommand):
    """Say, or say anew, what the complaint is about; every open deadline is derived again from the original start.

    Anew needs a ``reason`` in words, and a second person where a date would become a later one.
    """

    TAG = "ClassifyCase"
    classifying: Classifying
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleClassification(CaseCommand):
    """Approve or refuse a proposed classification that moves dates back, as the second person."""

    TAG = "SettleClassification"
    proposal: Id
    approve: bool
