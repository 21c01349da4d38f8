"""A subject's rows, table by table: written from its value alone, so that replay can check them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from register.domain.account import Account, RescueProposal, RoleProposal
from register.domain.authorship import authors
from register.domain.case import Case
from register.domain.channel import Channel
from register.domain.commands.base import Ref
from register.domain.firm import Firm
from register.domain.message import Message
from register.domain.report import PREPARED, Report
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
    waiting: tuple[RoleProposal | RescueProposal, ...] = (*account.proposals, *account.rescues)
    for p in waiting:
        yield (
            t.approvals,
            {
                "id": p.id,
                "subject_kind": "account",
                "subject_id": account.id,
                "kind": "role" if isinstance(p, RoleProposal) else "rescue",
                "asked_by": p.proposed_by,
                "asked_at": p.proposed_at,
                "authors": p.proposed_by,
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
                "authors": names_text(authors(report)),
                "brand": report.brand,
            },
        )


def _register(_firm: Firm) -> Iterator[tuple[sa.Table, Row]]:
    return iter(())


PROJECTIONS: Mapping[str, Callable[[Any], Iterator[tuple[sa.Table, Row]]]] = {
    "case": case_rows,
    "message": _message,
    "account": _account,
    "channel": _channel,
    "report": _report,
    "register": _register,
}
