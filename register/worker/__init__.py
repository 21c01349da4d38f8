"""Background work: small jobs in one table. Any number of workers may run; a lease lets one at a time do each job."""

import threading
from typing import Final

from register.outage import Outage
from register.wiring import Register
from register.worker import (
    deliveries,
    digests,
    dispatch,
    erasure,
    escalations,
    letter_queue,
    missed_limits,
    reminders,
    seals,
)
from register.worker.rests import Halt
from register.worker.shift import Job, Shift

POLL_SECONDS: Final = 1.0
# What waits for other machines has a turn of its own, so that a silent one delays no delivery, no limit and no seal.
RECORDS, MAIL = "records", "mail"
TURNS: Final = (RECORDS, MAIL)
JOBS: Final = (
    Job("parse", 60, deliveries.parse, RECORDS),
    Job("queue", 120, letter_queue.queue, MAIL),
    Job("send", 600, dispatch.send, MAIL),
    Job("sweep", 60, missed_limits.sweep, RECORDS, by_the_clock=True),
    Job("escalate", 60, escalations.escalate, RECORDS, by_the_clock=True),
    Job("remind", 600, reminders.remind, MAIL, by_the_clock=True),
    Job("forget", 60, erasure.forget, RECORDS),
    Job("digest", 600, digests.digest, RECORDS, by_the_clock=True),
    Job("seal", 60, seals.seal, RECORDS),
)


class Worker:
    """Does what waits: parses deliveries, queues and sends letters, records passed limits, reminds, seals."""

    def __init__(self, register: Register) -> None:
        self._shift = Shift(register)

    def run_once(self) -> dict[str, int]:
        """Do each job once and return how much each got done; a failing one does not stop the others.

        Raises ``Outage`` while the storage fails.
        """
        return {job.name: self._shift.run(job) for job in JOBS}

    def run_forever(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set, each turn in a thread of its own; the items in hand are finished first."""
        self._shift.stop = stop
        turns = [threading.Thread(target=self._take_turn, args=(turn,), name=f"worker-{turn}") for turn in TURNS]
        for thread in turns:
            thread.start()
        for thread in turns:
            thread.join()

    def _take_turn(self, turn: str) -> None:
        """Do the jobs of one turn again and again, resting when nothing is left to do."""
        stop, jobs, halt = self._shift.stop, [job for job in JOBS if job.turn == turn], Halt(self._shift.log)
        while not stop.is_set():
            try:
                done = [self._shift.run(job) for job in jobs]
            except Outage as outage:
                stop.wait(halt.lengthen(outage))
                continue
            halt.over()
            if not any(done):
                stop.wait(POLL_SECONDS)
