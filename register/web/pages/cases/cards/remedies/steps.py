"""Steps about what was promised: promising it, giving it its day, carrying it out; also after closing."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from register.domain.commands import case as c
from register.domain.subjects.remedy import Remedy
from register.domain.values import Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import id_of, line, paragraph, radio, select
from register.web.pages.shared.labels import Choices, choices, label, pack_choices


class RemedyStep(CaseStep):
    """Record what was promised."""

    TITLE, SUBMIT, ASKS = _("Promise a remedy"), _("Record"), c.PromiseRemedy
    code = select(_("Remedy"), required=True)
    amount = line(_("Amount"), description=_("As in 25.00."), render_kw={"inputmode": "decimal"})
    due_on = DateField(_("Due on"), [Optional()], description=_("At the latest when the complaint is closed."))
    carried_out = BooleanField(_("It was carried out already"))

    def lists(self, desk: Desk) -> None:
        self.code.choices = pack_choices(desk.pack, "remedy", _("Choose one"))

    def order(self, desk: Desk) -> c.PromiseRemedy:
        said = c.RemedyPromise(self.code.data, self.amount.data, self.due_on.data, self.carried_out.data)
        return c.PromiseRemedy(case=desk.case.id, remedy=said)


class RemedyMoneyStep(CaseStep):
    """Ask a second person for more money than one person may settle."""

    TITLE, SUBMIT, ASKS = _("Ask for a remedy's money"), _("Ask"), c.ProposeRemedy
    remedy = select(_("Which"), required=True)
    amount = line(
        _("Amount"),
        required=True,
        description=_("What it may cost in all, once a second person approves. As in 900.00."),
        render_kw={"inputmode": "decimal"},
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(_waiting(desk))

    def lists(self, desk: Desk) -> None:
        self.remedy.choices = _offered(desk)

    def order(self, desk: Desk) -> c.ProposeRemedy:
        return c.ProposeRemedy(case=desk.case.id, remedy=Id(self.remedy.data), amount=self.amount.data or "")


class SettleRemedyStep(CaseStep):
    """Approve or refuse the money of a remedy, as the second person: the first that waits."""

    TITLE, SUBMIT, ASKS = _("Settle the money"), _("Record"), c.SettleRemedy
    proposal = HiddenField()
    content = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(desk.case.remedy_proposals)

    def known(self, desk: Desk) -> None:
        for waiting in desk.case.remedy_proposals[:1]:
            self.proposal.data, self.content.data = waiting.id, waiting.content

    def order(self, desk: Desk) -> c.SettleRemedy:
        return c.SettleRemedy(
            case=desk.case.id,
            proposal=id_of(self.proposal.data),
            content=self.content.data or "",
            approve=self.approve.data == "yes",
        )


class RemedyDayStep(CaseStep):
    """Say by which day it is to be carried out."""

    TITLE, SUBMIT, ASKS = _("Set the day of a remedy"), _("Record"), c.ScheduleRemedy
    remedy = select(_("Which"), required=True)
    due_on = DateField(_("Due on"), [InputRequired(_("Fill this in."))])
    reason = paragraph(_("Reason"), description=_("Where it had another day before."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(_waiting(desk))

    def lists(self, desk: Desk) -> None:
        self.remedy.choices = _offered(desk)

    def order(self, desk: Desk) -> c.ScheduleRemedy:
        return c.ScheduleRemedy(
            case=desk.case.id, remedy=Id(self.remedy.data), due_on=self.due_on.data, reason=self.reason.data
        )


class RemedyDoneStep(CaseStep):
    """A remedy was carried out."""

    TITLE, SUBMIT, ASKS = _("Record a remedy as done"), _("Done"), c.FinishRemedy
    remedy = select(_("Which"), required=True)
    paid = line(_("Amount paid"), description=_("As in 25.00."), render_kw={"inputmode": "decimal"})

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(_waiting(desk))

    def lists(self, desk: Desk) -> None:
        self.remedy.choices = _offered(desk)

    def order(self, desk: Desk) -> c.FinishRemedy:
        return c.FinishRemedy(case=desk.case.id, remedy=Id(self.remedy.data), paid=self.paid.data)


def _waiting(desk: Desk) -> list[Remedy]:
    return [remedy for remedy in desk.case.remedies if remedy.done_at is None]


def _offered(desk: Desk) -> Choices:
    named = ((r.id, " ".join(filter(None, (label(desk.pack, "remedy", r.code), r.amount)))) for r in _waiting(desk))
    return [SelectChoice(remedy, words) for remedy, words in named]
