"""What can happen to a case. A fact carries results, not recipes, so replay needs no pack, calendar or time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.case import (
    Acknowledgement,
    Afca,
    Breach,
    Classification,
    Closure,
    ClosureProposal,
    Origin,
    PackChoice,
    Point,
    ReceiptProposal,
    Remedy,
    SystemicFlag,
    Task,
)
from register.domain.deadlines import Due
from register.domain.parties import Complainant, Contact, IdentityCheck, Preferences, Representative, Support
from register.domain.sealed import Sealed
from register.domain.values import Amount, Code, Digest, Id


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The complaint became a regulated case."""

    TAG: ClassVar[str] = "case:case:opened/1"
    reference: Code
    entity: Code
    brand: Code
    place: Code
    zone: Code
    packs: tuple[PackChoice, ...]
    origin: Origin
    logged_at: datetime
    logged_by: Code
    summary: Sealed


@dataclass(frozen=True, slots=True)
class CaseClassified:
    """Class, product, issues, priority tier: what the complaint is about."""

    TAG: ClassVar[str] = "case:classification:set/1"
    classification: Classification


@dataclass(frozen=True, slots=True)
class ComplainantRecorded:
    """Who complains, as known now."""

    TAG: ClassVar[str] = "case:complainant:recorded/1"
    complainant: Complainant


@dataclass(frozen=True, slots=True)
class PointRaised:
    """A point the complainant raised and a rejection must answer."""

    TAG: ClassVar[str] = "case:point:raised/1"
    point: Point


@dataclass(frozen=True, slots=True)
class ContactRecorded:
    """A way to reach somebody, with its source."""

    TAG: ClassVar[str] = "case:contact:recorded/1"
    contact: Contact


@dataclass(frozen=True, slots=True)
class PreferencesRecorded:
    """Language, contact preference, safe address and times, and where not to make contact."""

    TAG: ClassVar[str] = "case:preferences:recorded/1"
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class SupportRecorded:
    """Support needs with consent; None when the consent was withdrawn."""

    TAG: ClassVar[str] = "case:support:recorded/1"
    support: Support | None


@dataclass(frozen=True, slots=True)
class RepresentativeRecorded:
    """A representative with authority; None when they no longer act."""

    TAG: ClassVar[str] = "case:representative:recorded/1"
    representative: Representative | None


@dataclass(frozen=True, slots=True)
class IdentityChecked:
    """The person's identity was checked."""

    TAG: ClassVar[str] = "case:identity:checked/1"
    check: IdentityCheck


@dataclass(frozen=True, slots=True)
class CaseAssigned:
    """An officer took the case, or gave it back (None)."""

    TAG: ClassVar[str] = "case:assignee:set/1"
    assignee: Id | None


@dataclass(frozen=True, slots=True)
class AccountLinked:
    """An account of ours is linked to the complaint's subject, so it may not handle the case."""

    TAG: ClassVar[str] = "case:conflict:recorded/1"
    account: Id
    reason: Code


@dataclass(frozen=True, slots=True)
class ConflictOverridden:
    """A manager let a linked officer work on the case all the same."""

    TAG: ClassVar[str] = "case:conflict:overridden/1"
    account: Id
    reason: Sealed


@dataclass(frozen=True, slots=True)
class CaseRestricted:
    """Only the named readers may open the case (empty: everybody with the role)."""

    TAG: ClassVar[str] = "case:readers:restricted/1"
    readers: tuple[Id, ...]
    reason: Sealed


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """An internal comment."""

    TAG: ClassVar[str] = "case:note:added/1"
    note: Id
    text: Sealed
    privileged: bool


@dataclass(frozen=True, slots=True)
class FileAttached:
    """A file kept as evidence."""

    TAG: ClassVar[str] = "case:file:attached/1"
    file: Id
    name: Sealed
    content: Sealed
    media_type: Code
    size: int
    privileged: bool


@dataclass(frozen=True, slots=True)
class MessageLinked:
    """A message belongs to this case."""

    TAG: ClassVar[str] = "case:message:linked/1"
    message: Id


