"""The demo: a made-up bank to try everything on, on this machine alone."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from register.cli.console import Stopped, opened
from register.cli.processes import check_port, ending_cleanly
from register.cli.terminal import say
from register.settings import Settings, load

if TYPE_CHECKING:
    from register.wiring import Register

HOST: Final = "127.0.0.1"
HOME: Final = Path("instance/demo")


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="REGISTER_PORT", help="Port of the pages.")
@click.option("--fresh", is_flag=True, help="Throw the demo away and make it anew, with dates up to today.")
@click.option("--set-up-only", is_flag=True, help="Make it, print the log-ins, and end.")
def demo(port: int, fresh: bool, set_up_only: bool) -> None:
    """Serve a made-up bank with three months of complaints; log-ins are printed. No mail leaves the machine."""
    from register.demo.sink import sinking

    quiet()
    if not set_up_only:
        check_port(HOST, port, f"REGISTER_PORT={port + 1} make demo, or --port")
    home = home_of_demo()
    if fresh:
        _throw_away(home)
    with sinking(home.with_name(f"{home.name}.mail")) as sink:
        settings = settings_of_demo(home, port, sink.port)
        if not settings.key_file.exists():
            make_at(settings)
        with opened(settings) as register:
            _check_demo(register)
            introduce(settings)
            if not set_up_only:
                serve_demo(register, port)


def quiet() -> None:
    """Say only what a visitor of the demo has to know."""
    import logging

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def home_of_demo() -> Path:
    """Return where the demo lives: ``REGISTER_HOME``, or a folder of its own."""
    import os

    return Path(os.environ.get("REGISTER_HOME", HOME)).absolute()


def settings_of_demo(home: Path, port: int, mail_port: int) -> Settings:
    """Return settings that keep to this machine, whatever the environment says."""
    from register.demo.story import content

    firm = content("firm")
    return replace(
        load({"REGISTER_HOME": str(home)}),
        origin=firm["origin"],
        smtp_host=HOST,
        smtp_port=mail_port,
        mail_from=firm["details"]["firm-email"],
        secure_cookies=False,
        base_url=f"http://{HOST}:{port}",
    )


def make_at(settings: Settings) -> None:
    """Make the demo beside its home and move it there when it is whole, so that nothing half-done stays behind."""
    from rich.progress import Progress

    from register.clock import system_clock
    from register.demo.maker import make

    home = settings.home
    unfinished = home.with_name(f"{home.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    if home.exists():
        if any(home.iterdir()):
            raise Stopped(f"{home}: is not empty. Name another folder with REGISTER_HOME.")
        home.rmdir()
    there = replace(settings, home=unfinished, database_url=f"sqlite:///{unfinished / 'register.db'}")
    with Progress(transient=True) as bar:
        task = bar.add_task("Three months of complaints")
        make(there, system_clock, lambda done, total: bar.update(task, completed=done, total=total))
    unfinished.rename(home)


def introduce(settings: Settings) -> None:
    """Print who can sign in, and where."""
    from register.demo.maker import passwords
    from register.demo.story import content

    roles = {person["email"]: person["role"] for person in content("firm")["person"]}
    say(f"The demo stands in {settings.home}; mail is kept in {settings.home.name}.mail beside it.")
    for email, password in passwords().items():
        say(f"  {roles[email]:13}  {email:24}  {password}")


def serve_demo(register: "Register", port: int) -> None:
    """Serve the pages with the worker beside, until Ctrl-C."""
    from register.app import create_app
    from register.cli.server import listen

    with ending_cleanly(), _working(register):
        listen(create_app(register), HOST, port)


@contextmanager
def _working(register: "Register") -> Iterator[None]:
    from register.worker import Worker

    stop = threading.Event()
    thread = threading.Thread(target=Worker(register).run_forever, args=(stop,), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _check_demo(register: "Register") -> None:
    """Raise ``Stopped`` for a register that is none of ours: its pages must not be served without care."""
    found = register.reader.firm.now().firm
    if found.origin != register.settings.origin:
        raise Stopped(f"{register.settings.home}: holds another register. Name another folder with REGISTER_HOME.")


def _throw_away(home: Path) -> None:
    if not home.exists():
        return
    with opened(settings_of_demo(home, 0, 0)) as register:
        _check_demo(register)
    shutil.rmtree(home)
    shutil.rmtree(home.with_name(f"{home.name}.mail"), ignore_errors=True)
