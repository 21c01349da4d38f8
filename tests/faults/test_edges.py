"""The storage fails in the middle of a request, at every statement and commit: the answer says what became of it."""

import hashlib
import hmac
import itertools
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests.api.caller import House, an_opening, codes
from tests.build import Bench
from tests.channels.shapes import body, comment, entry
from tests.faults.failing import DISK_FULL, LOST, Error, Fault, counted, failing
from tests.store.raw import ask
from tests.web.pages.test_logging import SETTLED
from tests.web.pages.visit import visit

OURS: Final[dict[str, Error]] = {
    "sqlite": lambda: sqlite3.ProgrammingError("a mistake of ours"),
    "postgresql": lambda: psycopg.ProgrammingError("a mistake of ours"),
}
# What to prepare before anything fails, and then to send.
Request = Callable[[], Callable[[], TestResponse]]
NOTHING_KEPT = "Nothing was changed."
KEPT = ("was kept", "after it was kept")


@pytest.fixture
def house(bench: Bench) -> House:
    return House(bench)


def engines(bench: Bench) -> tuple[sa.Engine, sa.Engine]:
    """The engine that writes and the one that reads, of pages and programs alike."""
    return bench.register.registrar._engine, bench.register.reader._engine


def cases(bench: Bench) -> int:
    return int(ask(bench.register.settings.database_url, "SELECT count(*) FROM cases"))


def faults(engine: sa.Engine, request: Request, error: dict[str, Error]) -> Iterator[TestResponse]:
    """Yield the answer to such a request for each of its statements failing in turn, and its commits."""
    send = request()
    with failing(engine, counted()) as fault:
        assert send().status_code in {201, 302}
    numbers = [("statement", at) for at in range(1, fault.statements + 1)]
    # Only a lost connection leaves it open whether a commit took place.
    ends = ("commit", "answer") if error is LOST else ("commit",)
    for what, at in (*numbers, *itertools.product(ends, (1, 2))):
        send = request()
        with failing(engine, Fault(what, at, error)):
            answer = send()
        yield answer


def held_to_the_truth(answer: TestResponse, before: int, after: int, status: int) -> None:
    """A request that failed says whether it changed anything, and is right."""
    if answer.status_code < 400:
        assert after == before + 1
        return
    assert answer.status_code == status
    if any(words in answer.text for words in KEPT):
        assert after == before + 1
    else:
        assert NOTHING_KEPT in answer.text
        assert after == before
    if status == 503:
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("error", "status"), [(DISK_FULL, 503), (LOST, 503), (OURS, 500)], ids=["full", "lost", "ours"]
)
@pytest.mark.parametrize("which", [0, 1], ids=["writing", "reading"])
def test_a_program_is_told_the_truth(house: House, which: int, error: dict[str, Error], status: int) -> None:
    bench = house.bench

    def request() -> Callable[[], TestResponse]:
        return lambda: house.officer.post("/cases", an_opening())

    before = cases(bench) + 1
    for answer in faults(engines(bench)[which], request, error):
        after = cases(bench)
        held_to_the_truth(answer, before, after, status)
        before = after


@pytest.mark.parametrize("which", [0, 1], ids=["writing", "reading"])
def test_a_second_try_under_the_same_key_is_carried_out_once(house: House, which: int) -> None:
    bench, keys = house.bench, [""]

    def request() -> Callable[[], TestResponse]:
        keys.append(str(uuid4()))
        return again

    def again() -> TestResponse:
        answer: TestResponse = house.officer.post("/cases", an_opening(), Idempotency_Key=keys[-1])
        return answer

    before = cases(bench) + 1
    for answer in faults(engines(bench)[which], request, LOST):
        assert answer.status_code in {201, 503}
        assert [again().status_code for _ in range(2)] == [201, 201]
        assert cases(bench) == before + 1
        before += 1


