"""Commands about one case, by topic."""

from register.domain.commands.case.closing import CloseCase, FinishRemedy, PromiseRemedy, ReopenCase, SettleClosure
from register.domain.commands.case.external import RecordExternalStep
from register.domain.commands.case.guarding import EscalateRisks, StateDelayGround, TakeEscalation
from register.domain.commands.case.happenings import AddParty, RecordEvent, WithdrawEvent
from register.domain.commands.case.holding import ConfirmHold, LiftHold, OrderHold
from register.domain.commands.case.limits import AssessBreach, CorrectReceipt, SettleReceipt, SweepDeadlines
from register.domain.commands.case.opening import (
    ClassifyCase,
    Classifying,
    Closing,
    ContactDetail,
    Identifying,
    Judgement,
    LaterDissatisfaction,
    LogAndClose,
    OpenCase,
    RemedyPromise,
    TwoStepTest,
)
from register.domain.commands.case.people import (
    RaisePoint,
    RecordComplainant,
    RecordContact,
    RecordIdentityCheck,
    RecordPreferences,
    RecordRepresentative,
    RecordSupport,
)
from register.domain.commands.case.priority import PrioritiseCase
from register.domain.commands.case.working import (
    AcknowledgeCase,
    AddNote,
    AssignCase,
    AttachFile,
    FinishTask,
    FlagSystemic,
    LinkAccount,
    OpenTask,
    OverrideConflict,
    RestrictCase,
)

__all__ = [
    "AcknowledgeCase",
    "AddNote",
    "AddParty",
    "AssessBreach",
    "AssignCase",
    "AttachFile",
    "ClassifyCase",
    "Classifying",
    "CloseCase",
    "Closing",
    "ConfirmHold",
    "ContactDetail",
    "CorrectReceipt",
    "EscalateRisks",
    "FinishRemedy",
    "FinishTask",
    "FlagSystemic",
    "Identifying",
    "Judgement",
    "LaterDissatisfaction",
    "LiftHold",
    "LinkAccount",
    "LogAndClose",
    "OpenCase",
    "OpenTask",
    "OrderHold",
    "OverrideConflict",
    "PrioritiseCase",
    "PromiseRemedy",
    "RaisePoint",
    "RecordComplainant",
    "RecordContact",
    "RecordEvent",
    "RecordExternalStep",
    "RecordIdentityCheck",
    "RecordPreferences",
    "RecordRepresentative",
    "RecordSupport",
    "RemedyPromise",
    "ReopenCase",
    "RestrictCase",
    "SettleClosure",
    "SettleReceipt",
    "StateDelayGround",
    "SweepDeadlines",
    "TakeEscalation",
    "TwoStepTest",
    "WithdrawEvent",
]
