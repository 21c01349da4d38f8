"""The one write transaction of commands: lock, load, save, commit. For the registrar and the sealer alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa

from register.domain.codec import to_text
from register.domain.commands.base import Ref
from register.domain.sealed import Secret
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.trail.entry import Entry
from register.domain.values import Digest, Id
from register.outage import UNREACHABLE, Outage, Uncertain
from register.store import find
from register.store import tables as t
from register.store.engine import turn
from register.store.find import FOUND
from register.store.inserts import Row, at_once, insert
from register.store.proofs import committed, keep
from register.store.rows import KEY, rows_of
from register.store.subjects import Held, load, others_of
from register.store.versions import version_row

PART = 1024 * 1024
# Built once: building a statement costs more than executing it.
PAST = sa.select(t.commands).where(t.commands.c.actor == sa.bindparam("actor"), t.commands.c.id == sa.bindparam("id"))
NEXT_NUMBER = "INSERT INTO case_numbers DEFAULT VALUES RETURNING number"
ADMINISTRATORS = sa.select(t.accounts.c.id, sa.func.coalesce(t.accounts.c.person, t.accounts.c.id)).where(
    t.accounts.c.administrator
)
SEALED = sa.select(t.sealed_values.c.digest, t.sealed_values.c.value).where(
    t.sealed_values.c.digest.in_(sa.bindparam("digests", expanding=True))
)
# Named apart from the columns, which the row's own values are set by.
ALTERED = sa.update(t.subjects).where(
    t.subjects.c.kind == sa.bindparam("of_kind"),
    t.subjects.c.id == sa.bindparam("of_id"),
    t.subjects.c.seq == sa.bindparam("of_seq"),
)


@dataclass(frozen=True, slots=True)
class Past:
    """A command that was carried out before: what it was asked with, as long as that is kept, and what came of it."""

    salt: bytes | None
    fingerprint: Digest | None
    outcome: str


@dataclass(slots=True)
class Save:
    """What one command leaves behind about one subject."""

    before: Held
    after: Any
    entry: Entry
    entry_id: Id
    body: bytes
    head: Digest


@dataclass(slots=True)
class Batch:
    """Everything one transaction saves."""

    saves: list[Save] = field(default_factory=list)
    secrets: list[tuple[Ref, Secret]] = field(default_factory=list)
    documents: dict[Digest, bytes] = field(default_factory=dict)
    commands: list[Row] = field(default_factory=list)


@contextmanager
def writing(engine: sa.Engine) -> Iterator["Writing"]:
    """Open the write transaction; leaving it commits, an exception undoes everything.

    Raises ``Uncertain`` where the database was lost in the middle of the commit, so that it may have taken place.
    On SQLite the process's writers queue at a lock of ours, so they wait in order instead of polling the file's.
    """
    with turn(engine), engine.connect() as connection:
        transaction = connection.begin()
        try:
            work = Writing(connection)
            yield work
            _commit(transaction)
            committed(engine, work.proofs)
        except BaseException:
            transaction.rollback()
            raise


def _commit(transaction: sa.RootTransaction) -> None:
    try:
        transaction.commit()
    except Outage as outage:
        if outage.code == UNREACHABLE:
            raise Uncertain(outage.code, outage.detail) from outage
        raise


class Writing:
    """A write transaction in progress."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.proofs: set[str] = set()

    def load(self, refs: Iterable[Ref], *, lock: bool = True) -> dict[Ref, Held]:
        """Return the subjects, locked in (kind, id) order."""
        return load(self.connection, refs, lock=lock)

    def plain(self, digests: Iterable[str]) -> dict[str, str]:
        """Return sealed texts by their digest."""
        rows = self.connection.execute(SEALED, {"digests": list(digests)})
        return {digest: bytes(value).decode() for digest, value in rows}

    def administrators(self) -> dict[Id, Id]:
        """Return the accounts of the active administrators, each with its human, as before this transaction."""
        return {Id(account): Id(human) for account, human in self.connection.execute(ADMINISTRATORS)}

    def others_of(self, account: Account) -> frozenset[Id]:
        """Return the other accounts of the same human, as they stood before this transaction."""
        return others_of(self.connection, account)

    def past(self, actor: str, command: str) -> Past | None:
        """Return what came of this actor's command with this id, if it was carried out."""
        row = self.connection.execute(PAST, {"actor": actor, "id": command}).one_or_none()
        if row is None or row.salt is None or row.fingerprint is None:
            return None if row is None else Past(None, None, row.outcome)
        return Past(bytes(row.salt), Digest(row.fingerprint), row.outcome)

    def next_number(self) -> int:
        """Return the next number of the case sequence, which is never reset."""
        return int(self.connection.exec_driver_sql(NEXT_NUMBER).scalar_one())

    def save(self, batch: Batch) -> None:
        """Write everything of the batch: what changes, then every new row."""
        net = _net(batch.saves)
        found = [(before.value, save.after) for before, save in net if before.ref.kind in FOUND]
        index = find.Change(self.connection, found, batch.secrets)
        self.proofs |= keep(self.connection, (save.body for save in batch.saves))
        for before, save in net:
            if before.seq:
                self._update_subject(before, _subject_row(save))
        new = {
            t.subjects: [_subject_row(save) for before, save in net if before.seq == 0],
            **self._change_rows(net),
            **_trail_rows(batch.saves),
            t.sealed_values: [_sealed_row(ref, secret) for ref, secret in batch.secrets],
            t.find_entries: find.entry_rows(found),
            t.documents: [row for digest, data in batch.documents.items() for row in _parts(digest, data)],
            t.commands: batch.commands,
        }
        with at_once(self.connection):
            for table, rows in new.items():
                insert(self.connection, table, rows)
            index.write()

    def _update_subject(self, before: Held, row: Row) -> None:
        same = {"of_kind": before.ref.kind, "of_id": before.ref.id, "of_seq": before.seq}
        if self.connection.execute(ALTERED, {**row, **same}).rowcount != 1:
            raise RuntimeError("a locked subject changed under its lock")

    def _change_rows(self, net: list[tuple[Held, Save]]) -> dict[sa.Table, list[Row]]:
        """Bring the subjects' rows in line with their values; return those that are new, to be inserted."""
        new: dict[sa.Table, list[Row]] = {}
        for before, save in net:
            old, now = rows_of(before.ref, before.value), rows_of(before.ref, save.after)
            for table in {**old, **now}:
                known, rows = old.get(table, {}), now.get(table, {})
                self._change_table(table, known, rows)
                new.setdefault(table, []).extend(row for k, row in rows.items() if k not in known)
        return new

    def _change_table(self, table: sa.Table, known: dict[str, Row], rows: dict[str, Row]) -> None:
        gone = [k for k in known if k not in rows]
        if gone:
            self.connection.execute(_deletion(table), {"of_keys": gone})
        altered = [{**row, "of_key": k} for k, row in rows.items() if k in known and known[k] != row]
        if altered:
            self.connection.execute(_alteration(table), altered)


