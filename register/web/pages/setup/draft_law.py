"""Draft law, for administrators: which packs are no law yet, which of them the firm works to, and why."""

from http import HTTPStatus
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.law.policy import Pack
from register.domain.subjects.firm import Firm
from register.domain.values import Id
from register.reader.firm import FirmFile
from register.web.pages.setup.forms import SetupForm
from register.web.pages.shared.fields import paragraph, select
from register.web.pages.shared.labels import Choices
from register.web.pages.shared.step_form import carry_out
from register.wiring import Register

BETWEEN: Final = "@"


class AcceptDraftForm(SetupForm):
    """Accept a draft."""

    draft = select(_("Which"), required=True)
    reason = paragraph(
        _("Why the firm works to it"), required=True, description=_("It goes into the trail, and is shown below.")
    )

    def order(self, subject: Id | None) -> Command:
        """Propose it."""
        pack, _between, version = self.draft.data.partition(BETWEEN)
        return r.AcceptDraftLaw(pack=pack, version=version, reason=self.reason.data)


class EndDraftForm(SetupForm):
    """Accept a draft no more."""

    draft = select(_("Which"), required=True)
    reason = paragraph(_("Reason"), required=True)

    def order(self, subject: Id | None) -> Command:
        """End it."""
        pack, _between, version = self.draft.data.partition(BETWEEN)
        return r.EndDraftLaw(pack=pack, version=version, reason=self.reason.data)


FORMS: Final[dict[str, type[SetupForm]]] = {"accept": AcceptDraftForm, "end": EndDraftForm}


class DraftLawPage:
    """The page of draft law."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show the drafts, and take what was sent."""
        house = self.register.reader.firm.now()
        forms = self._forms(house)
        form = forms.get(request.form.get("step", "")) if request.method == "POST" else None
        if form is not None and form.validate_on_submit() and carry_out(self.register, form.order(None), form):
            flash(gettext("Recorded. What is accepted waits for another administrator, under Firm."), "success")
            return redirect(url_for("setup.draft_law"))
        refused = form if form is not None and form.errors else None
        page = render_template(
            "setup/draft_law.html",
            forms=forms,
            refused=refused,
            house=house,
            drafts=self._drafts(),
            taken={(draft.pack, draft.version): draft for draft in house.firm.drafts},
            waiting={(p.draft.pack, p.draft.version) for p in house.firm.proposals if p.draft is not None},
        )
        return page, HTTPStatus.OK if refused is None else HTTPStatus.UNPROCESSABLE_ENTITY

    def _forms(self, house: FirmFile) -> dict[str, SetupForm]:
        sent, made = request.form.get("step"), {}
        for name, kind in FORMS.items():
            told = {"version": str(house.version)}
            form = kind(data=told) if name == sent else kind(formdata=None, data=told)
            form["draft"].choices = self._choices(house.firm, accepted=name == "end")
            made[name] = form
        return made

    def _choices(self, firm: Firm, *, accepted: bool) -> Choices:
        fitting = [pack for pack in self._drafts() if ((pack.id, pack.version) in firm.accepted) == accepted]
        return [SelectChoice(f"{pack.id}{BETWEEN}{pack.version}", f"{pack.title}, {pack.version}") for pack in fitting]

    def _drafts(self) -> list[Pack]:
        return [pack for pack in self.register.policies.packs.values() if pack.is_draft]
