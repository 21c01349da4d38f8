"""What happened while somebody was looking: the entries since the version they saw, and whether it matters."""

from flask_babel import gettext

from register.domain.commands.base import Command
from register.domain.conflicts import conflicts
from register.domain.trail import Entry
from register.spoken import spoken
from register.web.pages.desk import Desk
from register.web.pages.letter_history import Event
from register.web.pages.telling import events_of, say


def meanwhile(desk: Desk, seen: int | None) -> list[Event]:
    """Return what was recorded after version ``seen``, the newest first."""
    return events_of(_since(desk, seen), desk.names, desk.file.plain, say(desk.zone, spoken(desk.packs, gettext)))[::-1]


def held_to(desk: Desk, command: Command, seen: int | None) -> int | None:
    """Return the version a command is held to: the newest one where nothing since ``seen`` stands against it."""
    facts = (fact for entry in _since(desk, seen) for fact in entry.facts)
    return seen if seen is None or conflicts(command, facts) else max(seen, desk.file.version)


def _since(desk: Desk, seen: int | None) -> list[Entry]:
    return [entry for entry in desk.file.entries if seen is None or entry.seq > seen]
