"""Where the CPU of ``POST /api/v1/cases`` goes, in one process on both engines; written to ``docs/performance.md``."""

import cProfile
import os
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ready import BODY, ready_register
from bench.spent import cpu_of
from register.app import create_app
from register.settings import Settings
from register.wiring import wire
from tests.postgres import shared_cluster

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
REQUESTS = 400
CREATED = 201
MILLI = 1000
INTRODUCTION = """\
# Where the time goes

`make bench` measures the register beside bare programs that do the least of the same work and ends with one table.
`make bench ARGS=profile` writes this page anew. Milliseconds are of CPU in the register's own process; the database's
server is not in them. They differ from machine to machine: read how the parts stand to each other.

## Logging one complaint: `POST /api/v1/cases`

The whole is measured without a profiler; the parts are the profiler's shares of it.

| part | SQLite, ms | PostgreSQL, ms |
| --- | ---: | ---: |
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the work: the functions whose calls it consists of, by the end of their file's name and their own."""

    name: str
    functions: tuple[tuple[str, str], ...]

    def seconds(self, found: dict[Any, Any]) -> float:
        """Return what the profiler saw of it; raises ``LookupError`` for a function that was never called."""
        return sum(self._of(found, file, name) for file, name in self.functions)

    def _of(self, found: dict[Any, Any], file: str, name: str) -> float:
        called = [said for (path, _, own), said in found.items() if own == name and path.endswith(file)]
        if not called:
            raise LookupError(f"{name} of {file} was not called")
        return sum(float(said[3]) for said in called)


# No part holds another, so what is left is everything around them.
PARTS = (
    Part("token and account", (("reader/accounts.py", "by_token"),)),
    Part("body read and checked", (("webargs/core.py", "parse"),)),
    Part("subjects loaded", (("register/registrar.py", "load"),)),
    Part("decision, with the case's number", (("decide/__init__.py", "decide"),)),
    Part("entry as bytes", (("trail/entry.py", "entry_bytes"),)),
    Part("fingerprint", (("register/fingerprints.py", "fingerprint"),)),
    Part(
        "value and version as rows",
        (
            ("store/write_transaction.py", "_subject_row"),
            ("store/write_transaction.py", "_change_rows"),
            ("store/versions.py", "version_row"),
        ),
    ),
    Part("terms to find it by", (("store/find.py", "__init__"), ("store/find.py", "write"))),
    Part("inserts", (("store/inserts.py", "insert"),)),
    Part("commit", (("store/write_transaction.py", "_commit"),)),
)


def run() -> None:
    """Measure on both engines, print the table and write the page."""
    sqlite, postgresql = (_measured(engine) for engine in ("sqlite", "postgresql"))
    rows = [f"| {name} | {sqlite[name]:.2f} | {postgresql[name]:.2f} |" for name in sqlite]
    page = INTRODUCTION + "\n".join(rows) + "\n"
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _measured(engine: str) -> dict[str, float]:
    """Return the CPU milliseconds of each part of a request, and of all of it."""
    with _database(engine) as url, _requests(url) as send:
        send()
        whole = MILLI * cpu_of(send) / REQUESTS
        profiler = cProfile.Profile(time.process_time)
        profiler.runcall(send)
    stats: Any = pstats.Stats(profiler)
    shares = {part.name: part.seconds(stats.stats) / stats.total_tt for part in PARTS}
    shares["Flask, the checks and everything else"] = 1 - sum(shares.values())
    return {name: share * whole for name, share in shares.items()} | {"**a request**": whole}


@contextmanager
def _database(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/register.db"
    else:
        with shared_cluster(f"profile{os.getpid()}") as cluster:
            yield cluster.create("register")


@contextmanager
def _requests(url: str) -> Iterator[Callable[[], None]]:
    """Yield what logs complaints in a register made for it."""
    token, home = ready_register(url)
    secret = "a secret for benchmarks, long enough to be one"  # noqa: S105 -- of a throw-away register
    register = wire(Settings(home=Path(home), database_url=url, secret_key=secret))
    client = create_app(register).test_client()
    headers = {"Authorization": f"Bearer {token}"}

    def send() -> None:
        for _ in range(REQUESTS):
            answer = client.post("/api/v1/cases", data=BODY, content_type="application/json", headers=headers)
            if answer.status_code != CREATED:
                raise RuntimeError(answer.text)

    try:
        yield send
    finally:
        register.close()
