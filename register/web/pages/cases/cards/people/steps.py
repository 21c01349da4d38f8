"""Steps about the people around a case: complainant, contacts, preferences, support, representative, identity."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, IntegerField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from register.domain.commands import case as c
from register.domain.values import Id
from register.web.forms import CheckboxesField
from register.web.pages.cases.cards.people.person import PersonStep
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.fields import MomentField, line, paragraph, radio, select
from register.web.pages.shared.labels import LANGUAGES, choices, pack_choices, word
from register.web.texts import language_name


class ComplainantStep(PersonStep):
    """Record who complains."""

    TITLE, SUBMIT, ASKS = _("Record the complainant"), _("Record"), c.RecordComplainant
    name = line(_("Name"))
    preferred_name = line(_("Preferred name"))
    kind = select(_("Complainant type"))
    employees = IntegerField(
        _("Employees"),
        [Optional(), NumberRange(min=0)],
        description=_("Of a business, on the day of the act or omission complained about, not today."),
    )
    employees_on = DateField(_("Counted on"), [Optional()], description=_("The day of the act or omission."))
    customer_number = line(_("Customer number"))
    author_matched = BooleanField(
        _("The author of the message is this person"),
        description=_("Author and complainant stay two people until somebody matches them."),
    )

    def lists(self, desk: Desk) -> None:
        self.kind.choices = pack_choices(desk.pack, "complainant-type", _("Not known yet"))
        if self.whom(desk.case).complainant.author is None:
            del self.author_matched

    def known(self, desk: Desk) -> None:
        who, text = self.whom(desk.case).complainant, desk.file.text
        self.name.data, self.preferred_name.data = text(who.name), text(who.preferred_name)
        self.kind.data, self.employees.data, self.employees_on.data = who.kind, who.employees, who.employees_on
        self.customer_number.data = text(who.customer_number)
        if self.author_matched is not None:
            self.author_matched.data = who.author_matched

    def order(self, desk: Desk) -> c.RecordComplainant:
        said = c.Identifying(
            self.name.data,
            self.preferred_name.data,
            self.kind.data,
            self.employees.data,
            self.customer_number.data,
            self.employees_on.data,
        )
        matched = self.author_matched is not None and self.author_matched.data
        return c.RecordComplainant(case=desk.case.id, complainant=said, author_matched=matched, person=self.named)


class ContactStep(PersonStep):
    """Add a way to reach somebody, with its source."""

    TITLE, SUBMIT, ASKS = _("Add contact details"), _("Add"), c.RecordContact
    kind = select(_("Kind"), choices("contact-kind"), required=True)
    value = line(_("Address or number"), required=True)
    source = select(_("Where it comes from"), choices("contact-source"), required=True)
    of = select(_("Whose it is"), choices("contact-of"), required=True)

    def order(self, desk: Desk) -> c.RecordContact:
        owner = self.named
        detail = c.ContactDetail(self.kind.data, self.value.data, self.source.data, self.of.data, owner)
        return c.RecordContact(case=desk.case.id, contact=detail)


class PreferencesStep(PersonStep):
    """Record how the person wants to be spoken to, and where never."""

    TITLE, SUBMIT, ASKS = _("Record preferences"), _("Record"), c.RecordPreferences
    language = select(_("Language"))
    interpreter = BooleanField(_("Interpreter wanted"))
    contact_by = select(_("Contact by"), choices("contact-by", _("No preference")))
    safe_address = line(_("Safe address"))
    safe_times = line(_("Safe times"), description=_("As the person said them, for example: weekdays before noon."))
    never_at = paragraph(
        _("Do not contact at"), description=_("One address or number a line. Shown above everything else.")
    )

    never_contacts = CheckboxesField(_("Never use these contact details"), [Optional()])

    def lists(self, desk: Desk) -> None:
        known = ((contact.id, desk.file.text(contact.value) or "") for contact in self.contacts(desk.case))
        self.never_contacts.choices = [SelectChoice(contact, value) for contact, value in known]
        self.language.choices = [
            SelectChoice("", _("No preference")),
            *(SelectChoice(code, language_name(code)) for code in LANGUAGES),
        ]

    def known(self, desk: Desk) -> None:
        told, text = self.whom(desk.case).preferences, desk.file.text
        self.language.data, self.interpreter.data, self.contact_by.data = (
            told.language,
            told.interpreter,
            told.contact_by,
        )
        self.safe_address.data, self.safe_times.data = text(told.safe_address), text(told.safe_times)
        self.never_at.data = "\n".join(text(place) or "" for place in told.never_at)
        self.never_contacts.data = list(told.never_contacts)

    def order(self, desk: Desk) -> c.RecordPreferences:
        return c.RecordPreferences(
            case=desk.case.id,
            language=self.language.data,
            interpreter=self.interpreter.data,
            contact_by=self.contact_by.data,
            safe_address=self.safe_address.data or "",
            safe_times=self.safe_times.data or "",
            never_at=tuple(self.never_at.data.splitlines()),
            never_contacts=tuple(Id(contact) for contact in self.never_contacts.data or ()),
            person=self.named,
        )


class SupportStep(PersonStep):
    """Record support needs with the person's consent."""

    TITLE, SUBMIT, ASKS = _("Record support needs"), _("Record"), c.RecordSupport
    needs = CheckboxesField(_("Support needs"), [Optional()], choices=choices("support-need"))
    consent_at = MomentField(
        _("The person agreed that this is kept, on"), description=_("Without consent nothing is kept.")
    )
    detail = paragraph(_("In the person's words"))

    def known(self, desk: Desk) -> None:
        known = self.whom(desk.case).support
        if known is not None:
            self.needs.data = list(known.needs)
            self.consent_at.show(known.consent_at, desk.zone)
            self.detail.data = desk.file.text(known.detail) or ""

    def order(self, desk: Desk) -> c.RecordSupport:
        needs = tuple(self.needs.data or ())
        return c.RecordSupport(
            case=desk.case.id,
            needs=needs,
            consent_at=self.consent_at.instant,
            detail=self.detail.data,
            person=self.named,
        )


