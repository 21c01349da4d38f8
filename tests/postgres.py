"""The PostgreSQL of the tests: a cluster of our own, on a free port, gone when the test run ends.

One test run shares one cluster among its xdist workers. A machine without PostgreSQL fails the tests that need it
and never skips them: half of the promise is that both databases hold.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

DEBIAN = Path("/usr/lib/postgresql")
SUPERUSER = "postgres"
MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3


@dataclass(frozen=True)
class Cluster:
    """A running server that trusts everybody on the loopback address; ``door`` is the port of a pooler before it."""

    port: int
    door: int | None = None

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database in it."""
        return f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.door or self.port}/{database}"

    def create(self, name: str, template: str = "template0") -> str:
        """Create a database as a copy of another (to which nobody may be connected); its address."""
        with self._administration() as connection:
            if self.door:
                # A pooler keeps its sessions after those who asked for them have gone.
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template]
                )
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Delete a database and end the sessions that a test left open in it."""
        with self._administration() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def _administration(self) -> Iterator[psycopg.Connection]:
        address = f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection


@contextmanager
def shared_cluster(run: str) -> Iterator[Cluster]:
    """The cluster of the test run `run`, started by the first who asks and stopped by the last who leaves.

    Raises RuntimeError when PostgreSQL is not installed or does not start, with the server's own words.
    """
    # Not in pytest's own folder: that is closed to the user the server runs as.
    base = _place() / f"register-tests-{os.geteuid()}"
    base.mkdir(exist_ok=True)
    base.chmod(0o711)
    folder = base / run
    with _locked(base):
        _clear_away(base)
        if not folder.exists():
            _start(folder)
        me = folder / f"{os.getpid()}.user"
        me.touch()
        port = int((folder / "port").read_text(encoding="ascii"))
    try:
        yield Cluster(port)
    finally:
        with _locked(base):
            me.unlink()
            _clear_away(base)


def _place() -> Path:
    """Where the server keeps its files: in memory where there is room; a database is copied there ten times faster."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else Path(tempfile.gettempdir())


@contextmanager
def _locked(base: Path) -> Iterator[None]:
    with (base / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_away(base: Path) -> None:
    """Stop every cluster that nobody uses any more, those of killed test runs too."""
    for folder in base.glob("*/"):
        if not any(Path(f"/proc/{user.stem}").exists() for user in folder.glob("*.user")):
            with suppress(RuntimeError):  # it may have been killed too, or never have come up
                _run("pg_ctl", "-m", "immediate", "-w", "stop", data=folder / "data")
            shutil.rmtree(folder)


def _start(folder: Path) -> None:
    data = folder / "data"
    folder.mkdir()
    folder.chmod(0o711)
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, SUPERUSER, SUPERUSER)
    _run("initdb", f"--username={SUPERUSER}", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", data=data)
    port = free_port()
    # The databases live for seconds; what a crash of the whole machine would lose is not what these tests are about.
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "fsync": "off",
        "full_page_writes": "off",
        "max_connections": "200",
        "max_wal_size": "256MB",
    }
    given = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    _run("pg_ctl", "-l", str(data / "log"), "-w", "-o", given, "start", data=data)
    (folder / "port").write_text(str(port), encoding="ascii")


def _binaries() -> Path:
    found = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise RuntimeError("These tests need PostgreSQL, which is not installed: run `make setup-test`.")
    return max(found, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()])


def _run(program: str, *options: str, data: Path) -> None:
    command = [str(_binaries() / program), "-D", str(data), *options]
    as_owner = ["runuser", "-u", SUPERUSER, "--"] if os.geteuid() == 0 else []
    # The server keeps whatever it inherits for as long as it lives, so its output must not be a pipe we wait on.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run([*as_owner, *command], cwd=data, stdout=output, stderr=output, check=False)
        output.seek(0)
        if done.returncode:
            log = data / "log"
            said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            raise RuntimeError(f"{' '.join(command)}\n{output.read()}{said}")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
