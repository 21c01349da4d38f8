"""The part of a form by which an old complaint is brought over: where it comes from, why, and its dates there."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.law.policy import Pack
from register.domain.law.stated import carriable_duties
from register.web.pages.shared.fields import line, paragraph, select
from register.web.pages.shared.labels import Choices, pack_title
from register.web.pages.shared.step_form import StepForm


class BroughtOverForm(StepForm):
    """Where a complaint was open before, and why one from before its rules took force is held to them."""

    carried_over_source = line(
        _("Brought over from"), description=_("The system or file where it was open, and its reference there.")
    )
    carried_over_reason = paragraph(
        _("Why it is held to the first version"),
        description=_("Only where it was received before its rules took force: they then claim none of its dates."),
        render_kw={"rows": 2},
    )

    def carrying_over(self, dates: Sequence[c.DateElsewhere] = ()) -> c.CarryingOver | None:
        """Return what was said of where it comes from; None where nothing was."""
        source, reason = self.carried_over_source.data or "", self.carried_over_reason.data
        return c.CarryingOver(source, reason, tuple(dates)) if source or reason or dates else None


class CarriedOverForm(BroughtOverForm):
    """The same with a date it had there."""

    duty = select(_("A date it had there"))
    last_day = DateField(
        _("Its last day there"), [Optional()], description=_("Further dates: on the complaint's own page.")
    )

    def offer_duties(self, packs: Sequence[Pack]) -> None:
        """Offer what a date can be carried over for."""
        self.duty.choices = [SelectChoice("", _("None")), *duty_choices(packs)]

    def carrying_over(self, dates: Sequence[c.DateElsewhere] = ()) -> c.CarryingOver | None:
        if self.duty.data or self.last_day.data:
            dates = (*dates, date_elsewhere(self.duty.data, self.last_day.data))
        return super().carrying_over(dates)


def duty_choices(packs: Sequence[Pack]) -> Choices:
    """Return the duties whose dates can be carried over, each named by its pack where there are several."""
    several = len(packs) > 1
    return [
        SelectChoice(f"{pack.id} {duty}", f"{pack.duties[duty]} · {pack_title(pack)}" if several else pack.duties[duty])
        for pack in packs
        for duty in carriable_duties(pack)
    ]


def date_elsewhere(
    chosen: str | None, last_day: date | None, at: datetime | None = None, source: str = ""
) -> c.DateElsewhere:
    """Return the date that was said; ``chosen`` is one of ``duty_choices``."""
    pack, _sep, duty = (chosen or "").partition(" ")
    return c.DateElsewhere(duty, last_day, at, source, pack or None)
