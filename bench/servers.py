"""Servers to be measured, each a process of its own, and the CPU time they and their database use."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(root: int) -> float:
    """Return the CPU time of a process and its descendants, ended ones included; 0.0 for process 0: there is none."""
    if root == 0:
        return 0.0
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            spent[int(entry.name)] = sum(int(f) for f in fields[11:15]) / TICKS
    total, waiting = 0.0, [root]
    while waiting:
        process = waiting.pop()
        total += spent.get(process, 0.0)
        waiting.extend(children.get(process, []))
    return total


def postmaster(url: str) -> int:
    """Return the process id of the PostgreSQL server at ``url``, which runs on this machine."""
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        ((backend,),) = connection.execute("SELECT pg_backend_pid()").fetchall()
        return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


@contextmanager
def serving(kind: str, *arguments: str) -> Iterator[tuple[int, int]]:
    """Run ``python -m bench.serve KIND PORT …`` and yield (port, process id) once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "bench.serve", kind, str(port), *arguments]
    with subprocess.Popen(command) as process:
        try:
            _wait(port, process)
            yield port, process.pid
        finally:
            process.send_signal(signal.SIGTERM)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")
