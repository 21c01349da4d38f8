"""When the firm received a complaint: corrected with reasons, a later time by a second person."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from register.domain.commands import case as c
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import MomentField, id_of, paragraph, radio
from register.web.pages.shared.labels import choices


class ReceiptStep(CaseStep):
    """Move the legal receipt."""

    TITLE, SUBMIT, ASKS = _("Correct the time of receipt"), _("Record"), c.CorrectReceipt
    received_at = MomentField(
        _("Received"), required=True, description=_("Earlier needs a reason; later needs evidence and a second person.")
    )
    reason = paragraph(_("Reason"), required=True)
    evidence = paragraph(_("Evidence"), description=_("For a later time."))
    before_first_version = BooleanField(
        _("It is from before its rules took force, and is held to their first version all the same"),
        description=_("They then claim none of its dates, and one that passes is no possible breach."),
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.receipt_proposal is None

    def known(self, desk: Desk) -> None:
        self.received_at.show(desk.case.origin.received_at, desk.zone)

    def order(self, desk: Desk) -> c.CorrectReceipt:
        return c.CorrectReceipt(
            case=desk.case.id,
            received_at=self.received_at.instant or desk.case.origin.received_at,
            reason=self.reason.data,
            evidence=self.evidence.data,
            before_first_version=self.before_first_version.data,
        )


class SettleReceiptStep(CaseStep):
    """Approve or refuse a later receipt, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle the later time of receipt"), _("Record"), c.SettleReceipt
    proposal = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.receipt_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.receipt_proposal
        self.proposal.data = waiting.id if waiting else None

    def order(self, desk: Desk) -> c.SettleReceipt:
        approve = self.approve.data == "yes"
        return c.SettleReceipt(case=desk.case.id, proposal=id_of(self.proposal.data), approve=approve)
