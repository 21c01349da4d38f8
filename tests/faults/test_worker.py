"""The worker while the storage fails: it rests, says so once, and does everything once afterwards."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from register.domain.subjects.inbound import derived_id
from register.domain.values import Id
from register.outage import BUSY, DISK_FULL, READ_ONLY, Outage
from register.worker import JOBS, Worker
from register.worker.rests import LONGEST, Halt
from register.worker.shift import Shift
from tests.build import Bench, a_case
from tests.channels.shapes import body, comment, entry
from tests.faults.failing import DISK_FULL as FULL
from tests.faults.failing import Fault, counted, failing

PAGE = "1000000000001"


def a_delivery(bench: Bench, native_id: str) -> None:
    content = body(entry(comment(comment_id=native_id), page=PAGE))
    bench.register.upkeep.keep_delivery(bench.channel, b"", content)


class Log:
    """Keeps the names of what was logged."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def error(self, event: str, **_: object) -> None:
        self.said.append(event)

    info = error


def test_each_change_of_state_is_said_once_and_the_rest_grows() -> None:
    log = Log()
    halt = Halt(log)
    halt.over()
    pauses = [halt.lengthen(Outage(DISK_FULL)) for _ in range(10)]
    assert (pauses[:3], pauses[-1]) == ([1.0, 2.0, 4.0], LONGEST)
    assert log.said == ["storage-unavailable"]
    assert halt.lengthen(Outage(READ_ONLY)) == 1.0
    halt.over()
    halt.over()
    assert log.said == ["storage-unavailable", "storage-unavailable", "storage-back"]


def test_asked_for_one_round_it_raises_what_the_console_says(bench: Bench) -> None:
    a_delivery(bench, "1_1")
    full = Fault("statement", 1, FULL, lasting=True)
    with failing(bench.register.registrar._engine, full), pytest.raises(Outage, match=DISK_FULL):
        Worker(bench.register).run_once()
    assert Worker(bench.register).run_once()["parse"] == 1


def test_a_round_that_fails_anywhere_is_done_once_in_the_end(bench: Bench) -> None:
    engine, worker = bench.register.registrar._engine, Worker(bench.register)
    a_case(bench)
    a_delivery(bench, "1_0")
    with failing(engine, counted()) as whole:
        worker.run_once()
    for number in range(1, whole.statements + 1, 3):
        a_delivery(bench, f"2_{number}")
        with failing(engine, Fault("statement", number, FULL)), suppress(Outage):
            worker.run_once()
        # An interrupted round leaves no more than its leases behind, and those are its own.
        worker.run_once()
    captured = bench.register.reader.inbox.counts()["awaiting"]
    assert captured == 1 + len(range(1, whole.statements + 1, 3))
    bench.register.sealer.seal()
    assert bench.register.inspector.verify().faults == ()


def test_what_is_busy_rests_and_keeps_nobody_else(bench: Bench) -> None:
    done: list[str] = []

    def do(item: str) -> None:
        if item == "busy":
            raise Outage(BUSY)
        done.append(item)

    shift, names = Shift(bench.register), ("one", "busy", "another")
    items = [(Id(derived_id(name)), name) for name in names]
    with capture_logs() as logs:
        assert [shift.each(JOBS[0], items, do) for _ in range(2)] == [2, 2]
    assert done == ["one", "another"] * 2
    assert [log["error"] for log in logs] == ["Outage"]


def test_it_goes_on_by_itself_and_logs_two_lines_a_turn(bench: Bench) -> None:
    stop, engine = threading.Event(), bench.register.registrar._engine
    a_delivery(bench, "4_1")
    thread = threading.Thread(target=Worker(bench.register).run_forever, args=(stop,))
    with capture_logs() as logs:
        with failing(engine, Fault("statement", 1, FULL, lasting=True)) as fault:
            thread.start()
            _until(lambda: fault.struck >= 4)
        _until(lambda: bench.register.reader.inbox.counts() == {"awaiting": 1})
        stop.set()
        thread.join(30)
    events = [log["event"] for log in logs]
    assert events.count("storage-unavailable") <= 2
    assert events.count("storage-back") == events.count("storage-unavailable")
    assert "job-failed" not in events


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came")
