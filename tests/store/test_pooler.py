"""PostgreSQL behind PgBouncer in transaction mode: any session of the server may serve the next transaction."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from register.domain.commands import case as c
from register.store.engine import reading_engine, writing_engine
from register.store.schema import downgrade, head, migrate, standing
from tests.build import a_case, a_register
from tests.clock import SteppedClock
from tests.pooler import a_pooler
from tests.postgres import Cluster

pytestmark = [pytest.mark.pooler, pytest.mark.postgresql]


@pytest.fixture
def pooled_url(cluster: Cluster, postgresql_url: str) -> Iterator[str]:
    """A fresh, empty, migrated database, reached through a pooler with three sessions."""
    with a_pooler(cluster.port, sessions=3) as port:
        yield replace(cluster, door=port).url(postgresql_url.rpartition("/")[2])


def test_many_at_once_work_and_read_through_few_sessions(pooled_url: str, clock: SteppedClock, tmp_path: Path) -> None:
    bench = a_register(pooled_url, clock, tmp_path)
    reader = bench.register.reader.cases

    def work(_: int) -> None:
        for _ in range(5):
            case = a_case(bench)
            bench.do(c.AddNote(case=case, text="called back"))
            assert reader.open(bench.officer, case).case.id == case

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    bench.register.sealer.seal()
    assert bench.register.inspector.verify().faults == ()
    bench.register.close()


def test_each_transaction_says_what_it_runs_under(pooled_url: str) -> None:
    for engine, statements in ((writing_engine(pooled_url), "1min"), (reading_engine(pooled_url), "5min")):
        for _ in range(4):
            with engine.connect() as connection:
                said = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in
                        ("timezone", "statement_timeout", "lock_timeout")]  # fmt: skip
            assert said == ["UTC", statements, "15s"]
        engine.dispose()


def test_migrations_go_through_it(pooled_url: str) -> None:
    downgrade(pooled_url, "base")
    migrate(pooled_url)
    assert standing(pooled_url) == head()
