"""What it takes to send something: a dispatch with its address and document; reminders for the officers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from register.domain.account import Account
from register.domain.case import Case
from register.domain.commands.base import Ref
from register.domain.values import Code, Id
from register.reader.plain import open_bytes, open_texts
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.subjects import load

FURTHEST_ZONE = timedelta(hours=14)
REMINDER = "reminder:"


@dataclass(frozen=True, slots=True)
class Sending:
    """One dispatch, ready to go out; ``address`` and ``document`` are None when they were erased."""

    case: Id
    dispatch: Id
    reference: str
    entity: str
    brand: str
    pack: str
    version: str
    letter_type: str
    language: str
    address: str | None = field(repr=False)
    document: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reminder:
    """An open task with a day to remind on, and the address of the officer who has the case."""

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
                found.packs[0].pack,
                found.packs[0].version,
                letter.content.type,
                letter.content.language,
                plain.get(contact.digest) if contact else None,
                open_bytes(connection, going.document),
            )

    def case_of(self, dispatch: Id) -> Id | None:
        """Return the case a dispatch belongs to."""
        query = sa.select(t.dispatches.c.case_id).where(t.dispatches.c.id == dispatch)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else Id(found)

    def reminders(self, now: datetime, limit: int = 500) -> list[Reminder]:
        """Return open tasks whose day has come somewhere on earth and nobody was reminded of, the oldest first."""
        k, c = t.tasks.c, t.cases.c
        done = sa.select(u.leases.c.name).where(u.leases.c.name == REMINDER + k.id, u.leases.c.until > now).exists()
        query = (
            sa.select(k.id, k.case_id, k.kind, k.waiting_on, k.remind_on, c.reference, c.entity, c.assignee)
            .join(t.cases, c.id == k.case_id)
            .where(k.done_at.is_(None), k.remind_on <= (now + FURTHEST_ZONE).date(), c.assignee.is_not(None), ~done)
            .order_by(k.remind_on, k.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            addresses = _addresses(connection, {row.assignee for row in rows})
        return [
            Reminder(
                Id(r.id), Id(r.case_id), r.reference, r.entity, r.kind, r.waiting_on, r.remind_on,
                addresses.get(r.assignee),
            )
            for r in rows
        ]  # fmt: skip


def _addresses(connection: sa.Connection, accounts: set[str]) -> dict[str, str]:
    refs = [Ref(Code("account"), Id(account)) for account in sorted(accounts)]
    held = load(connection, refs) if refs else {}
    known: list[Account] = [h.value for h in held.values() if h.value is not None and h.value.active]
    plain = open_texts(connection, [account.email for account in known])
    return {account.id: plain[account.email.digest] for account in known if account.email.digest in plain}
