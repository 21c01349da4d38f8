"""What is kept beside the trail: sealed values open their commitments, documents have their digests."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from register.domain.sealed import SEARCHABLE, commit_to, normalised
from register.domain.shapes import TAG_KEY
from register.domain.trail.entry import COMMAND, PREFIX
from register.domain.values import Code
from register.inspector.chains import Chain
from register.inspector.findings import Notebook
from register.store import tables as t

TOGETHER = 500
# A value may be a file of 25 MB.
STREAM = 8
SEALED = re.compile(rb'\{"sealed":"([0-9a-f]{64})"\}')


class References:
    """Holds what the trail refers to against what is kept, some subjects at a time.

    Nothing is erased but by a recorded fact, and no fact of today erases: whatever is missing was taken away.
    """

    def __init__(self, connection: sa.Connection, notebook: Notebook) -> None:
        self._connection, self._notebook = connection, notebook
        self._chains: dict[tuple[str, str], Chain] = {}
        self._named: dict[tuple[str, str], set[str]] = {}
        self._waiting = 0

    def take(self, chain: Chain) -> None:
        """Note the commitments in a subject's entries."""
        subject = (chain.ref.kind, chain.ref.id)
        bodies = (row.body for row in chain.rows if isinstance(row.body, bytes))
        named = {digest.decode() for body in bodies for digest in SEALED.findall(body)}
        self._chains[subject], self._named[subject] = chain, named
        self._waiting += 1 + len(named)
        if self._waiting >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Look up what was noted since the last time."""
        owners, told = dict(self._owners()), cache(self._told)
        for subject, named in self._named.items():
            chain = self._chains[subject]
            self._notebook.count("sealed", len(named))
            self._notebook.count("erased", len(named - owners.keys()))
            for digest in sorted(named):
                if digest not in owners:
                    self._notebook.fault("sealed-value-missing", subject, **_place(chain, digest))
                # A command that touched several subjects keeps what it sealed with the first.
                elif owners[digest] != subject and not told(owners[digest]) & {digest, *_commands(chain, digest)}:
                    self._notebook.fault("sealed-value-misplaced", subject, **_place(chain, digest))
        self._chains, self._named, self._waiting = {}, {}, 0

    def _owners(self) -> Iterator[tuple[str, tuple[str, str]]]:
        s, wanted = t.sealed_values.c, sorted(set().union(*self._named.values()))
        for start in range(0, len(wanted), TOGETHER):
            query = sa.select(s.digest, s.subject_kind, s.subject_id).where(
                s.digest.in_(wanted[start : start + TOGETHER])
            )
            for row in self._connection.execute(query):
                yield row.digest, (row.subject_kind, row.subject_id)

    def _told(self, owner: tuple[str, str]) -> frozenset[str]:
        """Return the commands and the commitments that a subject's entries name."""
        e, (kind, subject) = t.entries.c, owner
        query = sa.select(e.body).where(e.subject_kind == kind, e.subject_id == subject)
        bodies = [body for body in self._connection.execute(query).scalars() if isinstance(body, bytes)]
        return frozenset(word.decode() for body in bodies for word in (*SEALED.findall(body), *COMMAND.findall(body)))


def _commands(chain: Chain, digest: str) -> Iterator[str]:
    mark = digest.encode()
    for row in chain.rows:
        if isinstance(row.body, bytes) and mark in row.body:
            yield from (command.decode() for command in COMMAND.findall(row.body))


def _place(chain: Chain, digest: str) -> dict[str, str | int]:
    """Return where in a chain a commitment stands first: the entry, the kind of fact, and the field of the fact."""
    mark = digest.encode()
    row = next(row for row in chain.rows if isinstance(row.body, bytes) and mark in row.body)
    for fact in json.loads(row.body[len(PREFIX) :])["facts"] if chain.holds else ():
        for field in _fields(fact, digest, ""):
            return {"seq": row.seq, "kind": f"{fact[TAG_KEY]} {field}"}
    return {"seq": row.seq, "kind": "?"}


def _fields(value: Any, digest: str, path: str) -> Iterator[str]:  # noqa: ANN401 -- any value of JSON
    if value == {"sealed": digest}:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _fields(part, digest, path if isinstance(name, int) else f"{path}.{name}".lstrip("."))


def check_values(connection: sa.Connection, notebook: Notebook) -> None:
    """Every kept value must open the commitment it stands under, and be found under its own words."""
    for row in connection.execute(sa.select(t.sealed_values).execution_options(yield_per=STREAM)):
        subject = (str(row.subject_kind), str(row.subject_id))
        whole = isinstance(row.value, bytes) and isinstance(row.salt, bytes) and isinstance(row.kind, str)
        if not whole or not Code.SHAPE.fullmatch(row.kind) or commit_to(row.value, row.salt) != row.digest:
            notebook.fault("sealed-value-differs", subject, digest=str(row.digest))
        elif row.lookup != _lookup(row.kind, row.value):
            notebook.fault("lookup-differs", subject, digest=row.digest)


def _lookup(kind: str, value: bytes) -> str | None:
    return normalised(kind, value.decode("utf-8", "replace")) if kind in SEARCHABLE else None


def check_documents(connection: sa.Connection, notebook: Notebook) -> None:
    """Every kept document must have the digest it is named by, and every report its documents."""
    d = t.documents
    parts = connection.execute(sa.select(d).order_by(d.c.digest, d.c.part).execution_options(yield_per=STREAM))
    for digest, pieces in groupby(parts, key=attrgetter("digest")):
        notebook.count("documents")
        if _hash(pieces) != digest:
            notebook.fault("document-differs", digest=str(digest))
    r = t.reports.c
    for column in (r.document, r.issued_document):
        kept = sa.exists().where(d.c.digest == column)
        for row in connection.execute(sa.select(r.id, column.label("digest")).where(column.is_not(None), ~kept)):
            notebook.fault("document-missing", ("report", row.id), digest=str(row.digest))


def _hash(pieces: Iterable[Any]) -> str | None:
    """Return the digest of a document's parts, numbered from 0; none where a part is missing or no bytes."""
    whole = sha256()
    for number, piece in enumerate(pieces):
        if piece.part != number or not isinstance(piece.data, bytes):
            return None
        whole.update(piece.data)
    return whole.hexdigest()
