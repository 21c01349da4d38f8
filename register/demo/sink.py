"""A mail server that keeps every letter in a folder and sends none on: nothing of the demo leaves the machine."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
GREETING: Final = b"220 demo.harbour.example keeps mail\r\n"
OK: Final = b"250 2.0.0 OK\r\n"
HELLO: Final = b"250-demo.harbour.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
GO_AHEAD: Final = b"354 go ahead\r\n"
BYE: Final = b"221 2.0.0 bye\r\n"
NOBODY: Final = b"550 5.1.1 no such mailbox\r\n"
UNKNOWN: Final = b"502 5.5.1 not known here\r\n"
# An address that starts so does not exist, to show what a letter that comes back looks like.
REFUSED = re.compile(rb"(?i)RCPT TO:\s*<unknown\.")
LONGEST_LINE: Final = 65_536


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; letters are kept in ``folder`` as numbered files."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        """Listen; raises ``OSError`` when that is impossible."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._guard = folder, threading.Lock()
        super().__init__((HOST, 0), Conversation)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def keep(self, letter: bytes) -> None:
        """Write one letter down."""
        with self._guard:
            number = sum(1 for _ in self._folder.glob("*.eml")) + 1
            (self._folder / f"{number:04d}.eml").write_bytes(letter)


class Conversation(socketserver.StreamRequestHandler):
    """One SMTP conversation, as far as the register's own sender goes."""

    server: Sink
    timeout = 30

    def handle(self) -> None:
        """Answer each line until the other side says goodbye."""
        self.wfile.write(GREETING)
        while line := self.rfile.readline(LONGEST_LINE):
            verb = line[:4].upper().rstrip()
            if verb == b"DATA":
                self.wfile.write(GO_AHEAD)
                self.server.keep(b"".join(self._letter()))
                self.wfile.write(OK)
            elif verb == b"QUIT":
                self.wfile.write(BYE)
                return
            elif verb == b"RCPT" and REFUSED.match(line):
                self.wfile.write(NOBODY)
            else:
                self.wfile.write(HELLO if verb == b"EHLO" else OK if verb in KNOWN else UNKNOWN)

    def _letter(self) -> Iterator[bytes]:
        """Yield the lines of the message, without the dots that were put in front of dots."""
        while (line := self.rfile.readline(LONGEST_LINE)) not in {b".\r\n", b""}:
            yield line.removeprefix(b".") if line.startswith(b"..") else line


KNOWN: Final = frozenset({b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"})


@contextmanager
def sinking(folder: Path) -> Iterator[Sink]:
    """Keep mail in ``folder`` while the block runs."""
    with Sink(folder) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.05,), name="mail-sink", daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
