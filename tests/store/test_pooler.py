"""PostgreSQL behind PgBouncer in transaction mode: any session of the server may serve the next transaction."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from register.domain.commands import case as c
from register.store.engine import reading_engine, writing_engine
from register.store.schema import downgrade, head, migrate, standing
from tests.build import a_case, a_register
from tests.clock import SteppedClock
from tests.postgres import SUPERUSER, Cluster

pytestmark = [pytest.mark.pooler, pytest.mark.postgresql]
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
"""


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def pooled_url(cluster: Cluster, postgresql_url: str, tmp_path: Path) -> Iterator[str]:
    """A fresh, empty, migrated database, reached through a pooler with three sessions."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = Path(f"/tmp/pooler-{port}")
    folder.mkdir()
    settings = folder / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(server=cluster.port, user=SUPERUSER, port=port), encoding="ascii")
    user = SUPERUSER if os.geteuid() == 0 else None
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    with (folder / "log").open("wb") as log:
        pooler = subprocess.Popen([program, str(settings)], stdout=log, stderr=log, user=user)
    until = time.monotonic() + 20
    while not answers(port) and time.monotonic() < until:
        time.sleep(0.1)
    assert answers(port), (folder / "log").read_text()
    yield postgresql_url.replace(f":{cluster.port}/", f":{port}/")
    pooler.terminate()
    pooler.wait()
    shutil.rmtree(folder)


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
    downgrade(pooled_url, "0003")
    migrate(pooled_url)
    assert standing(pooled_url) == head()
