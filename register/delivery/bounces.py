"""Reading what mail servers say of an e-mail: for whom it failed, for whom it waits, and which e-mail it was.

Reports by RFC 3464 (or RFC 6533), inside whatever a server wraps them in, and the two plain forms that say clearly
what they are: Exim's ``X-Failed-Recipients`` and qmail's QSBMF. All else is for a person to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Final

from register.delivery.mail import MESSAGE_ID
from register.domain.addresses import same
from register.domain.values import Code, Id

FAILED: Final = "failed"
STATUS_PARTS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED: Final = frozenset(
    {
        "message/rfc822",
        "message/global",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "message/global-headers",
    }
)
RECIPIENTS: Final = ("final-recipient", "original-recipient")
STATUS: Final = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})\b")
REPLY: Final = re.compile(r"(?<![\d.])(5\d\d)[ -]")
ACTION: Final = re.compile(r"\s*(?:\([^()]*\)\s*)*([A-Za-z-]+)")
FIELD: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
QUOTED_ID: Final = re.compile(rf"(?im)^[> \t]*message-id:\s*({MESSAGE_ID.pattern})")
QMAIL: Final = re.compile(r"\s*Hi\. This is the ")
QMAIL_RECIPIENT: Final = re.compile(r"(?m)^<([^<>\s]+)>:[ \t]*\n((?:.+(?:\n|\Z))*)")
QMAIL_COPY: Final = "--- Below this line is a copy of the message."


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an e-mail for one recipient, under every name the report has for them.

    ``action`` is RFC 3464's word: failed, delayed, delivered, relayed or expanded; ``reason`` as in ``smtp:5.1.1``.
    """

    recipients: tuple[str, ...] = field(repr=False)
    action: str
    reason: Code

    def of(self, address: str) -> bool:
        """Whether this is about ``address``."""
        return any(same(address, recipient) for recipient in self.recipients)


@dataclass(frozen=True, slots=True)
class Report:
    """A mail server's report; ``dispatch`` is the one whose Message-ID the e-mail that came back carries."""

    dispatch: Id | None
    fates: tuple[Fate, ...]
    by_standard: bool = True


def read(mail: bytes) -> Report | None:
    """Return what a mail reports, or None when it is no report that a program can read."""
    message = message_from_bytes(mail)
    parts = list(_parts(message))
    fates = tuple(fate for part in parts for fate in _fates(part))
    if fates:
        return Report(next(_returned(parts), None), fates)
    plain = tuple(_plain_fates(message))
    return Report(_quoted(message), plain, by_standard=False) if plain else None


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail, without looking into mails it carries: what those report is another's affair."""
    yield message
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part)


# ---------------------------------------------------------------- reports by the standard


def _fates(part: Message) -> Iterator[Fate]:
    """Yield the fate of each recipient; the first block of a report is about the message and names none."""
    if part.get_content_type() not in STATUS_PARTS:
        return
    for block in _blocks(part):
        said = _fields(block)
        action = ACTION.match(said.get("action", ""))
        recipients = tuple(name for field in RECIPIENTS if (name := _recipient(said.get(field, ""))))
        if action and recipients:
            yield Fate(recipients, action[1].lower(), _reason(said.get("status", ""), said.get("diagnostic-code", "")))


def _blocks(part: Message) -> list[Message]:
    """Return the blocks of a report; the library splits those of the older type alone, and only unencoded ones."""
    payload = part.get_payload()
    whole = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    encoded = str(part.get("Content-Transfer-Encoding", "")).strip().lower() in {"base64", "quoted-printable"}
    if part.get_content_type() == "message/delivery-status" and not encoded:
        return whole
    text = b"\n\n".join(block.as_bytes() for block in whole)
    carrier = Message()
    if encoded:
        carrier["Content-Transfer-Encoding"] = str(part["Content-Transfer-Encoding"])
    carrier.set_payload(text.decode("ascii", "surrogateescape"))
    again = message_from_bytes(b"Content-Type: message/delivery-status\n\n" + _content(carrier))
    found = again.get_payload()
    return [block for block in found if isinstance(block, Message)] if isinstance(found, list) else []


def _fields(block: Message) -> dict[str, str]:
    """Return the fields by name; some servers break a long diagnosis without indenting, and more fields follow."""
    found: dict[str, str] = {}
    for name, value in block.items():
        found.setdefault(name.lower(), str(value))
    rest = block.get_payload()
    for line in rest.splitlines() if isinstance(rest, str) else ():
        if known := FIELD.fullmatch(line):
            found.setdefault(known[1].lower(), known[2])
    return found


def _recipient(value: str) -> str:
    """Return the address in ``rfc822; <robin@customer.example>``."""
    kind, semicolon, address = value.partition(";")
    return (address if semicolon else kind).strip().strip("<>").strip()


def _reason(*said: str) -> Code:
    """Return the first code that says why, the enhanced ones first (RFC 3463)."""
    for pattern in (STATUS, REPLY):
        found = next((match for text in said if (match := pattern.search(text))), None)
        if found:
            return Code(f"smtp:{found[1]}")
    return Code("bounced")


def _returned(parts: list[Message]) -> Iterator[Id]:
    """Yield the dispatches in the Message-IDs of the e-mails that came back."""
    for part in parts:
        if part.get_content_type() in RETURNED:
            payload = part.get_payload()
            first = payload[0] if isinstance(payload, list) and payload else None
            whole = first if isinstance(first, Message) else message_from_bytes(_content(part))
            found = MESSAGE_ID.fullmatch(str(whole.get("Message-ID", "")).strip())
            if found is not None:
                yield Id(found[1])


# ---------------------------------------------------------------- the plain forms


def _plain_fates(message: Message) -> Iterator[Fate]:
    text = _text(message)
    for address in str(message.get("X-Failed-Recipients", "")).split(","):
        if address.strip():
            yield Fate((address.strip(),), FAILED, _reason(text))
    if QMAIL.match(text):
        for found in QMAIL_RECIPIENT.finditer(text.partition(QMAIL_COPY)[0]):
            yield Fate((found[1],), FAILED, _reason(found[2]))


def _quoted(message: Message) -> Id | None:
    """Return the dispatch whose Message-ID the words quote."""
    found = QUOTED_ID.search(_text(message))
    return None if found is None else Id(found[2])


def _text(message: Message) -> str:
    part = next((part for part in _parts(message) if part.get_content_type() == "text/plain"), None)
    return "" if part is None else _content(part).decode("utf-8", "replace").replace("\r\n", "\n")


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
