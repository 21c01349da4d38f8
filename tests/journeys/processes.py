"""The register as its own program, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from register.settings import Settings

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 30.0
MOMENT: Final = 0.05


def start(settings: Settings, *words: str, smtp_port: int = 9) -> subprocess.Popen[str]:
    """Start ``register`` with these words over the same home and database, in a process group of its own."""
    told = {
        "REGISTER_HOME": str(settings.home),
        "REGISTER_DATABASE_URL": settings.database_url,
        "REGISTER_SECRET_KEY": settings.secret_key,
        "REGISTER_SMTP_PORT": str(smtp_port),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "register.cli", *words],
        cwd=ROOT,
        env={**os.environ, **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[str]) -> str:
    """Kill the program and its children as they stand (``kill -9``); return what they had printed."""
    os.killpg(process.pid, signal.SIGKILL)
    printed, _ = process.communicate(timeout=PATIENCE)
    return printed


@contextmanager
def serving(settings: Settings, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run ``register serve`` until the block ends, by whatever end; wait until it answers."""
    process = start(settings, "serve", "--host", "127.0.0.1", "--port", str(port))
    try:
        _wait_for(process, port)
        yield process
    finally:
        if process.poll() is None:
            kill(process)


def _wait_for(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(int(PATIENCE / MOMENT)):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0])
        with suppress(ConnectionError), closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/hooks/facebook/nobody")
            connection.getresponse().read()
            return
        time.sleep(MOMENT)
    raise AssertionError(f"nothing answers: {kill(process)}")
