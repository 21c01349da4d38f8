"""What reports are counted from: the register as known under one checkpoint, in one read-only transaction."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.apply import changed
from register.domain.commands.base import Ref
from register.domain.commands.letter import ApproveLetter, SubmitLetter
from register.domain.commands.register import REGISTER
from register.domain.errors import Problem, Unknown
from register.domain.facts import FACTS
from register.domain.subjects.case import Case
from register.domain.subjects.channel import Channel
from register.domain.subjects.firm import Firm
from register.domain.subjects.message import Message
from register.domain.trail.entry import Entry, parse_entry
from register.domain.values import Code, Digest, Id
from register.reader.firm import FirmFile
from register.reader.plain import open_texts, sealed_in
from register.reader.told import Told, told_in
from register.reader.trail import Signed
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.proofs import recall

STREAM = 500
STATED, CORRECTED = "stated", "corrected"
LETTER_GATE = tuple(f"refused:{command.TAG}" for command in (SubmitLetter, ApproveLetter))


@dataclass(frozen=True, slots=True)
class Part:
    """Whose figures: an entity's, or one of its brands'."""

    entity: str
    brand: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, ``start`` included, ``end`` excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry under the checkpoint, with its hash."""

    hash: Digest
    entry: Entry


@dataclass(frozen=True, slots=True)
class KnownCase:
    """One case as known under the checkpoint."""

    brand: str
    told: Told
    id: Id


@dataclass(slots=True)
class Tallied:
    """The messages captured in a span, each in exactly one of ``states``; ``inbound`` is counted apart."""

    inbound: int = 0
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    handoffs: Counter[str] = field(default_factory=Counter)
    unaccepted: int = 0
    late: int = 0
    by_channel: Counter[str] = field(default_factory=Counter)
    registered_by_channel: Counter[str] = field(default_factory=Counter)


