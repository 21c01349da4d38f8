"""What every test may ask for: a clock, and a fresh database with the real schema on both engines."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zlib import crc32

import pytest
import structlog
from hypothesis import settings

from tests.clock import SteppedClock
from tests.pooler import a_pooler
from tests.postgres import Cluster, shared_cluster

if TYPE_CHECKING:
    from tests.build import Bench
    from tests.kept import Kept

# A shared machine is slow at times, which is no fault of the code; and a red CI must be red again when it is repeated.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


ASKED_FOR = ("pooler", "disk", "conformance")
# Every address is asked on both engines by `tests/access`, every command by `tests/faults`. So each test of the
# edges runs on one engine, half of them on either; `make rest` runs the others.
BY_TURNS = ("tests/api/", "tests/cli/", "tests/journeys/", "tests/web/")
ENGINES = ("sqlite", "postgresql")
LONG = ("faults", "long")


def _migrate(url: str) -> None:
    from register.store.schema import migrate  # noqa: PLC0415 - tests of the domain load no database

    migrate(url)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make faults` asks for many rounds, `make papers` for every paper; the ordinary run does a few."""
    parser.addoption("--pooler", action="store_true", help="reach PostgreSQL through PgBouncer")
    parser.addoption("--conformance", action="store_true", help="also hold every PDF against its standards, with Java")
    parser.addoption("--disk", action="store_true", help="also fill a small disk of its own, which takes root")
    parser.addoption("--part", choices=("first", "rest", "all"), help="what `make test` runs, or what not")
    parser.addoption("--rounds", type=int, default=5, help="rounds of each test that kills processes (default: 5)")
    parser.addoption("--papers", type=int, default=0, help="papers of 50 strange texts, of 20 (default: one of a few)")


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled templates and addresses from one test to the next: each makes an application of its own.

    Whoever names tests wants all of them; the processes of a run are told by the first.
    """
    if config.option.part is None:
        named = config.args_source is pytest.Config.ArgsSource.ARGS
        config.option.part = "all" if named or config.option.keyword or config.option.markexpr else "first"
    from flask import Flask  # noqa: PLC0415 - loaded once a process, not while tests are collected
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415 - the same
    from werkzeug.routing import Rule  # noqa: PLC0415 - the same

    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache()}
    builder: Any = _once_for_each_address(Rule._compile_builder)
    Rule._compile_builder = builder  # type: ignore[method-assign]  # compiling is most of what an application costs


def _once_for_each_address(compile_builder: Callable[[Any, bool], Any]) -> Callable[[Any, bool], Any]:
    """Compile what builds an address once for every application that has it."""
    compiled: dict[tuple[str, str, bool], Any] = {}

    def once(rule: Any, append_unknown: bool = True) -> Any:
        key = (rule.rule, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    return once


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what is loaded for good: that took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 5)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PgBouncer and Java are not among the packages of the set-up, and a disk takes root: such tests run where asked.

    What one engine is enough for runs on SQLite; the tests of edges take turns. Long ones with a target of their own,
    and the other engine of those that take turns, are the rest.
    """
    unasked = [mark for mark in ASKED_FOR if not config.getoption(f"--{mark}")]
    part: str = config.option.part
    items[:] = [
        item
        for item in items
        if not any(item.get_closest_marker(mark) for mark in unasked)
        and not (item.get_closest_marker("one_engine") and item.get_closest_marker("postgresql"))
        and part in {"all", "rest" if _of_the_rest(item) else "first"}
    ]
    items[:] = _longest_first(items, getattr(config, "workerinput", {}).get("workercount", 1))


