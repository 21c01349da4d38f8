"""The page of one case, and every step on it."""

import re
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.errors import Unknown
from register.domain.unsent import unsent
from register.spoken import spoken
from register.web.login import current_actor, for_roles
from register.web.pages import case_facts as facts
from register.web.pages import case_people as people
from register.web.pages import classify_steps as classify
from register.web.pages import ending_steps as end
from register.web.pages import guard_steps as guard
from register.web.pages import happening_steps as happening
from register.web.pages import hold_steps as hold
from register.web.pages import people_steps as who
from register.web.pages import remedy_steps as remedies
from register.web.pages import work_steps as work
from register.web.pages.case_step import CaseStep
from register.web.pages.dates import dates_by_group, next_date, replaced_dates
from register.web.pages.desk import Desk, lay_out
from register.web.pages.external_step import ExternalStep
from register.web.pages.guard import guarded
from register.web.pages.holds import bans
from register.web.pages.meanwhile import carry_out_on, meanwhile
from register.web.pages.priority_step import PrioritiseStep
from register.web.pages.reclassifying import passed
from register.web.pages.steps import admit
from register.web.pages.telling import events_of, say, titles_of
from register.web.pages.telling import who as teller
from register.web.pages.words import duty_title, event_title, label, word
from register.wiring import Register

# What a header or a file system reads as more than a name: line breaks, quotes, slashes, hidden characters.
NOT_IN_NAMES: Final = re.compile(r"[^\w .,()-]")

# Each step under the card it stands on: there the page stays after it.
STEPS_OF_CARDS: Final[dict[str, dict[str, type[CaseStep]]]] = {
    "complaint": {
        "classify": classify.ClassifyStep,
        "settle-classification": classify.SettleClassificationStep,
        "prioritise": PrioritiseStep,
        "point": work.PointStep,
        "receipt": end.ReceiptStep,
        "settle-receipt": end.SettleReceiptStep,
    },
    "outside": {
        "event": happening.EventStep,
        "event-withdrawn": happening.WithdrawEventStep,
        "party": happening.PartyStep,
    },
    "guard": {
        "state-ground": guard.StateGroundStep,
        "take-escalation": guard.TakeEscalationStep,
    },
    "holds": {
        "order-hold": hold.OrderHoldStep,
        "confirm-hold": hold.ConfirmHoldStep,
        "lift-hold": hold.LiftHoldStep,
    },
    "promises": {
        "remedy": remedies.RemedyStep,
        "remedy-money": remedies.RemedyMoneyStep,
        "settle-remedy": remedies.SettleRemedyStep,
        "remedy-day": remedies.RemedyDayStep,
        "remedy-done": remedies.RemedyDoneStep,
        "task": work.TaskStep,
        "task-done": work.TaskDoneStep,
    },
    "notes": {
        "note": work.NoteStep,
        "file": work.FileStep,
    },
    "next": {
        "acknowledge": end.AcknowledgeStep,
        "assign": work.AssignStep,
        "close": end.CloseStep,
        "settle-closure": end.SettleClosureStep,
        "reopen": end.ReopenStep,
    },
    "breaches": {
        "assess": end.AssessStep,
    },
    "complainant": {
        "complainant": who.ComplainantStep,
        "contact": who.ContactStep,
        "identity": who.IdentityStep,
        "preferences": who.PreferencesStep,
        "support": who.SupportStep,
        "representative": who.RepresentativeStep,
    },
    "flags": {
        "systemic": work.SystemicStep,
        "external": ExternalStep,
        "conflict": work.ConflictStep,
        "override": work.OverrideStep,
        "restrict": work.RestrictStep,
        "settle-restriction": work.SettleRestrictionStep,
    },
}
STEPS: Final = {step: kind for steps in STEPS_OF_CARDS.values() for step, kind in steps.items()}
CARDS: Final = {step: card for card, steps in STEPS_OF_CARDS.items() for step in steps}


