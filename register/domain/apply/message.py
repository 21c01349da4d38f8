"""How facts change a message."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from register.domain.facts import message as f
from register.domain.frozen import replace
from register.domain.sealed import Sealed
from register.domain.subjects.message import (
    ASIDE,
    AWAITING,
    DISMISSED,
    DUPLICATE,
    HANDED_OFF,
    LINKED,
    REGISTERED,
    UNSURE,
    Message,
)
from register.domain.values import Id


def captured(message: Id, fact: f.MessageCaptured) -> Message:
    """Return the new message."""
    return Message(
        id=message,
        channel=fact.channel,
        platform=fact.platform,
        entity=fact.entity,
        brand=fact.brand,
        visibility=fact.visibility,
        native_id=fact.native_id,
        captured_at=fact.captured_at,
        received_at=fact.received_at,
        basis=fact.basis,
        occurred_at=fact.occurred_at,
        author=fact.author,
        author_id=fact.author_id,
        text=fact.text,
        text_at=_written_at(fact) if fact.text else None,
        text_source=fact.source if fact.text else None,
        url=fact.url,
        thread=fact.thread,
        flags=fact.flags,
    )


def _edited(message: Message, fact: f.MessageEdited) -> Message:
    newer = fact.text is not None and _holds(message, fact)
    return replace(
        message,
        text=fact.text if newer else message.text,
        text_at=_written_at(fact) if newer else message.text_at,
        text_source=fact.source if newer else message.text_source,
        author=_of_the_newer(message.author, fact.author, newer or fact.source is None),
        url=_of_the_newer(message.url, fact.url, newer or fact.source is None),
        flags=tuple(sorted({*message.flags, *fact.flags})),
        versions=message.versions + _adds_a_version(message, fact),
    )


def _holds(message: Message, fact: f.MessageEdited) -> bool:
    """Whether its words stand above the present ones; entries from before sources were noted go by their times."""
    if fact.source is not None and message.text_source is not None:
        return fact.source.order > message.text_source.order
    return not _precedes(_written_at(fact), message.text_at)


def _of_the_newer(held: Sealed | None, told: Sealed | None, newer: bool) -> Sealed | None:
    return (told or held) if newer else (held or told)


def _adds_a_version(message: Message, fact: f.MessageEdited) -> bool:
    if fact.source is None:
        return True
    stood = message.text is not None and (message.text_source is None or message.text_source.rank > ASIDE)
    return stood and fact.text is not None


def _written_at(fact: f.MessageCaptured | f.MessageEdited) -> datetime | None:
    return fact.occurred_at if fact.source is None else fact.source.at


def _precedes(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _hidden(message: Message, fact: f.MessageHidden) -> Message:
    before, now = message.hidden_source, fact.source
    if before is not None and now is not None and now.order < before.order:
        return message
    return replace(message, hidden=fact.hidden, hidden_source=now)


def _decided(message: Message, fact: Any, **changes: Any) -> Message:
    return replace(message, decided_by=fact.by, decided_at=fact.at, **changes)


def _handed(message: Message, **changes: Any) -> Message:
    return replace(message, handoff=None if message.handoff is None else replace(message.handoff, **changes))


def _released(message: Message, fact: f.MessageReleased) -> Message:
    """Where a later dissatisfaction alone made it a complaint, what was decided of the message before stands."""
    cases = tuple(case for case in message.cases if case != fact.case)
    if cases:
        return replace(message, cases=cases)
    if message.state not in {REGISTERED, LINKED}:
        return replace(message, cases=(), turned_at=None)
    return _decided(message, fact, state=AWAITING, cases=(), test=())


CHANGES: dict[type, Callable[[Message, Any], Message]] = {
    f.MessageEdited: _edited,
    f.ReceiptFound: lambda message, fact: replace(
        message, received_at=fact.received_at, basis=fact.basis, occurred_at=fact.occurred_at
    ),
    f.MessageDeleted: lambda message, fact: replace(message, deleted_at=fact.at),
    f.MessageHidden: _hidden,
    f.MessageRegistered: lambda message, fact: _decided(
        message, fact, state=REGISTERED, cases=(*message.cases, fact.case), test=fact.test
    ),
    f.MessageLinked: lambda message, fact: _decided(message, fact, state=LINKED, cases=(*message.cases, fact.case)),
    f.MessageReleased: _released,
    f.MessageDuplicated: lambda message, fact: _decided(message, fact, state=DUPLICATE, duplicate_of=fact.of),
    f.MessageDismissed: lambda message, fact: _decided(
        message, fact, state=DISMISSED, reason=fact.reason, test=fact.test
    ),
    f.MessageUnsure: lambda message, fact: _decided(message, fact, state=UNSURE, test=fact.test),
    f.AuthorAsked: lambda message, fact: replace(message, attempts=(*message.attempts, fact.at)),
    f.MessageHandedOff: lambda message, fact: _decided(message, fact, state=HANDED_OFF, handoff=fact.handoff),
    f.HandOffAccepted: lambda message, fact: _handed(
        message, accepted_at=fact.at, accepted_by=fact.who, taken_by=fact.by
    ),
    f.HandOffFinished: lambda message, fact: _handed(message, finished_at=fact.at, answer=fact.evidence),
    f.MessageTurned: lambda message, fact: replace(message, cases=(*message.cases, fact.case), turned_at=fact.at),
    f.DecisionReopened: lambda message, fact: _decided(
        message, fact, state=AWAITING, reason=None, handoff=None, duplicate_of=None
    ),
}
