"""How facts change a case. Total: a fact that is in the trail is never refused here."""

from collections.abc import Callable
from typing import Any

from register.domain.apply.breach import BREACH_CHANGES
from register.domain.apply.complainants import COMPLAINANT_CHANGES, without_check
from register.domain.apply.letter import LETTER_CHANGES, not_sent, without_copy
from register.domain.apply.respondents import RESPONDENT_CHANGES
from register.domain.apply.void_cases import VOID_CHANGES
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case, PackChoice, Related
from register.domain.subjects.closure import KeptEnding, TakenBack
from register.domain.subjects.daily_work import Task
from register.domain.subjects.deadline import CORRECTED, NEVER_THE_LIMIT, Deadline
from register.domain.subjects.delays import Escalation
from register.domain.subjects.records import ACKNOWLEDGEMENT, GIVEN_LETTER, IDENTITY_CHECK, KEPT_IN
from register.domain.subjects.remedy import Remedy
from register.domain.subjects.unapproved import (
    CLASSIFICATION,
    CLOSURE,
    RECEIPT,
    VOIDING,
    Authors,
    forgotten,
    remembered,
)
from register.domain.values import Code, Id

Change = Callable[[Case, Any], Case]


def opened(case: Id, fact: f.CaseOpened) -> Case:
    """Return the new case."""
    messages = () if fact.origin.message is None else (fact.origin.message,)
    return Case(
        id=case,
        reference=fact.reference,
        status=Code("open"),
        entity=fact.entity,
        brand=fact.brand,
        place=fact.place,
        zone=fact.zone,
        packs=fact.packs,
        origin=fact.origin,
        logged_at=fact.logged_at,
        logged_by=fact.logged_by,
        summary=fact.summary,
        messages=messages,
    )


def _proposed(where: str, work: Code) -> Change:
    """Return what puts a proposal in the place of the one before; None takes that one away."""

    def put(case: Case, fact: Any) -> Case:
        return replace(case, **{where: fact.proposal}, unapproved=_unapproved(case, where, work))

    return put


def _unapproved(case: Case, where: str, work: Code) -> tuple[Authors, ...]:
    """Return who is remembered once the proposal that stands there is gone without an approval."""
    proposal = getattr(case, where)
    return case.unapproved if proposal is None else remembered(case.unapproved, work, proposal.authors)


def _deadline(case: Case, deadline: Id, **changes: Any) -> Case:
    changed = tuple(replace(d, **changes) if d.id == deadline else d for d in case.deadlines)
    return replace(case, deadlines=changed)


def _deadline_set(case: Case, fact: f.DeadlineSet) -> Case:
    pack = fact.due.derivation.pack
    made = Deadline(fact.deadline, pack, fact.due, round=fact.round, cautious=fact.cautious, carried=fact.carried)
    return replace(case, deadlines=(*case.deadlines, made))


def _replaced(case: Case, fact: f.DeadlineReplaced) -> Case:
    """What had passed before somebody moved the date stays missed; what other facts replaced never was the limit."""
    known = case.deadline(fact.deadline)
    kept = known is not None and known.missed_recorded and fact.reason not in {NEVER_THE_LIMIT, CORRECTED}
    return _deadline(case, fact.deadline, replaced=True, missed_recorded=kept)


def _correction_adopted(case: Case, fact: f.CorrectionAdopted) -> Case:
    held = tuple(replace(c, version=fact.version) if c.pack == fact.pack else c for c in case.packs)
    return replace(case, packs=held)


def _governs(case: Case, fact: f.VersionGoverns) -> Case:
    other = PackChoice(fact.pack, fact.version, fact.unclaimed)
    return replace(case, packs=tuple(other if c.pack == fact.pack else c for c in case.packs))


def _record_withdrawn(case: Case, fact: f.RecordWithdrawn) -> Case:
    if fact.kind == ACKNOWLEDGEMENT:
        told = tuple(each for each in case.acknowledged_to if each.id != fact.record)
        return replace(case, acknowledgement=None, acknowledged_to=told)
    if fact.kind == GIVEN_LETTER:
        copy = any(given.id == fact.record for letter in case.letters for given in letter.given)
        return without_copy(case, fact.record) if copy else not_sent(case, fact.record)
    if fact.kind == IDENTITY_CHECK:
        return without_check(case, fact.record)
    where = KEPT_IN[fact.kind]
    kept = tuple(record for record in getattr(case, where) if record.id != fact.record)
    return replace(case, **{where: kept})


def _task_done(case: Case, fact: f.TaskDone) -> Case:
    def done(task: Task) -> Task:
        return replace(task, done_at=fact.at)

    return replace(case, tasks=tuple(done(t) if t.id == fact.task else t for t in case.tasks))


def _remedy(case: Case, remedy: Id, **changes: Any) -> Case:
    changed: tuple[Remedy, ...] = tuple(replace(r, **changes) if r.id == remedy else r for r in case.remedies)
    return replace(case, remedies=changed)


