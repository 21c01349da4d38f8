"""The queue, what is at risk, and finding, at several sizes of a register whose cases are all open."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.grown import grow
from bench.log_a_case import databases
from bench.ready import ready_register
from bench.table import Line
from register.domain.actors import CONSOLE
from register.domain.obligations.risks import horizons
from register.reader.cases import QueueView
from register.settings import Settings
from register.store.engine import writing_engine
from register.wiring import Register, wire

SIZES = (1_000, 20_000, 300_000)
TIMES = 15
REACH = {"queue": 10, "at risk": 15}
TRIES = {
    "a rare word": "reference4999",
    "a frequent word": "fee",
    "two words": "mortgage brien",
    "part of a name": "guyen",
    "two Han": "样本",
    "two letters": "re",
    "a number": "+61400000777",
    "a case's number": "500777",
}


def run() -> list[Line]:
    """Measure each list at each size on both engines."""
    lines: list[Line] = []
    for engine in ("sqlite", "postgresql"):
        with databases(engine) as (_, url, _server):
            _, home = ready_register(url)
            for size in SIZES:
                register = wire(Settings(home=Path(home), database_url=url))
                writing = writing_engine(url)
                grow(register, writing, size)
                writing.dispose()
                lines += _report(engine, size, register)
                register.close()
    return lines


def _report(engine: str, size: int, register: Register) -> list[Line]:
    lines: list[Line] = []
    for name, ask in _lists(register).items():
        ask()
        taken = [_milliseconds(ask) for _ in range(TIMES)]
        middle = statistics.median(taken)
        print(f"{name}, {engine}, {size:,} cases: {middle:.2f} ms, at most {max(taken):.2f}", flush=True)
        reach = f"{next((most for start, most in REACH.items() if name.startswith(start)), 15)} ms"
        lines.append(Line(f"{name}, {size:,} cases", engine, "", f"{middle:.2f} ms", "", reach))
    return lines


def _lists(register: Register) -> dict[str, Callable[[], Any]]:
    cases, guard = register.reader.cases, register.reader.guard
    packs = tuple(register.policies.packs.values())
    return {
        "queue of 50": lambda: cases.queue(CONSOLE),
        "queue of 50, narrowed by a word": lambda: cases.queue(CONSOLE, QueueView(words="mortgage brien")),
        "at risk, 50": lambda: guard.near(CONSOLE, horizons(packs, register.clock())),
        **{f"find {name}": lambda words=words: cases.search(CONSOLE, words) for name, words in TRIES.items()},
    }


def _milliseconds(ask: Callable[[], Any]) -> float:
    before = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - before)
