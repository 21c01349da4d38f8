"""A case that turns out to be none: void by two people, brought back by one."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from register.domain.commands import case as c
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import id_of, line, paragraph, radio
from register.web.pages.shared.labels import choices


class VoidStep(CaseStep):
    """Propose that the case be void."""

    TITLE, SUBMIT, ASKS = _("It is no complaint, or one we have"), _("Ask a second person"), c.ProposeVoiding
    DANGER = True
    reason = radio(_("Why"), choices("voiding"))
    into = line(
        _("The complaint that stays"),
        description=_("Where it was registered twice: the one received first, as in C-2026-000001."),
    )
    words = paragraph(
        _("How you know"),
        required=True,
        description=_("Nothing is deleted. Once a second person approves, its dates are owed no more."),
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.voiding_proposal is None

    def order(self, desk: Desk) -> c.ProposeVoiding:
        reference = (self.into.data or "").strip().upper()
        into = desk.register.reader.cases.find(desk.actor, reference) if reference else None
        return c.ProposeVoiding(case=desk.case.id, reason=self.reason.data or "", words=self.words.data, into=into)


class SettleVoidingStep(CaseStep):
    """Approve or refuse that the case be void, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle whether it is void"), _("Record"), c.SettleVoiding
    proposal = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.voiding_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.voiding_proposal
        self.proposal.data = waiting.id if waiting else None

    def order(self, desk: Desk) -> c.SettleVoiding:
        case = desk.case
        return c.SettleVoiding(
            case=case.id,
            proposal=id_of(self.proposal.data),
            approve=self.approve.data == "yes",
            into=case.merged_into,
            messages=case.messages,
        )


class ReinstateStep(CaseStep):
    """Bring a void case back."""

    TITLE, SUBMIT, ASKS = _("Bring it back"), _("It is a complaint after all"), c.ReinstateCase
    reason = paragraph(_("Reason"), required=True, description=_("Its dates are owed as if it had never been void."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.is_void

    def order(self, desk: Desk) -> c.ReinstateCase:
        case = desk.case
        return c.ReinstateCase(case=case.id, reason=self.reason.data, into=case.merged_into, messages=case.messages)
