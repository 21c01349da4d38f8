"""A subject's rows, table by table: written from its value alone, so that replay can check them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from register.domain.authorship import authors
from register.domain.commands.base import Ref
from register.domain.commands.register import REGISTER
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.subjects.channel import Channel
from register.domain.subjects.firm import Firm
from register.domain.subjects.message import Message
from register.domain.subjects.proposal import Proposal
from register.domain.subjects.report import PREPARED, Report
from register.store import tables as t
from register.store.case_rows import Row, case_rows, names_text

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
            "handoff_person": None if handoff is None else handoff.person,
            "handoff_due_at": None if handoff is None or handoff.due is None else handoff.due.due_at,
            "handoff_finished_at": None if handoff is None else handoff.finished_at,
            "visibility": message.visibility,
            "received_at": message.received_at,
            "captured_at": message.captured_at,
            "thread": message.thread,
            "deleted": message.deleted_at is not None,
            "versions": message.versions,
        },
    )


def _account(account: Account) -> Iterator[tuple[sa.Table, Row]]:
    yield (
        t.accounts,
        {
            "id": account.id,
            "stamp": account.stamp,
            "active": account.active,
            "administrator": account.administers,
            "person": account.person,
        },
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
    kinds: dict[str, Sequence[Proposal]] = {
        "role": account.proposals,
        "rescue": account.rescues,
        "account": account.changes,
    }
    for kind, waiting in kinds.items():
        for proposal in waiting:
            yield _of_two("account", account.id, kind, proposal)


def _of_two(subject: str, subject_id: str, kind: str, proposal: Proposal) -> tuple[sa.Table, Row]:
    """Return the row of something that waits for a second administrator."""
    return (
        t.approvals,
        {
            "id": proposal.id,
            "subject_kind": subject,
            "subject_id": subject_id,
            "kind": kind,
            "asked_by": proposal.proposed_by,
            "asked_at": proposal.proposed_at,
            "authors": proposal.proposed_by,
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
    if channel.proposal is not None:
        yield _of_two("channel", channel.id, "secrets", channel.proposal)


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
                "authors": names_text(authors(report)),
                "brand": report.brand,
            },
        )


def _register(firm: Firm) -> Iterator[tuple[sa.Table, Row]]:
    for proposal in firm.proposals:
        yield _of_two(REGISTER.kind, REGISTER.id, "firm", proposal)


PROJECTIONS: Mapping[str, Callable[[Any], Iterator[tuple[sa.Table, Row]]]] = {
    "case": case_rows,
    "message": _message,
    "account": _account,
    "channel": _channel,
    "report": _report,
    "register": _register,
}
