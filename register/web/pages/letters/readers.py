"""Who of several complainants has a letter, and what becomes of the copies that are still to go."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms.fields import SelectChoice

from register.domain.obligations.copies import arrivals as arrivals_of
from register.domain.obligations.copies import copy_for, first_times, has_copy, without_it
from register.domain.routes import sent_by_us
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, everybody
from register.domain.subjects.letter import Letter
from register.domain.subjects.parties import Person
from register.domain.values import Id
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import word
from register.web.texts import language_name

WAITS: Final = {
    "queued": _("waits to be sent"),
    "sending": _("is being sent"),
    "in-doubt": _("nobody knows whether it arrived"),
    "refused": _("was refused"),
    "bounced": _("came back"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One of several to whom a letter goes: the way, the address, and what became of their copy.

    ``speaks``: the language they asked for, where the letter is in another one.
    """

    id: Id
    name: str
    way: str
    address: str
    state: str | Markup
    has_it: bool
    speaks: str | None


def readers(desk: Desk, letter: Letter) -> list[Reader]:
    """Return everybody a letter goes to, where several complain; nobody where one complains alone."""
    case = desk.case
    if not case.joint and not case.former:
        return []
    people = complainants(case) if not letter.sent_at else everybody(case)
    there = [each for each in people if each.left_at is None or has_copy(case, letter, each.id)]
    return [_reader(desk, letter, person) for person in there]


def _reader(desk: Desk, letter: Letter, person: Person) -> Reader:
    case, content = desk.case, letter.content
    copy = copy_for(case, content, person.id)
    contact = None if copy is None else next((each for each in case.contacts if each.id == copy.contact), None)
    wanted = person.preferences.language
    known = wanted in desk.pack.languages and wanted != content.language
    return Reader(
        person.id,
        name_of(desk, person),
        "" if copy is None else str(word("route", copy.via) or ""),
        "" if contact is None else desk.text(contact.value) or gettext("erased"),
        _state(desk, letter, person),
        has_copy(case, letter, person.id),
        language_name(wanted) if wanted and known else None,
    )


def _state(desk: Desk, letter: Letter, person: Person) -> str | Markup:
    had = first_times(arrivals_of(desk.case, letter)).get(person.id)
    if had is not None:
        return desk.when(had)
    copy = copy_for(desk.case, letter.content, person.id)
    if copy is None:
        return str(gettext("joined later: give it by hand, or write it to them as well"))
    mine = (d for d in desk.case.dispatches if d.letter == letter.id and (d.person or desk.case.id) == person.id)
    last = [dispatch.state for dispatch in mine][-1:]
    if last:
        return str(WAITS.get(last[0], last[0]))
    return str(gettext("not sent yet") if sent_by_us(copy.via) else gettext("to be given by hand"))


def waiting(desk: Desk, letter: Letter) -> list[SelectChoice]:
    """Return those of several who do not have the letter, to choose whom it was given to."""
    people = (person for person in everybody(desk.case) if not has_copy(desk.case, letter, person.id))
    return [SelectChoice(person.id, name_of(desk, person)) for person in people]


def by_hand(case: Case, letter: Letter) -> bool:
    """Whether somebody who complains gets the letter from a person's hand, as it is meant to go."""
    ways = (copy_for(case, letter.content, person.id) for person in without_it(case, letter) or complainants(case))
    return any(copy is None or not sent_by_us(copy.via) for copy in ways)
