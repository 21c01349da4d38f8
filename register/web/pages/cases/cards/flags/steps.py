"""Flags of a case and what guards it: systemic issues, conflicts of interest, who may open it."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.actors import APPROVER
from register.domain.commands import case as c
from register.domain.values import Id
from register.web.forms import CheckboxesField
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import id_of, paragraph, radio, select
from register.web.pages.shared.labels import choices, pack_choices


class ConflictStep(CaseStep):
    """Record that somebody of ours is linked to the complaint's subject."""

    TITLE, SUBMIT, ASKS = _("Record a conflict of interest"), _("Record"), c.LinkAccount
    account = select(_("Who is linked to it"), required=True)
    reason = select(_("How"), choices("conflict"), required=True)

    def lists(self, desk: Desk) -> None:
        mine = [choice for choice in desk.handlers() if choice.value == desk.actor.account]
        self.account.choices = desk.handlers() if APPROVER in desk.actor.roles else mine

    def order(self, desk: Desk) -> c.LinkAccount:
        return c.LinkAccount(case=desk.case.id, account=Id(self.account.data), reason=self.reason.data)


class OverrideStep(CaseStep):
    """Let a linked officer work on the case."""

    TITLE, SUBMIT, ASKS = _("Let a linked officer work on it"), _("Allow"), c.OverrideConflict
    account = select(_("Who"), required=True)
    reason = paragraph(_("Reason"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(desk.case.linked_accounts)

    def lists(self, desk: Desk) -> None:
        self.account.choices = [
            SelectChoice(account, desk.names.get(account, account)) for account in desk.case.linked_accounts
        ]

    def order(self, desk: Desk) -> c.OverrideConflict:
        return c.OverrideConflict(case=desk.case.id, account=Id(self.account.data), reason=self.reason.data)


class RestrictStep(CaseStep):
    """Let only named people open the case."""

    TITLE, SUBMIT, ASKS, DANGER = _("Restrict who may open it"), _("Restrict"), c.RestrictCase, True
    readers = CheckboxesField(
        _("Who may open it"),
        [Optional()],
        description=_(
            "Nobody chosen: everybody may again. Without an auditor among them it waits for a second approver."
        ),
    )
    reason = paragraph(_("Reason"), required=True)

    def lists(self, desk: Desk) -> None:
        self.readers.choices = desk.readers()

    def known(self, desk: Desk) -> None:
        self.readers.data = list(desk.case.restricted_to) or [str(desk.actor.account)]

    def order(self, desk: Desk) -> c.RestrictCase:
        readers = tuple(Id(account) for account in self.readers.data or ())
        return c.RestrictCase(case=desk.case.id, readers=readers, reason=self.reason.data)


class SettleRestrictionStep(CaseStep):
    """Approve or refuse that only some may open the case, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle the restriction"), _("Record"), c.SettleRestriction
    proposal = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.restriction_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.restriction_proposal
        self.proposal.data = waiting.id if waiting else None

    def order(self, desk: Desk) -> c.SettleRestriction:
        approve = self.approve.data == "yes"
        return c.SettleRestriction(case=desk.case.id, proposal=id_of(self.proposal.data), approve=approve)


class SystemicStep(CaseStep):
    """Flag a possible systemic issue, or withdraw the flag."""

    TITLE, SUBMIT, ASKS = _("Flag a possible systemic issue"), _("Record"), c.FlagSystemic
    example = select(_("What it looks like"))
    owner = select(_("Who looks into it"))

    def lists(self, desk: Desk) -> None:
        self.example.choices = pack_choices(desk.pack, "systemic-example", _("Not chosen"))
        self.owner.choices = [SelectChoice("", _("Nobody: withdraw the flag")), *desk.handlers()]

    def known(self, desk: Desk) -> None:
        flag = desk.case.systemic
        self.example.data = None if flag is None else flag.example
        self.owner.data = desk.actor.account if flag is None else flag.owner

    def order(self, desk: Desk) -> c.FlagSystemic:
        owner = Id(self.owner.data) if self.owner.data else None
        return c.FlagSystemic(case=desk.case.id, owner=owner, example=self.example.data or "")
