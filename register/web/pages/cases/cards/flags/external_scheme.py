"""The step with the external dispute scheme."""

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.obligations.extensions import usual_time, usual_until
from register.web import formats
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import MomentField, line, paragraph, select
from register.web.pages.shared.labels import choices
from register.web.texts import locale


class ExternalStep(CaseStep):
    """Record a step with the external scheme."""

    TITLE, SUBMIT, ASKS = _("Record a step with the external scheme"), _("Record"), c.RecordExternalStep
    kind = select(_("Step"), choices("external-step"), required=True)
    scheme = select(_("Which"))
    at = MomentField(_("When"), required=True)
    reference = line(_("Their reference"))
    due_on = DateField(
        _("They want an answer by"),
        [Optional()],
        description=_("The date they stated wins. For a new date, record the same step again with the same time."),
    )
    consent_at = MomentField(
        _("The complainant agreed to our referring it, on"), description=_("Needed where we refer it ourselves.")
    )
    consent = paragraph(_("Evidence of the consent"))
    stage = select(_("Stage when it was sent back"), choices("referral-stage", _("As the register sees it")))
    stage_reason = paragraph(_("Why another stage"))

    def lists(self, desk: Desk) -> None:
        schemes = {scheme.id: scheme.title for pack in desk.packs for scheme in pack.schemes}
        self.scheme.choices = [SelectChoice(scheme, title) for scheme, title in schemes.items()]
        self.due_on.description = " ".join((str(self.due_on.description), *_usual(desk)))

    def known(self, desk: Desk) -> None:
        self.at.show(desk.now, desk.zone)

    def order(self, desk: Desk) -> c.RecordExternalStep:
        return c.RecordExternalStep(
            case=desk.case.id,
            kind=self.kind.data,
            scheme=self.scheme.data or "",
            at=self.at.instant or desk.now,
            reference=self.reference.data or "",
            due_on=self.due_on.data,
            stage=self.stage.data or "",
            stage_reason=self.stage_reason.data or "",
            consent_at=self.consent_at.instant,
            consent=self.consent.data or "",
        )


def _usual(desk: Desk) -> Iterator[str]:
    """Say of each scheme that sent the complaint back how much more time it usually gives."""
    for pack in desk.packs:
        usual = usual_time(desk.case, pack)
        until = usual_until(desk.case, pack, desk.packs, desk.register.policies.calendars)
        if usual is not None and until is not None:
            said = {"scheme": pack.schemes[0].title, "days": usual.days, "day": formats.day(until, locale())}
            yield gettext("%(scheme)s usually gives at most %(days)s more days here: until %(day)s.", **said)
