"""A subject's rows, table by table: written from its value alone, so that replay can check them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from register.domain.account import Account
from register.domain.actors import ADMINISTRATOR
from register.domain.case import Case
from register.domain.channel import Channel
from register.domain.commands.base import Ref
from register.domain.firm import Firm
from register.domain.letter import SUBMITTED
from register.domain.message import Message
from register.domain.report import PREPARED, Report
from register.store import tables as t

Row = dict[str, Any]
Rows = dict[sa.Table, dict[str, Row]]
KINDS: Mapping[str, type] = {
    "case": Case,
    "message": Message,
    "account": Account,
    "channel": Channel,
    "report": Report,
    "register": Firm,
}


def rows_of(ref: Ref, value: Any) -> Rows:  # noqa: ANN401 -- any subject's value
    """Return the subject's rows by table and primary key; none for a subject that does not exist."""
    rows: Rows = {}
    if value is not None:
        for table, row in PROJECTIONS[ref.kind](value):
            rows.setdefault(table, {})[row[KEY.get(table, "id")]] = row
    return rows


KEY = {t.tokens: "digest"}


def _case(case: Case) -> Iterator[tuple[sa.Table, Row]]:
    yield t.cases, _case_row(case)
    for table, rows in (
        (t.deadlines, _deadline_rows(case)),
        (t.letters, _letter_rows(case)),
        (t.dispatches, _dispatch_rows(case)),
        (t.breaches, _breach_rows(case)),
        (t.tasks, _task_rows(case)),
        (t.remedies, _remedy_rows(case)),
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


def _case_row(case: Case) -> Row:
    legal = [d for d in case.deadlines if d.is_open and d.due.kind == "deadline" and d.due.force in {"E", "L"}]
    nearest = min(legal, key=lambda d: d.due.due_at, default=None)
    return {
        "id": case.id,
        "reference": case.reference,
        "status": case.status,
        "entity": case.entity,
        "brand": case.brand,
        "complaint_class": case.classification.complaint_class,
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
        "restricted": bool(case.restricted_to),
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


def _message(message: Message) -> Iterator[tuple[sa.Table, Row]]:
    handoff = message.handoff
    yield (
        t.messages,
        {
            "id": message.id,
            "channel_id": message.channel,
            "platform": message.platform,
            "entity": message.entity,
            "brand": message.brand,
            "state": message.state,
            "reason": message.reason,
            "handoff": None if handoff is None else handoff.kind,
            "handoff_accepted_at": None if handoff is None else handoff.accepted_at,
            "visibility": message.visibility,
            "received_at": message.received_at,
            "captured_at": message.captured_at,
            "thread": message.thread,
            "deleted": message.deleted_at is not None,
            "versions": message.versions,
        },
    )


def _account(account: Account) -> Iterator[tuple[sa.Table, Row]]:
    administrator = account.active and ADMINISTRATOR in account.roles
    yield (
        t.accounts,
        {"id": account.id, "stamp": account.stamp, "active": account.active, "administrator": administrator},
    )
    for token in account.tokens:
        yield (
            t.tokens,
            {
                "digest": token.digest,
                "id": token.id,
                "account_id": account.id,
                "scopes": " ".join(sorted(token.scopes)),
                "expires_at": token.expires_at,
                "revoked_at": token.revoked_at,
            },
        )
    for p in account.proposals:
        yield (
            t.approvals,
            {
                "id": p.id,
                "subject_kind": "account",
                "subject_id": account.id,
                "kind": "role",
                "asked_by": p.proposed_by,
                "asked_at": p.proposed_at,
                "brand": None,
            },
        )


def _channel(channel: Channel) -> Iterator[tuple[sa.Table, Row]]:
    yield (
        t.channels,
        {
            "id": channel.id,
            "platform": channel.platform,
            "slug": channel.slug,
            "entity": channel.entity,
            "brand": channel.brand,
            "native_account": channel.native_account,
            "closed_at": channel.closed_at,
        },
    )


def _report(report: Report) -> Iterator[tuple[sa.Table, Row]]:
    yield (
        t.reports,
        {
            "id": report.id,
            "kind": report.kind,
            "entity": report.entity,
            "state": report.state,
            "from_on": report.from_on,
            "to_on": report.to_on,
            "prepared_by": report.prepared_by,
            "prepared_at": report.prepared_at,
            "approved_by": report.approved_by,
            "document": report.document,
            "issued_document": report.issued_document,
            "issued_at": report.issued_at,
        },
    )
    if report.state == PREPARED:
        yield (
            t.approvals,
            {
                "id": report.id,
                "subject_kind": "report",
                "subject_id": report.id,
                "kind": "report",
                "asked_by": report.prepared_by,
                "asked_at": report.prepared_at,
                "brand": report.brand,
            },
        )


def _register(_firm: Firm) -> Iterator[tuple[sa.Table, Row]]:
    return iter(())


PROJECTIONS: Mapping[str, Callable[[Any], Iterator[tuple[sa.Table, Row]]]] = {
    "case": _case,
    "message": _message,
    "account": _account,
    "channel": _channel,
    "report": _report,
    "register": _register,
}
