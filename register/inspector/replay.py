"""Replay: the facts of each subject, applied anew, must give what is stored: its value, its rows, its versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from register.domain.apply import changed
from register.domain.codec import from_text, to_text
from register.domain.commands.base import Ref
from register.domain.facts import FACTS
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.domain.subjects.reportable import Reportable
from register.domain.trail.entry import parse_entry
from register.inspector.approvals import Approvals
from register.inspector.chains import Chain
from register.inspector.findings import Notebook
from register.inspector.limits import Limits
from register.inspector.projections import compare_rows
from register.store import tables as t
from register.store.proofs import recall
from register.store.rows import KINDS
from register.store.versions import version_row

TOGETHER = 200
UNFIT = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(slots=True)
class Replayed:
    """One subject as its entries leave it."""

    ref: Ref
    seq: int
    head: str
    at: datetime
    value: Any
    versions: list[dict[str, Any]] = field(default_factory=list)


class Replay:
    """Replays chains and compares, some subjects at a time."""

    def __init__(self, connection: sa.Connection, notebook: Notebook, limits: Limits) -> None:
        self._connection, self._notebook, self._limits = connection, notebook, limits
        self._approvals = Approvals(notebook)
        self._waiting: list[Replayed] = []

    def take(self, chain: Chain) -> None:
        """Replay one chain; one that is broken has already been named and cannot be replayed."""
        if not chain.holds:
            self._notebook.count("not_replayed")
            return
        if self._waiting and (self._waiting[0].ref.kind != chain.ref.kind or len(self._waiting) >= TOGETHER):
            self.finish()
        replayed = self._replayed(chain)
        if replayed is not None:
            self._waiting.append(replayed)

    def finish(self) -> None:
        """Compare what was replayed since the last time."""
        if self._waiting:
            self._compare(self._waiting)
            self._waiting = []

    def _replayed(self, chain: Chain) -> Replayed | None:
        ref, value = chain.ref, None
        last = chain.rows[-1]
        result = Replayed(ref, last.seq, last.hash, last.at, None)
        recall(self._connection, (row.body for row in chain.rows))
        for row in chain.rows:
            try:
                entry = parse_entry(row.body, FACTS)
                before, value = value, changed(value, ref, entry.facts)
                if isinstance(value, Case):
                    result.versions.append(version_row(value, row.seq, row.at))
                self._approvals.check(ref, entry, before, value)
            except UNFIT as error:
                self._notebook.fault("entry-unreadable", ref_of(ref), seq=row.seq, reason=type(error).__name__)
                return None
            if (entry.at, entry.actor) != (row.at, row.actor):
                self._notebook.fault("entry-row-differs", ref_of(ref), seq=row.seq)
        result.value = value
        if isinstance(value, Case):
            self._limits.check(value)
        elif isinstance(value, Message):
            self._limits.check_hand_off(value)
        self._notebook.count("replayed")
        return result

    def _compare(self, group: list[Replayed]) -> None:
        ids = [replayed.ref.id for replayed in group]
        kind = group[0].ref.kind
        s = t.subjects.c
        query = sa.select(t.subjects).where(s.kind == kind, s.id.in_(ids))
        stored = {row.id: row for row in self._connection.execute(query)}
        for replayed in group:
            self._compare_subject(replayed, stored.get(replayed.ref.id))
        compare_rows(self._connection, self._notebook, kind, {r.ref.id: r.value for r in group})
        if kind == "case":
            self._compare_versions(group, ids)

    def _compare_subject(self, replayed: Replayed, row: Any) -> None:  # noqa: ANN401 -- a row of ``subjects``, or None
        ref = ref_of(replayed.ref)
        if row is None:
            self._notebook.fault("subject-missing", ref)
            return
        if (row.seq, row.head, row.at) != (replayed.seq, replayed.head, replayed.at):
            self._notebook.fault("subject-differs", ref, seq=replayed.seq, stored=row.seq)
        if row.state != to_text(replayed.value) and not _same(KINDS[ref[0]], row.state, replayed.value):
            self._notebook.fault("state-differs", ref, seq=replayed.seq)

    def _compare_versions(self, group: list[Replayed], ids: Sequence[str]) -> None:
        v = t.case_versions.c
        query = sa.select(t.case_versions).where(v.case_id.in_(ids)).order_by(v.case_id, v.seq)
        stored = {(row.case_id, row.seq): row for row in self._connection.execute(query)}
        for wanted in (row for replayed in group for row in replayed.versions):
            found = stored.pop((wanted["case_id"], wanted["seq"]), None)
            if found is None:
                self._notebook.fault("version-missing", ("case", wanted["case_id"]), seq=wanted["seq"])
            elif not _same_version(found, wanted):
                self._notebook.fault("version-differs", ("case", wanted["case_id"]), seq=wanted["seq"])
        for case, seq in stored:
            self._notebook.fault("version-without-entry", ("case", case), seq=seq)


def ref_of(ref: Ref) -> tuple[str, str]:
    """Return a reference as findings name it."""
    return ref.kind, ref.id


def _same_version(found: Any, wanted: dict[str, Any]) -> bool:  # noqa: ANN401 -- a row of ``case_versions``
    stored = dict(found._mapping)  # noqa: SLF001 -- SQLAlchemy's public name for it
    text, again = stored.pop("reportable"), {k: v for k, v in wanted.items() if k != "reportable"}
    return stored == again and (
        text == wanted["reportable"] or _same(Reportable, text, from_text(Reportable, wanted["reportable"]))
    )


def _same(kind: type, text: str, value: object) -> bool:
    """Whether a text of an older release, written before a field was added, still says the same."""
    try:
        return bool(from_text(kind, text) == value)
    except UNFIT:
        return False


def orphans(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Yield the subjects that have no entry at all."""
    s, e = t.subjects.c, t.entries.c
    entered = sa.exists().where(e.subject_kind == s.kind, e.subject_id == s.id)
    for row in connection.execute(sa.select(s.kind, s.id).where(~entered)):
        yield row.kind, row.id
