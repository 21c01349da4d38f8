"""The words of a message as they stood at the source, one after another, in whatever order they reached us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from register.domain.facts.message import MessageCaptured, MessageEdited
from register.domain.sealed import Sealed
from register.domain.subjects.message import ASIDE
from register.reader.inbox import MessageFile

Version = MessageCaptured | MessageEdited


@dataclass(frozen=True, slots=True)
class Earlier:
    """Words that stood there and do no more: since when, each time they did, and whose clock says so."""

    text: str | None
    since: tuple[tuple[datetime, str], ...]


def earlier(file: MessageFile) -> list[Earlier]:
    """Return each earlier text once, in the order of its first time; the words shown now are left out."""
    stood = sorted(_told(file), key=_order)
    since: dict[str | None, list[tuple[datetime, str]]] = {}
    for text, told in groupby(stood, key=lambda version: file.text(version.text)):
        since.setdefault(text, []).append(_when(next(told)))
    since.pop(file.text(file.message.text), None)
    return [Earlier(text, tuple(times)) for text, times in since.items()]


def _told(file: MessageFile) -> Iterator[Version]:
    """Yield every version with words; those that only came aside of a hiding count where there are no others."""
    facts = [fact for entry in file.entries for fact in entry.facts if isinstance(fact, Version)]
    worded = [fact for fact in facts if isinstance(fact.text, Sealed)]
    written = [fact for fact in worded if fact.source is None or fact.source.rank > ASIDE]
    yield from written or worded


def _order(version: Version) -> tuple[datetime, int, int, str]:
    source = version.source
    if source is None:
        return (version.occurred_at or version.captured_at, 0, 0, "")
    return (source.at, source.rank, source.place, source.act or "")


def _when(version: Version) -> tuple[datetime, str]:
    source = version.source
    if source is not None:
        return source.at, source.basis
    return (version.occurred_at, "own") if version.occurred_at else (version.captured_at, "captured")
