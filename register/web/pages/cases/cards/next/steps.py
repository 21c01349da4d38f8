"""The steps that move a case on: acknowledging, assigning, closing, reopening."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.subjects.complainants import complainants
from register.domain.values import Id
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep, OpenCaseStep, is_open
from register.web.pages.shared.fields import MomentField, MomentsField, id_of, line, paragraph, radio, select
from register.web.pages.shared.labels import choices, pack_choices


class AcknowledgeStep(CaseStep):
    """Record the acknowledgement."""

    TITLE, SUBMIT, ASKS = _("Record the acknowledgement"), _("Record"), c.AcknowledgeCase
    method = select(_("How"), choices("acknowledged-by"), required=True)
    person = select(_("Complainant"), required=True, description=_("Each of those who complain is told."))
    to = select(
        _("To whom"),
        choices("contact-of"),
        description=_("Somebody acts for the complainant: direct contact needs a recorded reason."),
    )
    at = MomentField(_("When"), description=_("Empty: now."))
    evidence = paragraph(
        _("Evidence"), required=True, description=_("What was said, to whom; or where it can be seen.")
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk) and desk.case.acknowledgement is None

    def lists(self, desk: Desk) -> None:
        people = complainants(desk.case)
        if len(people) == 1:
            del self.person
        else:
            told = {each.person for each in desk.case.acknowledged_to}
            waiting = [SelectChoice(each.id, name_of(desk, each)) for each in people if each.id not in told]
            self.person.choices = [SelectChoice("", _("Choose one")), *waiting]
        if all(person.representative is None for person in people):
            del self.to

    def known(self, desk: Desk) -> None:
        self.method.data = "phone" if desk.case.origin.message is None else "private-reply"
        acting = desk.case.representative
        if acting is not None and not desk.case.joint:
            self.to.data = "complainant" if acting.exception else "representative"

    def order(self, desk: Desk) -> c.AcknowledgeCase:
        return c.AcknowledgeCase(
            case=desk.case.id,
            method=self.method.data,
            at=self.at.instant,
            evidence=self.evidence.data,
            to=self.to.data or "complainant" if self.to is not None else "complainant",
            person=id_of(self.person.data) if self.person is not None else None,
        )


class AssignStep(OpenCaseStep):
    """Give the case to somebody."""

    TITLE, SUBMIT, ASKS = _("Assign"), _("Assign"), c.AssignCase
    assignee = select(_("Officer"))

    def lists(self, desk: Desk) -> None:
        self.assignee.choices = [SelectChoice("", _("Nobody")), *desk.handlers()]

    def known(self, desk: Desk) -> None:
        self.assignee.data = desk.case.assignee or desk.actor.account

    def order(self, desk: Desk) -> c.AssignCase:
        return c.AssignCase(case=desk.case.id, assignee=Id(self.assignee.data) if self.assignee.data else None)


class CloseStep(CaseStep):
    """Close the case, or propose it where a second person has to approve."""

    TITLE, SUBMIT, ASKS = _("Close"), _("Close it"), c.CloseCase
    outcome = select(_("Outcome"), required=True)
    basis = select(_("On what basis"), required=True)
    root_cause = select(_("Root cause"), required=True)
    words = paragraph(_("In the customer's words"), description=_("One line: what they said about the outcome."))
    evidence = paragraph(_("Evidence"), description=_("Needed where it closes early, without a response."))
    withdrawal = paragraph(_("Words of the withdrawal"), description=_("Where the complainant withdrew."))
    withdrawing_by = select(_("Who withdrew it"), choices("withdrawn-by", _("Nobody")))
    withdrawing_at = MomentField(_("When they said so"))
    withdrawing_how = select(
        _("How they said so"),
        choices("withdrawn-how", _("Not withdrawn")),
        description=_("A post that was deleted says nothing."),
    )
    ended_at = MomentField(
        _("When it ended, if before today"), description=_("With evidence; a second person confirms it.")
    )
    attempts = MomentsField(
        _("Attempts to reach them"),
        [Optional()],
        description=_("Where they cannot be reached: one date and time a line, as in 2026-08-03 14:30."),
    )
    remedy = select(_("Remedy"))
    amount = line(_("Amount"), description=_("As in 25.00."), render_kw={"inputmode": "decimal"})
    due_on = DateField(_("Due on"), [Optional()], description=_("What is not done yet stays open as work until it is."))
    carried_out = BooleanField(_("It was carried out already"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk) and desk.case.closure_proposal is None

    def lists(self, desk: Desk) -> None:
        self.outcome.choices = pack_choices(desk.pack, "complaint-outcome", _("Choose one"))
        self.basis.choices = [*choices("basis", _("Choose one")), *pack_choices(desk.pack, "early-close-basis")]
        self.root_cause.choices = pack_choices(desk.pack, "root-cause", _("Choose one"))
        self.remedy.choices = pack_choices(desk.pack, "remedy", _("None, or promised already"))

    def order(self, desk: Desk) -> c.CloseCase:
        remedies = (c.RemedyPromise(self.remedy.data, self.amount.data, self.due_on.data, self.carried_out.data),)
        return c.CloseCase(
            case=desk.case.id,
            closing=c.Closing(
                self.outcome.data,
                self.basis.data,
                self.root_cause.data,
                self.words.data,
                self.evidence.data,
                self.withdrawal.data,
                self.attempts.instants,
                self._withdrawing(),
                self.ended_at.instant,
            ),
            remedies=remedies if self.remedy.data else (),
        )

    def _withdrawing(self) -> c.Withdrawing | None:
        by, at, how = self.withdrawing_by.data, self.withdrawing_at.instant, self.withdrawing_how.data
        return c.Withdrawing(by or "", at, how or "") if by or at or how else None


class SettleClosureStep(CaseStep):
    """Approve or refuse a proposed closure, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle the closure"), _("Record"), c.SettleClosure
    proposal = HiddenField()
    content = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.closure_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.closure_proposal
        self.proposal.data, self.content.data = (waiting.id, waiting.content) if waiting else (None, None)

    def order(self, desk: Desk) -> c.SettleClosure:
        return c.SettleClosure(
            case=desk.case.id,
            proposal=id_of(self.proposal.data),
            content=self.content.data or "",
            approve=self.approve.data == "yes",
        )


class ReopenStep(CaseStep):
    """Go on with a closed case."""

    TITLE, SUBMIT, ASKS = _("Reopen"), _("Reopen it"), c.ReopenCase
    reason = paragraph(
        _("Reason"),
        required=True,
        description=_(
            "No legal date moves. A limit that passed while it was closed early stands as unconfirmed, for the law is "
            "silent. What is new is a complaint of its own: log it, with this one as related."
        ),
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return not is_open(desk)

    def order(self, desk: Desk) -> c.ReopenCase:
        return c.ReopenCase(case=desk.case.id, reason=self.reason.data)
