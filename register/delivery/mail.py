"""A letter as an e-mail: who from, who to, a few words, and the letter itself attached as PDF."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Final

from register.domain.addresses import on_the_wire, tidy
from register.domain.display import UNPRINTABLE
from register.domain.values import Id

MESSAGE_ID = re.compile(r"<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([A-Za-z0-9.-]+)>?")
NOT_A_HOST = re.compile(r"[^A-Za-z0-9.-]+")
# Every relay takes seven bits; what is beyond them is encoded.
PLAIN: Final = SMTP.clone(cte_type="7bit")
INTERNATIONAL: Final = SMTPUTF8.clone(cte_type="7bit")


class Unwritable(Exception):
    """No e-mail can be made of it; ``reason`` is a code: ``bad-address`` or ``unwritable``."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail. ``id`` is the dispatch's and makes the Message-ID, so that every attempt carries the same one.

    ``return_path``: where reports on it go. ``automatic``: no person wrote it, so no machine is to answer (RFC 3834).
    """

    id: Id
    origin: str
    at: datetime
    sender: Address
    recipient: str = field(repr=False)
    subject: str
    text: str
    document: bytes | None = field(default=None, repr=False)
    file_name: str = "letter.pdf"
    return_path: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """An e-mail as it goes over the wire: its envelope, and its bytes with CRLF line ends.

    ``international``: an address holds letters beyond ASCII before its @, which not every relay takes.
    """

    return_path: str
    recipient: str = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def international(self) -> bool:
        """Whether the relay must take addresses beyond ASCII (RFC 6531)."""
        return not (self.return_path + self.recipient).isascii()


def sender(name: str, address: str) -> Address:
    """Return who an e-mail is from; ``name`` is put on one line. Raises ``ValueError`` for a malformed address."""
    return Address(in_a_header(name), addr_spec=address)


def in_a_header(text: str) -> str:
    """Return words as a header may carry them: on one line, nothing that steers, no encoded word but our own."""
    # "=?" would be read as the start of an encoded word and shown as something else.
    return " ".join(UNPRINTABLE.sub(" ", text).replace("=?", "= ?").split())


def message_id(dispatch: Id, origin: str) -> str:
    """Return the Message-ID of a dispatch: derived, hence stable over all attempts."""
    return f"<{dispatch}@{host_of(origin)}>"


def host_of(origin: str) -> str:
    """Return an origin (``register.harbour.example/2``) as a host name may be written."""
    return NOT_A_HOST.sub(".", origin).strip(".") or "register"


def written(mail: Mail) -> Written:
    """Return the e-mail as it goes over the wire; raises ``Unwritable``."""
    try:
        recipient = on_the_wire(tidy(mail.recipient))
    except ValueError:
        raise Unwritable("bad-address") from None
    envelope = Written(mail.return_path or mail.sender.addr_spec, recipient, b"")
    international = envelope.international or not mail.sender.addr_spec.isascii()
    message = EmailMessage(policy=INTERNATIONAL if international else PLAIN)
    try:
        message["From"] = mail.sender
        message["To"] = recipient
        message["Subject"] = in_a_header(mail.subject)
        message["Date"] = format_datetime(mail.at)
        message["Message-ID"] = message_id(mail.id, mail.origin)
        if mail.automatic:
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.document is not None:
            message.add_attachment(mail.document, maintype="application", subtype="pdf", filename=mail.file_name)
        return Written(envelope.return_path, recipient, message.as_bytes())
    except (ValueError, LookupError, UnicodeError) as error:
        raise Unwritable("unwritable") from error
