"""The page of one letter: the paper itself, where it stands, what may be done with it, and how it got there."""

from http import HTTPStatus
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from register.domain.actors import APPROVER
from register.domain.authorship import authors
from register.domain.commands import letter as c
from register.domain.obligations.copies import goes_by_itself, has_left, without_it
from register.domain.obligations.letters import letter_kind, pack_for
from register.domain.obligations.readings import readings, texts_of
from register.domain.permissions import MAY
from register.domain.subjects.complainants import person_with, several
from register.domain.subjects.letter import APPROVED, QUEUED, SENT, SUBMITTED, Dispatch, Letter
from register.domain.values import Amount
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.meanwhile import meanwhile
from register.web.pages.letters.history import history, versions
from register.web.pages.letters.originals import Beside, both_languages
from register.web.pages.letters.paper import paper_of
from register.web.pages.letters.readers import by_hand, readers, waiting
from register.web.pages.letters.step_forms import ApproveForm, DoubtForm, GiveForm, ReturnForm
from register.web.pages.shared.labels import label, word
from register.web.pages.shared.step_form import StepForm
from register.web.texts import language_name

FORMS: dict[str, type[StepForm]] = {
    "submit": StepForm,
    "approve": ApproveForm,
    "return": ReturnForm,
    "void": StepForm,
    "give": GiveForm,
    "resolve": DoubtForm,
}


