"""One SMTP conversation, and what its end means.

Until the first byte of the message nothing can have been delivered; from then on only the other side's answer tells,
and without one the sending is in doubt. What goes wrong before a recipient is named is about the relay or our settings,
not about the letter.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from register.delivery.mail import Mail, Unwritable, Written, host_of, written
from register.domain.values import Code
from register.settings import Settings

SECONDS: Final = 30.0
WHOLE: Final = 120.0
IMPLICIT_TLS_PORT: Final = 465
GO_AHEAD: Final = 354
ENHANCED = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
LEADING_DOT = re.compile(rb"(?m)^\.")
DONE, LATER, NEVER = 2, 4, 5
TOO_LARGE: Final = frozenset({552, 523})
UNAUTHORISED: Final = frozenset({530, 534, 535, 538})


@dataclass(frozen=True, slots=True)
class Relay:
    """The SMTP server that takes our mail: how long one step of the conversation may take, and how long the whole."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = SECONDS
    whole: float = WHOLE


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a sending ended, and why (``smtp:5.1.1``): ``accepted``, ``refused``, ``later``, ``in-doubt`` or ``unready``.

    ``unready``: the relay took no mail of ours at all, so nothing was begun and the letter waits as it did.
    """

    result: str
    reason: Code


class Unready(Exception):
    """The relay cannot be used now: out of reach, not trusted, or it does not let us in."""


def relay_of(settings: Settings) -> Relay:
    """Return the relay the settings name."""
    return Relay(settings.smtp_host, settings.smtp_port, settings.smtp_tls, settings.smtp_user, settings.smtp_password)


def send(mail: Mail, relay: Relay, begin: Callable[[], object] = lambda: None) -> Verdict:
    """Hand ``mail`` to the relay; never raises for what the relay or the network does.

    ``begin`` is called once the e-mail is written and the relay waits for a recipient, before anything of the letter
    is said; what it raises ends the conversation.
    """
    try:
        ready = written(mail)
    except Unwritable as refusal:
        begin()
        return Verdict("refused", Code(refusal.reason))
    try:
        with _greeted(mail, relay) as peer:
            return _told(peer, ready, begin)
    except Unready as trouble:
        return Verdict("unready", _trouble(trouble.__cause__))


class Conversation(smtplib.SMTP):
    """A conversation that ends when its time is over, however lively the other side keeps it."""

    def __init__(self, relay: Relay, name: str, **options: Any) -> None:
        """Connect and hear the greeting."""
        self._watch = threading.Timer(relay.whole, self._cut)
        self._watch.daemon = True
        super().__init__(relay.host, relay.port, local_hostname=name, timeout=relay.seconds, **options)

    def connect(self, *address: Any, **options: Any) -> tuple[int, bytes]:
        """Connect; the time runs from here."""
        self._watch.start()
        try:
            return super().connect(*address, **options)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        self._watch.cancel()
        super().close()

    def _cut(self) -> None:
        """End the conversation from outside: whoever waits for the other side reads its end."""
        with contextlib.suppress(OSError):
            if self.sock is not None:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class TlsConversation(Conversation, smtplib.SMTP_SSL):
    """One that is encrypted from its first byte."""


@contextlib.contextmanager
def _greeted(mail: Mail, relay: Relay) -> Iterator[smtplib.SMTP]:
    """Give a relay that greeted us and let us in; raises ``Unready`` when it did not."""
    name, trust = host_of(mail.origin), ssl.create_default_context()
    implicit = relay.tls and relay.port == IMPLICIT_TLS_PORT
    with _or_unready():
        peer = TlsConversation(relay, name, context=trust) if implicit else Conversation(relay, name)
    with contextlib.closing(peer):
        with _or_unready():
            if relay.tls and not implicit:
                peer.starttls(context=trust)
            if relay.user:
                peer.login(relay.user, relay.password)
            peer.ehlo_or_helo_if_needed()
        yield peer
        with contextlib.suppress(OSError):
            peer.quit()


@contextlib.contextmanager
def _or_unready() -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeError) as error:
        raise Unready from error


def _told(peer: smtplib.SMTP, mail: Written, begin: Callable[[], object]) -> Verdict:
    """Say from whom, to whom, and what; nothing of the letter is said before ``begin``."""
    data = LEADING_DOT.sub(b"..", mail.data) + b".\r\n"
    misfit = _misfit(peer, mail)
    if misfit is None:
        with _or_unready():
            code, words = peer.mail(mail.return_path, _options(peer, mail))
        misfit = _read(code, words) if code in TOO_LARGE else None
        if misfit is None and code // 100 != DONE:
            raise Unready from smtplib.SMTPSenderRefused(code, words, mail.return_path)
    begin()
    return misfit or _handed_over(peer, mail, data)


def _misfit(peer: smtplib.SMTP, mail: Written) -> Verdict | None:
    """Return why this relay could never take this e-mail, by what it offered."""
    if mail.international and not peer.has_extn("smtputf8"):
        return Verdict("refused", Code("address-not-supported"))
    largest = peer.esmtp_features.get("size", "").strip()
    if largest.isdecimal() and 0 < int(largest) < len(mail.data):
        return Verdict("refused", Code("too-large"))
    return None


def _options(peer: smtplib.SMTP, mail: Written) -> list[str]:
    """Return what is said of the e-mail beforehand: its size (RFC 1870), and letters beyond ASCII (RFC 6531)."""
    size = [f"SIZE={len(mail.data)}"] if peer.has_extn("size") else []
    return [*size, "SMTPUTF8", "BODY=8BITMIME"] if mail.international else size


def _handed_over(peer: smtplib.SMTP, mail: Written, data: bytes) -> Verdict:
    try:
        code, words = peer.rcpt(mail.recipient)
        if code // 100 != DONE:
            return _read(code, words, otherwise="later")
        peer.putcmd("data")
        code, words = peer.getreply()
    except (OSError, UnicodeError) as error:
        return Verdict("later", _trouble(error))
    if code != GO_AHEAD:
        return _read(code, words, otherwise="later")
    try:
        peer.send(data)
        answer = peer.getreply()
    except OSError:
        return Verdict("in-doubt", Code("connection-lost"))
    return _read(*answer)


def _read(code: int, words: bytes, otherwise: str = "in-doubt") -> Verdict:
    """Return what an answer means; one that is neither yes nor no is ``otherwise``.

    That we are not let in is never the letter's fault, and is mended before the next attempt.
    """
    results = {DONE: "accepted", LATER: "later", NEVER: "later" if code in UNAUTHORISED else "refused"}
    return Verdict(results.get(code // 100, otherwise), _code(code, words))


def _code(code: int, words: bytes) -> Code:
    found = ENHANCED.search(words)
    return Code(f"smtp:{found[1].decode() if found else max(code, 0)}")


def _trouble(error: BaseException | None) -> Code:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return _code(error.smtp_code, words)
    if isinstance(error, ssl.SSLError):
        return Code("tls-failed")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Code("not-offered")
    return Code("not-reached")
