"""The steps of a written letter: submitted, approved, sent back, discarded, given by hand, resolved when in doubt."""

from collections.abc import Callable
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from register.domain.commands import letter as c
from register.domain.commands.base import Command
from register.domain.errors import Problem, Unknown
from register.domain.subjects.letter import Letter
from register.web.login import current_actor
from register.web.pages.cases.desk import Desk, lay_out
from register.web.pages.cases.meanwhile import carry_out_on
from register.web.pages.letters.readers import waiting
from register.web.pages.letters.step_forms import ApproveForm, DoubtForm, GiveForm, ReturnForm
from register.web.pages.letters.view import show_letter
from register.web.pages.shared.fields import MomentField, id_of
from register.web.pages.shared.step_form import StepForm, admit
from register.wiring import Register

Step = tuple[type[Command], type[StepForm], Callable[[Desk, Letter, Any], Command], LazyString]


def _submit(desk: Desk, letter: Letter, _form: StepForm) -> Command:
    return c.SubmitLetter(case=desk.case.id, letter=letter.id)


def _approve(desk: Desk, letter: Letter, form: ApproveForm) -> Command:
    return c.ApproveLetter(case=desk.case.id, letter=letter.id, content=form.content.data)


def _return(desk: Desk, letter: Letter, form: ReturnForm) -> Command:
    return c.ReturnLetter(case=desk.case.id, letter=letter.id, reason=form.reason.data)


def _void(desk: Desk, letter: Letter, _form: StepForm) -> Command:
    return c.VoidLetter(case=desk.case.id, letter=letter.id)


def _give(desk: Desk, letter: Letter, form: GiveForm) -> Command:
    whom = id_of(form.person.data) if form.person is not None else None
    said = {"method": form.method.data, "at": form.at.instant, "evidence": form.evidence.data, "person": whom}
    return c.GiveLetter(case=desk.case.id, letter=letter.id, **said)


def _resolve(desk: Desk, _letter: Letter, form: DoubtForm) -> Command:
    said = {"accepted": form.accepted.data == "yes", "evidence": form.evidence.data}
    return c.ResolveDoubt(case=desk.case.id, dispatch=id_of(form.dispatch.data), **said)


STEPS: Final[dict[str, Step]] = {
    "submit": (c.SubmitLetter, StepForm, _submit, _("The gate let the letter through.")),
    "approve": (c.ApproveLetter, ApproveForm, _approve, _("The letter is approved.")),
    "return": (c.ReturnLetter, ReturnForm, _return, _("The letter went back to its author.")),
    "void": (c.VoidLetter, StepForm, _void, _("The letter is discarded.")),
    "give": (c.GiveLetter, GiveForm, _give, _("It is recorded that the letter was given.")),
    "resolve": (c.ResolveDoubt, DoubtForm, _resolve, _("Your finding is recorded.")),
}


class LetterSteps:
    """Takes steps."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def take(self, case: str, letter: str, step: str) -> ResponseReturnValue:
        """Take a step; a refused one is shown on the letter's page."""
        if step not in STEPS:
            abort(404)
        asks, kind, order, done = STEPS[step]
        admit(self.register, asks)
        desk = lay_out(self.register, current_actor(), case)
        found = next((item for item in desk.case.letters if item.id == letter), None)
        if found is None:
            raise Unknown(Problem("no-such-letter", "letter"))
        form = kind()
        if isinstance(form, GiveForm):
            form.ask_whom(waiting(desk, found) if desk.case.joint else [])
        for field in form:
            if isinstance(field, MomentField):
                field.zone = desk.zone
        if form.validate_on_submit() and carry_out_on(desk, order(desk, found, form), form):
            flash(str(done), "success")
            back = url_for("letters.show", case=desk.case.reference, letter=letter)
            return redirect(url_for("approvals.index") if request.form.get("back") == "approvals" else back)
        desk = lay_out(self.register, current_actor(), case)
        again = next(item for item in desk.case.letters if item.id == letter)
        return show_letter(desk, again, step, form)
