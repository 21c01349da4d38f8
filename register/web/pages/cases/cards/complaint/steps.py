"""Points the complainant raised."""

from flask_babel import lazy_gettext as _

from register.domain.commands import case as c
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import OpenCaseStep
from register.web.pages.shared.fields import paragraph


class PointStep(OpenCaseStep):
    """Add a point the complainant raised."""

    TITLE, SUBMIT, ASKS = _("Add a point raised"), _("Add"), c.RaisePoint
    text = paragraph(_("Point raised"), required=True, description=_("A rejection must answer each point."))

    def order(self, desk: Desk) -> c.RaisePoint:
        return c.RaisePoint(case=desk.case.id, text=self.text.data)
