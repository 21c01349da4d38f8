"""Commands that share one commit at SQLite's door: what breaks one neither spoils nor misreports another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from register.domain.commands import case as c
from register.domain.errors import Reused
from register.orders import Outcome
from register.outage import Outage, Uncertain
from tests.build import Bench, a_case, a_register
from tests.clock import SteppedClock
from tests.door.test_group_commit import together
from tests.faults.failing import DISK_FULL, EXECUTING, LOST, Fault, failing
from tests.store.raw import ask


@pytest.fixture
def bench(sqlite_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[Bench]:
    """A register on SQLite: PostgreSQL's writers need no door."""
    bench = a_register(sqlite_url, clock, tmp_path)
    yield bench
    bench.register.sealer.seal()
    assert bench.register.inspector.verify().faults == ()
    bench.register.close()


@contextmanager
def breaking(bench: Bench, about: Callable[[str, Any], bool], error: Exception) -> Iterator[None]:
    """Let every statement that is about this fail."""

    def executing(_cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if about(statement, parameters):
            raise error

    engine = bench.register.registrar._engine
    for event in EXECUTING:
        sa.event.listen(engine, event, executing)
    yield
    for event in EXECUTING:
        sa.event.remove(engine, event, executing)


def inserting(about: str) -> Callable[[str, Any], bool]:
    """Whether a statement inserts something about this subject."""
    return lambda statement, parameters: statement.startswith("INSERT") and about in repr(parameters)


def a_note(case: str, text: str = "a note") -> dict[str, Any]:
    return {"command": c.AddNote(case=case, text=text)}  # type: ignore[arg-type]  # an id as text


def versions(bench: Bench, *cases: str) -> list[int]:
    url = bench.register.settings.database_url
    return [ask(url, "SELECT seq FROM subjects WHERE id = :id", id=case) for case in cases]


def test_a_refusal_that_cannot_be_logged_is_the_refused_one_s_trouble_alone(bench: Bench) -> None:
    cases = [a_case(bench) for _ in range(3)]
    error = DISK_FULL["sqlite"]()
    with breaking(bench, lambda statement, _: "security_log" in statement, error):
        first, refused, last = together(bench, a_note(cases[0]), a_note(cases[1], " "), a_note(cases[2]))
    assert isinstance(first, Outcome)
    assert isinstance(last, Outcome)
    assert isinstance(refused, Outage)
    assert versions(bench, *cases) == [2, 1, 2]


def test_what_one_row_breaks_breaks_nobody_else(bench: Bench) -> None:
    cases = [a_case(bench) for _ in range(3)]
    error = sa.exc.DataError("INSERT", None, ValueError("no such value"))
    with breaking(bench, inserting(cases[1]), error):
        first, broken, last = together(bench, *(a_note(case) for case in cases))
    assert isinstance(first, Outcome)
    assert isinstance(last, Outcome)
    assert isinstance(broken, sa.exc.DataError)
    assert versions(bench, *cases) == [2, 1, 2]


def test_one_by_one_each_has_its_own_answer(bench: Bench) -> None:
    """A number that is taken sends everybody through alone; then the disk fills in the middle."""
    cases, key = [a_case(bench) for _ in range(3)], "01900000-0000-7000-8000-000000000001"
    twice, other = ({**a_note(case), "command_id": key} for case in cases[:2])
    mine = inserting(cases[2])
    with breaking(bench, lambda sql, row: isinstance(row, tuple) and mine(sql, row), DISK_FULL["sqlite"]()):
        answers = together(bench, twice, other, a_note(cases[2]))
    assert [type(answer) for answer in answers] == [Outcome, Reused, Outage]
    assert versions(bench, *cases) == [2, 1, 1]


@pytest.mark.parametrize(
    ("what", "error", "lasting", "told"),
    [
        ("commit", DISK_FULL, False, Outage),
        ("commit", DISK_FULL, True, Outage),
        ("commit", LOST, False, Outcome),
        ("commit", LOST, True, Uncertain),
        ("answer", LOST, False, Outcome),
        ("answer", LOST, True, Uncertain),
    ],
)
def test_a_failing_database_is_told_to_all_alike(
    bench: Bench, what: str, error: Any, lasting: bool, told: type
) -> None:
    cases = [a_case(bench) for _ in range(3)]
    # The first commit is that of the one who is inside the door already.
    with failing(bench.register.registrar._engine, Fault(what, 2, error, lasting=lasting)):
        answers = together(bench, *(a_note(case) for case in cases))
    assert [type(answer) for answer in answers] == [told] * 3
    kept = told is Outcome or what == "answer"
    assert versions(bench, *cases) == [2 if kept else 1] * 3
