"""What can happen to a case, by topic. A fact carries results, not recipes: replay needs no pack, calendar or time."""

from register.domain.facts.case.closing import (
    CaseClosed,
    CaseReopened,
    ClosureApproved,
    ClosureProposed,
    RemedyDone,
    RemedyPromised,
)
from register.domain.facts.case.external import ExternalRecorded, OldExternalRecorded
from register.domain.facts.case.guarding import DelayGroundStated, EscalationTaken, RiskEscalated
from register.domain.facts.case.happenings import EventHappened, EventWithdrawn, PartyAdded
from register.domain.facts.case.holding import HoldConfirmed, HoldLifted, HoldOrdered
from register.domain.facts.case.limits import (
    BreachAssessed,
    BreachOpened,
    DeadlineMet,
    DeadlineMissed,
    DeadlineReopened,
    DeadlineReplaced,
    DeadlineSet,
    ReceiptCorrected,
    ReceiptProposed,
)
from register.domain.facts.case.opening import CaseClassified, CaseOpened, MessageLinked
from register.domain.facts.case.people import (
    ComplainantRecorded,
    ContactRecorded,
    IdentityChecked,
    PointRaised,
    PreferencesRecorded,
    RepresentativeRecorded,
    SupportRecorded,
)
from register.domain.facts.case.priority import CasePrioritised
from register.domain.facts.case.working import (
    AccountLinked,
    CaseAcknowledged,
    CaseAssigned,
    CaseRestricted,
    ConflictOverridden,
    FileAttached,
    NoteAdded,
    SystemicFlagged,
    TaskDone,
    TaskOpened,
)

__all__ = [
    "AccountLinked",
    "BreachAssessed",
    "BreachOpened",
    "CaseAcknowledged",
    "CaseAssigned",
    "CaseClassified",
    "CaseClosed",
    "CaseOpened",
    "CasePrioritised",
    "CaseReopened",
    "CaseRestricted",
    "ClosureApproved",
    "ClosureProposed",
    "ComplainantRecorded",
    "ConflictOverridden",
    "ContactRecorded",
    "DeadlineMet",
    "DeadlineMissed",
    "DeadlineReopened",
    "DeadlineReplaced",
    "DeadlineSet",
    "DelayGroundStated",
    "EscalationTaken",
    "EventHappened",
    "EventWithdrawn",
    "ExternalRecorded",
    "FileAttached",
    "HoldConfirmed",
    "HoldLifted",
    "HoldOrdered",
    "IdentityChecked",
    "MessageLinked",
    "NoteAdded",
    "OldExternalRecorded",
    "PartyAdded",
    "PointRaised",
    "PreferencesRecorded",
    "ReceiptCorrected",
    "ReceiptProposed",
    "RemedyDone",
    "RemedyPromised",
    "RepresentativeRecorded",
    "RiskEscalated",
    "SupportRecorded",
    "SystemicFlagged",
    "TaskDone",
    "TaskOpened",
]
