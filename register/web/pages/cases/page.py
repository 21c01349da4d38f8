"""The page of one case, its cards, and every step on it."""

import re
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.errors import Unknown
from register.domain.subjects.complainants import complainants
from register.web.login import current_actor, for_roles
from register.web.pages.cases.card import offered
from register.web.pages.cases.cards import CARD_OF, CARDS, FIRST, LAST, SECOND, STEPS
from register.web.pages.cases.cards.closure.card import ending
from register.web.pages.cases.cards.letters.card import letter_title
from register.web.pages.cases.cards.notes.card import find_file
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.carried_over import from_elsewhere
from register.web.pages.cases.dates import passed
from register.web.pages.cases.desk import Desk, lay_out
from register.web.pages.cases.meanwhile import carry_out_on, meanwhile
from register.web.pages.cases.proofs import proofs
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.labels import duty_title, event_title, label, word
from register.web.pages.shared.step_form import admit
from register.web.pages.shared.timeline import Event, say, titles_of
from register.wiring import Register

# What a header or a file system reads as more than a name: line breaks, quotes, slashes, hidden characters.
NOT_IN_NAMES: Final = re.compile(r"[^\w .,()-]")


class CasePages:
    """The page of a case, its cards and its steps."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def show(self, reference: str) -> ResponseReturnValue:
        """Show a case; the reading is written down before the answer leaves."""
        desk = self._read(reference)
        told = {
            "cards": (FIRST, SECOND, LAST),
            "offered": offered(desk, STEPS),
            "next_date": desk.case.next_deadline,
            "late": passed(desk),
            "people": complainants(desk.case),
            "called": lambda person: name_of(desk, person),
            "from_elsewhere": list(from_elsewhere(desk)),
            "ending": lambda closure, remedies=(): ending(desk, closure, remedies),
            "duty_title": lambda code: duty_title(desk.packs, code),
        }
        return _rendered("cases/show.html", desk, told)

    def card(self, reference: str, card: str) -> ResponseReturnValue:
        """Show one card: for a page that stands there already, or as a page of its own."""
        if card not in CARDS:
            abort(HTTPStatus.NOT_FOUND)
        desk = self._read(reference)
        told = {"card": CARDS[card], "offered": offered(desk, CARDS[card].steps), "alone": True}
        return _rendered("cases/card_part.html" if is_part() else "cases/card.html", desk, told)

    def date(self, reference: str, deadline: str) -> ResponseReturnValue:
        """Show the proof of one date: for a page that stands there already, or as a page of its own."""
        desk = self._read(reference)
        found = proofs(desk, deadline)
        if not found:
            abort(HTTPStatus.NOT_FOUND)
        told = {"proofs": found, "title": found[0].title, "card": CARDS["dates"], "offered": {}, "alone": True}
        return _rendered("cases/date_part.html" if is_part() else "cases/date.html", desk, told)

    def step(self, reference: str, step: str) -> ResponseReturnValue:
        """Give the form of one step: for a page that stands there already, or as a page of its own."""
        desk = self._asked(reference, step)
        if not STEPS[step].useful(desk):
            flash(gettext("“%(step)s” is not to be done now.", step=STEPS[step].TITLE), "info")
            return redirect(url_for("cases.show", reference=desk.case.reference, _anchor=CARD_OF[step].name))
        self._record(desk)
        return self._form_page(desk, step, self._form(step, desk))

    def act(self, reference: str, step: str) -> ResponseReturnValue:
        """Carry out one step, or show its form again with the reasons why not."""
        desk = self._asked(reference, step)
        form = self._form(step, desk, sent=True)
        outcome = carry_out_on(desk, form.order(desk), form) if form.validate_on_submit() else None
        if outcome is not None:
            return self._done(desk.case.reference, step, form.done(outcome))
        desk = self._read(reference)
        since = meanwhile(desk, form.seen) if form.stale else []
        form.version.data = str(desk.file.version)
        return self._form_page(desk, step, form, since), HTTPStatus.UNPROCESSABLE_ENTITY

    def file(self, reference: str, file: str) -> Response:
        """Hand out an attached file, always as a download."""
        desk = self._desk(reference)
        found = find_file(desk, file)
        content = self.register.reader.cases.content(desk.actor, desk.case.id, found.content) if found else None
        if found is None or content is None:
            abort(HTTPStatus.NOT_FOUND)
        self.register.upkeep.record(desk.actor.name, "read:file", (found.file,), ("case", desk.case.id))
        name = NOT_IN_NAMES.sub("_", desk.file.text(found.name) or found.file)
        return send_file(BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name)

    def _asked(self, reference: str, step: str) -> Desk:
        """Return the desk for somebody who may ask for the step at all."""
        desk = self._desk(reference)
        if step not in STEPS:
            abort(HTTPStatus.NOT_FOUND)
        admit(self.register, STEPS[step].ASKS)
        return desk

    def _done(self, reference: str, step: str, said: tuple[str, str] | None) -> ResponseReturnValue:
        """Say what was recorded, and go back to the card of the step."""
        try:
            flash(*(said or (recorded(self._desk(reference)), "success")))
        except Unknown:
            # The step itself closed the complaint to whoever took it.
            flash(gettext("Recorded. The complaint is not open to you any more."), "success")
            return redirect(url_for("queue.index"))
        return redirect(url_for("cases.show", reference=reference, _anchor=CARD_OF[step].name))

    def _desk(self, reference: str) -> Desk:
        return lay_out(self.register, current_actor(), reference)

    def _read(self, reference: str) -> Desk:
        desk = self._desk(reference)
        self._record(desk)
        return desk

    def _record(self, desk: Desk) -> None:
        self.register.upkeep.record(desk.actor.name, "read:case", (), ("case", desk.case.id))

    @staticmethod
    def _form(step: str, desk: Desk, *, sent: bool = False) -> CaseStep:
        kind = STEPS[step].on(desk)
        form = kind(prefix=f"{step}-") if sent else kind(formdata=None, prefix=f"{step}-")
        form.prepare(desk, fresh=not sent)
        return form

    @staticmethod
    def _form_page(desk: Desk, step: str, form: CaseStep, since: list[Event] | None = None) -> str:
        told: dict[str, Any] = {"step": step, "form": form, "meanwhile": since, "card": CARD_OF[step], "offered": {}}
        return _rendered("cases/step_part.html" if is_part() else "cases/step.html", desk, told)


def _rendered(template: str, desk: Desk, told: dict[str, Any]) -> str:
    shared = {
        "desk": desk,
        "case": desk.case,
        "ref": desk.case.reference,
        "text": desk.text,
        "who": desk.who,
        "label": lambda known, code: label(desk.pack, known, code),
        "word": word,
        "event_title": lambda code: event_title(desk.packs, code),
        "letter_title": lambda letter: letter_title(desk, letter),
        "writes": {OFFICER, APPROVER} & desk.actor.roles,
        # One card by itself shows all there is of it.
        "alone": False,
    }
    return render_template(template, **{**shared, **told})


def is_part() -> bool:
    """Whether a part is asked for, by a page that stands there already."""
    return bool(request.headers.get("HX-Request"))


def recorded(desk: Desk) -> str:
    """Return what the newest entry of a case says in short."""
    titles = [title for title, _details in titles_of(desk.file.entries[-1], desk.names, say(desk.zone))]
    return str(gettext("Recorded. %(what)s.", what=", ".join(titles)))


def make(register: Register) -> Blueprint:
    """Return the pages of a case."""
    pages = Blueprint("cases", __name__, url_prefix="/cases", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    case = CasePages(register)
    pages.add_url_rule("/<reference>", "show", case.show)
    pages.add_url_rule("/<reference>/cards/<card>", "card", case.card)
    pages.add_url_rule("/<reference>/dates/<deadline>", "date", case.date)
    pages.add_url_rule("/<reference>/files/<file>", "file", case.file)
    pages.add_url_rule("/<reference>/<step>", "step", case.step)
    pages.add_url_rule("/<reference>/<step>", "act", case.act, methods=["POST"])
    return pages
