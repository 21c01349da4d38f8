"""The forms of the steps a written letter can take."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from register.web.pages.shared.fields import CHOSEN, MomentField, paragraph, select
from register.web.pages.shared.labels import Choices, choices
from register.web.pages.shared.step_form import StepForm


class ApproveForm(StepForm):
    """Approve exactly the content with this hash."""

    content = HiddenField(validators=[InputRequired()])


class ReturnForm(StepForm):
    """Send back to the author."""

    reason = paragraph(_("What has to change"), required=True)


class GiveForm(StepForm):
    """The letter was given by hand."""

    person = select(_("To whom"), required=True)
    method = select(_("How"), choices("given-by"), required=True)
    at = MomentField(_("When"), required=True)
    evidence = paragraph(
        _("Evidence"), required=True, description=_("Who gave it, and what shows it: a receipt, a tracking number.")
    )

    def ask_whom(self, people: Choices) -> None:
        """Ask to whom of several it was given; one who complains alone need not be named."""
        if people:
            self.person.choices = people
        else:
            del self.person


class DoubtForm(StepForm):
    """A person says what became of a sending in doubt."""

    dispatch = HiddenField(validators=[InputRequired()])
    accepted = RadioField(
        _("Did it arrive?"),
        [CHOSEN],
        choices=[SelectChoice("yes", _("Yes, it arrived")), SelectChoice("no", _("No, it did not"))],
    )
    evidence = paragraph(_("How do you know?"), required=True)
