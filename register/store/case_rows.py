"""A case's rows: itself and everything it owns, from its deadlines to what waits for approval."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from register.domain.case import Case
from register.domain.letter import SUBMITTED
from register.store import tables as t

Row = dict[str, Any]


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
            "first_known_at": b.first_known_at,
            "assess_by": b.assess_by,
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
    legal = (d for d in case.open_deadlines("deadline") if d.due.legal)
    nearest = min(legal, key=lambda d: d.due.due_at, default=None)
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
        "next_due_at": None if nearest is None else nearest.due.due_at,
        "next_due_rule": None if nearest is None else nearest.due.rule,
        "assignee": case.assignee,
        "readers": " ".join(sorted(case.restricted_to)) or None,
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
        }


def _letter_rows(case: Case) -> Iterator[Row]:
    for item in case.letters:
        yield {
            "id": item.id,
            "case_id": case.id,
            "type": item.content.type,
            "decision": item.content.decision,
            "via": item.content.via,
            "state": item.state,
            "content_hash": item.content_hash,
            "drafted_by": item.drafted_by,
            "submitted_by": item.submitted_by,
            "approved_by": item.approved_by,
            "approved_rule": item.approved_rule,
            "sent_at": item.sent_at,
        }


def _approval_rows(case: Case) -> Iterator[Row]:
    base = {"subject_kind": "case", "subject_id": case.id, "brand": case.brand}
    for item in case.letters:
        if item.state == SUBMITTED:
            yield {
                **base,
                "id": item.id,
                "kind": "letter",
                "asked_by": item.submitted_by,
                "asked_at": item.submitted_at,
            }
    if case.closure_proposal is not None:
        p = case.closure_proposal
        yield {**base, "id": p.id, "kind": "closure", "asked_by": p.proposed_by, "asked_at": p.proposed_at}
    if case.receipt_proposal is not None:
        r = case.receipt_proposal
        yield {**base, "id": r.id, "kind": "receipt", "asked_by": r.proposed_by, "asked_at": r.proposed_at}
    if case.classification_proposal is not None:
        k = case.classification_proposal
        yield {**base, "id": k.id, "kind": "classification", "asked_by": k.proposed_by, "asked_at": k.proposed_at}
