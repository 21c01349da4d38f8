"""One SMTP conversation, and what its end means.

Until the first byte of the message nothing can have been delivered; from then on only the other side's answer tells,
and without one the sending is in doubt.
"""

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Final

from register.delivery.mail import Mail, host_of, written
from register.domain.values import Code
from register.settings import Settings

SECONDS: Final = 30.0
IMPLICIT_TLS_PORT: Final = 465
GO_AHEAD: Final = 354
ENHANCED = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
LEADING_DOT = re.compile(rb"(?m)^\.")
DONE, LATER, NEVER = 2, 4, 5


@dataclass(frozen=True, slots=True)
class Relay:
    """The SMTP server that takes our mail, and how long one step of the conversation may take."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a sending ended: ``accepted``, ``refused``, ``later`` or ``in-doubt``, and why (``smtp:5.1.1``)."""

    result: str
    reason: Code


def relay_of(settings: Settings) -> Relay:
    """Return the relay the settings name."""
    return Relay(settings.smtp_host, settings.smtp_port, settings.smtp_tls, settings.smtp_user, settings.smtp_password)


def send(mail: Mail, relay: Relay) -> Verdict:
    """Hand ``mail`` to the relay; never raises for what the relay or the network does."""
    if not mail.addressed:
        return Verdict("refused", Code("bad-address"))
    data = LEADING_DOT.sub(b"..", written(mail)) + b".\r\n"
    try:
        peer = _greeted(mail, relay)
    except (OSError, UnicodeError) as error:
        return Verdict("later", _trouble(error))
    try:
        return _handed_over(peer, mail, data)
    finally:
        with contextlib.suppress(OSError):
            peer.quit()
        peer.close()


def _greeted(mail: Mail, relay: Relay) -> smtplib.SMTP:
    """Return a relay ready for the envelope; nothing of the message has been said yet."""
    name, trust = host_of(mail.origin), ssl.create_default_context()
    if relay.tls and relay.port == IMPLICIT_TLS_PORT:
        peer: smtplib.SMTP = smtplib.SMTP_SSL(
            relay.host, relay.port, local_hostname=name, timeout=relay.seconds, context=trust
        )
    else:
        peer = smtplib.SMTP(relay.host, relay.port, local_hostname=name, timeout=relay.seconds)
    try:
        if relay.tls and relay.port != IMPLICIT_TLS_PORT:
            peer.starttls(context=trust)
        if relay.user:
            peer.login(relay.user, relay.password)
        peer.ehlo_or_helo_if_needed()
    except (OSError, UnicodeError):
        peer.close()
        raise
    return peer


def _handed_over(peer: smtplib.SMTP, mail: Mail, data: bytes) -> Verdict:
    if mail.international and not peer.has_extn("smtputf8"):
        return Verdict("refused", Code("address-not-supported"))
    try:
        refusal = _enveloped(peer, mail)
    except (OSError, UnicodeError) as error:
        return Verdict("later", _trouble(error))
    if refusal is not None:
        return refusal
    try:
        peer.send(data)
        answer = peer.getreply()
    except OSError:
        return Verdict("in-doubt", Code("connection-lost"))
    return _read(*answer)


def _enveloped(peer: smtplib.SMTP, mail: Mail) -> Verdict | None:
    """Say from whom and to whom; return the relay's refusal, or None when it waits for the message."""
    options = ["SMTPUTF8"] if mail.international else []
    for code, words in (peer.mail(mail.sender.addr_spec, options), peer.rcpt(mail.recipient)):
        if code // 100 != DONE:
            return _read(code, words, otherwise="later")
    peer.putcmd("data")
    code, words = peer.getreply()
    return None if code == GO_AHEAD else _read(code, words, otherwise="later")


def _read(code: int, words: bytes, otherwise: str = "in-doubt") -> Verdict:
    """Return what an answer means; one that is neither yes nor no is ``otherwise``."""
    found = ENHANCED.search(words)
    reason = Code(f"smtp:{found[1].decode() if found else max(code, 0)}")
    results = {DONE: "accepted", LATER: "later", NEVER: "refused"}
    return Verdict(results.get(code // 100, otherwise), reason)


def _trouble(error: Exception) -> Code:
    if isinstance(error, smtplib.SMTPResponseException):
        return Code(f"smtp:{max(error.smtp_code, 0)}")
    if isinstance(error, ssl.SSLError):
        return Code("tls-failed")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Code("not-offered")
    return Code("not-reached")
