"""Serving pages, and the work behind them."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import click

from register.cli.console import Stopped, opened
from register.cli.terminal import say
from register.settings import load

PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 60.0
LONG_ENOUGH: Final = 60.0
PATIENCE: Final = 20.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="REGISTER_HOST", help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="REGISTER_PORT", help="Port to listen on.")
@click.option("--proxy", envvar="REGISTER_PROXY", help="Address of the reverse proxy whose word on visitors counts.")
@click.option("--no-worker", is_flag=True, help="Leave the background work to `register worker` elsewhere.")
def serve(host: str, port: int, proxy: str | None, no_worker: bool) -> None:
    """Serve pages, REST and webhooks; with the embedded database the worker runs beside it."""
    check_port(host, port, "--port or REGISTER_PORT")
    settings = load()
    embedded = settings.database_url.startswith("sqlite")
    with opened(settings) as register:
        from register.app import create_app
        from register.cli.logs import log_to_stderr
        from register.cli.server import listen

        log_to_stderr()
        app = create_app(register)
        with ending_cleanly(), working(beside=embedded and not no_worker):
            listen(app, host, port, proxy)


def check_port(host: str, port: int, choice: str) -> None:
    """Raise ``Stopped`` when no server can listen there, before anything is made; ``choice`` says what to do."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            # As the server does, so that a port whose last connections are still closing counts as free.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, OverflowError) as error:
        raise Stopped(f"{host}:{port}: {getattr(error, 'strerror', error)}. Choose another with {choice}.") from error


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, with exit 0."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        say("", err=True)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def working(*, beside: bool) -> Iterator[None]:
    """Keep a worker running as a child process while the block runs; one that ends by itself is started again."""
    if not beside:
        yield
        return
    stopping, children = threading.Event(), [_start_worker()]

    def watch() -> None:
        pause, begun = PAUSE, time.monotonic()
        while not stopping.is_set():
            code = children[-1].wait()
            # One that cannot even begin is not asked every second for days.
            pause = PAUSE if time.monotonic() - begun > LONG_ENOUGH else min(2 * pause, LONGEST_PAUSE)
            if not stopping.wait(pause):
                say(f"register: the worker ended ({code}); it is started again.", err=True)
                begun = time.monotonic()
                children.append(_start_worker())

    watcher = threading.Thread(target=watch, name="worker-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stopping.set()
        children[-1].terminate()
        watcher.join(PATIENCE)
        _end(children[-1])


def _start_worker() -> subprocess.Popen[bytes]:
    # The pipe tells the child that its parent is gone, even when the parent was killed outright.
    command = [sys.executable, "-m", "register.cli", "worker", "--while-stdin-is-open"]
    # A session of its own, so that Ctrl-C reaches it through us alone.
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own program, no words of others


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdin is not None:
        child.stdin.close()


def end_with_parent() -> None:
    """End this process once its standard input closes."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
@click.option("--while-stdin-is-open", "attached", is_flag=True, hidden=True)
def worker(once: bool, attached: bool) -> None:
    """Do the background work: parse deliveries, send letters, watch limits, seal the trail."""
    from register.cli.logs import log_to_stderr
    from register.worker import Worker

    log_to_stderr()
    with opened() as register:
        works = Worker(register)
        if once:
            while any(works.run_once().values()):
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # The item in hand is finished first.
            signal.signal(number, lambda *_: stop.set())
        if attached:
            end_with_parent()
        works.run_forever(stop)
