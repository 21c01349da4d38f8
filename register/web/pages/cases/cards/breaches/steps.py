"""Seeing and assessing a possible breach."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.subjects.breach import Breach
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
    privileged = BooleanField(_("The reasons are privileged"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(breach.result is None for breach in desk.case.breaches)

    def lists(self, desk: Desk) -> None:
        waiting = [b for b in desk.case.breaches if b.result is None]
        self.breach.choices = _choices(desk, waiting)

    def order(self, desk: Desk) -> c.AssessBreach:
        return c.AssessBreach(
            case=desk.case.id,
            breach=Id(self.breach.data),
            result=self.result.data,
            reasons=self.reasons.data,
            privileged=bool(self.privileged.data),
        )


class SeeStep(CaseStep):
    """Say that one knows of a possible breach."""

    TITLE, SUBMIT, ASKS = _("Say that you know of a possible breach"), _("I have seen it"), c.SeeBreach
    breach = select(_("Which"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(_unseen(breach) for breach in desk.case.breaches)

    def lists(self, desk: Desk) -> None:
        self.breach.choices = _choices(desk, [b for b in desk.case.breaches if _unseen(b)])

    def order(self, desk: Desk) -> c.SeeBreach:
        return c.SeeBreach(case=desk.case.id, breach=Id(self.breach.data))


def _unseen(breach: Breach) -> bool:
    """Whether nobody has said that they know of it; whoever assessed one knew."""
    return breach.seen_at is None and breach.result is None


def _choices(desk: Desk, breaches: list[Breach]) -> list[SelectChoice]:
    return [SelectChoice(breach.id, desk.duty(desk.case.limit_behind(breach))) for breach in breaches]
