"""Who may ask for what: one row a command. Default deny: a command without a row is nobody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER, OPERATOR, SYSTEM, Actor
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Problem, Unknown
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message

SCOPES = ("cases:read", "cases:write", "approvals:write", "reports:write", "trail:read", "admin:write")


@dataclass(frozen=True, slots=True)
class May:
    """The roles that may ask, and the scope a token needs beside."""

    roles: frozenset[str]
    scope: str


def _may(scope: str, *roles: str) -> May:
    return May(frozenset(roles), scope)


CASEWORK = _may("cases:write", OFFICER, APPROVER)
OPENING = _may("cases:write", OFFICER, APPROVER, SYSTEM)
APPROVING = _may("approvals:write", APPROVER)
MACHINE = _may("cases:write", SYSTEM)
ADMINISTERING = _may("admin:write", ADMINISTRATOR, OPERATOR)
# The operator settles only what no other administrator could.
SECONDING = _may("admin:write", ADMINISTRATOR, OPERATOR)
OWN_ACCOUNT = _may("admin:write", OFFICER, APPROVER, AUDITOR, ADMINISTRATOR, OPERATOR)
REPORTING = _may("reports:write", OFFICER, APPROVER)

MAY: dict[type[Command], May] = {
    c.OpenCase: OPENING,
    c.LogAndClose: CASEWORK,
    c.ClassifyCase: CASEWORK,
    c.SettleClassification: APPROVING,
    c.PrioritiseCase: CASEWORK,
    c.RecordComplainant: CASEWORK,
    c.RaisePoint: CASEWORK,
    c.RecordContact: CASEWORK,
    c.AddComplainant: CASEWORK,
    c.CorrectJoining: CASEWORK,
    c.TakeOutComplainant: CASEWORK,
    c.LeaveComplaint: CASEWORK,
    c.StateDelayGround: CASEWORK,
    c.EscalateRisks: MACHINE,
    c.TakeEscalation: APPROVING,
    c.OrderHold: CASEWORK,
    c.ConfirmHold: CASEWORK,
    c.LiftHold: CASEWORK,
    c.AddParty: CASEWORK,
    c.RecordEvent: CASEWORK,
    c.WithdrawEvent: CASEWORK,
    c.WithdrawRecord: CASEWORK,
    c.NameRespondent: CASEWORK,
    c.RecordExchange: CASEWORK,
    c.RecordFinding: CASEWORK,
    c.ProposeShares: CASEWORK,
    c.AgreeShares: CASEWORK,
    c.RecordPreferences: CASEWORK,
    c.RecordSupport: CASEWORK,
    c.RecordRepresentative: CASEWORK,
    c.RecordIdentityCheck: CASEWORK,
    c.AssignCase: CASEWORK,
    c.LinkAccount: CASEWORK,
    c.OverrideConflict: APPROVING,
    c.RestrictCase: APPROVING,
    c.SettleRestriction: APPROVING,
    c.AddNote: CASEWORK,
    c.AttachFile: CASEWORK,
    c.AcknowledgeCase: CASEWORK,
    c.OpenTask: CASEWORK,
    c.FinishTask: CASEWORK,
    c.FlagSystemic: CASEWORK,
    c.RecordExternalStep: CASEWORK,
    c.CorrectReceipt: CASEWORK,
    c.CarryDateOver: CASEWORK,
    c.SettleReceipt: APPROVING,
    c.SweepDeadlines: MACHINE,
    c.AssessBreach: APPROVING,
    c.SeeBreach: CASEWORK,
    c.AdoptCorrection: APPROVING,
    c.PromiseRemedy: CASEWORK,
    c.ProposeRemedy: CASEWORK,
    c.SettleRemedy: APPROVING,
    c.ScheduleRemedy: CASEWORK,
    c.FinishRemedy: CASEWORK,
    c.CloseCase: CASEWORK,
    c.SettleClosure: APPROVING,
    c.ReopenCase: CASEWORK,
    c.ProposeVoiding: CASEWORK,
    c.SettleVoiding: APPROVING,
    c.ReinstateCase: CASEWORK,
    le.DraftLetter: CASEWORK,
    le.SubmitLetter: CASEWORK,
    le.ApproveLetter: APPROVING,
    le.ReturnLetter: APPROVING,
    le.VoidLetter: CASEWORK,
    le.QueueLetter: OPENING,
    le.GiveLetter: CASEWORK,
    le.StartDispatch: MACHINE,
    le.ReportDispatch: MACHINE,
    le.ResolveDoubt: CASEWORK,
    m.CaptureMessage: MACHINE,
    m.DismissMessage: CASEWORK,
    m.KeepUnsure: CASEWORK,
    m.AskAuthor: CASEWORK,
    m.LinkMessage: CASEWORK,
    m.MarkDuplicate: CASEWORK,
    m.HandOffMessage: CASEWORK,
    m.AcceptHandOff: CASEWORK,
    m.FinishHandOff: CASEWORK,
    m.ReopenDecision: CASEWORK,
    a.CreateAccount: ADMINISTERING,
    a.ChangeRole: ADMINISTERING,
    a.SettleRole: SECONDING,
    a.ProposeRescue: ADMINISTERING,
    a.SettleRescue: SECONDING,
    a.ForgetCredentials: _may("admin:write", OPERATOR),
    a.SetPassword: OWN_ACCOUNT,
    a.SetTotp: OWN_ACCOUNT,
    a.SetRecoveryCodes: OWN_ACCOUNT,
    a.EndSessions: ADMINISTERING,
    a.DeactivateAccount: ADMINISTERING,
    a.LimitBrands: ADMINISTERING,
    a.JoinAccounts: ADMINISTERING,
    a.PartAccount: ADMINISTERING,
    a.SettleAccountChange: SECONDING,
    a.CreateToken: OWN_ACCOUNT,
    a.RevokeToken: OWN_ACCOUNT,
    ch.AddChannel: ADMINISTERING,
    ch.ChangeSecrets: ADMINISTERING,
    ch.SettleSecrets: SECONDING,
    ch.RecordGap: _may("admin:write", ADMINISTRATOR, OPERATOR, OFFICER),
    ch.CloseChannel: ADMINISTERING,
    r.FoundRegister: _may("admin:write", OPERATOR),
    r.SetEntity: ADMINISTERING,
    r.SetBrand: ADMINISTERING,
    r.SetDetails: ADMINISTERING,
    r.SetHouseRules: ADMINISTERING,
    r.AcceptDraftLaw: ADMINISTERING,
    r.EndDraftLaw: ADMINISTERING,
    r.ConfirmTime: _may("admin:write", OPERATOR),
    r.DigestLogs: MACHINE,
    r.SettleFirmChange: SECONDING,
    r.BeginEpoch: _may("admin:write", OPERATOR),
    r.RecordExport: _may("trail:read", AUDITOR, OPERATOR),
    r.PrepareReport: REPORTING,
    r.SettleReport: APPROVING,
    r.IssueReport: REPORTING,
}
READING = frozenset({OFFICER, APPROVER, AUDITOR})


def check(actor: Actor, command: type[Command]) -> None:
    """Raise ``Forbidden`` unless the actor holds a role the command needs, and a token the scope."""
    row = MAY.get(command)
    if row is None or not row.roles & actor.roles:
        raise Forbidden(Problem("not-permitted", "actor", params={"command": command.TAG}))
    if actor.scopes is not None and row.scope not in actor.scopes:
        raise Forbidden(Problem("scope-missing", "actor", params={"scope": row.scope}))


def check_case(actor: Actor, case: Case) -> None:
    """Raise ``Unknown`` for a case this actor may not know of, ``Forbidden`` where they are linked to its subject."""
    if SYSTEM in actor.roles:
        return
    if not sees_case(actor, case):
        raise Unknown(Problem("no-such-case", "case"))
    if not actor.accounts.isdisjoint(case.linked_accounts):
        raise Forbidden(Problem("conflict-of-interest", "actor"))


def check_message(actor: Actor, message: Message, cases: Iterable[Case]) -> None:
    """Raise ``Unknown`` for a message of another brand, and where one of its ``cases`` is closed to the actor."""
    if not actor.covers(message.brand) or any(not sees_case(actor, case) or kept_out(actor, case) for case in cases):
        raise Unknown(Problem("no-such-message", "message"))


def check_reading(actor: Actor, case: Case) -> None:
    """Raise as ``check_case`` does for whoever only reads: no link to a complaint's subject ever binds an auditor."""
    if AUDITOR not in actor.roles or not sees_case(actor, case):
        check_case(actor, case)


def kept_out(actor: Actor, case: Case) -> bool:
    """Whether the actor, linked to the complaint's subject, is to hear nothing of the case."""
    return not actor.accounts.isdisjoint(case.linked_accounts) and AUDITOR not in actor.roles


def sees_case(actor: Actor, case: Case) -> bool:
    """Whether the actor's brands cover the case and, where it is restricted, the actor is one of its readers.

    The machine sees every case: a restricted one has letters to send and limits to watch as well.
    """
    if SYSTEM in actor.roles:
        return True
    named = not case.restricted_to or actor.account in case.restricted_to
    return actor.covers(case.brand) and named
