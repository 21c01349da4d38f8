"""The server behind ``register serve``: patient with large bodies and honest visitors, not with slow ones."""

from typing import Any, Final

from flask import Flask
from waitress import create_server
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from register.admission import FILE, MOST_FORGOTTEN
from register.cli.console import Stopped
from register.cli.terminal import say

THREADS: Final = 8
CONNECTIONS: Final = 500
IDLE_SECONDS: Final = 60
LOOK_EVERY_SECONDS: Final = 5
LONGEST_HEAD: Final = 64 * 1024
FORWARDED: Final = frozenset({"x-forwarded-for", "x-forwarded-proto"})

# A request has twenty seconds, and a second more for every 20 kB it has brought.
GRACE_SECONDS: Final = 20
SLOWEST_BYTES_A_SECOND: Final = 20 * 1024


class Spool(OverflowableBuffer):
    """A body as it comes: kept up to the largest one that is taken anywhere, counted beyond.

    The application refuses it by its length, in its own words, and the sender gets to read them.
    """

    def __init__(self, overflow: int) -> None:
        """Keep up to ``overflow`` bytes in memory, the rest in a file."""
        super().__init__(overflow)
        self.came = 0

    def __len__(self) -> int:
        return self.came

    def append(self, s: bytes) -> None:
        """Take a piece of the body."""
        self.came += len(s)
        if self.came <= FILE:
            super().append(s)


class Parser(HTTPRequestParser):
    """Reads a request, its body into a ``Spool``."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and make ready for the body."""
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = Spool(self.adj.inbuf_overflow)


class Channel(HTTPChannel):
    """A connection that is closed on a request which drips in, however lively it looks."""

    parser_class = Parser
    timed: Any = None
    began = 0.0

    def handle_read(self) -> None:
        """Take what has come, and see whether it comes fast enough."""
        super().handle_read()
        coming = self.request
        if coming is not self.timed:
            self.timed, self.began = coming, self.last_activity
        if coming is not None:
            came = coming.header_bytes_received + coming.body_bytes_received
            if self.last_activity - self.began > GRACE_SECONDS + came / SLOWEST_BYTES_A_SECOND:
                self.will_close = True


def listen(app: Flask, host: str, port: int, proxy: str | None = None) -> None:
    """Answer requests until the process is asked to end; raises ``Stopped`` when the port is taken.

    ``proxy`` is the address of the one proxy that is believed when it says who asks and how (``X-Forwarded-For``,
    ``X-Forwarded-Proto``). Without one nobody is, but the application sees that such a header was there.
    """
    sockets: dict[int, Any] = {}
    believed = {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            map=sockets,
            max_request_body_size=MOST_FORGOTTEN,
            max_request_header_size=LONGEST_HEAD,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=LOOK_EVERY_SECONDS,
            clear_untrusted_proxy_headers=proxy is not None,
            **believed,
        )
    except OSError as error:
        raise Stopped(f"{host}:{port}: {error.strerror}. Choose another with --port or REGISTER_PORT.") from error
    for each in list(sockets.values()):
        if isinstance(each, BaseWSGIServer):
            each.channel_class = Channel
    say(f"The register is at http://{host}:{port}; Ctrl-C ends it.")
    try:
        server.run()
    finally:
        server.close()
