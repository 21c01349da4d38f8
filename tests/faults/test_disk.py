"""A small disk of its own (a tmpfs, so as root) that fills up or cannot be written to: `make disk`, never by itself."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.console import Console
from tests.cli.test_serving import ask, free_port, wait_until

pytestmark = pytest.mark.disk
SIZE: Final = "16m"
A_WHILE: Final = 20.0
FULL: Final = "The disk is full."
OPENING: Final = {
    "brand": "harbour",
    "channel": "telephone",
    "summary": "Charged a fee twice. " * 200,
    "received_at": "2026-08-03T10:30:00+10:00",
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@dataclass
class Serving:
    """A server and its worker over the small disk, and a program that logs complaints."""

    console: Console
    log: Path
    port: int
    token: str = ""

    def post(self) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        status, said = ask(self.port, "POST", "/api/v1/cases", json.dumps(OPENING).encode(), headers)
        return status, json.loads(said) if said else {}

    def page(self, address: str) -> tuple[int, str]:
        status, said = ask(self.port, "GET", address)
        return status, said.decode()

    def events(self) -> list[str]:
        """What was logged, by the name of each event; whatever is no event is itself."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["event"] if line.startswith("{") else line for line in lines]


@contextmanager
def serving(console: Console, log: Path) -> Iterator[Serving]:
    found = Serving(console, log, free_port())
    command = [sys.executable, "-m", "register.cli", "serve", "--port", str(found.port)]
    with log.open("wb") as file:
        server = subprocess.Popen(command, env=console.environment, stdout=file, stderr=file)
        try:
            assert wait_until(lambda: ask(found.port, "GET", "/readyz")[0] == 200), log.read_text()
            yield found
        finally:
            server.terminate()
            server.wait(60)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Leave no byte free while the block runs."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    yield
    ballast.unlink()


@pytest.fixture
def console(disk: Path) -> Console:
    place = Console(disk / "home")
    place.does("init", "--entity", "harbour", "--brand", "harbour=Harbour Bank")
    return place


def in_one_line(console: Console, *words: str) -> str:
    said = console.refuses(*words)
    assert len(said.splitlines()) == 1, said
    return said


def test_a_full_disk_is_said_at_every_door_and_loses_nothing(console: Console, disk: Path, tmp_path: Path) -> None:
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    token = console.does("token", "create", "--user", "olive@harbour.example", "--scope", "read", "--scope", "write")
    with serving(console, tmp_path / "log") as at:
        at.token = token.strip()
        status, first = at.post()
        assert status == 201, first
        kept = [first["reference"]]
        with filled(disk):
            while (answered := at.post())[0] == 201:
                kept.append(answered[1]["reference"])
            assert answered[0] == 503, answered
            assert [error["code"] for error in answered[1]["errors"]] == ["disk-full", "nothing-kept"]
            assert wait_until(lambda: at.page("/readyz")[0] == 503)
            assert json.loads(at.page("/readyz")[1])["database"] == "disk-full"
            # A stranger's look leaves no row.
            assert at.page("/login")[0] == 200
            assert FULL in in_one_line(console, "channel", "add", "phone", "phones")
            before = len(at.events())
            time.sleep(A_WHILE)
            assert len(at.events()) - before <= 3
        assert wait_until(lambda: at.page("/readyz")[0] == 200)
        status, last = at.post()
        assert status == 201, last
        kept.append(last["reference"])
        assert wait_until(lambda: "storage-back" in at.events())
        assert not any("Traceback" in event for event in at.events())
    for reference in kept:
        assert reference in console.does("case", "show", reference)
    console.does("worker", "--once")
    console.does("trail", "verify")


@pytest.mark.parametrize("words", [("init",), ("worker", "--once"), ("backup", "{disk}/b.db")])
def test_each_command_says_that_the_disk_is_full(console: Console, disk: Path, words: tuple[str, ...]) -> None:
    elsewhere = Console(disk / "another") if words == ("init",) else console
    console.does("channel", "add", "phone", "phones")
    with filled(disk):
        said = in_one_line(elsewhere, *(word.format(disk=disk) for word in words))
    assert "full" in said.lower() or "No space left" in said
    assert not (disk / "b.db").exists()
    elsewhere.does("init" if words == ("init",) else "doctor")


def test_a_read_only_disk_is_said_in_one_line(console: Console, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    console.does("channel", "list")
    for words in (
        ("channel", "add", "phone", "phones"),
        ("worker", "--once"),
        ("trail", "checkpoint"),
        ("backup", str(disk / "b.db")),
        ("upgrade",),
    ):
        said = in_one_line(console, *words)
        assert "cannot be written" in said or os.strerror(30) in said, (words, said)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    console.does("channel", "add", "phone", "phones")
