"""A case: one complaint under its packs' rules, as it stands after all that has happened to it.

Nothing here is personal data: free words are ``Sealed`` and live apart (design, section 4). ``Case`` is rebuilt by
``register.domain.apply``; the stored rows are a projection of it.
"""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.subjects.acknowledgement import Acknowledgement, PersonAcknowledged
from register.domain.subjects.breach import Breach
from register.domain.subjects.carried_over import CarriedDate, CarriedOver
from register.domain.subjects.classification import Classification, ClassificationProposal
from register.domain.subjects.closure import Closure, ClosureProposal, KeptEnding, TakenBack
from register.domain.subjects.daily_work import SystemicFlag, Task
from register.domain.subjects.deadline import Deadline, Duty
from register.domain.subjects.delays import DelayGround, Escalation
from register.domain.subjects.events import Happening, Party
from register.domain.subjects.external_scheme import ExternalStep
from register.domain.subjects.holds import Hold
from register.domain.subjects.letter import Dispatch, Letter
from register.domain.subjects.parties import (
    Complainant,
    Contact,
    IdentityCheck,
    Person,
    Preferences,
    Representative,
    Support,
)
from register.domain.subjects.priority import Priority
from register.domain.subjects.remedy import Remedy, RemedyProposal
from register.domain.subjects.respondents import Exchange, FirmFinding, Respondent, Sharing
from register.domain.subjects.restriction import RestrictionProposal
from register.domain.subjects.unapproved import Authors
from register.domain.subjects.void_cases import VOID, Merged, Voiding, VoidingProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A pack and the version of it that governs the case, chosen by the day of receipt.

    ``unclaimed``: the first version, chosen by a person for a complaint that was received before it took force.
    """

    pack: Code
    version: Code
    unclaimed: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """How and when the complaint reached the firm.

    ``received_at`` is the legal receipt and ``basis`` says why that instant: ``platform`` (stamp set by the platform),
    ``captured`` (our own capture), ``stated`` (an officer logged it by hand), ``later-dissatisfaction`` (what was no
    complaint at first became one on that day, in these ``words``). ``first_received_by``: who had it first, the firm or
    somebody whose receipt is the firm's, where that was said.
    """

    channel: Code
    received_at: datetime
    basis: Code
    occurred_at: datetime | None = None
    channel_id: Id | None = None
    message: Id | None = None
    words: Sealed | None = None
    first_received_by: Code | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point the complainant raised; a rejection must answer each of them."""

    id: Id
    text: Sealed