def show_letter(
    desk: Desk, letter: Letter, step: str | None = None, refused: StepForm | None = None
) -> ResponseReturnValue:
    """Return the page; ``refused`` is the form of the step that was not taken."""
    dispatches = [d for d in desk.case.dispatches if d.letter == letter.id][::-1]
    forms, since = _forms(desk, letter, dispatches), []
    if step is not None and refused is not None:
        since = meanwhile(desk, refused.seen) if refused.stale else []
        refused.version.data = str(desk.file.version)
        forms[step] = refused
    page = render_template(
        "letters/show.html",
        desk=desk,
        letter=letter,
        kind=letter_kind(letter.content.type, desk.packs),
        paper=paper_of(desk, letter.id),
        about=_about(desk, letter),
        dispatches=dispatches,
        events=history(desk.file, letter.id, desk.names),
        versions=versions(desk.file, letter.id, desk.names),
        forms=forms,
        refused=refused,
        since=since,
        may=open_steps(desk, letter),
        obstacle=obstacle(desk, letter),
        limit=desk.case.next_deadline,
        word=word,
        by_hand=by_hand(desk.case, letter),
        going=goes_by_itself(letter.content),
        readers=readers(desk, letter),
        sent_to=lambda dispatch: _whose(desk, dispatch),
        both=_both(desk, letter),
        wrote=[desk.names.get(name, name) for name in sorted(authors(letter))],
        money=_money(desk, letter),
        draft=pack_for(letter.content.type, desk.packs).is_draft,
        own=pack_for(letter.content.type, desk.packs).languages[0],
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused is not None else HTTPStatus.OK


def _forms(desk: Desk, letter: Letter, dispatches: list[Dispatch]) -> dict[str, Any]:
    """Return the forms of the steps, each filled with what it starts from; doubts are settled one after the other."""
    forms: dict[str, Any] = {name: kind(formdata=None, version=str(desk.file.version)) for name, kind in FORMS.items()}
    forms["approve"].content.data = letter.content_hash
    forms["give"].at.show(desk.now, desk.zone)
    forms["give"].ask_whom(waiting(desk, letter) if desk.case.joint else [])
    forms["resolve"].dispatch.data = next((d.id for d in dispatches if d.state == "in-doubt"), "")
    return forms


def _whose(desk: Desk, dispatch: Dispatch) -> str:
    """Return to whom of several something was sent."""
    person = person_with(desk.case, dispatch.person) if several(desk.case) else None
    return "" if person is None else f": {name_of(desk, person)}"


def _both(desk: Desk, letter: Letter) -> list[Beside]:
    """Return the parts of a translated letter in both languages, under the headings of the pack's own."""
    content = letter.content
    found = tuple(readings(desk.case, desk.packs, content.type, content.decision))
    known = texts_of(found, found[0].pack.languages[0]).blocks
    headings = {str(block.id): block.heading for block in known.values()}
    headings |= {
        "points": gettext("Point"),
        "findings": gettext("Finding"),
        "support": gettext("What supports finding"),
    }
    return both_languages(desk.file, content, headings)


def open_steps(desk: Desk, letter: Letter) -> frozenset[str]:
    """Return the steps this visitor may take with the letter as it stands."""
    roles = desk.actor.roles
    works = bool(MAY[c.DraftLetter].roles & roles)
    alive = desk.case.status == "open"
    doubt = any(d.letter == letter.id and d.state == "in-doubt" for d in desk.case.dispatches)
    waits = letter.state in {APPROVED, QUEUED, SENT} and bool(desk.case.joint and without_it(desk.case, letter))
    untouched = not has_left(desk.case, letter)
    steps = {
        "edit": works and alive and untouched and letter.state in {"draft", "returned", "submitted", "approved"},
        "submit": works and alive and letter.state in {"draft", "returned"},
        "approve": APPROVER in roles and alive and letter.state == SUBMITTED,
        "void": works and alive and not letter.given and letter.state in {"draft", "returned", "submitted", "approved"},
        "give": works and alive and (letter.state == APPROVED or waits),
        "resolve": works and doubt,
    }
    return frozenset(step for step, fits in steps.items() if fits)


def obstacle(desk: Desk, letter: Letter) -> str | None:
    """Return why this approver may not approve the letter; None when they may."""
    if desk.actor.names & authors(letter):
        return str(gettext("You wrote or submitted this letter: it needs a second person."))
    if not desk.actor.accounts.isdisjoint(desk.case.linked_accounts):
        return str(gettext("You are linked to the complaint's subject."))
    return None


def _money(desk: Desk, letter: Letter) -> list[tuple[str, Amount]]:
    """Return the remedies whose money is approved with the letter, where it is an answer."""
    if not letter_kind(letter.content.type, desk.packs).outcomes:
        return []
    codes = {remedy.id: remedy.code for remedy in desk.case.remedies}
    asked = [known for known in desk.case.remedy_proposals if desk.actor.name not in authors(known)]
    return [(label(desk.pack, "remedy", codes[known.remedy]) or "", known.amount) for known in asked]


def _about(desk: Desk, letter: Letter) -> list[tuple[str, Any]]:
    content = letter.content
    contact = next((each for each in desk.case.contacts if each.id == content.contact), None)
    address = None if contact is None else desk.file.text(contact.value)
    rows: list[tuple[str, Any]] = [
        (gettext("Decision"), label(desk.pack, "idr-decision", content.decision)),
        (gettext("Ground"), label(desk.pack, "delay-ground", content.ground)),
        (gettext("Language"), language_name(content.language)),
        (gettext("Translated by"), desk.file.text(content.translator) if content.translator else None),
        (gettext("Sent by"), word("route", content.via)),
        (gettext("Recipient"), address),
        (gettext("Written by"), desk.names.get(letter.drafted_by, letter.drafted_by)),
    ]
    if letter.submitted_by:
        rows.append((gettext("Submitted by"), desk.names.get(letter.submitted_by, letter.submitted_by)))
    if letter.approved_by:
        rows.append((gettext("Approved by"), _approved(desk, letter)))
    optional = {gettext("Decision"), gettext("Ground"), gettext("Translated by")}
    if desk.case.joint:
        rows = [row for row in rows if row[0] not in {gettext("Sent by"), gettext("Recipient")}]
    return [(name, value) for name, value in rows if value or name not in optional]


def _approved(desk: Desk, letter: Letter) -> str:
    name = desk.names.get(letter.approved_by or "", letter.approved_by or "")
    if letter.approved_rule == "one-person":
        return str(gettext("nobody else: no second person is needed for this letter"))
    return name