@pytest.mark.parametrize(("error", "status"), [(DISK_FULL, 503), (OURS, 500)])
def test_a_person_is_told_the_truth(house: House, error: dict[str, Error], status: int) -> None:
    bench = house.bench
    olive = visit(house.app, bench, bench.officer)

    def request() -> Callable[[], TestResponse]:
        bench.clock.step(minutes=2)
        filled = {**olive.form("/log/", "/log/"), **SETTLED}
        return lambda: olive.client.post("/log/", data=filled)

    before = cases(bench) + 1
    for answer in faults(engines(bench)[0], request, error):
        after = cases(bench)
        held_to_the_truth(answer, before, after, status)
        before = after


def test_every_page_says_that_the_disk_is_full_until_it_is_not(house: House) -> None:
    bench, client = house.bench, house.app.test_client()
    olive = visit(house.app, bench, bench.officer)
    with failing(engines(bench)[0], Fault("statement", 1, DISK_FULL, lasting=True)):
        bench.clock.step(minutes=2)
        # A stranger's look leaves no row, so nothing is missing for it.
        assert client.get("/login").status_code == 200
        answer = olive.client.get("/login")
        assert (answer.status_code, int(answer.headers["Retry-After"])) == (503, 30)
        assert "The disk is full." in answer.text
        assert "Traceback" not in answer.text
        part = olive.client.get("/queue/", headers={"HX-Request": "true"})
        assert (part.status_code, "<html" in part.text) == (503, False)
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert (ready.status_code, ready.get_json()["database"]) == (503, "disk-full")
        assert "Retry-After" in ready.headers
    bench.clock.step(seconds=5)
    assert client.get("/readyz").status_code == 200
    assert olive.client.get("/queue/").status_code == 200


def test_a_database_that_went_away_is_said_and_everything_goes_on_once_it_is_back(
    house: House, request: pytest.FixtureRequest
) -> None:
    client, url = house.app.test_client(), house.bench.register.settings.database_url
    with away(url, request):
        assert client.get("/login").status_code == 200
        answer = house.officer.get("/cases")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "The database is out of reach." in answer.text
        ready = client.get("/readyz")
        assert (ready.status_code, ready.get_json()["database"]) == (503, "database-unreachable")
    wait_until_ready(house)
    assert house.officer.post("/cases", an_opening()).status_code == 201


def wait_until_ready(house: House) -> None:
    """A pooler that was refused asks its server again only after a while."""
    for _try in range(40):
        house.bench.clock.step(seconds=5)
        answer = house.app.test_client().get("/readyz")
        if answer.status_code == 200:
            return
        time.sleep(0.25)
    raise AssertionError(answer.text)


@contextmanager
def away(url: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the database away for a while: the file of one engine, the connections of the other."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        file.rename(file.with_suffix(".aside"))
        yield
        file.with_suffix(".aside").rename(file)
        return
    name, cluster = url.rpartition("/")[2], request.getfixturevalue("cluster")
    with psycopg.connect(cluster.url("postgres").replace("+psycopg", ""), autocommit=True) as operator:
        operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        operator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_a_delivery_that_cannot_be_kept_is_asked_for_again(house: House) -> None:
    content = body(entry(comment(comment_id="1_1"), page="1000000000001"))
    signature = "sha256=" + hmac.new(b"app-secret", content, hashlib.sha256).hexdigest()
    client, bench = house.app.test_client(), house.bench

    def deliver() -> TestResponse:
        return client.post("/hooks/facebook/harbour", data=content, headers={"X-Hub-Signature-256": signature})

    with failing(engines(bench)[0], Fault("statement", 1, DISK_FULL, lasting=True)):
        answer = deliver()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert bench.register.reader.work.deliveries() == []
    assert deliver().status_code == 200


def test_an_outage_is_logged_once_a_minute_and_without_a_trace(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing(engines(house.bench)[0], Fault("statement", 1, DISK_FULL, lasting=True)):
        for _ in range(5):
            house.officer.post("/cases", an_opening())
    printed = "".join(capsys.readouterr())
    assert printed.count("storage-unavailable") == 1
    assert "Traceback" not in printed


def test_what_is_wrong_and_what_became_of_it_have_codes(house: House) -> None:
    with failing(engines(house.bench)[0], Fault("commit", 1, DISK_FULL, lasting=True)):
        assert codes(house.officer.post("/cases", an_opening())) == ["disk-full", "nothing-kept"]