def _longest_first(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Deal the modules to the processes, those of a browser first: nobody waits at the end for a story begun late."""
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    by_length = sorted(
        modules.values(), key=lambda tests: not any(test.get_closest_marker("browser") for test in tests)
    )
    return [item for first in range(processes) for tests in by_length[first::processes] for item in tests]


def _of_the_rest(item: pytest.Item) -> bool:
    return _on_the_other(item) or any(item.get_closest_marker(mark) for mark in LONG)


def _on_the_other(item: pytest.Item) -> bool:
    """Whether a test that takes turns is on the engine whose turn it is not. Its name decides."""
    name, _, case = item.nodeid.removesuffix("]").partition("[")
    engine = next((word for word in case.split("-") if word in ENGINES), None)
    if engine is None or not name.startswith(BY_TURNS) or item.get_closest_marker("one_engine"):
        return False
    return engine != ENGINES[crc32(name.encode()) % 2]


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Let no command that set up its logging keep the next test from what is logged."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> int:
    """How often a test marked `faults` repeats itself."""
    number: int = pytestconfig.getoption("--rounds")
    return number


@pytest.fixture
def papers(pytestconfig: pytest.Config) -> int:
    """How many papers of strange texts are printed of each kind, of twenty."""
    number: int = pytestconfig.getoption("--papers")
    return number


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that stands still until told otherwise."""
    return SteppedClock()


@pytest.fixture(scope="session")
def cluster(testrun_uid: str, pytestconfig: pytest.Config) -> Iterator[Cluster]:
    """The PostgreSQL server of this test run, shared by its workers."""
    with shared_cluster(testrun_uid) as running:
        if not pytestconfig.getoption("--pooler"):
            yield running
            return
        with a_pooler(running.port, sessions=20) as door:
            yield replace(running, door=door)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty register on SQLite, made once by the migrations; each test gets a copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    _migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        # A copy takes the main file alone.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def migrated_template(cluster: Cluster, worker_id: str) -> str:
    """The same on PostgreSQL: the name of a template database."""
    name = f"empty_{worker_id}"
    _migrate(cluster.create(name))
    return name


@pytest.fixture(scope="session")
def founded_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> "Kept":
    """A founded register with its firm and people, on SQLite, to be copied."""
    home = tmp_path_factory.mktemp("founded")
    shutil.copyfile(migrated_file, home / "register.db")
    return _founded(f"sqlite:///{home}/register.db", home)


@pytest.fixture(scope="session")
def founded_postgresql(
    cluster: Cluster, migrated_template: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> "Kept":
    """The same on PostgreSQL."""
    url = cluster.create(f"founded_{worker_id}", migrated_template)
    return _founded(url, tmp_path_factory.mktemp("founded"))


def _founded(url: str, home: Path) -> "Kept":
    from tests.build import a_register  # noqa: PLC0415 - tests of the domain load no database
    from tests.kept import kept  # noqa: PLC0415 - the same

    return kept(a_register(url, SteppedClock(), home))


@pytest.fixture
def sqlite_bench(founded_sqlite: "Kept", clock: SteppedClock, tmp_path: Path) -> Iterator["Bench"]:
    """A founded register with its firm and people, on SQLite."""
    bench = founded_sqlite.on_sqlite(tmp_path, clock)
    yield bench
    bench.register.close()


@pytest.fixture
def postgresql_bench(
    founded_postgresql: "Kept", cluster: Cluster, clock: SteppedClock, tmp_path: Path
) -> Iterator["Bench"]:
    """The same on PostgreSQL."""
    from tests.kept import name_of  # noqa: PLC0415 - tests of the domain load no database

    bench = founded_postgresql.on_postgresql(cluster, tmp_path, clock)
    yield bench
    bench.register.close()
    cluster.drop(name_of(bench))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bench(request: pytest.FixtureRequest) -> "Bench":
    """A founded register with its firm and people; the test runs once on each engine."""
    bench: Bench = request.getfixturevalue(f"{request.param}_bench")
    return bench


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A fresh, empty, migrated SQLite database."""
    path = tmp_path / "register.db"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(cluster: Cluster, migrated_template: str) -> Iterator[str]:
    """A fresh, empty, migrated PostgreSQL database."""
    name = f"t_{uuid4().hex}"
    yield cluster.create(name, migrated_template)
    cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty, migrated database; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
