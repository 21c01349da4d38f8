"""Who complains, who acts for them, how they are reached: plain words instead of sealed values."""

from collections.abc import Iterator
from typing import Any, Final

from flask_babel import gettext

from register.domain.obligations.copies import has_copy
from register.domain.subjects.complainants import complainants, owner_of
from register.domain.subjects.letter import APPROVED, QUEUED, SENT
from register.domain.subjects.parties import Complainant, Contact, Person
from register.web import formats
from register.web.pages.cases.card import Card, Pair
from register.web.pages.cases.cards.letters.card import letter_title
from register.web.pages.cases.cards.people.joint import AddComplainantStep, JoiningStep, LeaveStep, TakeOutStep
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.cards.people.shared import shared_contacts
from register.web.pages.cases.cards.people.steps import (
    ComplainantStep,
    ContactStep,
    IdentityStep,
    PreferencesStep,
    RepresentativeStep,
    SupportStep,
)
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import label, word
from register.web.texts import language_name, locale


def complainant(desk: Desk, person: Person) -> list[Pair]:
    """Return who complains."""
    known, text = person.complainant, desk.text
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


def representative(desk: Desk, person: Person) -> list[Pair]:
    """Return who acts for the complainant; nothing where nobody does."""
    acting, text = person.representative, desk.text
    if acting is None:
        return []
    direct = label(desk.pack, "direct-contact-exception", acting.exception)
    return [
        (gettext("Name"), text(acting.name)),
        (gettext("Kind"), label(desk.pack, "representative-type", acting.kind)),
        (gettext("Authority"), text(acting.authority)),
        (gettext("Direct contact"), direct or gettext("no: write to the representative")),
    ]


def preferences(desk: Desk, person: Person) -> list[Pair]:
    """Return how the person wants to be spoken to, only what is known."""
    told, text = person.preferences, desk.text
    pairs = [
        (gettext("Language"), language_name(told.language) if told.language else None),
        (gettext("Interpreter"), gettext("wanted") if told.interpreter else None),
        (gettext("Contact by"), word("contact-by", told.contact_by)),
        (gettext("Safe address"), text(told.safe_address)),
        (gettext("Safe times"), text(told.safe_times)),
    ]
    if person.support is not None:
        needs = ", ".join(word("support-need", need) for need in person.support.needs)
        pairs.extend([(gettext("Support needs"), needs), (gettext("In their words"), text(person.support.detail))])
    return [(name, value) for name, value in pairs if value]


def contacts(desk: Desk, person: Person) -> list[Contact]:
    """Return the ways to reach them or their representative, each as it stands now."""
    mine = (contact for contact in desk.case.contacts if owner_of(desk.case, contact) == person.id)
    return list({contact.id: contact for contact in mine}.values())


def unsent(desk: Desk, person: Person) -> list[str]:
    """Return what one of several is still to get, or to be told; nothing where one complains alone."""
    case = desk.case
    if not case.joint:
        return []
    leaving = (APPROVED, QUEUED, SENT)
    letters = [item for item in case.letters if item.state in leaving and not has_copy(case, item, person.id)]
    told = [letter_title(desk, item) for item in letters]
    spoken = any(each.person == person.id for each in case.acknowledged_to)
    if case.acknowledgement is None and not spoken:
        told.append(str(gettext("Acknowledgement")))
    return told


def part(desk: Desk, person: Person) -> dict[str, Any]:
    """Return what the card shows of one of those who complain, or did."""
    return {
        "person": person,
        "name": name_of(desk, person),
        "complainant": complainant(desk, person),
        "preferences": preferences(desk, person),
        "representative": representative(desk, person),
        "contacts": contacts(desk, person),
        "unsent": unsent(desk, person) if person.left_at is None else [],
        "about": [name for name in (*ABOUT_ONE, *OF_SEVERAL) if name != "joining" or person.complainant.id is not None],
    }


ABOUT_ONE: Final = {
    "complainant": ComplainantStep,
    "contact": ContactStep,
    "identity": IdentityStep,
    "preferences": PreferencesStep,
    "support": SupportStep,
    "representative": RepresentativeStep,
}
OF_SEVERAL: Final = {"joining": JoiningStep, "leave": LeaveStep, "take-out": TakeOutStep}
PEOPLE = Card(
    "people",
    {**ABOUT_ONE, "add-complainant": AddComplainantStep},
    lambda desk: {
        "people": [part(desk, person) for person in complainants(desk.case)],
        "former": [part(desk, person) for person in desk.case.former],
        "shared": shared_contacts(desk),
    },
    OF_SEVERAL,
)
