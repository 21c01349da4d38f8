"""Which step is legal when: the statuses of the case in which each command about it may be asked."""

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.domain.commands.base import Command
from register.domain.errors import Illegal, Problem
from register.domain.subjects.void_cases import VOID

OPEN = frozenset({"open"})
CLOSED = frozenset({"closed"})
ANY = OPEN | CLOSED
VOIDED = frozenset({VOID})
# What may still be asked of a case that is void: who may know of it, what came of its breaches and its letters.
KEPT = ANY | VOIDED

LIFECYCLE: dict[type[Command], frozenset[str]] = {
    c.ClassifyCase: OPEN,
    c.SettleClassification: ANY,
    c.PrioritiseCase: OPEN,
    c.RecordComplainant: ANY,
    c.RaisePoint: OPEN,
    c.RecordContact: ANY,
    c.AddComplainant: OPEN,
    c.CorrectJoining: OPEN,
    c.TakeOutComplainant: OPEN,
    c.LeaveComplaint: OPEN,
    c.StateDelayGround: OPEN,
    c.EscalateRisks: ANY,
    c.TakeEscalation: ANY,
    c.OrderHold: ANY,
    c.ConfirmHold: ANY,
    c.LiftHold: ANY,
    c.AddParty: ANY,
    c.RecordEvent: ANY,
    c.WithdrawEvent: ANY,
    c.RecordPreferences: ANY,
    c.RecordSupport: ANY,
    c.RecordRepresentative: ANY,
    c.RecordIdentityCheck: ANY,
    c.AssignCase: OPEN,
    c.LinkAccount: KEPT,
    c.OverrideConflict: KEPT,
    c.RestrictCase: KEPT,
    c.SettleRestriction: KEPT,
    c.AddNote: KEPT,
    c.AttachFile: ANY,
    c.AcknowledgeCase: OPEN,
    c.OpenTask: ANY,
    c.FinishTask: ANY,
    c.FlagSystemic: ANY,
    c.RecordExternalStep: ANY,
    c.CorrectReceipt: ANY,
    c.CarryDateOver: OPEN,
    c.SettleReceipt: ANY,
    c.SweepDeadlines: ANY,
    c.AssessBreach: KEPT,
    c.SeeBreach: KEPT,
    c.WithdrawRecord: ANY,
    c.NameRespondent: ANY,
    c.RecordExchange: ANY,
    c.RecordFinding: ANY,
    c.ProposeShares: ANY,
    c.AgreeShares: ANY,
    c.AdoptCorrection: OPEN,
    c.PromiseRemedy: ANY,
    c.ProposeRemedy: ANY,
    c.SettleRemedy: ANY,
    c.ScheduleRemedy: ANY,
    c.FinishRemedy: ANY,
    c.CloseCase: OPEN,
    c.SettleClosure: OPEN,
    c.ReopenCase: CLOSED,
    c.ProposeVoiding: ANY,
    c.SettleVoiding: ANY,
    c.ReinstateCase: KEPT,
    le.DraftLetter: OPEN,
    le.SubmitLetter: OPEN,
    le.ApproveLetter: OPEN,
    le.ReturnLetter: OPEN,
    le.VoidLetter: OPEN,
    le.QueueLetter: OPEN,
    le.GiveLetter: OPEN,
    le.StartDispatch: ANY,
    le.ReportDispatch: KEPT,
    le.ResolveDoubt: ANY,
    m.LinkMessage: ANY,
}


def check(command: type[Command], status: str) -> None:
    """Raise ``Illegal`` when a case in ``status`` does not allow the command."""
    allowed = LIFECYCLE.get(command, ANY)
    if status not in allowed:
        raise Illegal(Problem("illegal-step", "case", params={"status": status, "command": command.TAG}))
