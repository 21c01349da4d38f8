"""Reading delivery-status reports (RFC 3464): which of our dispatches came back, and why."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Final

from register.delivery.mail import MESSAGE_ID
from register.domain.values import Code, Id

STATUS = re.compile(r"\s*(5\.\d{1,3}\.\d{1,3})\b")
RETURNED: Final = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})


def parse(report: bytes) -> tuple[Id, Code] | None:
    """Return the dispatch that failed for good and the reason (``smtp:5.1.1``), or None.

    Delays and receipts are no failures. The reports of strangers name no dispatch of ours, so the caller looks it up.
    """
    message = message_from_bytes(report, _class=EmailMessage, policy=default)
    if message.get_content_type() != "multipart/report":
        return None
    parts = list(message.walk())
    dispatch = next((found for part in parts if (found := _dispatch(part)) is not None), None)
    reason = next((found for part in parts for found in _failures(part)), None)
    return None if dispatch is None or reason is None else (dispatch, reason)


def _dispatch(part: Message) -> Id | None:
    """Return the dispatch in the Message-ID of the e-mail that came back."""
    if part.get_content_type() not in RETURNED:
        return None
    payload = part.get_payload()
    returned = payload[0] if isinstance(payload, list) and payload else message_from_bytes(_bytes(part))
    found = MESSAGE_ID.fullmatch(str(returned.get("Message-ID", "")).strip()) if isinstance(returned, Message) else None
    return None if found is None else Id(found[1])


def _failures(part: Message) -> Iterator[Code]:
    """Yield the reason of each recipient that failed for good; the first block of a report is about the message."""
    payload = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(payload, list):
        return
    for block in payload:
        if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
            status = STATUS.match(str(block.get("Status", "")))
            yield Code(f"smtp:{status[1]}" if status else "bounced")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