def _remedy_approved(case: Case, fact: f.RemedyApproved) -> Case:
    proposal = next(p for p in case.remedy_proposals if p.id == fact.proposal)
    return _remedy(_remedy_settled(case, fact), proposal.remedy, granted=proposal.amount)


def _remedy_refused(case: Case, fact: f.RemedyRefused) -> Case:
    kept = tuple(remedy for remedy in case.remedies if remedy.id != fact.dropped)
    return replace(_remedy_settled(case, fact), remedies=kept)


def _remedy_settled(case: Case, fact: f.RemedyApproved | f.RemedyRefused) -> Case:
    return replace(case, remedy_proposals=tuple(p for p in case.remedy_proposals if p.id != fact.proposal))


def _related(case: Case, fact: f.CaseRelated) -> Case:
    return replace(case, related=(*case.related, Related(fact.case, fact.reference)))


def _closed(case: Case, fact: f.CaseClosed) -> Case:
    return replace(
        case,
        status=Code("closed"),
        closure=fact.closure,
        closed_at=fact.at,
        closings=(*case.closings, fact.at),
        closure_proposal=None,
        unapproved=forgotten(case.unapproved, CLOSURE),
    )


def _reopened(case: Case, fact: f.CaseReopened) -> Case:
    kept, taken_back = case.kept_endings, case.taken_back
    if case.closed_at is not None and case.closure is not None:
        kept = (*kept, KeptEnding(case.closed_at, case.closure)) if fact.keeps_end else kept
        taken_back = (*taken_back, TakenBack(case.closed_at, fact.at)) if fact.unsettled else taken_back
    reopened = (*case.reopened, fact.at)
    again = replace(case, status=Code("open"), closed_at=None, closure=None, reopened=reopened)
    return replace(again, kept_endings=kept, taken_back=taken_back)


def _receipt_corrected(case: Case, fact: f.ReceiptCorrected) -> Case:
    origin = replace(case.origin, received_at=fact.received_at, basis=Code("corrected"))
    approved = fact.evidence is not None
    return replace(
        case,
        origin=origin,
        receipt_proposal=None,
        unapproved=forgotten(case.unapproved, RECEIPT) if approved else _unapproved(case, "receipt_proposal", RECEIPT),
        corrections=case.corrections + 1,
        backdated=case.backdated or fact.received_at < case.origin.received_at,
    )


def _classified(case: Case, fact: f.CaseClassified) -> Case:
    had = case.classification.complaint_class is not None
    picked = fact.classification.complaint_class is not None
    # A fact without its time is of an earlier release, whose stored cases do not know that they were classified once.
    once = fact.at is not None and (had or picked)
    asked = case.classification_proposal
    approved = asked is not None and asked.reason == fact.reason
    unapproved = _unapproved(case, "classification_proposal", CLASSIFICATION)
    return replace(
        case,
        classification=fact.classification,
        classification_proposal=None,
        classified_at=fact.at if picked else None,
        once_classified=case.once_classified or once,
        unapproved=forgotten(unapproved, CLASSIFICATION) if approved else unapproved,
        corrections=case.corrections + int(had),
    )


def _class_chosen(case: Case, fact: f.ClassChosen) -> Case:
    at = case.classified_at if case.classification.complaint_class is not None else None
    if fact.complaint_class is None:
        return replace(case, chosen_class=None, classified_at=at)
    return replace(case, chosen_class=fact.complaint_class, classified_at=fact.at, once_classified=True)


def _prioritised(case: Case, fact: f.CasePrioritised) -> Case:
    return replace(case, priority=fact.priority, classification=replace(case.classification, tier=fact.priority.tier))


def _note_added(case: Case, fact: f.NoteAdded) -> Case:
    return replace(case, notes=case.notes + 1, withheld=case.withheld + int(fact.privileged))


def _file_attached(case: Case, fact: f.FileAttached) -> Case:
    return replace(case, files=case.files + 1, withheld=case.withheld + int(fact.privileged))


def _linked(case: Case, fact: f.AccountLinked) -> Case:
    return replace(case, linked_accounts=(*case.linked_accounts, fact.account))


def _overridden(case: Case, fact: f.ConflictOverridden) -> Case:
    return replace(case, linked_accounts=tuple(a for a in case.linked_accounts if a != fact.account))


def _hold(case: Case, hold: Id, **changes: Any) -> Case:
    return replace(case, holds=tuple(replace(h, **changes) if h.id == hold else h for h in case.holds))


def _escalation_taken(case: Case, fact: f.EscalationTaken) -> Case:
    def taken(told: Escalation) -> Escalation:
        return replace(told, taken_by=fact.by, taken_at=fact.at, decision=fact.decision)

    return replace(case, escalations=tuple(taken(e) if e.id == fact.escalation else e for e in case.escalations))


