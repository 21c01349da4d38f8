"""Questions about cases: the queue, one case, its entries, its files and documents, what waits for approval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.actors import APPROVER, AUDITOR, OFFICER, Actor
from register.domain.commands.base import Ref
from register.domain.errors import Problem, Unknown
from register.domain.facts import FACTS
from register.domain.facts.case import BreachAssessed, FileAttached, NoteAdded
from register.domain.permissions import check_reading
from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.trail.entry import Entry, parse_entry
from register.domain.values import Code, Id
from register.reader.find import Words
from register.reader.pagination import Page, cursor_of, limited, read_cursor
from register.reader.plain import Plain, open_bytes, open_texts, sealed_in
from register.store import tables as t
from register.store.proofs import recall
from register.store.subjects import load

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a line of the queue; no personal data. ``classify_by``: until then somebody has to classify it.

    ``next_due_legal``: whether the next date is one of the law, and not one that only stands in for it.
    """

    id: Id
    reference: str
    status: str
    brand: str
    complaint_class: str | None
    product: str | None
    tier: int
    channel: str
    received_at: datetime
    acknowledged_at: datetime | None
    next_due_at: datetime | None
    next_due_rule: str | None
    assignee: Id | None
    closed_at: datetime | None
    classify_by: datetime | None = None
    next_due_legal: bool = True


