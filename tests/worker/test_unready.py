"""A relay that takes nothing at all: letters wait as they are, and it is told once."""

import pytest
from structlog.testing import capture_logs

from register.domain.decide.dispatch import BACK_OFF
from register.reader.mail import RELAY
from tests.build import Bench
from tests.worker.bench import a_worker, an_approved_response, the_case, the_dispatch
from tests.worker.relay import Manners, a_free_port


def test_nobody_at_the_relay_begins_nothing_and_then_it_arrives(bench: Bench, relay: int) -> None:
    case = an_approved_response(bench)
    a_worker(bench, a_free_port()).run_once()
    assert (the_dispatch(bench, case).state, the_dispatch(bench, case).attempts) == ("queued", 0)
    trouble = bench.register.reader.mail.trouble(RELAY)
    assert trouble is not None
    assert (trouble.reason, trouble.since) == ("not-reached", bench.clock())
    a_worker(bench, relay).run_once()
    assert the_dispatch(bench, case).state == "accepted"
    assert bench.register.reader.mail.trouble(RELAY) is None


@pytest.mark.parametrize("answer", ["530 5.7.0 log in first", "553 5.7.1 not you", "451 4.3.0 busy"])
def test_what_the_relay_has_against_us_is_told_once_and_no_letter_is_refused_for_it(
    bench: Bench, manners: Manners, relay: int, answer: str
) -> None:
    manners.sender = answer
    cases = [an_approved_response(bench) for _ in range(2)]
    worker = a_worker(bench, relay)
    with capture_logs() as logs:
        for _ in range(len(BACK_OFF) + 2):
            worker.run_once()
            bench.clock.step(days=1)
    assert [log["reason"] for log in logs if log["event"] == "relay-unready"] == [f"smtp:{answer.split()[1]}"]
    assert [(d.state, d.attempts) for case in cases for d in the_case(bench, case).dispatches] == [("queued", 0)] * 2
    manners.sender = "250 fine"
    worker.run_once()
    assert [the_dispatch(bench, case).state for case in cases] == ["accepted"] * 2


def test_the_round_ends_at_the_first_relay_out_of_reach(bench: Bench, manners: Manners, relay: int) -> None:
    manners.drop = "MAIL"
    cases = [an_approved_response(bench) for _ in range(3)]
    worker = a_worker(bench, relay)
    assert [worker.run_once()["send"] for _ in range(3)] == [0, 0, 0]
    assert manners.asked == 1
    manners.drop = ""
    bench.clock.step(minutes=1)
    assert worker.run_once()["send"] == 3
    assert [the_dispatch(bench, case).attempts for case in cases] == [1, 1, 1]