def _event_withdrawn(case: Case, fact: f.EventWithdrawn) -> Case:
    changed = (replace(h, withdrawn=True) if h.id == fact.happening else h for h in case.happenings)
    return replace(case, happenings=tuple(changed))


CHANGES: dict[type, Change] = {
    f.CaseClassified: _classified,
    f.ClassChosen: _class_chosen,
    f.ClassificationProposed: _proposed("classification_proposal", CLASSIFICATION),
    f.CasePrioritised: _prioritised,
    f.PointRaised: lambda case, fact: replace(case, points=(*case.points, fact.point)),
    f.ContactRecorded: lambda case, fact: replace(
        case, contacts=(*(c for c in case.contacts if c.id != fact.contact.id), fact.contact)
    ),
    f.CaseAssigned: lambda case, fact: replace(case, assignee=fact.assignee),
    f.AccountLinked: _linked,
    f.ConflictOverridden: _overridden,
    f.CaseRestricted: lambda case, fact: replace(case, restricted_to=fact.readers, restriction_proposal=None),
    f.RestrictionProposed: lambda case, fact: replace(case, restriction_proposal=fact.proposal),
    f.NoteAdded: _note_added,
    f.FileAttached: _file_attached,
    f.CaseRelated: _related,
    f.MessageLinked: lambda case, fact: replace(case, messages=(*case.messages, fact.message)),
    f.CaseAcknowledged: lambda case, fact: replace(case, acknowledgement=fact.acknowledgement),
    f.PartyAdded: lambda case, fact: replace(case, parties=(*case.parties, fact.party)),
    f.EventHappened: lambda case, fact: replace(case, happenings=(*case.happenings, fact.happening)),
    f.EventWithdrawn: _event_withdrawn,
    f.DelayGroundStated: lambda case, fact: replace(case, delay_grounds=(*case.delay_grounds, fact.ground)),
    f.RiskEscalated: lambda case, fact: replace(case, escalations=(*case.escalations, fact.escalation)),
    f.EscalationTaken: _escalation_taken,
    f.HoldOrdered: lambda case, fact: replace(case, holds=(*case.holds, fact.hold)),
    f.HoldConfirmed: lambda case, fact: _hold(case, fact.hold, confirmed_at=fact.at, confirmation=fact.evidence),
    f.HoldLifted: lambda case, fact: _hold(
        case, fact.hold, lifted_at=fact.at, lifted_because=fact.reason, exception=fact.exception
    ),
    f.DeadlineSet: _deadline_set,
    f.DeadlineReplaced: _replaced,
    f.DeadlineMet: lambda case, fact: _deadline(case, fact.deadline, met_at=fact.at, met_by=fact.by),
    f.DeadlineReopened: lambda case, fact: _deadline(case, fact.deadline, met_at=None, met_by=None),
    f.DeadlineMissed: lambda case, fact: _deadline(case, fact.deadline, missed_recorded=True),
    f.CorrectionAdopted: _correction_adopted,
    f.VersionGoverns: _governs,
    f.CaseCarriedOver: lambda case, fact: replace(case, carried_over=fact.carried_over),
    f.DateCarriedOver: lambda case, fact: replace(case, carried_dates=(*case.carried_dates, fact.date)),
    f.RecordWithdrawn: _record_withdrawn,
    **BREACH_CHANGES,
    **RESPONDENT_CHANGES,
    f.ReceiptCorrected: _receipt_corrected,
    f.ReceiptProposed: _proposed("receipt_proposal", RECEIPT),
    f.TaskOpened: lambda case, fact: replace(case, tasks=(*case.tasks, fact.task)),
    f.TaskDone: _task_done,
    f.SystemicFlagged: lambda case, fact: replace(case, systemic=fact.flag),
    f.ExternalRecorded: lambda case, fact: replace(case, external_steps=(*case.external_steps, fact.step)),
    f.RemedyPromised: lambda case, fact: replace(case, remedies=(*case.remedies, fact.remedy)),
    f.RemedyProposed: lambda case, fact: replace(case, remedy_proposals=(*case.remedy_proposals, fact.proposal)),
    f.RemedyApproved: _remedy_approved,
    f.RemedyRefused: _remedy_refused,
    f.RemedyScheduled: lambda case, fact: _remedy(case, fact.remedy, due_on=fact.due_on),
    f.RemedyDone: lambda case, fact: _remedy(case, fact.remedy, done_at=fact.at, paid=fact.paid),
    f.ClosureProposed: _proposed("closure_proposal", CLOSURE),
    f.ClosureApproved: lambda case, _fact: replace(case, closure_proposal=None),
    f.CaseClosed: _closed,
    f.CaseReopened: _reopened,
    f.VoidingProposed: _proposed("voiding_proposal", VOIDING),
    **VOID_CHANGES,
    **COMPLAINANT_CHANGES,
    **LETTER_CHANGES,
}
