"""Derive every open date again: cases and dates a second, on one core and on all, and what a million would take."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.ready import ready_register
from policies import catalogue
from register.domain.commands import case as c
from register.domain.values import Id
from register.ids import new_id
from register.inspector.rederiving import rederive
from register.registrar import Order
from register.settings import Settings
from register.wiring import Register, wire
from tests.build import PACK

SIZES = (5_000, 20_000)
TOGETHER = 100
MILLION = 1_000_000


def run() -> None:
    """Fill a register in two steps and derive again after each, in a process of its own: time and memory stay flat."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        _, home = ready_register(url)
        held = 0
        for size in SIZES:
            register = wire(Settings(home=Path(home), database_url=url))
            _fill(register, size - held)
            register.close()
            held = size
            for processes in sorted({1, os.cpu_count() or 1}):
                _tell(_measured(url, processes), processes)


def _tell(measured: dict[str, float], processes: int) -> None:
    cases, seconds = measured["cases"], measured["seconds"]
    print(
        f"derive again, {cases:,.0f} cases with {measured['deadlines']:,.0f} open dates, {processes} processes: "
        f"{seconds:.1f} s, {1e6 * measured['cpu'] / cases:.0f} us CPU a case; "
        f"a million cases {MILLION / cases * seconds / 60:.1f} min; at most {measured['mebibytes']:.0f} MiB a process"
    )


def _measured(url: str, processes: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.rederive", url, str(processes)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _fill(register: Register, cases: int) -> None:
    officer = next(file for file in register.reader.accounts.everybody() if "officer" in file.account.roles)
    openings = _openings(cases)
    for _ in range(0, cases, TOGETHER):
        orders = [Order(next(openings), officer.actor(), Id(new_id()), fresh=True) for _ in range(TOGETHER)]
        register.registrar.carry_out_many(orders)


def _openings(cases: int) -> Iterator[c.OpenCase]:
    now, classes = datetime.now(UTC), (*catalogue.load().versions(PACK)[-1].classes, None)
    for number in range(cases):
        yield c.OpenCase(
            brand="harbour",
            channel="telephone",
            summary="A fee was charged twice in September; asks for it back.",
            received_at=now - timedelta(minutes=1 + number),
            classifying=c.Classifying(complaint_class=classes[number % len(classes)]),
            complainant=c.Identifying(name="Robin Example", kind="individual"),
            points=("The fee was charged twice",),
        )


def main(url: str, processes: str) -> None:
    """Derive again in this process (and its own) and print what it took."""
    start = time.perf_counter()
    found = rederive(url, catalogue.load(), int(processes))
    seconds = time.perf_counter() - start
    if found.fault_count:
        raise AssertionError(found.faults)
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in spent)
    peak = max(each.ru_maxrss for each in spent) / 1024
    print(json.dumps({**found.counts, "seconds": seconds, "cpu": cpu, "mebibytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
