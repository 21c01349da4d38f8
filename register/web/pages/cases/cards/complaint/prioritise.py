"""The step on how urgent a case is."""

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.subjects.priority import TRIGGERS
from register.web.forms import CheckboxesField
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import OpenCaseStep
from register.web.pages.shared.fields import paragraph, select
from register.web.pages.shared.labels import choices, pack_choices


class PrioritiseStep(OpenCaseStep):
    """Record what makes the case urgent."""

    TITLE, SUBMIT, ASKS = _("Record urgency"), _("Record"), c.PrioritiseCase
    triggers = CheckboxesField(_("What makes it urgent"), [Optional()])
    tier = select(_("Support tier"), description=_("Something urgent puts it at tier 3 by itself."))
    reason = paragraph(_("Reason"), description=_("Needed where something urgent is to stand elsewhere."))

    def lists(self, desk: Desk) -> None:
        self.triggers.choices = pack_choices(desk.pack, TRIGGERS) if TRIGGERS in desk.pack.codes else []
        self.tier.choices = [SelectChoice("", _("As the above says")), *choices("tier")]

    def known(self, desk: Desk) -> None:
        if desk.case.priority is not None:
            self.triggers.data = list(desk.case.priority.triggers)
            self.reason.data = desk.file.text(desk.case.priority.reason) or ""
            self.tier.data = str(desk.case.priority.tier) if desk.case.priority.reason else None

    def order(self, desk: Desk) -> c.PrioritiseCase:
        return c.PrioritiseCase(
            case=desk.case.id,
            triggers=tuple(self.triggers.data or ()),
            tier=int(self.tier.data) if self.tier.data else None,
            reason=self.reason.data,
        )
