"""`register serve` as a process: pages, the worker beside it, and how both end."""

import hashlib
import hmac
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.console import Console

PATIENCE = 40.0
SECRET = "an app secret of this test"


def wait_until(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not (good := holds()) and time.monotonic() < until:
        time.sleep(0.1)
    return good


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(console: Console, port: int, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "register.cli", "serve", "--port", str(port), *words]
    with (console.home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=console.environment, stdout=log, stderr=log)
        try:
            assert wait_until(lambda: ask(port, "GET", "/readyz")[0] == 200), (console.home / "log").read_text()
            yield server
        finally:
            server.kill()
            server.wait()


def children(process: int) -> list[int]:
    # Each thread lists the children it started.
    listed = (file.read_text(encoding="ascii") for file in Path(f"/proc/{process}/task").glob("*/children"))
    return [int(child) for children_of_one in listed for child in children_of_one.split()]


def gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return True
    return state == "Z"


def a_comment() -> bytes:
    comment = {
        "item": "comment",
        "verb": "add",
        "post_id": "1001_1",
        "comment_id": "1_2",
        "from": {"id": "77", "name": "Robin Example"},
        "message": "You charged me twice",
        "created_time": int(time.time()) - 60,
    }
    entry = {"id": "1001", "time": int(time.time()), "changes": [{"field": "feed", "value": comment}]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def test_a_signed_webhook_becomes_a_message_through_the_worker_beside(embedded: Console) -> None:
    embedded.does("channel", "add", "facebook", "page", "--option", "page_id=1001", "--option", f"app_secret={SECRET}")
    embedded.does("user", "add", "olive@harbour.example", "--role", "officer")
    token = embedded.does("token", "create", "--user", "olive@harbour.example", "--scope", "read").strip()
    port, body = free_port(), a_comment()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"}
    with serving(embedded, port) as server:
        assert ask(port, "POST", "/hooks/facebook/page", body, {"Content-Type": "application/json"})[0] in {401, 403}
        assert ask(port, "POST", "/hooks/facebook/page", body, headers)[0] == 200
        allowed = {"Authorization": f"Bearer {token}"}
        assert wait_until(lambda: b"charged me twice" in ask(port, "GET", "/api/v1/messages", headers=allowed)[1])
        (worker,) = children(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0
        assert gone(worker)


def test_a_worker_outlives_neither_its_end_nor_a_killed_server(embedded: Console) -> None:
    port = free_port()
    with serving(embedded, port) as server:
        (first,) = children(server.pid)
        subprocess.run(["kill", "-9", str(first)], check=True)
        assert wait_until(lambda: [child for child in children(server.pid) if child != first and not gone(child)] != [])
        second = next(child for child in children(server.pid) if child != first)
        server.kill()
        server.wait()
        assert wait_until(lambda: gone(second))


def test_without_a_worker_there_is_none(embedded: Console) -> None:
    port = free_port()
    with serving(embedded, port, "--no-worker") as server:
        assert children(server.pid) == []


def test_a_taken_port_is_named(embedded: Console) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "register.cli", "serve", "--no-worker", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(
            command, env=embedded.environment, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert "Choose another with --port or REGISTER_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_says_before_anything_else_that_its_port_is_taken(tmp_path: Path) -> None:
    console = Console(tmp_path / "home")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = console.refuses("demo", "--port", str(port))
    assert f"REGISTER_PORT={port + 1} make demo" in said
    assert not console.home.exists()


@pytest.mark.postgresql
def test_a_team_s_server_leaves_the_work_to_others(postgresql_url: str, tmp_path: Path) -> None:
    place = Console(tmp_path / "home", postgresql_url)
    place.does("init")
    with serving(place, free_port()) as server:
        assert children(server.pid) == []
    place.does("worker", "--once")


@pytest.mark.parametrize("words", [(), ("--proxy", "127.0.0.1")], ids=["no proxy", "a proxy"])
def test_strangers_behind_a_proxy_get_no_figures_and_send_no_giants(embedded: Console, words: tuple[str, ...]) -> None:
    port = free_port()
    with serving(embedded, port, "--no-worker", *words):
        assert ask(port, "GET", "/metrics")[0] == 200
        assert ask(port, "GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"})[0] == 401
        assert ask(port, "POST", "/login", bytes(3 * 1024 * 1024))[0] == 413
