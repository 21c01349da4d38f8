"""A register as large as one likes: real cases, and copies of their rows beside them, of which no entry tells."""

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bench.rederive import fill
from register.domain.commands.base import Ref
from register.domain.find import owner_terms, reference_terms, terms
from register.domain.values import Code, Id
from register.store import tables as t
from register.store.find import ADD, Terms, change
from register.store.inserts import Row, insert
from register.wiring import Register

REAL = 200
TOGETHER = 2_000
NAMES = (
    "Siobhan O'Brien",
    "Robin Citizen",
    "Mei Lin 样本",
    "Jane Example",
    "Tomas Novak",
    "Aroha Ngata",
    "Ivan Petrov",
    "Linh Nguyen",
)
SPOKEN = (
    "fee account charged twice refund branch app card statement mortgage transfer delay call letter promised nobody "
    "answered closed interest rate wrong insurance claim denied loan hardship payment missing password"
)
WORDS = SPOKEN.split()
DAYS = 28


def grow(register: Register, engine: sa.Engine, cases: int) -> None:
    """Bring the register to so many cases, all of them open: the first real, the others copies of their rows."""
    with engine.connect() as connection:
        there = connection.execute(sa.select(sa.func.count()).select_from(t.cases)).scalar_one()
    if there == 0:
        fill(register, REAL)
        there = REAL
    chance = random.Random(there)  # noqa: S311 -- for data, not for secrets
    with engine.connect() as connection:
        real = _rows(connection)
    for start in range(there, cases, TOGETHER):
        numbers = range(start, min(start + TOGETHER, cases))
        with engine.begin() as connection:
            _copy(connection, [(number, chance.choice(real)) for number in numbers], chance)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _rows(connection: sa.Connection) -> list[tuple[Row, Row, list[Row]]]:
    """Return the rows of the real cases: the case, its value, its deadlines."""
    newest = sa.select(t.cases).order_by(t.cases.c.reference).limit(REAL)
    cases = [row._asdict() for row in connection.execute(newest)]
    found = []
    for case in cases:
        held = sa.select(t.subjects).where(t.subjects.c.kind == "case", t.subjects.c.id == case["id"])
        dates = sa.select(t.deadlines).where(t.deadlines.c.case_id == case["id"])
        value = connection.execute(held).one()._asdict()
        found.append((case, value, [row._asdict() for row in connection.execute(dates)]))
    return found


def _copy(connection: sa.Connection, copies: list[tuple[int, Any]], chance: random.Random) -> None:
    cases: list[Row] = []
    values: list[Row] = []
    dates: list[Row] = []
    index: Terms = {}
    for number, (case, value, deadlines) in copies:
        copy, earlier = str(uuid.uuid4()), timedelta(seconds=number * 7 % (DAYS * 86_400))
        reference = f"C-2026-{number + 500_000:06}"
        cases.append({**case, "id": copy, "reference": reference, "next_due_at": case["next_due_at"] - earlier})
        values.append({**value, "id": copy})
        dates += [_date(each, copy, earlier) for each in deadlines]
        own = owner_terms(Code("case"), case["brand"]) | reference_terms(reference)
        index[Ref(Code("case"), Id(copy))] = {*own, *_said(number, chance)}
    insert(connection, t.cases, cases)
    insert(connection, t.subjects, values)
    insert(connection, t.deadlines, dates)
    insert(connection, t.find_entries, [{"subject_kind": ref.kind, "subject_id": ref.id} for ref in index])
    change(connection, ADD, index)


def _date(row: Row, copy: str, earlier: timedelta) -> Row:
    """Return a date of a copy that was received earlier and acknowledged."""
    due = row["due_at"] - earlier
    met = due - timedelta(hours=1) if row["duty"].startswith("acknowledgement") else row["met_at"]
    return {**row, "id": str(uuid.uuid4()), "case_id": copy, "due_at": due, "met_at": met}


def _said(number: int, chance: random.Random) -> Iterator[str]:
    yield from terms("name", chance.choice(NAMES))
    yield from terms("phone", f"04{number:08}")
    yield from terms("email", f"person{number}@customer.example")
    yield from terms("text", " ".join(chance.choices(WORDS, k=25)) + f" reference{number % 5_000}")
