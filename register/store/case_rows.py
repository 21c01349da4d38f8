"""A case's rows: itself and everything it owns, from its deadlines to what waits for approval."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.authorship import Proposal, authors
from register.domain.routes import sent_by_us
from register.domain.subjects.case import Case
from register.domain.subjects.letter import SUBMITTED, Letter
from register.domain.values import Code
from register.store import tables as t

Row = dict[str, Any]
CLASSIFICATION = "classification"


def case_rows(case: Case) -> Iterator[tuple[sa.Table, Row]]:
    """Yield the case's rows with their tables."""
    yield t.cases, _case_row(case)
    for table, rows in (
        (t.deadlines, _deadline_rows(case)),
        (t.letters, _letter_rows(case)),
        (t.dispatches, _dispatch_rows(case)),
        (t.breaches, _breach_rows(case)),
        (t.tasks, _task_rows(case)),
        (t.remedies, _remedy_rows(case)),
        (t.holds, _hold_rows(case)),
        (t.escalations, _escalation_rows(case)),
        (t.approvals, _approval_rows(case)),
    ):
        for row in rows:
            yield table, row


def _dispatch_rows(case: Case) -> Iterator[Row]:
    for d in case.dispatches:
        yield {
            "id": d.id,
            "case_id": case.id,
            "letter_id": d.letter,
            "route": d.route,
            "state": d.state,
            "attempts": d.attempts,
            "next_attempt_at": d.next_attempt_at,
        }


def _breach_rows(case: Case) -> Iterator[Row]:
    for b in case.breaches:
        yield {
            "id": b.id,
            "case_id": case.id,
            "deadline_id": b.deadline,
            "recorded_at": b.recorded_at,
            "assess_by": b.assess_by,
            "standing": b.standing,
            "result": b.result,
        }


def _task_rows(case: Case) -> Iterator[Row]:
    for task in case.tasks:
        yield {
            "id": task.id,
            "case_id": case.id,
            "kind": task.kind,
            "waiting_on": task.waiting_on,
            "remind_on": task.remind_on,
            "done_at": task.done_at,
        }


def _remedy_rows(case: Case) -> Iterator[Row]:
    for r in case.remedies:
        yield {
            "id": r.id,
            "case_id": case.id,
            "code": r.code,
            "amount": r.amount,
            "due_on": r.due_on,
            "done_at": r.done_at,
            "paid": r.paid,
        }


def _hold_rows(case: Case) -> Iterator[Row]:
    for hold in case.holds:
        yield {
            "id": hold.id,
            "case_id": case.id,
            "prohibition": hold.prohibition,
            "ordered_at": hold.ordered_at,
            "confirmed_at": hold.confirmed_at,
            "lifted_at": hold.lifted_at,
        }


def _escalation_rows(case: Case) -> Iterator[Row]:
    for told in case.escalations:
        yield {
            "id": told.id,
            "case_id": case.id,
            "deadline_id": told.deadline,
            "risk": told.risk,
            "at": told.at,
            "taken_at": told.taken_at,
        }


def _case_row(case: Case) -> Row:
    nearest = case.next_deadline
    classification = (d.due.due_at for d in case.deadlines if d.is_open and d.due.duty == CLASSIFICATION)
    return {
        "id": case.id,
        "reference": case.reference,
        "status": case.status,
        "entity": case.entity,
        "brand": case.brand,
        "complaint_class": case.held_class,
        "product": case.classification.product,
        "tier": case.classification.tier,
        "channel": case.origin.channel,
        "received_at": case.origin.received_at,
        "logged_at": case.logged_at,
        "acknowledged_at": None if case.acknowledgement is None else case.acknowledgement.at,
        "closed_at": case.closed_at,
        "next_due_at": t.NO_DATE if nearest is None else nearest.due.due_at,
        "next_due_rule": None if nearest is None else nearest.due.rule,
        "next_due_legal": nearest is None or nearest.due.legal,
        "classify_by": min(classification, default=None),
        "assignee": case.assignee,
        "readers": names_text(case.restricted_to) or None,
        "linked": names_text(case.linked_accounts) or None,
    }


def _deadline_rows(case: Case) -> Iterator[Row]:
    for d in case.deadlines:
        yield {
            "id": d.id,
            "case_id": case.id,
            "pack": d.pack,
            "rule": d.due.rule,
            "duty": d.due.duty,
            "kind": d.due.kind,
            "force": d.due.force,
            "legal": d.due.legal,
            "due_at": d.due.due_at,
            "met_at": d.met_at,
            "missed": d.missed_recorded,
            "replaced": d.replaced,
            "round": d.round,
        }


def _letter_rows(case: Case) -> Iterator[Row]:
    for item in case.letters:
        yield {
            "id": item.id,
            "case_id": case.id,
            "type": item.content.type,
            "decision": item.content.decision,
            "via": _way_of(item),
            "state": item.state,
            "content_hash": item.content_hash,
            "drafted_by": item.drafted_by,
            "submitted_by": item.submitted_by,
            "approved_by": item.approved_by,
            "approved_rule": item.approved_rule,
            "sent_at": item.sent_at,
        }


def _way_of(letter: Letter) -> Code:
    """Return the way a letter goes: the register's own where any copy of it goes so, for then it is to be sent."""
    ways = [letter.content.via, *(copy.via for copy in letter.content.copies)]
    return next((via for via in ways if sent_by_us(via)), letter.content.via)


def _approval_rows(case: Case) -> Iterator[Row]:
    for item in case.letters:
        if item.state == SUBMITTED:
            yield _approval_row(case, "letter", item, item.submitted_by, item.submitted_at)
    asked: tuple[tuple[str, Proposal | None], ...] = (
        ("closure", case.closure_proposal),
        ("receipt", case.receipt_proposal),
        ("classification", case.classification_proposal),
        ("restriction", case.restriction_proposal),
        ("voiding", case.voiding_proposal),
        *(("remedy", proposal) for proposal in case.remedy_proposals),
    )
    for kind, proposal in asked:
        if proposal is not None:
            yield _approval_row(case, kind, proposal, proposal.proposed_by, proposal.proposed_at)


def _approval_row(case: Case, kind: str, work: Letter | Proposal, by: Code | None, at: datetime | None) -> Row:
    return {
        "id": work.id,
        "subject_kind": "case",
        "subject_id": case.id,
        "kind": kind,
        "asked_by": by,
        "asked_at": at,
        "authors": names_text(authors(work)),
        "brand": case.brand,
    }


def names_text(names: Iterable[str]) -> str:
    """Return names as one column holds them."""
    return " ".join(sorted(names))
