"""The messages a case stands on, in the words of their authors."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import gettext

from register.domain.display import shown
from register.domain.errors import Unknown
from register.domain.subjects.message import Message
from register.reader.inbox import MessageFile
from register.web.pages.cases.card import Card
from register.web.pages.cases.desk import Desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the case with its words."""

    message: Message
    text: str
    author: str
    url: str | None


def messages(desk: Desk) -> list[Heard]:
    """Return the messages of the case with their words, in their order; those of another brand stay with it."""
    inbox, found = desk.register.reader.inbox, []
    for message in desk.case.messages:
        with suppress(Unknown):
            found.append(heard(inbox.open(desk.actor, message)))
    return found


def heard(file: MessageFile) -> Heard:
    """Return a message with its words."""
    message = file.message
    author = shown(file.text(message.author) or gettext("unknown author")).text
    return Heard(message, file.text(message.text) or "", author, web_address(file.text(message.url)))


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to follow: one of the web, nothing a browser would run."""
    return url if url and url.startswith(("https://", "http://")) else None


WORDS = Card("words", model=messages)
