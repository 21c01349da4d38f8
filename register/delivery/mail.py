"""A letter as an e-mail: who from, who to, a few words, and the letter itself attached as PDF."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from register.domain.values import Id

ADDRESS = re.compile(r"[^\x00-\x20\x7f@<>()\[\],;:\\\"]{1,64}@[^\x00-\x20\x7f@<>()\[\],;:\\\"]{1,255}")
MESSAGE_ID = re.compile(r"<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([A-Za-z0-9.-]+)>?")
NOT_A_HOST = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail. ``id`` is the dispatch's and makes the Message-ID, so that every attempt carries the same one."""

    id: Id
    origin: str
    at: datetime
    sender: Address
    recipient: str = field(repr=False)
    subject: str
    text: str
    document: bytes | None = field(default=None, repr=False)
    file_name: str = "letter.pdf"

    @property
    def addressed(self) -> bool:
        """Whether the recipient is an address that can be put into an envelope."""
        return ADDRESS.fullmatch(self.recipient) is not None

    @property
    def international(self) -> bool:
        """Whether an address needs a relay that takes addresses beyond ASCII."""
        return not (self.recipient + self.sender.addr_spec).isascii()


def sender(name: str, address: str) -> Address:
    """Return who an e-mail is from; ``name`` is put on one line."""
    return Address(" ".join(name.split()), addr_spec=address)


def message_id(dispatch: Id, origin: str) -> str:
    """Return the Message-ID of a dispatch: derived, hence stable over all attempts."""
    return f"<{dispatch}@{host_of(origin)}>"


def host_of(origin: str) -> str:
    """Return an origin (``register.harbour.example/2``) as a host name may be written."""
    return NOT_A_HOST.sub(".", origin).strip(".") or "register"


def written(mail: Mail) -> bytes:
    """Return the e-mail as it goes over the wire, with CRLF line ends."""
    message = EmailMessage(policy=SMTPUTF8 if mail.international else SMTP)
    message["From"] = mail.sender
    message["To"] = mail.recipient
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = message_id(mail.id, mail.origin)
    message.set_content(mail.text)
    if mail.document is not None:
        message.add_attachment(mail.document, maintype="application", subtype="pdf", filename=mail.file_name)
    return message.as_bytes()
