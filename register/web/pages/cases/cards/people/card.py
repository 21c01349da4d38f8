"""Who stands around a case, what was noted and attached, as pages show it: plain words instead of sealed values."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext

from register.domain.display import shown
from register.domain.errors import Unknown
from register.domain.facts.case import FileAttached, NoteAdded
from register.domain.message import Message
from register.domain.parties import Complainant, Contact
from register.domain.values import Id
from register.reader.inbox import MessageFile
from register.web import formats
from register.web.pages.desk import Desk
from register.web.pages.telling import who
from register.web.pages.words import label, word
from register.web.texts import language_name, locale

T = TypeVar("T")
Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A note or a file of the case: by whom and when; ``text`` is None where this reader may not see it."""

    id: Id
    at: datetime
    who: str
    text: str | None
    privileged: bool
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the case with its words."""

    message: Message
    text: str
    author: str
    url: str | None


def complainant(desk: Desk) -> list[Pair]:
    """Return who complains."""
    known, text = desk.case.complainant, desk.text
    pairs: list[Pair] = [
        (gettext("Name"), text(known.name)),
        (gettext("Preferred name"), text(known.preferred_name)),
        (gettext("Type"), label(desk.pack, "complainant-type", known.kind)),
        (gettext("Employees"), _employees(known)),
        *_eligible(desk, known),
        (gettext("Customer number"), text(known.customer_number)),
    ]
    if known.author is not None:
        matched = gettext("the complainant") if known.author_matched else gettext("not matched yet")
        pairs.append((gettext("Author of the message"), f"{text(known.author) or gettext('erased')} ({matched})"))
    needless = {gettext("Preferred name"), gettext("Employees")}
    return [(name, value) for name, value in pairs if value or name not in needless]


def _employees(known: Complainant) -> str | None:
    count = None if known.employees is None else str(known.employees)
    if count is None or known.employees_on is None:
        return count
    return f"{count} ({formats.day(known.employees_on, locale())})"


def _eligible(desk: Desk, known: Complainant) -> Iterator[Pair]:
    """Yield what the pack's tests on the head count say, with their paragraphs: to know, never to turn away."""
    for test in desk.pack.eligibilities:
        met = test.met(known.kind, known.employees)
        if met is None:
            continue
        fewer = gettext("yes: fewer than %(num)s employees", num=test.below)
        words = fewer if met else gettext("no: %(num)s employees or more", num=test.below)
        yield test.title, f"{words} ({test.cite})"


def representative(desk: Desk) -> list[Pair]:
    """Return who acts for the complainant; nothing where nobody does."""
    acting, text = desk.case.representative, desk.text
    if acting is None:
        return []
    direct = label(desk.pack, "direct-contact-exception", acting.exception)
    return [
        (gettext("Name"), text(acting.name)),
        (gettext("Kind"), label(desk.pack, "representative-type", acting.kind)),
        (gettext("Authority"), text(acting.authority)),
        (gettext("Direct contact"), direct or gettext("no: write to the representative")),
    ]


def preferences(desk: Desk) -> list[Pair]:
    """Return how the person wants to be spoken to, only what is known."""
    told, text = desk.case.preferences, desk.text
    pairs = [
        (gettext("Language"), language_name(told.language) if told.language else None),
        (gettext("Interpreter"), gettext("wanted") if told.interpreter else None),
        (gettext("Contact by"), word("contact-by", told.contact_by)),
        (gettext("Safe address"), text(told.safe_address)),
        (gettext("Safe times"), text(told.safe_times)),
    ]
    if desk.case.support is not None:
        needs = ", ".join(word("support-need", need) for need in desk.case.support.needs)
        pairs.extend([(gettext("Support needs"), needs), (gettext("In their words"), text(desk.case.support.detail))])
    return [(name, value) for name, value in pairs if value]


def contacts(desk: Desk) -> list[Contact]:
    """Return the ways to reach people, each as it stands now."""
    return list({contact.id: contact for contact in desk.case.contacts}.values())


def notes(desk: Desk) -> list[Kept]:
    """Return the notes, the newest first."""
    return [Kept(note.note, at, by, desk.text(note.text), note.privileged) for note, at, by in _facts(desk, NoteAdded)][
        ::-1
    ]


def files(desk: Desk) -> list[Kept]:
    """Return the files, the newest first."""
    return [
        Kept(f.file, at, by, desk.text(f.name), f.privileged, f.media_type, f.size)
        for f, at, by in _facts(desk, FileAttached)
    ][::-1]


def find_file(desk: Desk, file: str) -> FileAttached | None:
    """Return an attached file, unless this reader may not see it."""
    found = (kept for kept, _, _ in _facts(desk, FileAttached) if kept.file == file)
    return next((kept for kept in found if desk.file.text(kept.name) is not None), None)


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


def _facts(desk: Desk, kind: type[T]) -> Iterator[tuple[T, datetime, str]]:
    names = desk.names
    for entry in desk.file.entries:
        for fact in entry.facts:
            if isinstance(fact, kind):
                yield fact, entry.at, who(names, entry.actor)
