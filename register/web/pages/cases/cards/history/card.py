"""What happened to a case, the newest first."""

from flask_babel import gettext

from register.web.pages.cases.card import Card
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.timeline import Event, events_of, say
from register.wording.spoken import spoken


def happened(desk: Desk) -> list[Event]:
    """Return every entry of the case as one line a fact, the newest first."""
    manner = say(desk.zone, spoken(desk.packs, gettext))
    return events_of(desk.file.entries, desk.names, desk.file.plain, manner)[::-1]


HISTORY = Card("history", model=happened)
