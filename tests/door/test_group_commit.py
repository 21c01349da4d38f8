"""Commands that wait together at SQLite's door share one commit; everything that holds for one holds for each."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from register.domain.commands import case as c
from register.domain.errors import Invalid, Stale
from register.domain.values import Id
from register.ids import new_id
from register.orders import Outcome
from register.store.engine import turn
from tests.build import Bench, a_case, a_register, an_opening
from tests.clock import SteppedClock
from tests.store.raw import ask

PATIENCE = 20


@pytest.fixture
def bench(sqlite_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[Bench]:
    """A register on SQLite: PostgreSQL's writers need no door."""
    bench = a_register(sqlite_url, clock, tmp_path)
    yield bench
    bench.register.close()


@contextmanager
def commits() -> Iterator[list[sa.Connection]]:
    """Collect every commit of any engine."""
    seen: list[sa.Connection] = []

    def note(connection: sa.Connection) -> None:
        seen.append(connection)

    sa.event.listen(sa.Engine, "commit", note)
    yield seen
    sa.event.remove(sa.Engine, "commit", note)


def together(bench: Bench, *asked: dict[str, Any]) -> list[Outcome | Exception]:
    """Carry out commands that all wait while a first one, which is not among the answers, stands inside the door."""
    registrar = bench.register.registrar

    def one(asking: dict[str, Any]) -> Outcome | Exception:
        try:
            return bench.do(**asking)  # type: ignore[no-any-return]  # the bench takes anything
        except Exception as error:  # noqa: BLE001 -- a refusal, or what broke it, is an answer too
            return error

    def waiting(count: int) -> None:
        while len(registrar._door._waiting) != count:
            pass

    with ThreadPoolExecutor(len(asked) + 1) as pool:
        with turn(registrar._engine):
            first = pool.submit(one, {"command": an_opening(bench)})
            while not registrar._door._turn.locked():
                pass
            waiting(0)
            answers = []
            for number, asking in enumerate(asked, start=1):
                answers.append(pool.submit(one, asking))
                waiting(number)
            assert not any(answer.done() for answer in answers)
        assert isinstance(first.result(PATIENCE), Outcome)
        return [answer.result(PATIENCE) for answer in answers]


def test_all_who_waited_share_one_commit_and_get_their_own_answers(bench: Bench) -> None:
    cases = [a_case(bench) for _ in range(4)]
    with commits() as seen:
        answers = together(bench, *({"command": c.AddNote(case=case, text="a note")} for case in cases))
    assert len(seen) == 1 + 1
    assert [answer.subject.id for answer in answers if isinstance(answer, Outcome)] == cases
    bench.register.sealer.seal()
    assert bench.register.inspector.verify().faults == ()


def test_openings_together_get_references_of_their_own(bench: Bench) -> None:
    answers = together(bench, *({"command": an_opening(bench)} for _ in range(4)))
    references = {answer.reference for answer in answers if isinstance(answer, Outcome)}
    assert len(references - {None}) == len(answers)


def test_a_refused_one_takes_none_of_the_others_with_it(bench: Bench) -> None:
    case = a_case(bench)
    note, empty = c.AddNote(case=case, text="a note"), c.AddNote(case=case, text=" ")
    before, refused, after = together(bench, {"command": note}, {"command": empty}, {"command": note})
    assert isinstance(refused, Invalid)
    assert isinstance(before, Outcome)
    assert isinstance(after, Outcome)
    assert (before.version, after.version) == (2, 3)


def test_each_sees_what_the_one_before_it_did(bench: Bench) -> None:
    case = a_case(bench)
    note = {"command": c.AddNote(case=case, text="a note"), "expected_version": 1}
    first, second = together(bench, note, note)
    assert isinstance(first, Outcome)
    assert isinstance(second, Stale)


def test_the_same_id_twice_is_carried_out_once_and_the_others_stand(bench: Bench) -> None:
    case, other, key = a_case(bench), a_case(bench), Id(new_id())
    twice = {"command": c.AddNote(case=case, text="a note"), "command_id": key}
    first, second, third = together(bench, twice, twice, {"command": c.AddNote(case=other, text="a note")})
    assert first == second
    assert isinstance(third, Outcome)
    assert ask(bench.register.settings.database_url, "SELECT seq FROM subjects WHERE id = :id", id=case) == 1 + 1
    bench.register.sealer.seal()
    assert bench.register.inspector.verify().faults == ()
