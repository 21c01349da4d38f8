"""Assessing a possible breach."""

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.values import Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import paragraph, select
from register.web.pages.shared.labels import choices


class AssessStep(CaseStep):
    """Assess a possible breach."""

    TITLE, SUBMIT, ASKS = _("Assess a possible breach"), _("Record"), c.AssessBreach
    breach = select(_("Which"), required=True)
    result = select(_("Result"), choices("assessment"), required=True)
    reasons = paragraph(_("Reasons"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(breach.result is None for breach in desk.case.breaches)

    def lists(self, desk: Desk) -> None:
        waiting = [b for b in desk.case.breaches if b.result is None]
        limits = {d.id: d.due.rule.replace("-", " ").capitalize() for d in desk.case.deadlines}
        self.breach.choices = [SelectChoice(b.id, limits.get(b.deadline, b.deadline)) for b in waiting]

    def order(self, desk: Desk) -> c.AssessBreach:
        return c.AssessBreach(
            case=desk.case.id, breach=Id(self.breach.data), result=self.result.data, reasons=self.reasons.data
        )
