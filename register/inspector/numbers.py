"""The sequence that case references come from: every number a case bears was drawn, and gaps are told."""

import re
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from register.inspector.findings import Notebook
from register.store import tables as t

STREAM: Final = 1_000
REFERENCE: Final = re.compile(r"C-[0-9]{4}-([0-9]{1,15})")


def check_numbers(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every case whose number was never drawn, and list the numbers that no case bears: gaps may occur."""
    drawn, expected = set(_drawn(connection, notebook)), 1
    for case, number in _borne(connection):
        if number not in drawn:
            notebook.fault("number-missing", ("case", case), number=number)
        if number > expected:
            notebook.note("reference-gap", first=expected, last=number - 1)
        expected = max(expected, number + 1)


def _drawn(connection: sa.Connection, notebook: Notebook) -> Iterator[int]:
    numbers = sa.select(t.case_numbers.c.number).execution_options(yield_per=STREAM)
    for number in connection.execute(numbers).scalars():
        if isinstance(number, int):
            yield number
        else:
            notebook.fault("number-unreadable")


def _borne(connection: sa.Connection) -> Iterator[tuple[str, int]]:
    """Yield the cases in the order of their numbers; that a reference can be read is for the replay to show."""
    c = t.cases.c
    query = sa.select(c.id, c.reference).order_by(sa.func.length(c.reference), c.reference)
    for row in connection.execute(query.execution_options(yield_per=STREAM)):
        found = REFERENCE.fullmatch(row.reference) if isinstance(row.reference, str) else None
        if found:
            yield str(row.id), int(found[1])