@cache
def _deletion(table: sa.Table) -> sa.Delete:
    return sa.delete(table).where(_key(table).in_(sa.bindparam("of_keys", expanding=True)))


@cache
def _alteration(table: sa.Table) -> sa.Update:
    return sa.update(table).where(_key(table) == sa.bindparam("of_key"))


def _key(table: sa.Table) -> sa.Column[Any]:
    return table.c[KEY.get(table, "id")]


def _trail_rows(saves: list[Save]) -> dict[sa.Table, list[Row]]:
    return {
        t.entries: [_entry_row(save) for save in saves],
        t.unsealed: [{"entry_id": save.entry_id} for save in saves],
        t.case_versions: [version_row(s.after, s.entry.seq, s.entry.at) for s in saves if isinstance(s.after, Case)],
    }


def _entry_row(save: Save) -> Row:
    return {
        "id": save.entry_id,
        "subject_kind": save.entry.subject_kind,
        "subject_id": save.entry.subject,
        "seq": save.entry.seq,
        "at": save.entry.at,
        "actor": save.entry.actor,
        "hash": save.head,
        "body": save.body,
    }


def _net(saves: list[Save]) -> list[tuple[Held, Save]]:
    """Return each subject once, however many commands changed it: as it stood before the first, and the last's save."""
    first: dict[Ref, Held] = {}
    last: dict[Ref, Save] = {}
    for save in saves:
        first.setdefault(save.before.ref, save.before)
        last[save.before.ref] = save
    return [(first[ref], save) for ref, save in last.items()]


def _subject_row(save: Save) -> Row:
    ref, entry = save.before.ref, save.entry
    return {
        "kind": ref.kind,
        "id": ref.id,
        "seq": entry.seq,
        "head": save.head,
        "at": entry.at,
        "state": to_text(save.after),
    }


def _sealed_row(ref: Ref, secret: Secret) -> Row:
    return {
        "digest": secret.digest,
        "kind": secret.kind,
        "subject_kind": ref.kind,
        "subject_id": ref.id,
        "salt": secret.salt,
        "value": secret.value,
        "lookup": secret.lookup,
    }


def _parts(digest: str, data: bytes) -> Iterator[Row]:
    for part, start in enumerate(range(0, max(len(data), 1), PART)):
        yield {"digest": digest, "part": part, "data": data[start : start + PART]}
