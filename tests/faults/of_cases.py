"""One example for each command about a case: what has to stand before it, then the command and who asks it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from register.domain.actors import WORKER, Actor
from register.domain.commands import case as c
from register.domain.commands.base import Command, Upload
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.build import (
    Bench,
    a_case,
    a_message,
    a_post,
    a_yes_test,
    an_accepted_response,
    an_opening,
    approved,
    sent,
)

Asked = tuple[Command, Actor]
Examples = dict[type[Command], Callable[[Bench], Asked]]
DAY: Final = date(2027, 12, 31)
REFUND: Final = c.RemedyPromise("fee-refund-waiver", "25.00", DAY)
HARDSHIP: Final = c.Classifying("credit-hardship-notice")
HELD: Final = c.Classifying("credit-default-notice")


def the_case(bench: Bench, case: Id) -> Case:
    return bench.register.reader.cases.open(bench.officer, case).case


def the_last(bench: Bench, case: Id, parts: str) -> Id:
    """The id of the newest part of a case: of its contacts, tasks, holds …"""
    found: Any = getattr(the_case(bench, case), parts)
    return Id(found[-1].id)


def ago(bench: Bench, **time: float) -> Any:
    return bench.clock() - timedelta(**time)


def overdue(bench: Bench) -> Id:
    case = a_case(bench)
    bench.clock.step(days=31)
    return case


def answered(bench: Bench) -> Id:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    return case


def closing(basis: str = "response") -> c.Closing:
    return c.Closing(
        outcome="resolved", basis=basis, root_cause="process", words="Got it back", evidence="A note of the call"
    )


def _log_and_close(bench: Bench) -> Asked:
    opening = an_opening(bench)
    apology = (c.RemedyPromise("apology", done=True),)
    ended = closing("resolved-to-satisfaction")
    return c.LogAndClose(opening=opening, acknowledged_by="phone", closing=ended, remedies=apology), bench.officer


def _from_a_message(bench: Bench) -> Asked:
    posts = bench.register.reader.inbox.counts().get("awaiting", 0)
    message = a_message(bench, a_post(bench, native_id=f"9_{posts}_{bench.clock().timestamp()}"))
    return an_opening(bench, message=message, channel="social-media", test=a_yes_test()), bench.officer


def _settle_classification(bench: Bench) -> Asked:
    case = a_case(bench, classifying=HARDSHIP)
    bench.do(c.ClassifyCase(case=case, classifying=c.Classifying("standard"), reason="Read again"))
    proposal = the_case(bench, case).classification_proposal
    assert proposal is not None
    return c.SettleClassification(case=case, proposal=proposal.id, approve=True), bench.approver


def _later_receipt(bench: Bench, case: Id) -> c.CorrectReceipt:
    return c.CorrectReceipt(case=case, received_at=ago(bench, minutes=1), reason="misread", evidence="the stamp")


def _settle_receipt(bench: Bench) -> Asked:
    case = a_case(bench)
    bench.do(_later_receipt(bench, case))
    proposal = the_case(bench, case).receipt_proposal
    assert proposal is not None
    return c.SettleReceipt(case=case, proposal=proposal.id, approve=True), bench.approver


def _escalated(bench: Bench) -> Asked:
    case = overdue(bench)
    bench.do(c.EscalateRisks(case=case), WORKER)
    escalation = the_last(bench, case, "escalations")
    return c.TakeEscalation(case=case, escalation=escalation, decision="Answered today"), bench.approver


def _held(bench: Bench) -> Id:
    case = a_case(bench, classifying=HELD)
    bench.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"))
    return case


def _lift_hold(bench: Bench) -> Asked:
    case = _held(bench)
    hold, early = the_last(bench, case, "holds"), "limitation-period-expiring"
    return c.LiftHold(case=case, hold=hold, reason="The period ends", exception=early), bench.approver


def _withdraw_event(bench: Bench) -> Asked:
    case = a_case(bench, classifying=HARDSHIP)
    bench.do(c.RecordEvent(case=case, event="information_requested", at=bench.clock(), evidence="On file"))
    return c.WithdrawEvent(
        case=case, happening=the_last(bench, case, "happenings"), reason="Another case"
    ), bench.officer


def _override_conflict(bench: Bench) -> Asked:
    case, account = a_case(bench), Id(str(bench.officer.account))
    bench.do(c.LinkAccount(case=case, account=account, reason="named"), bench.approver)
    return c.OverrideConflict(case=case, account=account, reason="A small firm"), bench.approver


def _finish_task(bench: Bench) -> Asked:
    case = a_case(bench)
    bench.do(_a_task(case))
    return c.FinishTask(case=case, task=the_last(bench, case, "tasks")), bench.officer


def _a_task(case: Id) -> c.OpenTask:
    return c.OpenTask(case=case, kind="information", waiting_on="complainant", text="the statement")


def _breach(bench: Bench) -> Asked:
    case = overdue(bench)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    return (
        c.AssessBreach(case=case, breach=the_last(bench, case, "breaches"), result="breach", reasons="Nobody looked"),
        bench.approver,
    )


def _promised(bench: Bench) -> tuple[Id, Id]:
    case = a_case(bench)
    bench.do(c.PromiseRemedy(case=case, remedy=REFUND))
    return case, the_last(bench, case, "remedies")


def _schedule(bench: Bench) -> Asked:
    case, remedy = _promised(bench)
    return c.ScheduleRemedy(case=case, remedy=remedy, due_on=DAY - timedelta(days=7), reason="Sooner"), bench.officer


def _finish_remedy(bench: Bench) -> Asked:
    case, remedy = _promised(bench)
    return c.FinishRemedy(case=case, remedy=remedy, paid="25.00"), bench.officer


def _settle_closure(bench: Bench) -> Asked:
    case, dear = answered(bench), c.RemedyPromise("goodwill-payment", "10000.00", DAY)
    bench.do(c.CloseCase(case=case, closing=closing(), remedies=(dear,)))
    proposal = the_case(bench, case).closure_proposal
    assert proposal is not None
    settled = c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=True)
    return settled, bench.approver


def _reopen(bench: Bench) -> Asked:
    case = answered(bench)
    bench.do(c.CloseCase(case=case, closing=closing()))
    return c.ReopenCase(case=case, reason="New facts"), bench.officer


def _identity(bench: Bench) -> Asked:
    case = a_case(bench)
    contact = the_last(bench, case, "contacts")
    return c.RecordIdentityCheck(case=case, method="call-back", passed=True, contact=contact), bench.officer


def _representative(bench: Bench) -> Asked:
    told = {"kind": "legal", "name": "Lee Example", "authority_at": bench.clock(), "authority": "Signed form"}
    return c.RecordRepresentative(case=a_case(bench), **told), bench.officer  # type: ignore[arg-type]  # one dict of several types


EXAMPLES: Final[Examples] = {
    c.OpenCase: _from_a_message,
    c.LogAndClose: _log_and_close,
    c.ClassifyCase: lambda b: (
        c.ClassifyCase(case=a_case(b), classifying=HARDSHIP, reason="It asks for help to pay"),
        b.officer,
    ),
    c.SettleClassification: _settle_classification,
    c.PrioritiseCase: lambda b: (c.PrioritiseCase(case=a_case(b), triggers=("abuse",)), b.officer),
    c.RecordComplainant: lambda b: (
        c.RecordComplainant(case=a_case(b), complainant=c.Identifying(name="Pat Example", kind="individual")),
        b.officer,
    ),
    c.RaisePoint: lambda b: (c.RaisePoint(case=a_case(b), text="And the card"), b.officer),
    c.RecordContact: lambda b: (
        c.RecordContact(case=a_case(b), contact=c.ContactDetail("phone", "+61 2 5550 0001", "phone-call")),
        b.officer,
    ),
    c.StateDelayGround: lambda b: (
        c.StateDelayGround(case=a_case(b), ground="complexity", facts="The other bank answers on Friday"),
        b.officer,
    ),
    c.EscalateRisks: lambda b: (c.EscalateRisks(case=overdue(b)), WORKER),
    c.TakeEscalation: _escalated,
    c.OrderHold: lambda b: (
        c.OrderHold(case=a_case(b, classifying=HELD), prohibition="enforcement", recipient="Collections team"),
        b.officer,
    ),
    c.ConfirmHold: lambda b: (
        c.ConfirmHold(case=(case := _held(b)), hold=the_last(b, case, "holds"), evidence="By phone"),
        b.officer,
    ),
    c.LiftHold: _lift_hold,
    c.AddParty: lambda b: (c.AddParty(case=a_case(b), name="Lou Example", role="guarantor"), b.officer),
    c.RecordEvent: lambda b: (
        c.RecordEvent(
            case=a_case(b, classifying=HARDSHIP), event="information_requested", at=b.clock(), evidence="On file"
        ),
        b.officer,
    ),
    c.WithdrawEvent: _withdraw_event,
    c.RecordPreferences: lambda b: (c.RecordPreferences(case=a_case(b), safe_times="After six"), b.officer),
    c.RecordSupport: lambda b: (
        c.RecordSupport(case=a_case(b), needs=("hearing",), consent_at=ago(b, minutes=5)),
        b.officer,
    ),
    c.RecordRepresentative: _representative,
    c.RecordIdentityCheck: _identity,
    c.AssignCase: lambda b: (c.AssignCase(case=a_case(b), assignee=b.officer.account), b.officer),
    c.LinkAccount: lambda b: (
        c.LinkAccount(case=a_case(b), account=Id(str(b.officer.account)), reason="named"),
        b.approver,
    ),
    c.OverrideConflict: _override_conflict,
    c.RestrictCase: lambda b: (
        c.RestrictCase(
            case=a_case(b), readers=(Id(str(b.approver.account)), Id(str(b.auditor.account))), reason="staff matter"
        ),
        b.approver,
    ),
    c.AddNote: lambda b: (c.AddNote(case=a_case(b), text="Called back"), b.officer),
    c.AttachFile: lambda b: (
        c.AttachFile(case=a_case(b), file=Upload("note.txt", "text/plain", b"x" * 3_000_000)),
        b.officer,
    ),
    c.AcknowledgeCase: lambda b: (c.AcknowledgeCase(case=a_case(b), method="phone", evidence="Call 7"), b.officer),
    c.OpenTask: lambda b: (_a_task(a_case(b)), b.officer),
    c.FinishTask: _finish_task,
    c.FlagSystemic: lambda b: (
        c.FlagSystemic(case=a_case(b), owner=b.officer.account, example="systems-error"),
        b.officer,
    ),
    c.RecordExternalStep: lambda b: (
        c.RecordExternalStep(case=a_case(b), kind="referred-back", at=b.clock()),
        b.officer,
    ),
    c.CorrectReceipt: lambda b: (_later_receipt(b, a_case(b)), b.officer),
    c.SettleReceipt: _settle_receipt,
    c.SweepDeadlines: lambda b: (c.SweepDeadlines(case=overdue(b)), WORKER),
    c.AssessBreach: _breach,
    c.PromiseRemedy: lambda b: (c.PromiseRemedy(case=a_case(b), remedy=REFUND), b.officer),
    c.ScheduleRemedy: _schedule,
    c.FinishRemedy: _finish_remedy,
    c.CloseCase: lambda b: (c.CloseCase(case=answered(b), closing=closing(), remedies=(REFUND,)), b.officer),
    c.SettleClosure: _settle_closure,
    c.ReopenCase: _reopen,
}
