"""A real SMTP server on loopback that does as it is told: accepts, refuses, hesitates, or falls silent."""

import socket
import ssl
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

    async def handle_MAIL(  # noqa: N802 - the library's own spelling
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._cut(server, "MAIL")
        envelope.mail_from = address
        return self.sender

    async def handle_RCPT(  # noqa: N802 - the library's own spelling
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._cut(server, "RCPT")
        envelope.rcpt_tos.append(address)
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
def a_relay(manners: Manners, trust: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run the server; give its port."""
    port = a_free_port()
    controller = Controller(
        manners, hostname="127.0.0.1", port=port, tls_context=trust, require_starttls=trust is not None,
        enable_SMTPUTF8=True,
    )  # fmt: skip
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def a_free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
