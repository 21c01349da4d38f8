"""Messenger, as far as a page's own subscription hears of it: marks and echoes are counted, words are for people."""

from register.channels.facebook.changes import PLATFORM
from register.channels.payloads import Unreadable, identifier, mapping
from register.domain.subjects.inbound import Inbound, Operation, Visibility

MARKS = {"delivery": Operation.RECEIPT, "read": Operation.RECEIPT, "reaction": Operation.REACTION}


def conversation(part: object, account: str, name: str) -> Inbound:
    """Return an event of a conversation that is nobody's words; raises ``Unreadable`` for one that may hold some."""
    event = part if isinstance(part, dict) else {}
    message = event.get("message")
    echo = isinstance(message, dict) and message.get("is_echo") is True
    operation = Operation.ECHO if echo else next((MARKS[mark] for mark in MARKS if mark in event), None)
    if operation is None or (isinstance(message, dict) and not echo):
        raise Unreadable("messenger-not-connected", name)
    sender = identifier(mapping(event.get("sender", {}), "sender"), "id") or account
    known = identifier(message, "mid") if isinstance(message, dict) else None
    version = identifier(event, "timestamp") or ""
    native = known or sender
    return Inbound(PLATFORM, account, native, operation, version, visibility=Visibility.PRIVATE)
