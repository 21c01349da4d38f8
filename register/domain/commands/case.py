"""Commands about one case: opening, classifying, working, the people around it, limits and closing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from register.domain.commands.base import CaseCommand, Command, Ref, Upload
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class RemedyPromise:
    """A remedy as promised: its code, an amount as decimal text, and the day it is due."""

    code: str
    amount: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Classifying:
    """What the complaint is about, as the officer says it; ``known`` holds the packs' facts by name, values as text."""

    complaint_class: str | None = None
    product: str | None = None
    issues: tuple[str, ...] = ()
    about_representative: bool = False
    known: tuple[tuple[str, str], ...] = ()
    tier: int = 3


@dataclass(frozen=True, slots=True)
class Identifying:
    """Who complains, as the officer says it."""

    name: str | None = None
    preferred_name: str | None = None
    kind: str | None = None
    employees: int | None = None
    customer_number: str | None = None


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """One way to reach somebody: ``kind`` is email, phone, postal or handle; ``source`` says where it came from."""

    kind: str
    value: str
    source: str
    verified: bool = False
    of: str = "complainant"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """Put a complaint under the regulator's limits: logged by hand, or from a message after the two-step test."""

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

    def touches(self) -> tuple[Ref, ...]:
        """Return the message, if the case comes from one."""
        return () if self.message is None else (Ref(Code("message"), self.message),)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question of the two-step test: ``yes``, ``no`` or ``unknown``, with its basis in words."""

    answer: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TwoStepTest:
    """Is it a complaint? Three questions on what was said; four more for public posts only (design 7)."""

    expressed: Judgement
    about_us: Judgement
    answer_expected: Judgement
    controlled: Judgement | None = None
    subject: Judgement | None = None
    identifiable: Judgement | None = None
    contactable: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAndClose(Command):
    """Log a complaint that was already resolved, and close it, in one step."""

    CREATES: ClassVar[Code | None] = Code("case")
    opening: OpenCase
    acknowledged_by: str
    closing: Closing
    remedies: tuple[RemedyPromise, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return what opening touches."""
        return self.opening.touches()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyCase(CaseCommand):
    """Say, or say anew, what the complaint is about; every open deadline is derived again from the original start."""

    classifying: Classifying


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComplainant(CaseCommand):
    """Record who complains; ``author_matched`` says that the author of the message is this person."""

    complainant: Identifying
    author_matched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisePoint(CaseCommand):
    """Add a point the complainant raised."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(CaseCommand):
    """Add a way to reach the complainant or the representative, with its source."""

    contact: ContactDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPreferences(CaseCommand):
    """Record how the person wants to be spoken to, and where never."""

    language: str | None = None
    interpreter: bool = False
    contact_by: str | None = None
    safe_address: str = ""
    safe_times: str = ""
    never_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSupport(CaseCommand):
    """Record support needs with the person's consent, or, without needs, that the consent was withdrawn."""

    needs: tuple[str, ...]
    consent_at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRepresentative(CaseCommand):
    """Record who acts for the complainant; an empty kind ends it. ``exception`` allows direct contact all the same."""

    kind: str
    name: str = ""
    authority_at: datetime | None = None
    authority: str = ""
    exception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIdentityCheck(CaseCommand):
    """Record that the person's identity was checked before anything about an account was said."""

    method: str
    passed: bool
    at: datetime | None = None
    contact: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase(CaseCommand):
    """Give the case to an officer, or take it away (None)."""

    assignee: Id | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccount(CaseCommand):
    """Record that an account of ours is linked to the complaint's subject."""

    account: Id
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideConflict(CaseCommand):
    """Let a linked officer work on the case all the same, with a reason."""

    account: Id
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictCase(CaseCommand):
    """Let only the named accounts open the case; no readers lifts the restriction."""

    readers: tuple[Id, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(CaseCommand):
    """Add an internal comment; a privileged one stays out of exports and reports."""

    text: str
    privileged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(CaseCommand):
    """Keep a file as evidence."""

    file: Upload = field(repr=False)
    privileged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeCase(CaseCommand):
    """Record that the complaint was acknowledged: by phone, in the channel, or with the answer already given there."""

    method: str
    at: datetime | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask(CaseCommand):
    """Wait for something; the reminder is internal and moves no deadline."""

    kind: str
    waiting_on: str
    text: str
    remind_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask(CaseCommand):
    """What the case waited for has come."""

    task: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSystemic(CaseCommand):
    """Say that the case may point to a systemic issue, and who looks into it; no owner withdraws the flag."""

    owner: Id | None
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAfca(CaseCommand):
    """Record a step with the external body."""

    kind: str
    at: datetime
    reference: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectReceipt(CaseCommand):
    """Move the legal receipt: earlier with a reason; later with evidence, and then a second person approves."""

    received_at: datetime
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReceipt(CaseCommand):
    """Approve or refuse a proposed later receipt, as the second person."""

    proposal: Id
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDeadlines(CaseCommand):
    """Record every limit of the case that has passed without its end; asked by the worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessBreach(CaseCommand):
    """Record the assessment of a possible breach."""

    breach: Id
    result: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRemedy(CaseCommand):
    """Record what was promised to the complainant."""

    remedy: RemedyPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishRemedy(CaseCommand):
    """Record that a remedy was carried out, and what was paid."""

    remedy: Id
    paid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(CaseCommand):
    """Close the case, or propose it where a second person has to approve."""

    closing: Closing
    remedies: tuple[RemedyPromise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleClosure(CaseCommand):
    """Approve or refuse a proposed closure, as the second person; bound to the content shown."""

    proposal: Id
    content: str
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(CaseCommand):
    """Go on with a closed case; no deadline moves."""

    reason: str
