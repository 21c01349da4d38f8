"""A real SMTP server on loopback that does as it is told: accepts, refuses, hesitates, or falls silent."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Manners:
    """How the server behaves, and what it was handed. ``drop`` names the step at which it cuts the line."""

    sender: str = "250 2.1.0 fine"
    recipient: str = "250 2.1.5 fine"
    message: str = "250 2.0.0 taken"
    drop: str = ""
    before_answer: Any = None
    received: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    asked: int = 0

    async def handle_MAIL(  # noqa: N802 - the library's own spelling
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        self._cut(server, "MAIL")
        envelope.mail_from = address
        self.senders.append(address)
        self.options.extend(options)
        return self.sender

    async def handle_RCPT(  # noqa: N802 - the library's own spelling
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._cut(server, "RCPT")
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return self.recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        self.received.append(envelope.original_content)
        if self.before_answer is not None:
            self.before_answer()
        self._cut(server, "DATA")
        return self.message

    @property
    def letters(self) -> list[EmailMessage]:
        """Return what was received, read as e-mails."""
        return [message_from_bytes(raw, _class=EmailMessage, policy=default) for raw in self.received]

    def _cut(self, server: Any, step: str) -> None:
        if self.drop == step:
            server.transport.abort()


@contextmanager
def a_relay(manners: Manners, trust: ssl.SSLContext | None = None, **offers: Any) -> Iterator[int]:
    """Run the server; give its port. It takes addresses beyond ASCII unless told otherwise."""
    port = a_free_port()
    told = {"enable_SMTPUTF8": True, **offers}
    controller = Controller(
        manners, hostname="127.0.0.1", port=port, tls_context=trust, require_starttls=trust is not None, **told
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def a_dripping_relay(pause: float = 0.05) -> Iterator[int]:
    """Run a server whose greeting never ends: a line, and another, as long as anybody listens."""
    over = threading.Event()

    class Drip(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                while not over.wait(pause):
                    self.request.sendall(b"220-one moment\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Drip) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            over.set()
            server.shutdown()
            thread.join()


def a_free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
