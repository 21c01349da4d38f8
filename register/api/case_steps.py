"""Every step that can be taken on a case, one address each."""

from collections.abc import Mapping
from typing import Any, Final

from register.api.blueprint import Blueprint
from register.api.context import asking, the_register
from register.api.problems import told
from register.api.steps import CREATED, Place, Step, add_steps
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.obligations.extensions import remarks_on
from register.domain.subjects.deadline import Deadline
from register.orders import Outcome
from register.schemas import answers, complainants, delays, events, holds, respondents, work
from register.schemas import cases as s
from register.schemas import letters as w
from register.schemas.carried_over import DateElsewhere
from register.schemas.external_scheme import ExternalStep
from register.schemas.fields import moment_text

case_steps = Blueprint("case-steps", "What can be done with a complaint; each step names the version that was seen")


def passed_limits(outcome: Outcome) -> dict[str, Any]:
    """Return the open limits of the case that have passed by now."""
    register = the_register()
    case = register.reader.cases.open(asking(), outcome.subject.id).case
    return {"passed": [_passed(deadline) for deadline in case.passed_limits(register.clock())]}


def remarks_on_more_time(outcome: Outcome) -> dict[str, Any]:
    """Return what is to be said of the time a scheme gave."""
    register = the_register()
    case = register.reader.cases.open(asking(), outcome.subject.id).case
    packs = [register.policies.pack(held.pack, held.version) for held in case.packs]
    remarks = (remark for pack in packs for remark in remarks_on(case, pack, packs, register.policies.calendars))
    return {"remarks": [told(remark) for remark in remarks]}


def _passed(deadline: Deadline) -> dict[str, str]:
    due = deadline.due
    return {
        "deadline": deadline.id,
        "pack": deadline.pack,
        "rule": due.rule,
        "duty": due.duty,
        "cite": due.derivation.cite,
        "due_at": moment_text(due.due_at),
    }


