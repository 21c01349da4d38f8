"""What it takes to send something: a dispatch with its address and document; reminders for the officers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case, PackChoice
from register.domain.values import Code, Id
from register.reader.plain import open_bytes, open_texts
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.subjects import load

FURTHEST_ZONE = timedelta(hours=14)
REMINDER = "reminder:"
OVERDUE = "remedy-overdue"


@dataclass(frozen=True, slots=True)
class Sending:
    """One dispatch, ready to go out; ``address`` and ``document`` are None when they were erased."""

    case: Id
    dispatch: Id
    reference: str
    entity: str
    brand: str
    packs: tuple[PackChoice, ...]
    letter_type: str
    language: str
    address: str | None = field(repr=False)
    document: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Going:
    """A dispatch as a report about it needs it; ``address`` is None when it was erased.

    ``into``: the complaints its case was merged into, one into the next.
    """

    case: Id
    dispatch: Id
    reference: str
    brand: str
    state: str
    address: str | None = field(repr=False)
    into: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """An open task with a day to remind on, or an overdue remedy, and the address of the officer who has the case."""

    task: Id
    case: Id
    reference: str
    entity: str
    kind: str
    waiting_on: str
    remind_on: date
    address: str | None = field(repr=False)


class Outbox:
    """Reads what leaves the house."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def sending(self, case: Id, dispatch: Id) -> Sending | None:
        """Return the dispatch with what it takes to send it; the worker's question, so restrictions do not apply."""
        ref = Ref(Code("case"), case)
        with self._engine.connect() as connection:
            found: Case | None = load(connection, [ref])[ref].value
            going = next((d for d in found.dispatches if d.id == dispatch), None) if found else None
            letter = found.letter(going.letter) if found and going else None
            if found is None or going is None or letter is None:
                return None
            contact = next((c.value for c in found.contacts if c.id == going.contact), None)
            plain = open_texts(connection, [contact] if contact else [])
            return Sending(
                case,
                dispatch,
                found.reference,
                found.entity,
                found.brand,
                found.packs,
                letter.content.type,
                letter.content.language,
                plain.get(contact.digest) if contact else None,
                open_bytes(connection, going.document),
            )

    def going(self, dispatch: Id) -> Going | None:
        """Return where a dispatch stands; the mail server's question, so restrictions do not apply."""
        query = sa.select(t.dispatches.c.case_id).where(t.dispatches.c.id == dispatch)
        with self._engine.connect() as connection:
            case = connection.execute(query).scalar()
            if case is None:
                return None
            ref = Ref(Code("case"), Id(case))
            found: Case = load(connection, [ref])[ref].value
            sending = next(d for d in found.dispatches if d.id == dispatch)
            contact = next((c.value for c in found.contacts if c.id == sending.contact), None)
            plain = open_texts(connection, [contact] if contact else [])
            into = tuple(_merged_into(connection, found))
        address = plain.get(contact.digest) if contact else None
        return Going(found.id, dispatch, found.reference, found.brand, sending.state, address, into)

    def reminders(self, now: datetime, limit: int = 500) -> list[Reminder]:
        """Return what nobody was reminded of yet, the oldest first.

        These are open tasks whose day has come somewhere on earth, and remedies whose day has passed there.
        """
        today, k, r = (now + FURTHEST_ZONE).date(), t.tasks.c, t.remedies.c
        tasks = sa.select(k.id, k.kind, k.waiting_on, k.remind_on).where(k.remind_on <= today, k.done_at.is_(None))
        overdue = sa.select(r.id, r.code.label("kind"), sa.literal(OVERDUE).label("waiting_on"), r.due_on)
        overdue = overdue.where(r.due_on < today, r.done_at.is_(None))
        with self._engine.connect() as connection:
            due = connection.execute(_unreminded(tasks, t.tasks, k.remind_on, now).limit(limit)).all()
            late = connection.execute(_unreminded(overdue, t.remedies, r.due_on, now).limit(limit)).all()
            addresses = _addresses(connection, {row.assignee for row in (*due, *late)})
        return [
            *(_reminder(row, row.remind_on, addresses) for row in due),
            *(_reminder(row, row.due_on + timedelta(days=1), addresses) for row in late),
        ]


def _unreminded(query: sa.Select[Any], of: sa.Table, day: sa.ColumnElement[date], now: datetime) -> sa.Select[Any]:
    """Return the query with each part's case, for cases that somebody has, without what somebody was reminded of."""
    c, leases = t.cases.c, u.leases.c
    done = sa.select(leases.name).where(leases.name == REMINDER + of.c.id, leases.until > now).exists()
    told = query.add_columns(of.c.case_id, c.reference, c.entity, c.assignee).join(t.cases, c.id == of.c.case_id)
    return told.where(c.assignee.is_not(None), ~done).order_by(day, of.c.id)


def _reminder(row: Any, on: date, addresses: dict[str, str]) -> Reminder:  # noqa: ANN401 -- a row of ``_unreminded``
    return Reminder(
        Id(row.id),
        Id(row.case_id),
        row.reference,
        row.entity,
        row.kind,
        row.waiting_on,
        on,
        addresses.get(row.assignee),
    )


def _addresses(connection: sa.Connection, accounts: set[str]) -> dict[str, str]:
    refs = [Ref(Code("account"), Id(account)) for account in sorted(accounts)]
    held = load(connection, refs) if refs else {}
    known: list[Account] = [h.value for h in held.values() if h.value is not None and h.value.active]
    plain = open_texts(connection, [account.email for account in known])
    return {account.id: plain[account.email.digest] for account in known if account.email.digest in plain}


def _merged_into(connection: sa.Connection, case: Case) -> Iterator[Id]:
    while case.is_void and case.merged_into is not None:
        ref = Ref(Code("case"), case.merged_into)
        yield ref.id
        case = load(connection, [ref])[ref].value
