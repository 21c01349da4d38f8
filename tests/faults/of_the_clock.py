"""One example for each command about days that are over and the clock itself."""

from datetime import timedelta
from typing import Final

from register.domain.actors import CONSOLE, WORKER, Actor
from register.domain.commands import register as r
from tests.build import Bench
from tests.faults.of_cases import Examples


def _digest(bench: Bench) -> tuple[r.DigestLogs, Actor]:
    """The day after the last one that was digested, which is over."""
    known = bench.register.reader.firm.now().firm.digested_on
    day = bench.clock().date() if known is None else known + timedelta(days=1)
    while bench.clock().date() <= day:
        bench.clock.step(days=1)
    return r.DigestLogs(from_on=day, to_on=day, logs=bench.register.reader.logs.digests(day, day)), WORKER


EXAMPLES: Final[Examples] = {r.DigestLogs: _digest, r.ConfirmTime: lambda _: (r.ConfirmTime(), CONSOLE)}
