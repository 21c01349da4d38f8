"""The forms for logging by hand."""

from datetime import datetime, tzinfo

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.law.policy import Pack
from register.domain.values import Id
from register.web.pages.shared.carried_over import CarriedOverForm
from register.web.pages.shared.fields import MomentField, line, paragraph, select
from register.web.pages.shared.labels import Choices, grouped, pack_choices
from register.web.pages.shared.step_form import StepForm

MONEY = {"inputmode": "decimal"}
ACKNOWLEDGED_BY = {
    "telephone": "phone",
    "email": "email",
    "letter": "letter",
    "in-person": "in-person",
    "social-direct-message": "direct-message",
}


class LogForm(StepForm):
    """Log a complaint: who, what, how and when it came."""

    brand = select(_("Brand"), required=True)
    received_at = MomentField(_("Received"), required=True)
    channel = select(_("How it came"), required=True)
    related = line(_("Earlier complaint"), description=_("Its reference, for a new issue of the same person."))
    earlier: Id | None = None
    first_received_by = select(
        _("First received by"), description=_("What they received, the firm received: the time above is theirs.")
    )
    name = line(_("Who complains"))
    phone = line(_("Phone"), render_kw={"inputmode": "tel"})
    email = line(_("E-mail"), render_kw={"inputmode": "email"})
    summary = paragraph(_("What happened"), required=True, render_kw={"rows": 3})
    complaint_class = select(
        _("Complaint class"), description=_("Left open, its dates are provisional, by what its words call for.")
    )
    product = select(_("Product or service"))
    issues = select(_("Issue"))

    def prepare(self, pack: Pack, brands: Choices, zone: tzinfo, now: datetime | None) -> None:
        """Fill in the lists and, into a fresh form, what is most likely: by phone, just ``now``."""
        self.brand.choices = brands
        self.received_at.zone = zone
        self.channel.choices = pack_choices(pack, "received-channel")
        self.first_received_by.choices = pack_choices(pack, "first-receiver", _("Not known"))
        notes = (f"{each.title}: {each.note}" for each in pack.classes.values() if each.note)
        self.first_received_by.description = " ".join((str(self.first_received_by.description), *notes))
        blank = [] if self.complaint_class.flags.required else [SelectChoice("", _("Not known yet"))]
        known = (SelectChoice(each.id, each.title) for each in pack.classes.values())
        self.complaint_class.choices = [*blank, *known]
        self.product.choices = grouped(pack, "product", _("Not known yet"))
        self.issues.choices = grouped(pack, "issue", _("Not known yet"))
        if now is not None:
            self.received_at.show(now, zone)
            self.channel.data = "telephone"

    def offer(self, packs: tuple[Pack, ...]) -> None:
        """Offer what depends on all the packs."""

    def order(self) -> c.OpenCase | c.LogAndClose:
        """Return the command the filled form asks for."""
        return self.opening()

    def opening(self) -> c.OpenCase:
        """Return the command that opens the case."""
        kinds = (("phone", self.phone.data), ("email", self.email.data))
        source = {"email": "email", "letter": "letter", "in-person": "in-person"}.get(self.channel.data, "phone-call")
        issues = (self.issues.data,) if self.issues.data else ()
        return c.OpenCase(
            brand=self.brand.data,
            channel=self.channel.data,
            summary=self.summary.data,
            received_at=self.received_at.instant,
            classifying=c.Classifying(self.complaint_class.data, self.product.data, issues),
            complainant=c.Identifying(name=self.name.data),
            contacts=tuple(c.ContactDetail(kind, value, source) for kind, value in kinds if value),
            related=self.earlier,
            first_received_by=self.first_received_by.data or None,
            carried_over=self.carrying_over(),
        )

    def carrying_over(self) -> c.CarryingOver | None:
        """Return where it was open before; what was resolved on the spot was open nowhere."""
        return None


class LogOpenForm(CarriedOverForm, LogForm):
    """Log a complaint that stays open; it may have been open in another system before."""

    def offer(self, packs: tuple[Pack, ...]) -> None:
        self.offer_duties(packs)


class LogAndCloseForm(LogForm):
    """Log a complaint that was resolved on the spot, and close it."""

    complaint_class = select(_("Complaint class"), required=True)
    outcome = select(_("Outcome"), required=True)
    remedy = select(_("Remedy"))
    amount = line(_("Amount"), render_kw=MONEY)
    second_remedy = select(_("Further remedy"))
    second_amount = line(_("Its amount"), render_kw=MONEY)
    due_on = DateField(
        _("Still to be carried out by"), [Optional()], description=_("Empty: all of it was done on the spot.")
    )
    basis = select(_("Closed because"), required=True)
    evidence = paragraph(
        _("Evidence"), required=True, description=_("How you know that they agree."), render_kw={"rows": 2}
    )
    root_cause = select(_("Root cause"), required=True)
    words = line(_("In the customer's words"))

    def prepare(self, pack: Pack, brands: Choices, zone: tzinfo, now: datetime | None) -> None:
        super().prepare(pack, brands, zone, now)
        self.outcome.choices = pack_choices(pack, "complaint-outcome")
        self.basis.choices = pack_choices(pack, "early-close-basis")
        self.root_cause.choices = pack_choices(pack, "root-cause", _("Choose one"))
        self.remedy.choices = self.second_remedy.choices = pack_choices(pack, "remedy", _("None"))

    def order(self) -> c.LogAndClose:
        pairs = ((self.remedy.data, self.amount.data), (self.second_remedy.data, self.second_amount.data))
        return c.LogAndClose(
            opening=self.opening(),
            acknowledged_by=ACKNOWLEDGED_BY.get(self.channel.data, "answered-in-channel"),
            closing=c.Closing(
                self.outcome.data,
                self.basis.data,
                self.root_cause.data,
                words=self.words.data or "",
                evidence=self.evidence.data,
            ),
            remedies=tuple(self._remedy(code, amount) for code, amount in pairs if code or amount),
        )

    def _remedy(self, code: str, amount: str | None) -> c.RemedyPromise:
        return c.RemedyPromise(code, amount, self.due_on.data, done=self.due_on.data is None)
