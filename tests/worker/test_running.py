"""How the worker runs: job by job, whatever fails, beside others, until it is told to stop."""

import json
import threading
from dataclasses import replace

from structlog.testing import capture_logs

from register.worker import Worker
from tests.build import Bench, a_case
from tests.channels.shapes import body, comment, entry
from tests.worker.bench import a_worker, an_approved_response, the_dispatch
from tests.worker.relay import Manners, a_dripping_relay

PAGE = "1000000000001"


def test_a_failing_job_stops_no_other_and_leaves_its_trace_without_personal_data(bench: Bench) -> None:
    case = an_approved_response(bench)
    unusable = replace(bench.register.settings, mail_from="robin of customer.example")
    with capture_logs() as logs:
        done = Worker(replace(bench.register, settings=unusable)).run_once()
    assert (done["queue"], done["send"], done["seal"]) == (1, 0, 1)
    (failed,) = [log for log in logs if log["event"] == "job-failed"]
    assert (failed["job"], failed["log_level"]) == ("send", "error")
    assert failed["error"]
    assert any("register/worker/dispatch.py" in line and "_dispatch" in line for line in failed["trace"])
    assert "robin" not in json.dumps(logs).lower()
    assert the_dispatch(bench, case).state == "queued"


def test_what_failed_rests_before_it_is_tried_again(bench: Bench) -> None:
    an_approved_response(bench)
    unusable = replace(bench.register.settings, mail_from="no address")
    worker = Worker(replace(bench.register, settings=unusable))

    def failures() -> int:
        with capture_logs() as logs:
            worker.run_once()
        return len([log for log in logs if log["event"] == "job-failed"])

    seen = [failures(), failures()]
    bench.clock.step(minutes=5)
    assert [*seen, failures()] == [1, 0, 1]


def test_one_broken_letter_does_not_hold_up_the_others(bench: Bench, manners: Manners, relay: int) -> None:
    cases = [an_approved_response(bench) for _ in range(3)]
    manners.before_answer = lambda: setattr(manners, "message", "250 fine" if manners.received[1:] else "554 no")
    a_worker(bench, relay).run_once()
    assert sorted(the_dispatch(bench, case).state for case in cases) == ["accepted", "accepted", "refused"]


def test_two_workers_at_once_do_everything_once(bench: Bench, manners: Manners, relay: int) -> None:
    for number in range(20):
        content = body(entry(comment(comment_id=f"7_{number}"), page=PAGE))
        bench.register.upkeep.keep_delivery(bench.channel, b"", content)
    cases = [an_approved_response(bench) for _ in range(3)]
    stop = threading.Event()
    workers = [threading.Thread(target=a_worker(bench, relay).run_forever, args=(stop,)) for _ in range(2)]
    for thread in workers:
        thread.start()
    _until(lambda: bench.register.reader.inbox.counts() == {"awaiting": 20} and len(manners.received) == 3)
    stop.set()
    for thread in workers:
        thread.join(30)
    assert not any(thread.is_alive() for thread in workers)
    assert [the_dispatch(bench, case).state for case in cases] == ["accepted"] * 3
    assert bench.register.reader.deliveries.counts() == {"captured": 20}
    assert len(manners.received) == 3


def test_a_relay_that_never_comes_to_the_point_delays_no_delivery_and_no_seal(bench: Bench) -> None:
    case = an_approved_response(bench)
    stop = threading.Event()
    with a_dripping_relay() as port:
        thread = threading.Thread(target=a_worker(bench, port).run_forever, args=(stop,))
        thread.start()
        _until(lambda: bench.register.reader.health.outbox() == {"queued": 1})
        bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(comment(), page=PAGE)))
        _until(lambda: bench.register.reader.inbox.counts() == {"awaiting": 1})
        _until(lambda: not bench.register.reader.work.unsealed())
        assert (the_dispatch(bench, case).state, the_dispatch(bench, case).attempts) == ("queued", 0)
        stop.set()
    thread.join(30)
    assert not thread.is_alive()


def test_a_stopped_worker_gives_its_leases_back(bench: Bench) -> None:
    stop = threading.Event()
    stop.set()
    a_worker(bench).run_forever(stop)
    a_case(bench)
    assert a_worker(bench).run_once()["seal"] == 1


def test_a_dead_worker_s_lease_runs_out(bench: Bench) -> None:
    a_case(bench)
    assert bench.register.upkeep.lease("seal", "somebody who died", 60)
    assert a_worker(bench).run_once()["seal"] == 0
    bench.clock.step(seconds=60)
    assert a_worker(bench).run_once()["seal"] == 1


def _until(come: object, seconds: float = 30) -> None:
    """Wait for something that other threads bring about."""
    assert callable(come)
    for _ in range(int(seconds / 0.05)):
        if come():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came")