@dataclass(frozen=True, slots=True)
class CaseAcknowledged:
    """The complaint was acknowledged."""

    TAG: ClassVar[str] = "case:acknowledgement:given/1"
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """A due date, with its proof."""

    TAG: ClassVar[str] = "case:deadline:set/1"
    deadline: Id
    pack: Code
    due: Due


@dataclass(frozen=True, slots=True)
class DeadlineReplaced:
    """A due date no longer applies because the facts behind it changed; its proof is kept."""

    TAG: ClassVar[str] = "case:deadline:replaced/1"
    deadline: Id
    reason: Code


@dataclass(frozen=True, slots=True)
class DeadlineMet:
    """What the deadline asked for was done, in time or late."""

    TAG: ClassVar[str] = "case:deadline:met/1"
    deadline: Id
    at: datetime
    by: Id


@dataclass(frozen=True, slots=True)
class DeadlineReopened:
    """What had met the deadline proved void; the same date stands."""

    TAG: ClassVar[str] = "case:deadline:reopened/1"
    deadline: Id
    by: Id


@dataclass(frozen=True, slots=True)
class DeadlineMissed:
    """The date passed without its end."""

    TAG: ClassVar[str] = "case:deadline:missed/1"
    deadline: Id
    due_at: datetime


@dataclass(frozen=True, slots=True)
class BreachOpened:
    """A missed enforceable limit is to be assessed as a possible breach."""

    TAG: ClassVar[str] = "case:breach:opened/1"
    breach: Breach


@dataclass(frozen=True, slots=True)
class BreachAssessed:
    """Somebody assessed the possible breach."""

    TAG: ClassVar[str] = "case:breach:assessed/1"
    breach: Id
    assessor: Id
    result: Code
    at: datetime
    reasons: Sealed


@dataclass(frozen=True, slots=True)
class ReceiptCorrected:
    """The legal receipt was moved, with its reason."""

    TAG: ClassVar[str] = "case:receipt:corrected/1"
    received_at: datetime
    reason: Sealed
    evidence: Sealed | None = None


@dataclass(frozen=True, slots=True)
class ReceiptProposed:
    """A later receipt waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:receipt:proposed/1"
    proposal: ReceiptProposal | None


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """The case waits for something."""

    TAG: ClassVar[str] = "case:task:opened/1"
    task: Task


@dataclass(frozen=True, slots=True)
class TaskDone:
    """What the case waited for has come."""

    TAG: ClassVar[str] = "case:task:done/1"
    task: Id
    at: datetime


@dataclass(frozen=True, slots=True)
class SystemicFlagged:
    """The case may point to a systemic issue; None when the flag was withdrawn."""

    TAG: ClassVar[str] = "case:systemic:flagged/1"
    flag: SystemicFlag | None


@dataclass(frozen=True, slots=True)
class AfcaRecorded:
    """A step with the external body."""

    TAG: ClassVar[str] = "case:afca:recorded/1"
    afca: Afca


@dataclass(frozen=True, slots=True)
class RemedyPromised:
    """Something was promised to the complainant."""

    TAG: ClassVar[str] = "case:remedy:promised/1"
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyDone:
    """A promised remedy was carried out."""

    TAG: ClassVar[str] = "case:remedy:done/1"
    remedy: Id
    at: datetime
    paid: Amount | None = None


@dataclass(frozen=True, slots=True)
class ClosureProposed:
    """A closure waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:closure:proposed/1"
    proposal: ClosureProposal | None


@dataclass(frozen=True, slots=True)
class ClosureApproved:
    """A second person approved exactly this closure."""

    TAG: ClassVar[str] = "case:closure:approved/1"
    content: Digest
    proposed_by: Code
    approved_by: Code


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The case ended."""

    TAG: ClassVar[str] = "case:case:closed/1"
    closure: Closure
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """The case goes on; no deadline moves."""

    TAG: ClassVar[str] = "case:case:reopened/1"
    at: datetime
    reason: Sealed
