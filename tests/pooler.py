"""PgBouncer in front of the tests' PostgreSQL, in transaction mode: any session may serve the next transaction."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import SUPERUSER, free_port

PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 500
server_login_retry = 1
"""


@contextmanager
def a_pooler(server: int, sessions: int) -> Iterator[int]:
    """Run it in front of the server on a port; its own port. Each database has at most so many sessions.

    Raises RuntimeError when it is not installed or does not start, with its own words.
    """
    if not Path(PROGRAM).exists():
        raise RuntimeError("PgBouncer is not installed: apt-get install pgbouncer")
    port = free_port()
    # Not in pytest's own folder: that is closed to the user it runs as.
    folder = Path(tempfile.mkdtemp(prefix="pooler-"))
    folder.chmod(0o755)
    settings = folder / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(server=server, user=SUPERUSER, port=port, sessions=sessions), encoding="ascii")
    user = SUPERUSER if os.geteuid() == 0 else None
    with (folder / "log").open("wb") as log:
        pooler = subprocess.Popen([PROGRAM, str(settings)], stdout=log, stderr=log, user=user)
    try:
        _wait_for(port, folder / "log")
        yield port
    finally:
        pooler.terminate()
        pooler.wait()
        shutil.rmtree(folder)


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(log.read_text())
