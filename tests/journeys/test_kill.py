"""Programs killed outright in the middle of their work: what was answered is kept, and nothing is done twice."""

import hashlib
import hmac
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from register.domain.errors import Unknown
from register.domain.subjects.inbound import derived_id
from register.domain.values import Id
from register.wiring import Register, wire
from register.worker import Worker
from tests.build import Bench, a_register
from tests.channels.shapes import body, comment, entry
from tests.clock import SteppedClock
from tests.journeys.processes import kill, serving, start
from tests.worker.bench import an_approved_response, the_dispatch
from tests.worker.relay import Manners, a_free_port, a_relay

PAGE = "1000000000001"
SENDERS = 4
BREATH = 0.005


class Platform:
    """Sends comments as fast as it can, and again what nobody answered, and now and then what somebody did."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answered: set[str] = set()
        self.unanswered: list[str] = []
        self.refusals: list[int] = []
        self._number = 0
        self._guard = threading.Lock()

    def stream(self, until_it_fails: threading.Event) -> None:
        """Send one after the other until the server is gone."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            while not until_it_fails.is_set():
                native_id = self._next()
                try:
                    status = self._send(connection, native_id)
                except (OSError, HTTPException):
                    with self._guard:
                        self.unanswered.append(native_id)
                    return
                with self._guard:
                    if status == 200:
                        self.answered.add(native_id)
                    else:
                        self.refusals.append(status)
                time.sleep(BREATH)

    def _next(self) -> str:
        with self._guard:
            if self.unanswered:
                return self.unanswered.pop()
            if self.answered and self._number % 10 == 0:
                self._number += 1
                return random.choice(sorted(self.answered))
            self._number += 1
            return f"77_{self._number}"

    def _send(self, connection: HTTPConnection, native_id: str) -> int:
        content = body(entry(comment(comment_id=native_id, message=f"Complaint {native_id}"), page=PAGE))
        signature = hmac.new(b"app-secret", content, hashlib.sha256).hexdigest()
        connection.request("POST", "/hooks/facebook/harbour", content, {"X-Hub-Signature-256": f"sha256={signature}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status


@pytest.fixture
def bench(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[Bench]:
    made = a_register(database_url, clock, tmp_path)
    yield made
    made.register.close()


@pytest.fixture
def afterwards(bench: Bench) -> Iterator[Register]:
    """The same register an hour from now, when every lease of the dead has run out."""
    found = wire(bench.register.settings, SteppedClock(datetime.now(UTC) + timedelta(hours=1)))
    yield found
    found.close()


@pytest.mark.faults
def test_what_a_killed_server_answered_is_in_the_register_exactly_once(
    bench: Bench, afterwards: Register, rounds: int
) -> None:
    platform = Platform(a_free_port())
    for _ in range(rounds):
        _one_round(bench, platform)
    while any(Worker(afterwards).run_once().values()):
        pass
    sent = platform.answered | set(platform.unanswered)
    messages = {native: derived_id("facebook", PAGE, native) for native in sent}
    kept = {native for native, message in messages.items() if _entries(afterwards, bench, message) == 1}
    assert platform.refusals == []
    assert len(platform.answered) > rounds
    assert platform.answered - kept == set()
    assert afterwards.reader.inbox.counts() == {"awaiting": len(kept)}
    assert afterwards.reader.deliveries.counts().keys() == {"captured"}
    assert afterwards.inspector.verify().holds


def _one_round(bench: Bench, platform: Platform) -> None:
    """Serve, stream, and kill the whole family of processes at a random moment after the first answers."""
    gone = threading.Event()
    senders = [threading.Thread(target=platform.stream, args=(gone,)) for _ in range(SENDERS)]
    with serving(bench.register.settings, platform.port) as server:
        for sender in senders:
            sender.start()
        time.sleep(random.uniform(0.05, 0.7))
        kill(server)
    gone.set()
    for sender in senders:
        sender.join(30)
    assert not any(sender.is_alive() for sender in senders)


def _entries(register: Register, bench: Bench, message: Id) -> int:
    with suppress(Unknown):
        return len(register.reader.inbox.open(bench.officer, message).entries)
    return 0


@pytest.mark.faults
def test_a_letter_whose_sender_was_killed_is_in_doubt_and_never_sent_again_by_itself(
    bench: Bench, afterwards: Register
) -> None:
    arrived, killed = threading.Event(), threading.Event()

    def hold_the_answer_back() -> None:
        arrived.set()
        killed.wait(30)

    case = an_approved_response(bench)
    manners = Manners(before_answer=hold_the_answer_back)
    with a_relay(manners) as port:
        sender = start(bench.register.settings, "worker", "--once", smtp_port=port)
        assert arrived.wait(30)
        assert the_dispatch(bench, case).state == "sending"
        kill(sender)
        killed.set()
        assert [Worker(afterwards).run_once()["send"] for _ in range(2)] == [1, 0]
    dispatch = the_dispatch(bench, case)
    assert (dispatch.state, dispatch.reason, dispatch.attempts) == ("in-doubt", "interrupted", 1)
    assert len(manners.received) == 1
