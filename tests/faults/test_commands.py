"""Every statement and commit of every command fails in turn: nothing of it is there, or all of it and it was said."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
import sqlalchemy as sa

from register import sealing_key
from register.domain.actors import CONSOLE
from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.permissions import MAY
from register.domain.trail.tree import Head
from register.ids import new_id
from register.orders import Outcome
from register.outage import Outage, Uncertain
from register.settings import Settings
from register.store import tables as t
from register.wiring import wire
from tests.build import PACK, SECRET_KEY, Bench, a_register
from tests.clock import SteppedClock
from tests.faults import (
    of_cases,
    of_corrections,
    of_joint,
    of_others,
    of_respondents,
    of_second_persons,
    of_the_clock,
)
from tests.faults.failing import DISK_FULL, LOCKED, LOST, Fault, failing
from tests.faults.of_cases import Asked, Examples
from tests.postgres import Cluster

EXAMPLES: Final[Examples] = {
    **of_cases.EXAMPLES,
    **of_corrections.EXAMPLES,
    **of_joint.EXAMPLES,
    **of_respondents.EXAMPLES,
    **of_second_persons.EXAMPLES,
    **of_the_clock.EXAMPLES,
    **of_others.LETTERS,
    **of_others.MESSAGES,
    **of_others.PEOPLE,
    **of_others.HOUSE,
}
ERRORS: Final = (DISK_FULL, LOCKED, LOST)
ONE_AFTER_THE_OTHER: Final = 200
# How many rounds `make test` asks for; `make faults` asks for more.
FEW: Final = 5
# Numbers are taken outside the transaction's fate: gaps may occur.
COUNTED: Final = [table for table in t.metadata.sorted_tables if table is not t.case_numbers]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One register for all commands of a database; after all that failed in it, its trail holds."""
    # A process that takes tests over from another may come back to an engine.
    own = tmp_path_factory.mktemp(request.param)
    made = a_register(a_database(request, own / "register.db"), SteppedClock(), own)
    yield made
    made.register.sealer.seal()
    assert made.register.inspector.verify().faults == ()
    made.register.close()


def a_database(request: pytest.FixtureRequest, path: Path) -> str:
    """An empty, migrated database that outlives one test."""
    if request.param == "sqlite":
        path.write_bytes(request.getfixturevalue("migrated_file").read_bytes())
        return f"sqlite:///{path}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.create(f"f_{uuid4().hex}", request.getfixturevalue("migrated_template"))


@dataclass
class Trial:
    """One command under one id, asked again and again while something fails."""

    bench: Bench
    asked: Asked

    def __post_init__(self) -> None:
        self.id = new_id()

    def ask(self, what: str, at: int, error: Any, *, lasting: bool) -> tuple[Outcome | Outage, Fault]:
        """Ask while the fault stands; return what came of it."""
        registrar, (command, actor) = self.bench.register.registrar, self.asked
        with failing(registrar._engine, Fault(what, at, error, lasting=lasting)) as fault:
            try:
                return registrar.carry_out(command, actor, self.id), fault
            except Outage as outage:
                return outage, fault

    def again(self) -> Outcome:
        command, actor = self.asked
        return self.bench.register.registrar.carry_out(command, actor, self.id)

    def standing(self) -> list[Any]:
        """How much stands in every table, and how far every subject has come."""
        counts = [sa.select(sa.func.count()).select_from(table).scalar_subquery() for table in COUNTED]
        moved = sa.select(sa.func.sum(t.subjects.c.seq)).scalar_subquery()
        with self.bench.register.reader._engine.connect() as connection:
            return list(connection.execute(sa.select(*counts, moved)).one())

    def statements_fail(self, *, whole: bool) -> None:
        """Fail each statement, once and for good, each time another way; nothing of the command is there.

        Unless ``whole`` is asked for, only every third one fails for good, for time is short.
        """
        before = self.standing()
        for number, lasting in itertools.product(range(1, ONE_AFTER_THE_OTHER), (False, True)):
            if lasting and not whole and number % len(ERRORS) != 1:
                continue
            outcome, fault = self.ask("statement", number, ERRORS[number % len(ERRORS)], lasting=lasting)
            if fault.struck == 0:
                # Every statement has had its turn; this time it was carried out.
                assert isinstance(outcome, Outcome)
                assert number > 1
                return
            assert isinstance(outcome, Outage), (number, outcome)
            assert type(outcome) is Outage, "before the commit nothing is uncertain"
            assert self.standing() == before, (number, lasting)
        raise AssertionError("it never ends")


