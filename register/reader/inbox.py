"""Questions about messages: what waits for a decision, one message, and whether every message is accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.commands.base import Ref
from register.domain.errors import Problem, Unknown
from register.domain.sealed import Sealed
from register.domain.subjects.message import DISMISSED, DUPLICATE, HANDED_OFF, LINKED, REGISTERED, Message
from register.domain.trail.entry import Entry
from register.domain.values import Code, Id
from register.reader.cases import entries_of, open_to
from register.reader.find import Words
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.reader.plain import Plain, open_texts, sealed_in
from register.store import tables as t
from register.store.subjects import load

DECIDED = (REGISTERED, LINKED, DUPLICATE, DISMISSED)


@dataclass(frozen=True, slots=True)
class MessageFile:
    """One message with its version, its entries, the texts behind it, and what else stands in its thread."""

    message: Message
    version: int
    entries: Sequence[Entry]
    plain: Plain = field(repr=False)
    thread: Sequence[Id] = ()

    def text(self, sealed: Sealed | None) -> str | None:
        """Return the plain text of a sealed value; None when there is none or it was erased."""
        return None if sealed is None else self.plain.get(sealed.digest)


@dataclass(frozen=True)
class _Wanted:
    """Which messages, in the order of which instant: the earliest or the ``newest`` first."""

    which: sa.ColumnElement[bool]
    at: sa.ColumnElement[Any]
    newest: bool = False


class Inbox:
    """Reads messages for an actor; those of a restricted case are open to its readers alone."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def waiting(
        self,
        actor: Actor,
        *,
        states: Sequence[str] = ("awaiting", "unsure"),
        words: str = "",
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[MessageFile]:
        """Return messages in these states, the longest waiting first, with their texts; ``words``: that have them."""
        m = t.messages.c
        which = sa.and_(m.state.in_(states), self._having(actor, words))
        return self._page(actor, _Wanted(which, m.received_at), cursor, limit)

    def search(self, actor: Actor, words: str, *, cursor: str | None = None, limit: int = 50) -> Page[MessageFile]:
        """Return messages in any state that have the words, the newest first."""
        m = t.messages.c
        visible = [] if actor.brands is None else [m.brand.in_(actor.brands)]
        found, more = Words(self._engine, actor, t.messages, words).page(visible, cursor, limited(limit))
        with self._engine.connect() as connection:
            return Page(self._files(connection, actor, found), more)

    def _having(self, actor: Actor, words: str) -> sa.ColumnElement[bool]:
        if not words:
            return sa.true()
        return Words(self._engine, actor, t.messages, words).narrow(t.messages.c.id)

    def handed_off(
        self, actor: Actor, *, to: Id | None = None, words: str = "", cursor: str | None = None, limit: int = 50
    ) -> Page[MessageFile]:
        """Return what other teams have not answered yet, by its own limit, or else by its receipt.

        ``to`` narrows to what was given to one account, ``words`` to what has them.
        """
        m = t.messages.c
        still_open = sa.and_(m.state == HANDED_OFF, m.handoff_finished_at.is_(None), self._having(actor, words))
        if to is not None:
            still_open = sa.and_(still_open, m.handoff_person == to)
        at = sa.func.coalesce(m.handoff_due_at, m.received_at, type_=m.received_at.type)
        return self._page(actor, _Wanted(still_open, at), cursor, limit)

    def behind(self, actor: Actor, now: datetime, *, cursor: str | None = None, limit: int = 50) -> Page[MessageFile]:
        """Return what another team has not taken yet, or has not answered within its own limit by ``now``."""
        m = t.messages.c
        late = sa.or_(m.handoff_accepted_at.is_(None), m.handoff_due_at <= now)
        which = sa.and_(m.state == HANDED_OFF, m.handoff_finished_at.is_(None), late)
        at = sa.func.coalesce(m.handoff_due_at, m.received_at, type_=m.received_at.type)
        return self._page(actor, _Wanted(which, at), cursor, limit)

    def decided(
        self, actor: Actor, *, words: str = "", cursor: str | None = None, limit: int = 50
    ) -> Page[MessageFile]:
        """Return messages that nobody waits for any more, the newest first: decided, or answered by another team."""
        m = t.messages.c
        answered = sa.and_(m.state == HANDED_OFF, m.handoff_finished_at.is_not(None))
        which = sa.and_(sa.or_(m.state.in_(DECIDED), answered), self._having(actor, words))
        return self._page(actor, _Wanted(which, m.received_at, newest=True), cursor, limit)

    def _page(
        self,
        actor: Actor,
        wanted: "_Wanted",
        cursor: str | None,
        limit: int,
    ) -> Page[MessageFile]:
        """Return the messages wanted, in their order."""
        m, at, newest = t.messages.c, wanted.at, wanted.newest
        order = (at.desc(), m.id.desc()) if newest else (at, m.id)
        query = sa.select(m.id, at.label("at")).where(wanted.which).order_by(*order)
        if actor.brands is not None:
            query = query.where(m.brand.in_(actor.brands))
        key = read_cursor(cursor)
        if key is not None:
            place, last = sa.tuple_(at, m.id), sa.tuple_(sa.literal(key[0], m.received_at.type), key[1])
            query = query.where(place < last if newest else place > last)
        limit = limited(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            files = self._files(connection, actor, [Id(row.id) for row in rows[:limit]])
        more = len(rows) > limit
        return Page(files, cursor_of(rows[limit - 1].at, rows[limit - 1].id) if more else None)

    @staticmethod
    def _files(connection: sa.Connection, actor: Actor, messages: Sequence[Id]) -> list[MessageFile]:
        """Return these messages in their order, but those of a case that is closed to the actor."""
        refs = [Ref(Code("message"), message) for message in messages]
        held = load(connection, refs)
        closed = closed_to(connection, actor, (held[ref].value for ref in refs))
        seen = [held[ref] for ref in refs if ref.id not in closed]
        plain = open_texts(connection, sealed_in([each.value for each in seen]))
        return [MessageFile(each.value, each.seq, (), plain) for each in seen]

    def open(self, actor: Actor, message: Id) -> MessageFile:
        """Return one message; raises ``Unknown``."""
        ref = Ref(Code("message"), message)
        with self._engine.connect() as connection:
            held = load(connection, [ref])[ref]
            if held.value is None or not actor.covers(held.value.brand):
                raise Unknown(Problem("no-such-message", "message"))
            if closed_to(connection, actor, [held.value]):
                raise Unknown(Problem("no-such-message", "message"))
            entries = entries_of(connection, ref)
            plain = open_texts(connection, [*sealed_in(held.value), *sealed_in([e.facts for e in entries])])
            return MessageFile(held.value, held.seq, entries, plain, _thread(connection, held.value))

    def authors(self, messages: Iterable[Id]) -> dict[Id, str]:
        """Return the name of each message's author, empty where there is none any more; for who may know of them."""
        refs = [Ref(Code("message"), message) for message in messages]
        with self._engine.connect() as connection:
            held = [each.value for each in load(connection, refs).values() if each.value is not None]
            plain = open_texts(connection, [message.author for message in held if message.author is not None])
        return {message.id: plain.get(message.author.digest, "") if message.author else "" for message in held}

    def said(self, message: Id) -> set[str]:
        """Return every text the message ever had, for intake to see whether it is told anything new."""
        with self._engine.connect() as connection:
            facts = [entry.facts for entry in entries_of(connection, Ref(Code("message"), message))]
            return set(open_texts(connection, sealed_in(facts)).values())

    def counts(self, from_at: datetime | None = None, until_at: datetime | None = None) -> dict[str, int]:
        """Return how many messages captured in the period stand in each state; with ``parked`` deliveries beside."""
        m = t.messages.c
        query = sa.select(m.state, sa.func.count()).group_by(m.state)
        if from_at is not None:
            query = query.where(m.captured_at >= from_at)
        if until_at is not None:
            query = query.where(m.captured_at < until_at)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def closed_to(connection: sa.Connection, actor: Actor, messages: Iterable[Message]) -> set[Id]:
    """Return those of ``messages`` that belong to a restricted case which does not name the actor as a reader."""
    of_cases = {message.id: message.cases for message in messages if message.cases}
    if not of_cases:
        return set()
    c = t.cases.c
    query = sa.select(c.id).where(c.id.in_({case for cases in of_cases.values() for case in cases}), ~open_to(actor))
    closed = set(connection.execute(query).scalars())
    return {message for message, cases in of_cases.items() if closed.intersection(cases)}


def _thread(connection: sa.Connection, message: Message) -> list[Id]:
    if message.thread is None:
        return []
    m = t.messages.c
    query = sa.select(m.id).where(m.thread == message.thread, m.id != message.id).order_by(m.received_at).limit(50)
    return [Id(found) for found in connection.execute(query).scalars()]
