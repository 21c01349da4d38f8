"""What strangers can make a real server process read, and hold in memory."""

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.cli.test_serving import ask, free_port, serving, wait_until

MB = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
# What one request may add to the server's memory at its peak.
BUDGET = 40 * MB
OBJECTS = b"[" + b"{}," * (6 * MB) + b"{}]"
NASTY = {
    "fields for the log-in": ("POST", "/login", FORM, b"a&" * (17 * MB), 413),
    "objects for the log-in": ("POST", "/login", JSON, OBJECTS, 415),
    "objects for a webhook": ("POST", "/hooks/facebook/page", JSON, OBJECTS, 413),
    "objects for the API": ("POST", "/api/v1/cases", JSON, OBJECTS, 401),
    "objects for an address that only reads": ("GET", "/healthz", JSON, OBJECTS, 413),
    "objects for no address": ("POST", "/nothing", JSON, OBJECTS, 413),
    "parts of a form": ("POST", "/login", "multipart/form-data; boundary=b", b"--b\r\n\r\n" * (4 * MB), 413),
    "more than is taken anywhere": ("POST", "/login", FORM, b"x" * (45 * MB), 413),
}


def peak(process: int) -> int:
    """The most memory the process ever held, in bytes."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


@pytest.fixture
def running(embedded: Console) -> Iterator[tuple[Console, int, int]]:
    """A server that has answered before: the console, its port, its process."""
    embedded.does("channel", "add", "facebook", "page", "--option", "page_id=1001", "--option", "app_secret=hush")
    port = free_port()
    with serving(embedded, port, "--no-worker") as server:
        ask(port, "GET", "/login")
        ask(port, "POST", "/hooks/facebook/page", b"{}")
        yield embedded, port, server.pid


def test_what_strangers_send_is_refused_in_words_and_costs_no_memory(running: tuple[Console, int, int]) -> None:
    _, port, process = running
    before = peak(process)
    for what, (method, path, kind, body, expected) in NASTY.items():
        status, answer = ask(port, method, path, body, {"Content-Type": kind})
        assert (status, answer != b"") == (expected, True), what
        assert peak(process) - before < BUDGET, what


def test_too_large_is_a_page_for_people_and_a_problem_for_programs(running: tuple[Console, int, int]) -> None:
    console, port, _ = running
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    token = console.does("token", "create", "--user", "olive@harbour.example", "--scope", "write").strip()
    status, page = ask(port, "POST", "/login", b"x" * (45 * MB), {"Content-Type": FORM})
    assert (status, b"Too large" in page) == (413, True)
    known = {"Authorization": f"Bearer {token}", "Content-Type": JSON, "If-Match": "*"}
    for path in ("/api/v1/cases", "/api/v1/cases/C-2026-000001/files"):
        status, answer = ask(port, "POST", path, b'"' + b"x" * (45 * MB) + b'"', known)
        assert (status, json.loads(answer)["errors"][0]["code"]) == (413, "request-too-large")
    status, answer = ask(port, "POST", "/hooks/facebook/page", b"x" * (45 * MB), {"Content-Type": JSON})
    assert (status, json.loads(answer)["status"]) == (413, 413)


def test_a_body_that_never_said_its_length_is_refused_as_well(running: tuple[Console, int, int]) -> None:
    _, port, process = running
    before = peak(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    pieces = (b"a&" * (MB // 2) for _ in range(45))
    connection.request("POST", "/login", pieces, {"Content-Type": FORM}, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, b"Too large" in answer.read()) == (413, True)
    connection.close()
    assert peak(process) - before < BUDGET


def test_objects_by_the_million_from_somebody_known_cost_no_memory_either(running: tuple[Console, int, int]) -> None:
    console, port, process = running
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    token = console.does("token", "create", "--user", "olive@harbour.example", "--scope", "write").strip()
    known = {"Authorization": f"Bearer {token}", "Content-Type": JSON, "If-Match": "*"}
    before = peak(process)
    for path in ("/api/v1/cases", "/api/v1/cases/C-2026-000001/files"):
        status, _ = ask(port, "POST", path, b"[" + b"{}," * (12 * MB) + b"{}]", known)
        assert status == 413
    # The bytes of one file are held; a tree of them would be a gigabyte.
    assert peak(process) - before < 3 * BUDGET


def test_connections_that_drip_do_not_stop_the_service(running: tuple[Console, int, int]) -> None:
    _, port, _ = running
    with ExitStack() as stack:
        dripping = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(150)]
        for connection in dripping:
            connection.sendall(b"POST /login HTTP/1.1\r\nHost: here\r\nContent-Length: 5000\r\n\r\na")
        assert ask(port, "GET", "/healthz")[0] == 200
        first = dripping[0]
        first.settimeout(0.2)

        def cut_off() -> bool:
            try:
                first.sendall(b"a")
                return first.recv(1) == b""
            except TimeoutError:
                return False
            except OSError:
                return True

        assert wait_until(cut_off)