def the_same(one: Outcome, other: Outcome) -> bool:
    return (one.subject, one.version, one.made) == (other.subject, other.version, other.made)


def test_every_command_has_an_example() -> None:
    assert {command.__name__ for command in set(MAY) - set(EXAMPLES)} == {"FoundRegister", "BeginEpoch"}


COMMANDS: Final = sorted(EXAMPLES, key=lambda command: command.__name__)
each_command = pytest.mark.parametrize("command", COMMANDS, ids=[command.__name__ for command in COMMANDS])


@pytest.mark.faults
@each_command
def test_a_failing_statement_leaves_nothing_and_a_second_try_everything(
    bench: Bench, command: type[Command], rounds: int
) -> None:
    trial = Trial(bench, EXAMPLES[command](bench))
    trial.statements_fail(whole=rounds > FEW)
    after, outcome = trial.standing(), trial.again()
    assert the_same(outcome, trial.again())
    assert trial.standing() == after


@pytest.mark.faults
@each_command
def test_a_commit_takes_place_or_not_and_a_second_try_finds_out(bench: Bench, command: type[Command]) -> None:
    trial = Trial(bench, EXAMPLES[command](bench))
    before = trial.standing()
    for error in (DISK_FULL, LOCKED):
        outcome, _ = trial.ask("commit", 1, error, lasting=False)
        assert type(outcome) is Outage
        assert trial.standing() == before
    lost, _ = trial.ask("commit", 1, LOST, lasting=True)
    assert isinstance(lost, Uncertain)
    assert trial.standing() == before
    unheard, _ = trial.ask("answer", 1, LOST, lasting=True)
    assert isinstance(unheard, Uncertain)
    after, outcome = trial.standing(), trial.again()
    assert after != before
    assert the_same(outcome, trial.again())
    assert trial.standing() == after


def test_an_answer_lost_once_is_asked_for_again(bench: Bench) -> None:
    for what in ("commit", "answer"):
        trial = Trial(bench, of_others.HOUSE[r.SetBrand](bench))
        outcome, fault = trial.ask(what, 1, LOST, lasting=False)
        assert (isinstance(outcome, Outcome), fault.struck) == (True, 1)
        assert isinstance(outcome, Outcome)
        assert the_same(outcome, trial.again())


def test_founding_and_founding_anew_fail_whole_too(database_url: str, clock: SteppedClock, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url=database_url, secret_key=SECRET_KEY)
    key = sealing_key.create(settings.key_file, settings.origin)
    register = wire(settings, clock)
    digest = sha256(key.verifier_key.encode()).hexdigest()
    command = r.FoundRegister(origin=settings.origin, key=key.name, key_digest=digest, packs=(PACK,))
    nobody: Any = None
    trial = Trial(Bench(register, clock, nobody, nobody, nobody, nobody, nobody), (command, CONSOLE))
    trial.statements_fail(whole=True)
    assert the_same(trial.again(), trial.again())
    register.sealer.seal()
    assert register.inspector.verify().faults == ()
    restored = r.BeginEpoch(epoch="restored", reason="The disk failed", size=1, lost=Head(2, bytes(32)))
    trial = Trial(trial.bench, (restored, CONSOLE))
    trial.statements_fail(whole=True)
    assert the_same(trial.again(), trial.again())
    register.close()


def test_sealing_fails_whole_too(bench: Bench) -> None:
    sealer, engine = bench.register.sealer, bench.register.registrar._engine
    for number in range(1, ONE_AFTER_THE_OTHER):
        bench.do(*of_others.HOUSE[r.SetBrand](bench))
        for what in ("statement", "commit", "answer"):
            with failing(engine, Fault(what, number, LOST)) as fault:
                try:
                    sealer.seal()
                except Outage:
                    assert fault.struck == 1
        if fault.statements < number and fault.commits < number:
            break
    assert bench.register.reader.work.unsealed() == 0
    assert bench.register.inspector.verify().faults == ()