class Known:
    """Questions under one checkpoint. The same checkpoint always gives the same answers, whatever happened since."""

    def __init__(self, connection: sa.Connection, checkpoint: Signed) -> None:
        self._connection, self.checkpoint = connection, checkpoint

    # ---------------------------------------------------------------- cases

    def cases(self, part: Part, until: datetime) -> Iterator[KnownCase]:
        """Yield every case received before ``until`` in the order they were logged, memory flat."""
        v, marks = t.case_versions.c, t.version_marks.c
        size = self.checkpoint.size
        query = (
            sa.select(v.case_id, v.brand, v.reportable)
            .join(t.version_marks, sa.and_(marks.case_id == v.case_id, marks.seq == v.seq))
            .where(marks.from_size <= size, sa.or_(marks.to_size.is_(None), marks.to_size > size))
            .where(v.received_at < until, *_of(part, t.case_versions))
            .order_by(v.case_id)
        )
        for case, brand, text in self._stream(query):
            yield KnownCase(brand, told_in(text), Id(case))

    def logged_by_hand(self, case: KnownCase) -> bool:
        """Whether no message brought it. A corrected receipt no longer says so: the case itself is asked."""
        if case.told["basis"] != CORRECTED:
            return case.told["basis"] == STATED
        value: Case = self.value(Ref(Code("case"), case.id))
        return value.origin.message is None

    # ---------------------------------------------------------------- messages and channels

    def messages(self, part: Part, span: Span) -> Tallied:
        """Count the messages captured in the span by where they stood under the checkpoint."""
        m, e, leaf = t.messages.c, t.entries.c, t.leaves.c
        first = sa.and_(e.subject_kind == "message", e.subject_id == m.id, e.seq == 1)
        known = (
            sa.select()
            .select_from(t.messages.join(t.entries, first).join(t.leaves, leaf.entry_id == e.id))
            .where(leaf.leaf_index < self.checkpoint.size, m.captured_at >= span.start, m.captured_at < span.end)
            .where(*_of(part, t.messages))
        )
        found = Tallied(self._connection.execute(known.with_only_columns(sa.func.count())).scalar_one())
        handed = (m.handoff, m.handoff_accepted_at, m.handoff_due_at, m.handoff_finished_at)
        columns = (m.id, m.channel_id, m.state, m.reason, *handed, self._moved_on())
        for row in self._stream(known.with_only_columns(*columns)):
            _tally(found, self._earlier(Id(row.id)) if row.moved_on else row, self.checkpoint.signed_at)
        return found

    def _moved_on(self) -> sa.ColumnElement[bool]:
        later, leaf = t.entries.alias(), t.leaves.alias()
        beyond = sa.or_(leaf.c.leaf_index.is_(None), leaf.c.leaf_index >= self.checkpoint.size)
        of_it = sa.and_(later.c.subject_kind == "message", later.c.subject_id == t.messages.c.id)
        return (
            sa.exists(sa.literal(1))
            .select_from(later.join(leaf, leaf.c.entry_id == later.c.id, isouter=True))
            .where(of_it, beyond)
            .label("moved_on")
        )

    def _earlier(self, message: Id) -> "_Stood":
        value: Message = self.value(Ref(Code("message"), message))
        handoff = value.handoff
        return _Stood(
            value.channel,
            value.state,
            value.reason,
            None if handoff is None else handoff.kind,
            None if handoff is None else handoff.accepted_at,
            None if handoff is None or handoff.due is None else handoff.due.due_at,
            None if handoff is None else handoff.finished_at,
        )

    def channels(self, part: Part) -> list[Channel]:
        """Return every channel declared by then, closed ones too."""
        c = t.channels.c
        query = sa.select(c.id).where(*_of(part, t.channels)).order_by(c.platform, c.slug)
        refs = [Ref(Code("channel"), Id(found)) for found in self._connection.execute(query).scalars().all()]
        return [value for ref in refs if (value := self.value(ref)) is not None]

    def firm(self) -> FirmFile:
        """Return the firm as it stood then, with the texts behind it."""
        firm: Firm = self.value(REGISTER) or Firm()
        return FirmFile(firm, len(self.history(REGISTER)), open_texts(self._connection, sealed_in(firm)))

    def deliveries(self, part: Part, span: Span) -> Counter[str]:
        """Count the parts of deliveries that arrived in the span and became no message, by what became of them."""
        d, result, c = u.deliveries.c, u.delivery_results.c, t.channels.c
        query = (
            sa.select(result.state, sa.func.count())
            .join(u.deliveries, d.id == result.delivery_id)
            .join(t.channels, c.id == d.channel_id)
            .where(d.arrived_at >= span.start, d.arrived_at < span.end, result.at <= self.checkpoint.signed_at)
            .where(~u.dealt(u.READ_AGAIN, until=self.checkpoint.signed_at))
            .where(*_of(part, t.channels))
            .group_by(result.state)
        )
        return Counter({row.state: row[1] for row in self._connection.execute(query)})

    def refused_deliveries(self, part: Part, span: Span) -> int:
        """Count deliveries that failed verification, over the whole days (UTC) of the span that were over by then."""
        r, c = u.refused_deliveries.c, t.channels.c
        last = min(span.end, self.checkpoint.signed_at).date()
        query = (
            sa.select(sa.func.coalesce(sa.func.sum(r.count), 0))
            .join(t.channels, c.id == r.channel_id)
            .where(r.day >= span.start.date(), r.day < last, *_of(part, t.channels))
        )
        return int(self._connection.execute(query).scalar_one())

    # ---------------------------------------------------------------- the gate and the trail

    def gate_refusals(self, part: Part, span: Span) -> Counter[tuple[str, str, str]]:
        """Count what the letter gate refused in the span, by letter type (older records: none), paragraph, reason."""
        log, c = u.security_log.c, t.cases.c
        query = (
            sa.select(log.codes)
            .join(t.cases, c.id == log.subject_id)
            .where(log.what.in_(LETTER_GATE), log.at >= span.start, log.at < span.end)
            .where(log.at <= self.checkpoint.signed_at, *_of(part, t.cases))
        )
        found: Counter[tuple[str, str, str]] = Counter()
        for row in self._stream(query):
            for told in json.loads(row.codes):
                known, _, letter = told.partition(" @")
                reason, _, cite = known.partition(" ")
                if cite:
                    found[letter, cite, reason] += 1
        return found

    def history(self, ref: Ref) -> list[Kept]:
        """Return the subject's entries under the checkpoint, in order."""
        e, leaf = t.entries.c, t.leaves.c
        query = (
            sa.select(e.hash, e.body)
            .join(t.leaves, leaf.entry_id == e.id)
            .where(e.subject_kind == ref.kind, e.subject_id == ref.id, leaf.leaf_index < self.checkpoint.size)
            .order_by(e.seq)
        )
        rows = self._connection.execute(query).all()
        recall(self._connection, (row.body for row in rows))
        return [Kept(Digest(row.hash), parse_entry(bytes(row.body), FACTS)) for row in rows]

    def value(self, ref: Ref) -> Any:  # noqa: ANN401 -- any subject's value
        """Return a subject as it stood under the checkpoint; None when it was not there yet."""
        value = None
        for kept in self.history(ref):
            value = changed(value, ref, kept.entry.facts)
        return value

    def _stream(self, query: sa.Select[Any]) -> Iterator[Any]:
        return iter(self._connection.execute(query, execution_options={"yield_per": STREAM}))


@dataclass(frozen=True, slots=True)
class _Stood:
    """Where a message stood, as a row of ``messages`` says it."""

    channel_id: str
    state: str
    reason: str | None
    handoff: str | None
    handoff_accepted_at: datetime | None
    handoff_due_at: datetime | None
    handoff_finished_at: datetime | None


def _tally(found: Tallied, row: Any, now: datetime) -> None:  # noqa: ANN401 -- a row of ``messages``, or what it was
    found.states[row.state] += 1
    found.by_channel[row.channel_id] += 1
    found.registered_by_channel[row.channel_id] += row.state == "registered"
    if row.state == "not-a-complaint":
        found.reasons[row.reason or ""] += 1
    if row.state == "handed-off":
        found.handoffs[row.handoff or ""] += 1
        found.unaccepted += row.handoff_accepted_at is None
        due_at = row.handoff_due_at
        found.late += due_at is not None and (row.handoff_finished_at or now) >= due_at


def _of(part: Part, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    one_brand = [] if part.brand is None else [table.c.brand == part.brand]
    return [table.c.entity == part.entity, *one_brand]


class Figures:
    """Opens the register under a checkpoint."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def checkpoint(self, size: int) -> Signed:
        """Return the checkpoint over this many entries; raises ``Unknown``."""
        query = sa.select(t.checkpoints).where(t.checkpoints.c.size == size)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise Unknown(Problem("no-such-checkpoint", "as_at"))
        return Signed(row.size, Digest(row.root), row.signed_at, row.note)

    @contextmanager
    def under(self, checkpoint: Signed) -> Iterator[Known]:
        """Read under one checkpoint; the transaction lasts until the block is left."""
        with self._engine.connect() as connection:
            yield Known(connection, checkpoint)