@dataclass(frozen=True, slots=True)
class ReceiptProposal:
    """A later time of receipt that a second person has to approve."""

    id: Id
    received_at: datetime
    evidence: Sealed
    proposed_by: Code
    proposed_at: datetime
    authors: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another case of the same person: a new issue is a case of its own, and each names the other."""

    case: Id
    reference: Code


@dataclass(frozen=True, slots=True)
class Case:
    """One regulated complaint.

    ``complainant`` and what stands beside it is of the first who complains; ``joint`` are the further ones, ``former``
    those who withdrew while others went on.
    """

    id: Id
    reference: Code
    status: Code
    entity: Code
    brand: Code
    place: Code
    zone: Code
    packs: tuple[PackChoice, ...]
    origin: Origin
    logged_at: datetime
    logged_by: Code
    summary: Sealed
    classification: Classification = Classification()
    complainant: Complainant = Complainant()
    points: tuple[Point, ...] = ()
    contacts: tuple[Contact, ...] = ()
    preferences: Preferences = Preferences()
    support: Support | None = None
    representative: Representative | None = None
    identity: tuple[IdentityCheck, ...] = ()
    assignee: Id | None = None
    linked_accounts: tuple[Id, ...] = ()
    restricted_to: tuple[Id, ...] = ()
    acknowledgement: Acknowledgement | None = None
    deadlines: tuple[Deadline, ...] = ()
    letters: tuple[Letter, ...] = ()
    dispatches: tuple[Dispatch, ...] = ()
    tasks: tuple[Task, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    breaches: tuple[Breach, ...] = ()
    systemic: SystemicFlag | None = None
    external_steps: tuple[ExternalStep, ...] = ()
    closure: Closure | None = None
    closed_at: datetime | None = None
    closure_proposal: ClosureProposal | None = None
    receipt_proposal: ReceiptProposal | None = None
    closings: tuple[datetime, ...] = ()
    kept_endings: tuple[KeptEnding, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    reopened: tuple[datetime, ...] = ()
    notes: int = 0
    files: int = 0
    withheld: int = 0
    corrections: int = 0
    backdated: bool = False
    messages: tuple[Id, ...] = ()
    priority: Priority | None = None
    classified_at: datetime | None = None
    parties: tuple[Party, ...] = ()
    happenings: tuple[Happening, ...] = ()
    holds: tuple[Hold, ...] = ()
    delay_grounds: tuple[DelayGround, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    classification_proposal: ClassificationProposal | None = None
    chosen_class: Code | None = None
    once_classified: bool = False
    related: tuple[Related, ...] = ()
    remedy_proposals: tuple[RemedyProposal, ...] = ()
    restriction_proposal: RestrictionProposal | None = None
    unapproved: tuple[Authors, ...] = ()
    voiding: Voiding | None = None
    voiding_proposal: VoidingProposal | None = None
    merged: tuple[Merged, ...] = ()
    joint: tuple[Person, ...] = ()
    former: tuple[Person, ...] = ()
    acknowledged_to: tuple[PersonAcknowledged, ...] = ()
    carried_over: CarriedOver | None = None
    carried_dates: tuple[CarriedDate, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    findings: tuple[FirmFinding, ...] = ()
    sharings: tuple[Sharing, ...] = ()

    @property
    def is_void(self) -> bool:
        """Whether it turned out to be no case, or one that stands in the register already."""
        return self.status == VOID

    @property
    def merged_into(self) -> Id | None:
        """The complaint it is, or is proposed to be, a second registration of."""
        void = self.voiding or self.voiding_proposal
        return None if void is None else void.into

    @property
    def correspondence(self) -> tuple[Letter, ...]:
        """Its letters, and those sent under a second registration of the same complaint."""
        return (*self.letters, *(letter for merged in self.merged for letter in merged.letters))

    @property
    def held_class(self) -> Code | None:
        """The class of the first pack the case is held to for certain: a person picked it, or its facts choose it."""
        return self.classification.complaint_class or self.chosen_class

    @property
    def was_classified(self) -> bool:
        """Whether the case ever had a class for certain; from then on its dates are not moved back by one person."""
        return self.once_classified or self.held_class is not None

    @property
    def next_deadline(self) -> Deadline | None:
        """The open deadline that comes first of those the law sets, or that stand in for one."""
        counting = (d for d in self.open_deadlines("deadline") if d.due.legal or d.cautious or self.stands_in(d))
        return min(counting, key=lambda deadline: deadline.due.due_at, default=None)

    def stands_in(self, deadline: Deadline) -> bool:
        """Whether a date its pack does not claim is worked to: it would be law, and no other system had one."""
        would_be_law = deadline.due.unclaimed and deadline.due.force in {"E", "L"}
        return would_be_law and not any(other.carried for other in self.limits_of(deadline.duty))

    def passed_limits(self, now: datetime) -> tuple[Deadline, ...]:
        """Return the open deadlines the law sets that have passed."""
        return tuple(d for d in self.open_deadlines("deadline") if d.due.legal and d.due.due_at <= now)

    def deadline(self, deadline: Id) -> Deadline | None:
        """Return the deadline with this id."""
        return next((d for d in self.deadlines if d.id == deadline), None)

    def source_of(self, deadline: Deadline) -> Sealed | None:
        """Return where a date that was carried over stands in the other system; None for the register's own."""
        return next((date.source for date in self.carried_dates if date.id == deadline.carried), None)

    def limit_behind(self, breach: Breach) -> Deadline:
        """Return the date a possible breach speaks of: the first of its duty that stands, or what it was opened for."""
        opened = next(d for d in self.deadlines if d.id == breach.deadline)
        return min(self.limits_of(opened.duty), key=lambda one: one.due.due_at, default=opened)

    def limits_of(self, duty: Duty) -> tuple[Deadline, ...]:
        """Return the dates of a duty's round that stand, ended or not."""
        return tuple(d for d in self.deadlines if d.duty == duty and d.due.kind == "deadline" and not d.replaced)

    def letter(self, letter: Id) -> Letter | None:
        """Return the letter with this id."""
        return next((item for item in self.letters if item.id == letter), None)

    def open_deadlines(self, kind: str) -> tuple[Deadline, ...]:
        """Return the deadlines of one kind that still wait for their end."""
        return tuple(d for d in self.deadlines if d.is_open and d.due.kind == kind)
