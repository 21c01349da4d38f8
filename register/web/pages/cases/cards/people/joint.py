"""Steps about who complains together: another one as well, one entered by mistake, one who withdrew."""

from flask_babel import lazy_gettext as _

from register.domain.commands import case as c
from register.web.pages.cases.cards.people.person import PersonStep
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import OpenCaseStep, is_open
from register.web.pages.shared.fields import MomentField, id_of, line, paragraph, select
from register.web.pages.shared.labels import choices, pack_choices


class AddComplainantStep(OpenCaseStep):
    """Add another one who complains."""

    TITLE, SUBMIT, ASKS = _("Add another complainant"), _("Add"), c.AddComplainant
    name = line(_("Name"), required=True)
    preferred_name = line(_("Preferred name"))
    kind = select(_("Complainant type"))
    customer_number = line(_("Customer number"))
    email = line(_("E-mail"))
    phone = line(_("Phone"))
    source = select(_("Where the contact details come from"), choices("contact-source"))
    since = MomentField(
        _("Complains since"),
        description=_("Empty: now. A limit that was met before then stays met; any other needs a letter to them too."),
    )

    def lists(self, desk: Desk) -> None:
        self.kind.choices = pack_choices(desk.pack, "complainant-type", _("Not known yet"))

    def known(self, desk: Desk) -> None:
        self.source.data = "unknown"

    def order(self, desk: Desk) -> c.AddComplainant:
        said = c.Identifying(
            self.name.data,
            self.preferred_name.data,
            self.kind.data,
            customer_number=self.customer_number.data,
        )
        reached = (("email", self.email.data), ("phone", self.phone.data))
        source = self.source.data or "unknown"
        contacts = tuple(c.ContactDetail(kind, value, source) for kind, value in reached if value)
        return c.AddComplainant(case=desk.case.id, joining=c.Joining(said, contacts), since=self.since.instant)


class JointStep(PersonStep):
    """A step about one of several."""

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk) and bool(desk.case.joint)


class JoiningStep(JointStep):
    """Say since when a further complainant complains."""

    TITLE, SUBMIT, ASKS = _("Correct since when"), _("Record"), c.CorrectJoining
    since = MomentField(_("Complains since"), description=_("Empty: from the start."))
    reason = paragraph(_("Reason"), required=True)

    def known(self, desk: Desk) -> None:
        joined = self.whom(desk.case).complainant.joined_at
        if joined is not None:
            self.since.show(joined, desk.zone)

    def order(self, desk: Desk) -> c.CorrectJoining:
        whom = id_of(self.person.data)
        return c.CorrectJoining(case=desk.case.id, person=whom, since=self.since.instant, reason=self.reason.data)


class LeaveStep(JointStep):
    """Record that one of several withdrew while others go on."""

    TITLE, SUBMIT, ASKS = _("Record that they withdrew"), _("Record"), c.LeaveComplaint
    by = select(_("Who said so"), choices("withdrawn-by"), required=True)
    at = MomentField(_("When they said so"), required=True)
    words = paragraph(
        _("Words of the withdrawal"),
        required=True,
        description=_("Nothing is owed to them from then on. What was missed by then stays missed."),
    )

    def order(self, desk: Desk) -> c.LeaveComplaint:
        whom, at = id_of(self.person.data), self.at.instant or desk.now
        return c.LeaveComplaint(case=desk.case.id, person=whom, words=self.words.data, at=at, by=self.by.data)


class TakeOutStep(JointStep):
    """Take out one who was entered by mistake."""

    TITLE, SUBMIT, ASKS = _("Take out, entered by mistake"), _("Take out"), c.TakeOutComplainant
    DANGER = True
    reason = paragraph(
        _("Reason"), required=True, description=_("The complaint is as if they never were in it; the trail keeps it.")
    )

    def order(self, desk: Desk) -> c.TakeOutComplainant:
        return c.TakeOutComplainant(case=desk.case.id, person=id_of(self.person.data), reason=self.reason.data)
