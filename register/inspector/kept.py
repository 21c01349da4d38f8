"""What is kept beside the trail: sealed values open their commitments, documents have their digests."""

import re
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa

from register.domain.decide.situation import SEARCHABLE
from register.domain.sealed import commit_to, normalised
from register.inspector.chains import Chain
from register.inspector.findings import Notebook
from register.store import tables as t

TOGETHER = 500
# A value may be a file of 25 MB.
STREAM = 8
SEALED = re.compile(rb'\{"sealed":"([0-9a-f]{64})"\}')


class References:
    """Counts the commitments the trail refers to, and those whose value is no longer kept."""

    def __init__(self, connection: sa.Connection, notebook: Notebook) -> None:
        self._connection, self._notebook = connection, notebook
        self._waiting: set[str] = set()

    def take(self, chain: Chain) -> None:
        """Note the commitments in a subject's entries."""
        for row in chain.rows:
            self._waiting.update(digest.decode() for digest in SEALED.findall(row.body))
        if len(self._waiting) >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Look up what was noted since the last time."""
        digests = list(self._waiting)
        self._waiting = set()
        kept = 0
        for start in range(0, len(digests), TOGETHER):
            s = t.sealed_values.c
            query = sa.select(sa.func.count()).where(s.digest.in_(digests[start : start + TOGETHER]))
            kept += self._connection.execute(query).scalar_one()
        self._notebook.count("sealed", len(digests))
        self._notebook.count("erased", len(digests) - kept)


def check_values(connection: sa.Connection, notebook: Notebook) -> None:
    """Every kept value must open the commitment it stands under, and be found under its own words."""
    for row in connection.execute(sa.select(t.sealed_values).execution_options(yield_per=STREAM)):
        subject = (row.subject_kind, row.subject_id)
        value = bytes(row.value)
        if commit_to(value, bytes(row.salt)) != row.digest:
            notebook.fault("sealed-value-differs", subject, digest=row.digest)
        elif row.lookup != (normalised(row.kind, value.decode()) if row.kind in SEARCHABLE else None):
            notebook.fault("lookup-differs", subject, digest=row.digest)


def check_documents(connection: sa.Connection, notebook: Notebook) -> None:
    """Every kept document must have the digest it is named by, and every report its documents."""
    d = t.documents
    parts = connection.execute(sa.select(d).order_by(d.c.digest, d.c.part).execution_options(yield_per=STREAM))
    for digest, pieces in groupby(parts, key=attrgetter("digest")):
        notebook.count("documents")
        if _hash(bytes(piece.data) for piece in pieces) != digest:
            notebook.fault("document-differs", digest=digest)
    r = t.reports.c
    for column in (r.document, r.issued_document):
        kept = sa.exists().where(d.c.digest == column)
        for row in connection.execute(sa.select(r.id, column.label("digest")).where(column.is_not(None), ~kept)):
            notebook.fault("document-missing", ("report", row.id), digest=row.digest)


def _hash(parts: Iterable[bytes]) -> str:
    whole = sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


def note_gaps(connection: sa.Connection, notebook: Notebook) -> None:
    """List the numbers of the case sequence that no case bears: gaps may occur, and are told."""
    number = sa.cast(sa.func.substr(t.cases.c.reference, len("C-2026-") + 1), sa.BigInteger)
    numbers = sa.select(number.label("number")).order_by("number").execution_options(yield_per=1_000)
    expected = 1
    for found in connection.execute(numbers).scalars():
        if found > expected:
            notebook.note("reference-gap", first=expected, last=found - 1)
        expected = found + 1
