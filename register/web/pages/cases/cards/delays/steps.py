"""Steps of the delay guard: a ground stated with facts, and a manager who takes up what was escalated."""

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.obligations.delays import GROUNDS
from register.web.pages.cases.cards.delays.risks import risk_title
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep, OpenCaseStep
from register.web.pages.shared.fields import id_of, paragraph, select
from register.web.pages.shared.labels import pack_choices


class StateGroundStep(OpenCaseStep):
    """State why the answer must come later."""

    TITLE, SUBMIT, ASKS = _("State a ground"), _("State it"), c.StateDelayGround
    ground = select(
        _("Ground"),
        required=True,
        description=_("Only these. Many complaints at once, or a backlog, are no grounds for a delay."),
    )
    facts = paragraph(
        _("Facts of this complaint"),
        required=True,
        description=_("What is awaited, from whom, since when, until when."),
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return super().useful(desk) and bool(desk.pack.codes[GROUNDS].entries)

    def lists(self, desk: Desk) -> None:
        self.ground.choices = pack_choices(desk.pack, GROUNDS, _("No ground chosen yet"))

    def order(self, desk: Desk) -> c.StateDelayGround:
        return c.StateDelayGround(case=desk.case.id, ground=self.ground.data, facts=self.facts.data)


class TakeEscalationStep(CaseStep):
    """Take up what a manager was told of."""

    TITLE, SUBMIT, ASKS = _("Take it up"), _("Take it up"), c.TakeEscalation
    escalation = select(_("What was escalated"), required=True)
    decision = paragraph(_("What you decide"), required=True, description=_("Who does what until when."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(told.taken_at is None for told in desk.case.escalations)

    def lists(self, desk: Desk) -> None:
        waiting = [told for told in desk.case.escalations if told.taken_at is None]
        self.escalation.choices = [SelectChoice(told.id, risk_title(desk.packs, told.risk)) for told in waiting]

    def order(self, desk: Desk) -> c.TakeEscalation:
        return c.TakeEscalation(case=desk.case.id, escalation=id_of(self.escalation.data), decision=self.decision.data)
