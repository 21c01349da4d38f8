"""How a job is run: under a lease, item by item, whatever fails; what failed rests before it is tried again."""

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

import structlog

from register.domain.actors import WORKER
from register.domain.commands.base import Command
from register.domain.errors import Refused
from register.domain.timely import far_ahead
from register.domain.values import Id
from register.ids import new_id
from register.orders import Outcome
from register.outage import BUSY, Outage
from register.reader.work import CasePart
from register.wiring import Register

REST: Final = timedelta(minutes=5)
JOB_RESTS: Final = timedelta(minutes=1)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. ``seconds``: how long one item may take before another worker believes this one dead.

    ``by_the_clock``: it records that time has passed, and rests while the clock is too far ahead to be believed.
    """

    name: str
    seconds: float
    do: Callable[["Shift", "Job"], int]
    turn: str
    by_the_clock: bool = False


class RoundOver(Exception):
    """Nothing more of this kind can be done now; the item in hand waits as it did."""


class Shift:
    """One worker at work: the register, who holds its leases, what has to rest, and when to stop."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.stop = threading.Event()
        self.log = structlog.get_logger("register.worker")
        self._holder = new_id()
        self._resting: dict[str, datetime] = {}

    def run(self, job: Job) -> int:
        """Do one job once; return how much got done, nothing when another worker does it or it failed, and so rests.

        Raises ``Outage``: while the storage fails, no job can do anything.
        """
        try:
            if self.rests(job.name) or self._doubts_the_clock(job) or not self._leased(job):
                return 0
            try:
                done = job.do(self, job)
            finally:
                self.register.upkeep.release(job.name, self._holder)
        except Outage:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs go on
            self._failed(job, error)
            self.rest(job.name, JOB_RESTS)
            return 0
        if done:
            self.log.info("job-done", job=job.name, done=done)
        return done

    def each(self, job: Job, items: Iterable[tuple[Id, Item]], do: Callable[[Item], object]) -> int:
        """Do each item under a renewed lease; return how many went well. One that fails has to rest."""
        done = 0
        for name, item in items:
            if self.rests(name):
                continue
            if self.stop.is_set() or not self._leased(job):
                break
            try:
                do(item)
                done += 1
            except RoundOver:
                break
            except Outage as outage:
                # One that takes too long is busy by itself; any other outage concerns them all.
                if outage.code != BUSY:
                    raise
                self._failed(job, outage)
                self.rest(name, REST)
            except Exception as error:  # noqa: BLE001 - one broken item must not take the others with it
                self._failed(job, error)
                self.rest(name, REST)
        return done

    def rests(self, name: str) -> bool:
        """Whether something was told to rest, and its time is not over."""
        now = self.register.clock()
        return self._resting.get(name, now) > now

    def rest(self, name: str, time: timedelta) -> None:
        """Let something rest from now on."""
        self._resting[name] = self.register.clock() + time

    def do(self, command: Command, command_id: str | None = None) -> Outcome:
        """Carry out a command as the worker."""
        return self.register.registrar.carry_out(command, WORKER, command_id)

    def _doubts_the_clock(self, job: Job) -> bool:
        ahead = job.by_the_clock and far_ahead(self.register.clock(), self.register.reader.trail.known_at())
        if ahead:
            self.log.warning("clock-far-ahead", job=job.name)
        return ahead

    def _leased(self, job: Job) -> bool:
        return self.register.upkeep.lease(job.name, self._holder, job.seconds)

    def _failed(self, job: Job, error: Exception) -> None:
        """Log what failed and where. The words of an error may quote personal data, so they stay out."""
        if isinstance(error, Refused):
            self.log.warning("refused", job=job.name, codes=[problem.code for problem in error.problems])
            return
        frames = traceback.extract_tb(error.__traceback__)
        trace = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        self.log.error("job-failed", job=job.name, error=type(error).__qualname__, trace=trace)


def named(parts: Iterable[CasePart]) -> Iterator[tuple[Id, CasePart]]:
    """Yield each part of a case under its own name."""
    return ((part.part, part) for part in parts)
