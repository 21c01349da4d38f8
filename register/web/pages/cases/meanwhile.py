"""What happened while somebody was looking: the entries since the version they saw, and whether it matters."""

from flask_babel import gettext

from register.domain.commands.base import Command
from register.domain.conflicts import conflicts
from register.domain.trail.entry import Entry
from register.orders import Outcome
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.step_form import StepForm, carry_out
from register.web.pages.shared.timeline import Event, events_of, say
from register.wording.spoken import spoken


def meanwhile(desk: Desk, seen: int | None) -> list[Event]:
    """Return what was recorded after version ``seen``, the newest first."""
    return events_of(_since(desk, seen), desk.names, desk.file.plain, say(desk.zone, spoken(desk.packs, gettext)))[::-1]


def carry_out_on(desk: Desk, command: Command, form: StepForm) -> Outcome | None:
    """Carry out a step on a case; it is stale only where something since what was seen stands against it."""
    return carry_out(desk.register, command, form, _held_to(desk, command, form.seen))


def _held_to(desk: Desk, command: Command, seen: int | None) -> int | None:
    facts = (fact for entry in _since(desk, seen) for fact in entry.facts)
    return seen if seen is None or conflicts(command, facts) else max(seen, desk.file.version)


def _since(desk: Desk, seen: int | None) -> list[Entry]:
    return [entry for entry in desk.file.entries if seen is None or entry.seq > seen]
