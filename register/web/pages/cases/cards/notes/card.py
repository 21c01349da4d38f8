"""Notes and files of a case; what this reader may not see is said to be withheld."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from register.domain.facts.case import FileAttached, NoteAdded
from register.domain.values import Id
from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.notes.steps import FileStep, NoteStep
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.timeline import who

T = TypeVar("T")


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


def _facts(desk: Desk, kind: type[T]) -> Iterator[tuple[T, datetime, str]]:
    names = desk.names
    for entry in desk.file.entries:
        for fact in entry.facts:
            if isinstance(fact, kind):
                yield fact, entry.at, who(names, entry.actor)


NOTES = Card("notes", {"note": NoteStep, "file": FileStep}, lambda desk: {"notes": notes(desk), "files": files(desk)})
