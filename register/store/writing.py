"""The one write transaction of commands: lock, load, save, commit. For the registrar and the sealer alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from register.domain.case import Case
from register.domain.codec import to_text
from register.domain.commands.base import Ref
from register.domain.sealed import Secret
from register.domain.trail import Entry
from register.domain.values import Digest, Id
from register.store import tables as t
from register.store.engine import turn
from register.store.rows import KEY, rows_of
from register.store.subjects import Held, load
from register.store.versions import version_row

PART = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Past:
    """A command that was carried out before: what it was asked with, and what came of it."""

    salt: bytes
    fingerprint: Digest
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
    commands: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def writing(engine: sa.Engine) -> Iterator["Writing"]:
    """Open the write transaction; leaving it commits, an exception undoes everything.

    On SQLite the process's writers queue at a lock of ours, so they wait in order instead of polling the file's.
    """
    with turn(engine), engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield Writing(connection)
            transaction.commit()
        except BaseException:
            transaction.rollback()
            raise


class Writing:
    """A write transaction in progress."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def load(self, refs: Iterable[Ref], *, lock: bool = True) -> dict[Ref, Held]:
        """Return the subjects, locked in (kind, id) order."""
        return load(self.connection, refs, lock=lock)

    def version(self, ref: Ref) -> int:
        """Return a subject's version without locking it; 0 when it does not exist."""
        query = sa.select(t.subjects.c.seq).where(t.subjects.c.kind == ref.kind, t.subjects.c.id == ref.id)
        return self.connection.execute(query).scalar() or 0

    def plain(self, digests: Iterable[str]) -> dict[str, str]:
        """Return sealed texts by their digest."""
        sealed = t.sealed_values
        query = sa.select(sealed.c.digest, sealed.c.value).where(sealed.c.digest.in_(list(digests)))
        return {digest: bytes(value).decode() for digest, value in self.connection.execute(query)}

    def administrators(self) -> int:
        """Return how many active administrators there are."""
        query = sa.select(sa.func.count()).select_from(t.accounts).where(t.accounts.c.administrator)
        return self.connection.execute(query).scalar_one()

    def past(self, actor: str, command: str) -> Past | None:
        """Return what came of this actor's command with this id, if it was carried out."""
        query = sa.select(t.commands).where(t.commands.c.actor == actor, t.commands.c.id == command)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else Past(bytes(row.salt), Digest(row.fingerprint), row.outcome)

    def next_number(self) -> int:
        """Return the next number of the case sequence, which is never reset."""
        result = self.connection.execute(sa.insert(t.case_numbers).values())
        return int(result.inserted_primary_key[0])  # type: ignore[index]  # the table has one key

    def save(self, batch: Batch) -> None:
        """Write everything of the batch: rows, versions, entries, sealed values, documents, commands."""
        self._save_subjects(batch.saves)
        for save in batch.saves:
            self._save_rows(save)
        self._save_trail(batch.saves)
        self._insert(t.sealed_values, [_sealed_row(ref, secret) for ref, secret in batch.secrets])
        self._insert(t.documents, [row for digest, data in batch.documents.items() for row in _parts(digest, data)])
        self._insert(t.commands, batch.commands)

    def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(sa.insert(table), rows)

    def _save_subjects(self, saves: list[Save]) -> None:
        rows = [
            {
                "kind": s.before.ref.kind,
                "id": s.before.ref.id,
                "seq": s.entry.seq,
                "head": s.head,
                "at": s.entry.at,
                "state": to_text(s.after),
            }
            for s in saves
        ]
        new = [row for row, save in zip(rows, saves, strict=True) if save.before.seq == 0]
        self._insert(t.subjects, new)
        changed = [
            {"key_kind": row["kind"], "key_id": row["id"], "key_seq": save.before.seq, **row}
            for row, save in zip(rows, saves, strict=True)
            if save.before.seq
        ]
        for row in changed:
            self._update_subject(row)

    def _update_subject(self, row: dict[str, Any]) -> None:
        key = (t.subjects.c.kind == row.pop("key_kind"), t.subjects.c.id == row.pop("key_id"))
        statement = sa.update(t.subjects).where(*key, t.subjects.c.seq == row.pop("key_seq")).values(**row)
        if self.connection.execute(statement).rowcount != 1:
            raise RuntimeError("a locked subject changed under its lock")

    def _save_rows(self, save: Save) -> None:
        before, after = rows_of(save.before.ref, save.before.value), rows_of(save.before.ref, save.after)
        for table in {**before, **after}:
            old, new = before.get(table, {}), after.get(table, {})
            key = table.c[KEY.get(table, "id")]
            gone = [k for k in old if k not in new]
            if gone:
                self.connection.execute(sa.delete(table).where(key.in_(gone)))
            self._insert(table, [row for k, row in new.items() if k not in old])
            for k, row in new.items():
                if k in old and old[k] != row:
                    self.connection.execute(sa.update(table).where(key == k).values(**row))

    def _save_trail(self, saves: list[Save]) -> None:
        entries = [
            {
                "id": s.entry_id,
                "subject_kind": s.entry.subject_kind,
                "subject_id": s.entry.subject,
                "seq": s.entry.seq,
                "at": s.entry.at,
                "actor": s.entry.actor,
                "hash": s.head,
                "body": s.body,
            }
            for s in saves
        ]
        self._insert(t.entries, entries)
        self._insert(t.unsealed, [{"entry_id": s.entry_id} for s in saves])
        self._insert(
            t.case_versions, [version_row(s.after, s.entry.seq, s.entry.at) for s in saves if isinstance(s.after, Case)]
        )


def _sealed_row(ref: Ref, secret: Secret) -> dict[str, Any]:
    return {
        "digest": secret.digest,
        "kind": secret.kind,
        "subject_kind": ref.kind,
        "subject_id": ref.id,
        "salt": secret.salt,
        "value": secret.value,
        "lookup": secret.lookup,
    }


def _parts(digest: str, data: bytes) -> Iterator[dict[str, Any]]:
    for part, start in enumerate(range(0, max(len(data), 1), PART)):
        yield {"digest": digest, "part": part, "data": data[start : start + PART]}
