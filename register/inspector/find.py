"""The index of words: it must hold exactly the terms that what is sealed gives, and no subject that is not there."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.inspector.findings import Notebook
from register.inspector.replay import UNFIT
from register.store import tables as t
from register.store.find import FOUND
from register.store.find_rebuild import expected
from register.store.proofs import recall

TOGETHER = 200
STREAM = 2_000
VOCABULARY = "CREATE VIRTUAL TABLE temp.find_vocabulary USING fts5vocab('main', 'find_terms', 'instance')"
Sums = dict[int, int]


def check_find(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every case and message whose words are not those of the index, and what the index holds beside."""
    held = _sums(_indexed(connection))
    entries = connection.execute(sa.select(t.find_entries)).all()
    numbers = {(row.subject_kind, row.subject_id): row.number for row in entries}
    for values in _readable(connection, numbers):
        for ref, terms in expected(connection, values).items():
            notebook.count("found")
            number = numbers.pop((ref.kind, ref.id), None)
            if number is None or held.pop(number, 0) != sum(map(_weight, terms)):
                notebook.fault("find-differs", (ref.kind, ref.id))
    for kind, subject in numbers:
        notebook.fault("find-foreign", (str(kind), str(subject)))
    for number in held.keys() - set(numbers.values()):
        notebook.fault("find-foreign", number=number)


def _readable(connection: sa.Connection, numbers: dict[tuple[str, str], int]) -> Iterator[list[Case | Message]]:
    """Yield the cases and messages, some at a time; one that cannot be read is for the replay to name."""
    s = t.subjects.c
    query = sa.select(s.kind, s.id, s.state).where(s.kind.in_(list(FOUND))).order_by(s.kind, s.id)
    rows = connection.execute(query.execution_options(yield_per=TOGETHER))
    for some in rows.partitions(TOGETHER):
        recall(connection, (row.state for row in some))
        values: list[Case | Message] = []
        for row in some:
            try:
                values.append(from_text(FOUND[row.kind], row.state))
            except UNFIT:
                numbers.pop((row.kind, row.id), None)
        yield values


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
