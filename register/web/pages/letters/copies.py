"""To whom a letter goes, and how: each of those who complain by a way and to an address of their own."""

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import Optional

from register.domain.commands.letter import Going, Writing
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import first_of, owner_of
from register.domain.subjects.letter import Content
from register.domain.subjects.parties import Contact, Person
from register.domain.values import Id
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.fields import CHOSEN
from register.web.pages.shared.labels import Choices

VIA, CONTACT = "via-", "contact-"
KINDS: Final = {"email": _("E-mail"), "phone": _("Phone"), "postal": _("Post"), "handle": _("Handle")}


def copy_fields(desk: Desk) -> dict[str, Any]:
    """Return two fields for everybody who complains beside the first: the way, and the recipient."""
    fields: dict[str, Any] = {}
    for person in desk.case.joint:
        name = name_of(desk, person)
        fields[f"{VIA}{person.id}"] = SelectField(gettext("Sent by: %(name)s", name=name), [CHOSEN])
        fields[f"{CONTACT}{person.id}"] = SelectField(gettext("Recipient: %(name)s", name=name), [Optional()])
    return fields


def choose_copies(form: BaseForm, desk: Desk, ways: Choices) -> None:
    """Fill in the lists of everybody's fields: nobody is offered an address of another."""
    form["contact"].choices = _recipients(desk, first_of(desk.case))
    for person in desk.case.joint:
        form[f"{VIA}{person.id}"].choices = ways
        form[f"{CONTACT}{person.id}"].choices = _recipients(desk, person)


def _recipients(desk: Desk, person: Person) -> list[SelectChoice]:
    return [SelectChoice("", gettext("Nobody chosen yet")), *(_offer(desk, each) for each in _mine(desk.case, person))]


def _mine(case: Case, person: Person) -> list[Contact]:
    return [contact for contact in case.contacts if owner_of(case, contact) == person.id]


def _offer(desk: Desk, contact: Contact) -> SelectChoice:
    value = desk.file.text(contact.value) or gettext("erased")
    mark = gettext("verified") if contact.verified else gettext("not verified")
    whose = "" if contact.of == "complainant" else gettext("representative") + " · "
    return SelectChoice(contact.id, f"{whose}{KINDS.get(contact.kind, contact.kind)}: {value} ({mark})")


def first_way(case: Case, person: Person) -> tuple[str, str]:
    """Return the way and the recipient a new letter starts with: an e-mail where it may go, else post."""
    never = person.preferences.never_contacts
    email = next((each.id for each in _mine(case, person) if each.kind == "email" and each.id not in never), "")
    return ("email" if email else "post"), email


def start_of_copies(case: Case) -> dict[str, str]:
    """Return what the fields of a new letter start with."""
    start: dict[str, str] = {}
    for person in case.joint:
        start[f"{VIA}{person.id}"], start[f"{CONTACT}{person.id}"] = first_way(case, person)
    return start


def copies_in(form: BaseForm, case: Case) -> tuple[Going, ...]:
    """Return how the letter goes to everybody beside the first, as it stands in the form."""
    told = ((person.id, form[f"{VIA}{person.id}"].data, form[f"{CONTACT}{person.id}"].data) for person in case.joint)
    return tuple(Going(person, via, Id(contact) if contact else None) for person, via, contact in told if via)


def data_of_copies(writing: Writing) -> dict[str, str]:
    """Return what the form shows of a letter that is written already."""
    data: dict[str, str] = {}
    for copy in writing.copies:
        data |= {f"{VIA}{copy.person}": copy.via, f"{CONTACT}{copy.person}": copy.contact or ""}
    return data


def copies_from(content: Content, case: Case) -> tuple[Going, ...]:
    """Return the copies of a stored letter for those who still complain."""
    here = {person.id for person in case.joint}
    return tuple(Going(copy.person, copy.via, copy.contact) for copy in content.copies if copy.person in here)
