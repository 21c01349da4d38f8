"""Who complains, who acts for them, how they are reached: plain words instead of sealed values."""

from collections.abc import Iterator
from typing import TypeVar

from flask_babel import gettext

from register.domain.subjects.parties import Complainant, Contact
from register.web import formats
from register.web.pages.cases.card import Card, Pair
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

T = TypeVar("T")


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


PEOPLE = Card(
    "people",
    {
        "complainant": ComplainantStep,
        "contact": ContactStep,
        "identity": IdentityStep,
        "preferences": PreferencesStep,
        "support": SupportStep,
        "representative": RepresentativeStep,
    },
    lambda desk: {
        "complainant": complainant(desk),
        "preferences": preferences(desk),
        "representative": representative(desk),
        "contacts": contacts(desk),
    },
)
