"""Steps about what may not be done while the complaint runs: tell who could do it, keep their word, let go of it."""

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.actors import APPROVER
from register.domain.commands import case as c
from register.domain.obligations.prohibitions import prohibitions
from register.domain.subjects.holds import Hold
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep, is_open
from register.web.pages.shared.fields import MomentField, id_of, line, paragraph, select
from register.web.pages.shared.labels import Choices, word


class OrderHoldStep(CaseStep):
    """Tell somebody to keep from what is prohibited."""

    TITLE, SUBMIT, ASKS = _("Order a hold"), _("Order it"), c.OrderHold
    prohibition = select(_("What they must keep from"), required=True)
    recipient = line(_("To whom"), required=True, description=_("Every team that could do it, outside firms included."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk) and any(True for _ in prohibitions(desk.case, desk.packs))

    def lists(self, desk: Desk) -> None:
        self.prohibition.choices = [SelectChoice(ban.id, ban.title) for _, ban in prohibitions(desk.case, desk.packs)]

    def order(self, desk: Desk) -> c.OrderHold:
        return c.OrderHold(case=desk.case.id, prohibition=self.prohibition.data, recipient=self.recipient.data or "")


class ConfirmHoldStep(CaseStep):
    """They confirmed it."""

    TITLE, SUBMIT, ASKS = _("They confirmed it"), _("Record the confirmation"), c.ConfirmHold
    hold = select(_("Who confirmed"), required=True)
    evidence = paragraph(_("Evidence"), required=True, description=_("Who said so, in what way; or where it is kept."))
    at = MomentField(_("When"), description=_("Empty: now."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(hold.confirmed_at is None for hold in _standing(desk))

    def lists(self, desk: Desk) -> None:
        self.hold.choices = _choices(desk, (hold for hold in _standing(desk) if hold.confirmed_at is None))

    def order(self, desk: Desk) -> c.ConfirmHold:
        return c.ConfirmHold(
            case=desk.case.id, hold=id_of(self.hold.data), evidence=self.evidence.data, at=self.at.instant
        )


class LiftHoldStep(CaseStep):
    """Let go of a hold."""

    TITLE, SUBMIT, ASKS, DANGER = _("Lift a hold"), _("Lift it"), c.LiftHold, True
    hold = select(_("Which"), required=True)
    reason = paragraph(_("Reason"), required=True)
    exception = select(
        _("Before its time, because"),
        description=_("Only for an approver who did not order the hold. Otherwise it lasts until its date has passed."),
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(True for _ in _standing(desk))

    def lists(self, desk: Desk) -> None:
        self.hold.choices = _choices(desk, _standing(desk))
        exceptions = {code for _, ban in prohibitions(desk.case, desk.packs) for code in ban.exceptions}
        told = [SelectChoice(code, word("hold-exception", code)) for code in sorted(exceptions)]
        allowed = told if APPROVER in desk.actor.roles else []
        self.exception.choices = [SelectChoice("", gettext("No: its time is over")), *allowed]

    def order(self, desk: Desk) -> c.LiftHold:
        return c.LiftHold(
            case=desk.case.id, hold=id_of(self.hold.data), reason=self.reason.data, exception=self.exception.data
        )


def _standing(desk: Desk) -> Iterator[Hold]:
    return (hold for hold in desk.case.holds if hold.stands)


def _choices(desk: Desk, holds: Iterator[Hold]) -> Choices:
    return [SelectChoice(hold.id, desk.text(hold.recipient) or gettext("erased")) for hold in holds]
