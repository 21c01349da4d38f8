"""Log a case over HTTP, durably, beside the floor: CPU of server and database a request, and the tail of latencies."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.ready import BODY, ready_register
from bench.servers import cpu_seconds, postmaster, serving
from bench.table import Line
from tests.postgres import shared_cluster

REQUESTS = 1_600
ROUNDS = 3
REACH = {"sqlite": "1.5 x", "postgresql": "1.75 x"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: CPU milliseconds a request, and latencies in milliseconds."""

    cpu: float
    p50: float
    p99: float


def run() -> list[Line]:
    """Measure both applications in turn on both engines, print the ratios and return them."""
    lines: list[Line] = []
    for engine in ("sqlite", "postgresql"):
        with databases(engine) as (floor_url, register_url, server):
            token, home = ready_register(register_url)
            bare = Measured("floor", floor_url, "", "/cases", "floor-token")
            full = Measured("register", register_url, home, "/api/v1/cases", token)
            samples = [(_measure(bare, server), _measure(full, server)) for _ in range(ROUNDS)]
        lines += _report(engine, samples)
    return lines


@contextmanager
def databases(engine: str) -> Iterator[tuple[str, str, int]]:
    """Yield addresses of two empty databases and the process id of their server (0: none)."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/floor.db", f"sqlite:///{folder}/register.db", 0
    else:
        with shared_cluster("bench") as cluster:
            floor, register = cluster.create("floor"), cluster.create("register")
            yield floor, register, postmaster(register)


@dataclass(frozen=True, slots=True)
class Measured:
    """An application to be measured: how it is served, and how a case is logged in it."""

    kind: str
    url: str
    home: str
    path: str
    token: str


def _measure(what: Measured, server: int) -> Sample:
    with serving(what.kind, what.url, what.home) as (port, process):
        _send(port, what, REQUESTS // 10)
        before = cpu_seconds(process) + cpu_seconds(server)
        latencies = _send(port, what, REQUESTS)
        cpu = cpu_seconds(process) + cpu_seconds(server) - before
    cuts = statistics.quantiles([1000 * x for x in latencies], n=100)
    return Sample(1000 * cpu / len(latencies), cuts[49], cuts[98])


def _send(port: int, what: Measured, requests: int) -> list[float]:
    command = [sys.executable, "-m", "bench.load", str(port), what.path, what.token, str(requests), BODY]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    latencies: list[float] = json.loads(done.stdout)
    return latencies


def _report(engine: str, samples: list[tuple[Sample, Sample]]) -> list[Line]:
    floor, ours = zip(*samples, strict=True)
    ratio = statistics.median(o.cpu / f.cpu for o, f in zip(ours, floor, strict=True))
    tail = statistics.median(o.p99 / o.p50 for o in ours)
    beside, register = (f"{statistics.median(each.cpu for each in side):.2f} ms CPU" for side in (floor, ours))
    p50, p99 = (f"{statistics.median(figures):.1f} ms" for figures in ([o.p50 for o in ours], [o.p99 for o in ours]))
    print(
        f"log a case, {engine}: floor {beside}, register {register}: {ratio:.2f} x; p50 {p50}, p99 {p99}: {tail:.1f} x"
    )
    return [
        Line("log a case over HTTP", engine, beside, register, f"{ratio:.2f} x", REACH[engine]),
        Line("the same: p99 beside p50, 16 connections", engine, p50, p99, f"{tail:.1f} x", "2.5 x"),
    ]
