"""The index of words: it must hold exactly the terms that what is sealed gives, and no subject that is not there."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.inspector.findings import Notebook
from register.inspector.replay import UNFIT
from register.store import tables as t
from register.store.find import FOUND, expected
from register.store.proofs import recall

TOGETHER = 200
STREAM = 2_000
VOCABULARY = "CREATE VIRTUAL TABLE temp.find_vocabulary USING fts5vocab('main', 'find_terms', 'instance')"
S, E = t.subjects.c, t.find_entries.c
SAME = sa.and_(E.subject_kind == S.kind, E.subject_id == S.id)
SUBJECTS = (
    sa.select(S.kind, S.id, S.state, E.number)
    .join(t.find_entries, SAME, isouter=True)
    .where(S.kind.in_(list(FOUND)))
    .order_by(S.kind, S.id)
)
FOREIGN = sa.select(E.subject_kind, E.subject_id, E.number).where(~sa.exists().where(SAME, S.kind.in_(list(FOUND))))
Sums = dict[int, int]


def check_find(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every case and message whose words are not those of the index, and what the index holds beside."""
    held = _sums(_indexed(connection))
    rows = connection.execute(SUBJECTS.execution_options(yield_per=TOGETHER))
    for some in rows.partitions(TOGETHER):
        sums = {(row.kind, row.id): held.pop(row.number, None) for row in some}
        notebook.count("found", len(some))
        for ref, terms in expected(connection, _readable(connection, some)).items():
            if sums[ref.kind, ref.id] != sum(map(_weight, terms)):
                notebook.fault("find-differs", (ref.kind, ref.id))
    for row in connection.execute(FOREIGN):
        held.pop(row.number, None)
        notebook.fault("find-foreign", (str(row.subject_kind), str(row.subject_id)))
    for number in held:
        notebook.fault("find-foreign", number=number)


def _readable(connection: sa.Connection, rows: Sequence[Any]) -> list[Case | Message]:
    """Return the values of these rows; one that cannot be read is for the replay to name."""
    recall(connection, (row.state for row in rows))
    values: list[Case | Message] = []
    for row in rows:
        with suppress(*UNFIT):
            values.append(from_text(FOUND[row.kind], row.state))
    return values


def _sums(indexed: Iterable[tuple[int, str]]) -> Sums:
    """Return the sum of what each number's terms weigh: equal only where the terms are."""
    sums: Sums = {}
    for number, term in indexed:
        sums[number] = sums.get(number, 0) + _weight(term)
    return sums


def _indexed(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(VOCABULARY)
        rows: Iterable[Any] = connection.exec_driver_sql("SELECT doc, term FROM temp.find_vocabulary")
        yield from ((row.doc, row.term) for row in rows)
        return
    query = sa.text("SELECT number, tsvector_to_array(terms) AS terms FROM find_terms")
    for row in connection.execute(query.execution_options(yield_per=STREAM)):
        yield from ((row.number, term) for term in row.terms)


@lru_cache(maxsize=100_000)
def _weight(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest())
