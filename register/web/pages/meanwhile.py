"""What happened while somebody was looking: the entries since the version they saw."""

from flask_babel import gettext

from register.spoken import spoken
from register.web.pages.desk import Desk
from register.web.pages.letter_history import Event
from register.web.pages.telling import events_of, say


def meanwhile(desk: Desk, seen: int | None) -> list[Event]:
    """Return what was recorded after version ``seen``, the newest first."""
    new = [entry for entry in desk.file.entries if seen is None or entry.seq > seen]
    return events_of(new, desk.names, desk.file.plain, say(desk.zone, spoken(desk.packs, gettext)))[::-1]
