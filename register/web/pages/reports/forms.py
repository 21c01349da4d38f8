"""The forms of reports: prepared, settled, issued."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from register.web.pages.shared.fields import NEEDED, line, paragraph, select
from register.web.pages.shared.step_form import StepForm

KINDS = {"regulator": _("Report for the regulator"), "board": _("Report for the board")}


class PrepareForm(StepForm):
    """Which report."""

    kind = select(_("Report"), [SelectChoice(code, text) for code, text in KINDS.items()], required=True)
    entity = select(_("Entity"), required=True)
    brand = select(_("Brand"))
    from_on = DateField(_("From"), [NEEDED])
    to_on = DateField(_("To, included"), [NEEDED])


class SettleReportForm(StepForm):
    """Approve exactly the bytes shown, or refuse with a reason."""

    document = HiddenField(validators=[InputRequired()])
    reason = paragraph(_("Why not"), description=_("Needed only to refuse."))


class IssueForm(StepForm):
    """Issue for good."""

    recipient = line(_("To whom"), required=True, description=_("As it is to be found again years later."))