class RepresentativeStep(PersonStep):
    """Record who acts for the complainant."""

    TITLE, SUBMIT, ASKS = _("Record a representative"), _("Record"), c.RecordRepresentative
    kind = select(_("Who acts for the complainant"))
    name = line(_("Name"))
    authority_at = MomentField(_("Authorised since"))
    authority = line(_("Authority"), description=_("The document or words that give it."))
    exception = select(_("Direct contact is allowed because"))

    def lists(self, desk: Desk) -> None:
        self.kind.choices = pack_choices(desk.pack, "representative-type", _("Nobody (any more)"))
        self.exception.choices = pack_choices(desk.pack, "direct-contact-exception", _("It is not: write to them"))

    def known(self, desk: Desk) -> None:
        who, text = self.whom(desk.case).representative, desk.file.text
        if who is not None:
            self.kind.data, self.name.data, self.exception.data = who.kind, text(who.name), who.exception
            self.authority.data = text(who.authority)
            self.authority_at.show(who.authority_at, desk.zone)

    def order(self, desk: Desk) -> c.RecordRepresentative:
        return c.RecordRepresentative(
            case=desk.case.id,
            kind=self.kind.data or "",
            name=self.name.data or "",
            authority_at=self.authority_at.instant,
            authority=self.authority.data or "",
            exception=self.exception.data,
            person=self.named,
        )


class IdentityStep(PersonStep):
    """Record an identity check."""

    TITLE, SUBMIT, ASKS = _("Record an identity check"), _("Record"), c.RecordIdentityCheck
    method = select(_("How"), choices("identity-method"), required=True)
    at = MomentField(_("When"), description=_("Empty: now."))
    passed = radio(_("Result"), [SelectChoice("yes", _("Passed")), SelectChoice("no", _("Failed"))])
    contact = select(
        _("Contact details that belong to this person"),
        description=_("After a passed check they may carry account information."),
    )

    def lists(self, desk: Desk) -> None:
        shown = [
            SelectChoice(k.id, f"{word('contact-kind', k.kind)}: {desk.file.text(k.value) or _('erased')}")
            for k in self.contacts(desk.case)
        ]
        self.contact.choices = [SelectChoice("", _("None of these")), *shown]

    def order(self, desk: Desk) -> c.RecordIdentityCheck:
        contact = Id(self.contact.data) if self.contact.data else None
        passed = self.passed.data == "yes"
        return c.RecordIdentityCheck(
            case=desk.case.id,
            method=self.method.data,
            passed=passed,
            at=self.at.instant,
            contact=contact,
            person=self.named,
        )