class CasePages:
    """The page of a case and its steps."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def show(self, reference: str) -> ResponseReturnValue:
        """Show a case; the reading is written down before the answer leaves."""
        return self._page(self._desk(reference))

    def act(self, reference: str, step: str) -> ResponseReturnValue:
        """Carry out one step, or show the case again with the reasons why not."""
        desk = self._desk(reference)
        if step not in STEPS:
            abort(HTTPStatus.NOT_FOUND)
        admit(self.register, STEPS[step].ASKS)
        form = self._form(step, desk, sent=True)
        outcome = carry_out_on(desk, form.order(desk), form) if form.validate_on_submit() else None
        if outcome is not None:
            return self._done(desk.case.reference, step, form.done(outcome))
        return self._page(self._desk(reference), step, form), HTTPStatus.UNPROCESSABLE_ENTITY

    def _done(self, reference: str, step: str, said: tuple[str, str] | None) -> ResponseReturnValue:
        """Say what was recorded, and go back to the card of the step."""
        try:
            flash(*(said or (recorded(self._desk(reference)), "success")))
        except Unknown:
            # The step itself closed the complaint to whoever took it.
            flash(gettext("Recorded. The complaint is not open to you any more."), "success")
            return redirect(url_for("queue.index"))
        return redirect(url_for("cases.show", reference=reference, _anchor=CARDS[step]))

    def file(self, reference: str, file: str) -> Response:
        """Hand out an attached file, always as a download."""
        desk = self._desk(reference)
        found = people.find_file(desk, file)
        content = self.register.reader.cases.content(desk.actor, desk.case.id, found.content) if found else None
        if found is None or content is None:
            abort(HTTPStatus.NOT_FOUND)
        self.register.upkeep.record(desk.actor.name, "read:file", (found.file,), ("case", desk.case.id))
        name = NOT_IN_NAMES.sub("_", desk.file.text(found.name) or found.file)
        return send_file(BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name)

    def _desk(self, reference: str) -> Desk:
        return lay_out(self.register, current_actor(), reference)

    def _form(self, step: str, desk: Desk, *, sent: bool = False) -> CaseStep:
        kind = STEPS[step]
        if issubclass(kind, classify.ClassifyStep):
            kind = kind.for_packs(desk.packs)
        form = kind(prefix=f"{step}-") if sent else kind(formdata=None, prefix=f"{step}-")
        form.prepare(desk, fresh=not sent)
        return form

    def _page(self, desk: Desk, step: str = "", refused: CaseStep | None = None) -> str:
        self.register.upkeep.record(desk.actor.name, "read:case", (), ("case", desk.case.id))
        forms = {name: self._form(name, desk) for name, kind in STEPS.items() if kind.fits(desk)}
        since = []
        if refused is not None:
            if refused.stale:
                since = meanwhile(desk, refused.seen)
            refused.version.data = str(desk.file.version)
            forms[step] = refused
        return render_template("cases/show.html", desk=desk, forms=forms, meanwhile=since, **self._parts(desk))

    def _parts(self, desk: Desk) -> dict[str, Any]:
        deadline, manner = next_date(desk.case), say(desk.zone, spoken(desk.packs, gettext))
        return {
            "case": desk.case,
            "text": desk.text,
            "who": lambda actor: teller(desk.names, actor),
            "everybody": lambda accounts: facts.everybody(desk, accounts),
            "label": lambda known, code: label(desk.pack, known, code),
            "word": word,
            "writes": {OFFICER, APPROVER} & desk.actor.roles,
            "about": facts.about(desk),
            "standing": facts.standing(desk),
            "safeguards": facts.safeguards(desk),
            "ending": lambda closure, remedies=(): facts.ending(desk, closure, remedies),
            "letter_title": lambda letter: facts.letter_title(desk, letter),
            "unsent": list(unsent(desk.case, desk.now)),
            "next_date": deadline,
            "today": desk.now.astimezone(desk.zone).date(),
            "late": passed(desk),
            "duty_title": lambda code: duty_title(desk.packs, code),
            "event_title": lambda code: event_title(desk.packs, code),
            "dates": dates_by_group(desk),
            "replaced": replaced_dates(desk),
            "guarded": guarded(desk),
            "bans": bans(desk),
            "people": people,
            "messages": people.messages(desk),
            "happened": events_of(desk.file.entries, desk.names, desk.file.plain, manner)[::-1],
        }


def recorded(desk: Desk) -> str:
    """Return what the newest entry of a case says in short."""
    titles = [title for title, _details in titles_of(desk.file.entries[-1], desk.names, say(desk.zone))]
    return str(gettext("Recorded. %(what)s.", what=", ".join(titles)))


def make(register: Register) -> Blueprint:
    """Return the pages of a case."""
    pages = Blueprint("cases", __name__, url_prefix="/cases", template_folder="templates")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    case = CasePages(register)
    pages.add_url_rule("/<reference>", "show", case.show)
    pages.add_url_rule("/<reference>/files/<file>", "file", case.file)
    pages.add_url_rule("/<reference>/<step>", "act", case.act, methods=["POST"])
    return pages