STEPS: Final = (
    Step(
        "/classification",
        c.ClassifyCase,
        s.ClassificationAnew,
        method="PUT",
        answers=answers.Classified,
        more=passed_limits,
    ),
    Step(
        "/classification/settlement",
        c.SettleClassification,
        work.Settlement,
        answers=answers.Classified,
        more=passed_limits,
    ),
    Step("/priority", c.PrioritiseCase, s.Priority, method="PUT"),
    Step("/acknowledgement", c.AcknowledgeCase, s.Acknowledgement),
    Step("/complainant", c.RecordComplainant, s.Complainant, method="PUT"),
    Step("/complainants", c.AddComplainant, complainants.Addition, status=CREATED),
    Step("/complainants/<id:person>/since", c.CorrectJoining, complainants.Since, method="PUT"),
    Step("/complainants/<id:person>/removal", c.TakeOutComplainant, work.Reason),
    Step("/complainants/<id:person>/withdrawal", c.LeaveComplaint, complainants.Leaving),
    Step("/contacts", c.RecordContact, s.Contact, "contact", status=CREATED),
    Step("/preferences", c.RecordPreferences, s.Preferences, method="PUT"),
    Step("/support", c.RecordSupport, s.Support, method="PUT"),
    Step("/representative", c.RecordRepresentative, s.Representative, method="PUT"),
    Step("/identity-checks", c.RecordIdentityCheck, s.IdentityCheck, status=CREATED),
    Step("/parties", c.AddParty, events.Party, status=CREATED),
    Step("/events", c.RecordEvent, events.Event, status=CREATED),
    Step("/events/<id:happening>/withdrawal", c.WithdrawEvent, work.Reason),
    Step("/delay-grounds", c.StateDelayGround, delays.DelayGround, status=CREATED),
    Step("/escalations/<id:escalation>/taking", c.TakeEscalation, delays.Taking),
    Step("/holds", c.OrderHold, holds.Hold, status=CREATED),
    Step("/holds/<id:hold>/confirmation", c.ConfirmHold, holds.Confirmation),
    Step("/holds/<id:hold>/lifting", c.LiftHold, holds.Lifting),
    Step("/points", c.RaisePoint, work.Words, status=CREATED),
    Step("/notes", c.AddNote, work.Note, status=CREATED),
    Step("/tasks", c.OpenTask, work.Task, status=CREATED),
    Step("/tasks/<id:task>/completion", c.FinishTask),
    Step("/assignee", c.AssignCase, work.Assignee, method="PUT"),
    Step("/systemic-flag", c.FlagSystemic, work.SystemicFlag, method="PUT"),
    Step(
        "/external",
        c.RecordExternalStep,
        ExternalStep,
        status=CREATED,
        answers=answers.StepRecorded,
        more=remarks_on_more_time,
    ),
    Step("/carried-dates", c.CarryDateOver, DateElsewhere, "date", status=CREATED),
    Step("/receipt", c.CorrectReceipt, work.Receipt, method="PUT"),
    Step("/receipt/settlement", c.SettleReceipt, work.Settlement),
    Step("/remedies", c.PromiseRemedy, s.Remedy, "remedy", status=CREATED),
    Step("/remedies/<id:remedy>/proposal", c.ProposeRemedy, work.RemedyMoney, status=CREATED),
    Step("/remedies/settlement", c.SettleRemedy, work.RemedySettlement),
    Step("/remedies/<id:remedy>/day", c.ScheduleRemedy, work.RemedyDay, method="PUT"),
    Step("/remedies/<id:remedy>/completion", c.FinishRemedy, work.Payment),
    Step("/breaches/<id:breach>/assessment", c.AssessBreach, work.Assessment),
    Step("/breaches/<id:breach>/sight", c.SeeBreach),
    Step("/respondents", c.NameRespondent, respondents.Respondent, status=CREATED),
    Step("/respondents/<id:respondent>/exchanges", c.RecordExchange, respondents.Exchange, status=CREATED),
    Step("/findings", c.RecordFinding, respondents.FirmFinding, status=CREATED),
    Step("/shares", c.ProposeShares, respondents.Shares, status=CREATED),
    Step("/shares/<id:sharing>/agreement", c.AgreeShares, respondents.Agreement),
    Step("/withdrawals", c.WithdrawRecord, work.Withdrawal),
    Step("/corrections", c.AdoptCorrection, work.Correction),
    Step("/closure", c.CloseCase, s.ClosingAndRemedies),
    Step("/closure/settlement", c.SettleClosure, work.ClosureSettlement),
    Step("/reopening", c.ReopenCase, work.Reason),
    Step("/voiding", c.ProposeVoiding, work.Voiding, status=CREATED),
    Step("/conflicts", c.LinkAccount, work.LinkedAccount, status=CREATED),
    Step("/conflicts/override", c.OverrideConflict, work.Override),
    Step("/restriction", c.RestrictCase, work.Restriction, method="PUT"),
    Step("/restriction/settlement", c.SettleRestriction, work.Settlement),
    Step("/letters", le.DraftLetter, w.Letter, "writing", status=CREATED),
    Step("/dispatches/<id:dispatch>/resolution", le.ResolveDoubt, work.Resolution),
)


VOIDING: Final = (
    Step("/voiding/settlement", c.SettleVoiding, work.Settlement),
    Step("/reinstatement", c.ReinstateCase, work.Reason),
)


def _on_case(address: Mapping[str, Any]) -> dict[str, Any]:
    parts = {name: part for name, part in address.items() if name != "ref"}
    return {"case": the_register().reader.cases.find(asking(), address["ref"]), **parts}


def _on_case_and_what_it_was_made_of(address: Mapping[str, Any]) -> dict[str, Any]:
    register = the_register()
    case = register.reader.cases.open(asking(), register.reader.cases.find(asking(), address["ref"])).case
    return {"case": case.id, "into": case.merged_into, "messages": case.messages}


add_steps(case_steps, Place("/cases/<reference:ref>", _on_case), STEPS)
add_steps(case_steps, Place("/cases/<reference:ref>", _on_case_and_what_it_was_made_of), VOIDING)