@dataclass(frozen=True, slots=True)
class QueueView:
    """Which cases of the queue: of a status, one account's or ``NOBODY``'s, those that have all these words."""

    status: str = "open"
    assignee: Id | str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with its version (the ETag), its entries in order, and the plain texts behind its sealed values."""

    case: Case
    version: int
    entries: Sequence[Entry]
    plain: Plain = field(repr=False)

    def text(self, sealed: Sealed | None) -> str | None:
        """Return the plain text of a sealed value; None when there is none or it was erased."""
        return None if sealed is None else self.plain.get(sealed.digest)


class Cases:
    """Reads cases, always for an actor: what they may not know of does not exist for them."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def queue(
        self,
        actor: Actor,
        view: QueueView = QueueView(),
        *,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[CaseLine]:
        """Return the cases of a view by their next legal date, those without one last; others the newest first."""
        c, over, assignee = t.cases.c, view.status != "open", view.assignee
        query = sa.select(t.cases).where(c.status == view.status, *visible(actor))
        # Ids carry their time, so the newest case has the highest.
        query = query.order_by(c.id.desc()) if over else query.order_by(c.next_due_at, c.id)
        if assignee is not None:
            query = query.where(c.assignee.is_(None) if assignee == NOBODY else c.assignee == assignee)
        if view.words:
            query = query.where(Words(self._engine, actor, t.cases, view.words).narrow(c.id))
        key = read_cursor(cursor)
        if key is not None:
            last = sa.tuple_(sa.literal(key[0] or t.NO_DATE, c.next_due_at.type), key[1])
            query = query.where(c.id < key[1] if over else sa.tuple_(c.next_due_at, c.id) > last)
        limit = limited(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        lines = [_line(row) for row in rows[:limit]]
        more = len(rows) > limit
        return Page(lines, cursor_of(lines[-1].next_due_at, lines[-1].id) if more else None)

    def find(self, actor: Actor, reference: str) -> Id:
        """Return the id of the case with this reference (or id); raises ``Unknown``."""
        c = t.cases.c
        query = sa.select(c.id).where(sa.or_(c.reference == reference, c.id == reference), *_known(actor))
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            raise Unknown(Problem("no-such-case", "case"))
        return Id(found)

    def lines(self, actor: Actor, cases: Iterable[Id]) -> list[CaseLine]:
        """Return the lines of these cases, as far as this actor may see them."""
        query = sa.select(t.cases).where(t.cases.c.id.in_(list(cases)), *visible(actor)).order_by(t.cases.c.id)
        with self._engine.connect() as connection:
            return [_line(row) for row in connection.execute(query)]

    def search(self, actor: Actor, words: str, *, cursor: str | None = None, limit: int = 50) -> Page[CaseLine]:
        """Return cases of any status that have the words: the one whose reference they are, then the newest first."""
        found, more = Words(self._engine, actor, t.cases, words).page(visible(actor), cursor, limited(limit))
        lines = {line.id: line for line in self.lines(actor, found)}
        return Page([lines[case] for case in found if case in lines], more)

    def open(self, actor: Actor, case: Id) -> CaseFile:
        """Return everything about one case.

        Raises ``Unknown`` for one this actor may not know of, ``Forbidden`` where they are linked to its subject.
        Privileged notes and files are only opened for those who work on cases, not for auditors.
        """
        ref = Ref(Code("case"), case)
        with self._engine.connect() as connection:
            held = load(connection, [ref])[ref]
            if held.value is None:
                raise Unknown(Problem("no-such-case", "case"))
            check_reading(actor, held.value)
            entries = entries_of(connection, ref)
            hidden = _hidden_from(actor, entries)
            wanted = [
                s for s in (*sealed_in(held.value), *sealed_in([e.facts for e in entries])) if s.digest not in hidden
            ]
            return CaseFile(held.value, held.seq, entries, open_texts(connection, wanted))

    def notes(self, actor: Actor, entries: Sequence[Entry]) -> tuple[list[Id], Plain]:
        """Return the words of the notes in these entries that the actor may read, and the cases they stand in."""
        notes = [(entry.subject, fact) for entry in entries for fact in entry.facts if isinstance(fact, NoteAdded)]
        query = sa.select(t.cases.c.id).where(t.cases.c.id.in_({case for case, _ in notes}), *visible(actor))
        hidden = _hidden_from(actor, entries)
        with self._engine.connect() as connection:
            cases = [Id(case) for case in connection.execute(query).scalars()]
            wanted = [note.text for case, note in notes if case in cases and note.text.digest not in hidden]
            return cases, open_texts(connection, wanted)

    def content(self, actor: Actor, case: Id, sealed: Sealed) -> bytes | None:
        """Return a file or document of the case; None when it was erased."""
        file = self.open(actor, case)
        hidden = _hidden_from(actor, file.entries)
        known = {*sealed_in(file.case), *sealed_in([e.facts for e in file.entries])}
        if sealed not in known or sealed.digest in hidden:
            raise Unknown(Problem("no-such-file", "file"))
        with self._engine.connect() as connection:
            return open_bytes(connection, sealed)


def entries_of(connection: sa.Connection, ref: Ref) -> list[Entry]:
    """Return a subject's entries in order."""
    e = t.entries.c
    query = sa.select(e.body).where(e.subject_kind == ref.kind, e.subject_id == ref.id).order_by(e.seq)
    bodies = connection.execute(query).scalars().all()
    recall(connection, bodies)
    return [parse_entry(bytes(body), FACTS) for body in bodies]


def visible(actor: Actor) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that the actor is told of a case: of their brands, and not closed to them."""
    return [open_to(actor), *_known(actor)]


def open_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that a case is closed to the actor neither by its readers nor by a link to its subject."""
    linked = t.cases.c.linked
    if actor.account is None or AUDITOR in actor.roles:
        return _read_by(actor)
    apart = sa.and_(*(~linked.contains(account) for account in actor.accounts))
    return sa.and_(_read_by(actor), sa.or_(linked.is_(None), apart))


def _known(actor: Actor) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that the actor may know that there is such a case, which is not yet to hear of it."""
    return [_read_by(actor)] if actor.brands is None else [_read_by(actor), t.cases.c.brand.in_(actor.brands)]


def _read_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that a case is not restricted, or names the actor among its readers."""
    readers = t.cases.c.readers
    everybody = readers.is_(None)
    return everybody if actor.account is None else sa.or_(everybody, readers.contains(actor.account))


def _hidden_from(actor: Actor, entries: Sequence[Entry]) -> set[str]:
    return set() if {OFFICER, APPROVER} & actor.roles else _privileged(entries)


def _privileged(entries: Sequence[Entry]) -> set[str]:
    facts = (fact for entry in entries for fact in entry.facts)
    kept = (fact for fact in facts if isinstance(fact, NoteAdded | FileAttached | BreachAssessed) and fact.privileged)
    return {sealed.digest for fact in kept for sealed in sealed_in(fact)}


def _line(row: Any) -> CaseLine:  # noqa: ANN401 -- a row of ``cases``
    return CaseLine(
        Id(row.id),
        row.reference,
        row.status,
        row.brand,
        row.complaint_class,
        row.product,
        row.tier,
        row.channel,
        row.received_at,
        row.acknowledged_at,
        None if row.next_due_at == t.NO_DATE else row.next_due_at,
        row.next_due_rule,
        None if row.assignee is None else Id(row.assignee),
        row.closed_at,
        row.classify_by,
        row.next_due_legal,
    )
