"""Taking a date over from the system where the complaint was open before."""

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import OpenCaseStep
from register.web.pages.shared.carried_over import date_elsewhere, duty_choices
from register.web.pages.shared.fields import MomentField, line, select


class CarryDateOverStep(OpenCaseStep):
    """Work to a date that another system had."""

    TITLE, SUBMIT, ASKS = _("Carry a date over"), _("Carry over"), c.CarryDateOver
    duty = select(_("What for"), required=True, description=_("It is worked to beside the register's own date."))
    last_day = DateField(_("Last day"), [Optional()])
    at = MomentField(_("Or the instant by which"), description=_("Only for a limit in hours."))
    source = line(_("Carried over from"), required=True, description=_("The system and the reference there."))

    def lists(self, desk: Desk) -> None:
        self.duty.choices = [SelectChoice("", _("Choose one")), *duty_choices(desk.packs)]

    def order(self, desk: Desk) -> c.CarryDateOver:
        said = date_elsewhere(self.duty.data, self.last_day.data, self.at.instant, self.source.data or "")
        return c.CarryDateOver(case=desk.case.id, date=said)
