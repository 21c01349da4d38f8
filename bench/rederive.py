"""Derive every open date again, on one core and on all: CPU and memory a case, and what a million would take.

The million is reckoned from what more cases cost more, so that starting up is counted once; minutes are those of cores
that have nothing else to do.
"""

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
from register.inspector.rederivation import rederive
from register.orders import Order
from register.settings import Settings
from register.wiring import Register, wire
from tests.build import PACK

SIZES = (5_000, 20_000)
TOGETHER = 100
MILLION = 1_000_000


def run() -> None:
    """Fill a register in two steps and derive again after each, in a process of its own: memory stays flat."""
    measured: dict[int, list[dict[str, float]]] = {count: [] for count in sorted({1, os.cpu_count() or 1})}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        _, home = ready_register(url)
        held = 0
        for size in SIZES:
            register = wire(Settings(home=Path(home), database_url=url))
            fill(register, size - held)
            register.close()
            held = size
            for processes, found in measured.items():
                found.append(_measured(url, processes))
    for processes, (small, large) in measured.items():
        _tell(processes, small, large)


def _tell(processes: int, small: dict[str, float], large: dict[str, float]) -> None:
    each = (large["cpu"] - small["cpu"]) / (large["cases"] - small["cases"])
    minutes = (large["cpu"] + each * (MILLION - large["cases"])) / processes / 60
    print(
        f"derive again, {large['cases']:,.0f} cases with {large['deadlines']:,.0f} open dates, {processes} processes: "
        f"{large['cpu']:.1f} s CPU, {1e6 * each:.0f} us for one case more; a million cases {minutes:.1f} min; "
        f"at most {small['mebibytes']:.0f} MiB a process over {small['cases']:,.0f}, {large['mebibytes']:.0f} over all"
    )


def _measured(url: str, processes: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.rederive", url, str(processes)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def fill(register: Register, cases: int) -> None:
    """Open some cases of every class, received a minute apart, many in a commit."""
    officer = next(file for file in register.reader.accounts.everybody() if "officer" in file.account.roles)
    openings = _openings(cases)
    for _ in range(0, cases, TOGETHER):
        orders = [Order(next(openings), officer.actor(), Id(new_id()), fresh=True) for _ in range(TOGETHER)]
        register.registrar.carry_out_many(orders)


def _openings(cases: int) -> Iterator[c.OpenCase]:
    now, classes = datetime.now(UTC), (*catalogue.shipped().versions(PACK)[-1].classes, None)
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
    found = rederive(url, catalogue.shipped(), int(processes))
    seconds = time.perf_counter() - start
    if found.fault_count:
        raise AssertionError(found.faults)
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in spent)
    peak = max(each.ru_maxrss for each in spent) / 1024
    print(json.dumps({**found.counts, "seconds": seconds, "cpu": cpu, "mebibytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
