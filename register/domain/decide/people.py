"""Decisions about the people around a case: complainant, contacts, preferences, support, representative, identity."""

from datetime import datetime
from zoneinfo import ZoneInfo

from register.domain.addresses import tidy
from register.domain.commands import case as c
from register.domain.decide.alike import check_nobody_else
from register.domain.decide.copies import whose
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.law.policy import Pack
from register.domain.sealed import Sealed, normalised
from register.domain.subjects.case import Point
from register.domain.subjects.complainants import named, owner_of
from register.domain.subjects.message import Message
from register.domain.subjects.parties import (
    Complainant,
    Contact,
    IdentityCheck,
    Person,
    Preferences,
    Representative,
    Support,
)
from register.domain.values import Code, Id

EMAIL = "email"
CONTACT_KINDS = (EMAIL, "phone", "postal", "handle")
PARTIES = ("complainant", "representative")
# People write numbers in many ways and with extensions: only what holds no number to dial is none.
FEWEST_DIGITS, LONGEST_PHONE = 3, 100
LONGEST_NAME, LONGEST_NUMBER, LONGEST_CONTACT = 500, 100, 1000


def check_direct(person: Person, pack: Pack, at: datetime, checks: Checks, to: str = "complainant") -> None:
    """Note direct contact with a complainant somebody acts for, unless for a recorded reason of the pack."""
    acting = person.representative
    checks.require(to in PARTIES, "unknown-party", "to")
    checks.require(acting is not None or to != "representative", "nobody-represents", "to")
    if acting is not None and acting.exception is None and to == "complainant" and at >= acting.authority_at:
        checks.require(False, "representative-acts", "to", pack.codes[Code("direct-contact-exception")].cite)


def complainant_of(
    said: c.Identifying, pack: Pack, checks: Checks, situation: Situation, message: Message | None = None
) -> Complainant:
    """Return who complains; the author of a message stays a different person until matched."""
    kind = checks.listed(said.kind, pack, "complainant-type", "kind")
    checks.short(said.name, "name", LONGEST_NAME)
    checks.short(said.preferred_name, "preferred_name", LONGEST_NAME)
    checks.short(said.customer_number, "customer_number", LONGEST_NUMBER)
    checks.require(said.employees is None or said.employees >= 0, "negative-number", "employees")
    today = situation.now.astimezone(ZoneInfo(pack.default_zone)).date()
    checks.require(said.employees_on is None or said.employees_on <= today, "future-day", "employees_on")
    if checks.problems:
        return Complainant()
    return Complainant(
        _sealed(said.name, situation, "name"),
        _sealed(said.preferred_name, situation, "name"),
        kind,
        said.employees,
        _sealed(said.customer_number, situation, "customer-number"),
        None if message is None else message.author,
        employees_on=said.employees_on,
    )


def contact_of(said: c.ContactDetail, checks: Checks, situation: Situation, person: Id | None = None) -> Contact:
    """Return the contact of a ``person``, noting what is wrong with it."""
    value = tidy(said.value) if said.kind == EMAIL else said.value.strip()
    checks.require(said.kind in CONTACT_KINDS, "unknown-contact-kind", "contact.kind")
    if checks.words(value, "contact.value") and said.kind == EMAIL:
        checks.address(value, "contact.value")
    checks.short(value, "contact.value", LONGEST_CONTACT)
    checks.require(said.kind != "phone" or _dials(value), "not-a-phone", "contact.value")
    source = checks.code(said.source, "contact.source") or Code("unknown")
    checks.require(said.of in PARTIES, "unknown-party", "contact.of")
    kind = said.kind if said.kind in CONTACT_KINDS else "handle"
    of = said.of if said.of in PARTIES else "complainant"
    mint = situation.mint
    return Contact(mint.id("contact"), Code(kind), mint.seal(value, kind), source, of=Code(of), person=person)


def _dials(text: str) -> bool:
    return len(text) <= LONGEST_PHONE and len(normalised("phone", text)) >= FEWEST_DIGITS


def record_complainant(command: c.RecordComplainant, situation: Situation) -> Facts:
    """Record who complains, and whether the author of the message is that person."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.person, checks)
    before = person.complainant
    now = complainant_of(command.complainant, unfolding.packs[0], checks, situation)
    check_nobody_else(command.complainant, (), unfolding, checks, but=person)
    checks.settle()
    unfolding.add(
        f.ComplainantRecorded(
            Complainant(
                now.name or before.name,
                now.preferred_name or before.preferred_name,
                now.kind or before.kind,
                before.employees if now.employees is None else now.employees,
                now.customer_number or before.customer_number,
                before.author,
                command.author_matched or before.author_matched,
                now.employees_on or before.employees_on,
                before.id,
                before.joined_at,
            )
        )
    )
    set_limits(unfolding)
    return unfolding.result()


def raise_point(command: c.RaisePoint, situation: Situation) -> Facts:
    """Add a point the complainant raised."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.text, "text")
    checks.settle()
    unfolding.add(f.PointRaised(Point(situation.mint.id("point"), situation.mint.seal(command.text))))
    return unfolding.result()


def record_contact(command: c.RecordContact, situation: Situation) -> Facts:
    """Add a way to reach somebody, with its source."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.contact.person, checks, "contact.person")
    contact = contact_of(command.contact, checks, situation, named(unfolding.case, person))
    checks.settle()
    unfolding.add(f.ContactRecorded(contact))
    return unfolding.result()


def record_preferences(command: c.RecordPreferences, situation: Situation) -> Facts:
    """Record how the person wants to be spoken to, and where never."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    language = checks.code(command.language, "language") if command.language else None
    by = checks.code(command.contact_by, "contact_by") if command.contact_by else None
    person = whose(unfolding.case, command.person, checks)
    known = {contact.id for contact in unfolding.case.contacts if owner_of(unfolding.case, contact) == person.id}
    checks.require(known.issuperset(command.never_contacts), "no-such-contact", "never_contacts")
    checks.settle()
    preferences = Preferences(
        language,
        command.interpreter,
        by,
        _sealed(command.safe_address, situation),
        _sealed(command.safe_times, situation),
        tuple(situation.mint.seal(place) for place in command.never_at if not blank(place)),
        command.never_contacts,
    )
    unfolding.add(f.PreferencesRecorded(preferences, named(unfolding.case, person)))
    return unfolding.result()


def record_support(command: c.RecordSupport, situation: Situation) -> Facts:
    """Record support needs with the person's consent, or that the consent was withdrawn."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.person, checks)
    needs = tuple(code for need in command.needs if (code := checks.code(need, "needs")) is not None)
    checks.require(not command.needs or command.consent_at is not None, "consent-needed", "consent_at")
    checks.not_after(command.consent_at, situation.now, "consent_at")
    checks.settle()
    support = (
        Support(needs, command.consent_at, _sealed(command.detail, situation)) if needs and command.consent_at else None
    )
    unfolding.add(f.SupportRecorded(support, named(unfolding.case, person)))
    return unfolding.result()


def record_representative(command: c.RecordRepresentative, situation: Situation) -> Facts:
    """Record who acts for the complainant, or that nobody does any more."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.person, checks)
    if not command.kind:
        checks.settle()
        unfolding.add(f.RepresentativeRecorded(None, named(unfolding.case, person)))
        return unfolding.result()
    pack = unfolding.packs[0]
    kind = checks.listed(command.kind, pack, "representative-type", "kind")
    exception = checks.listed(command.exception, pack, "direct-contact-exception", "exception")
    checks.words(command.name, "name")
    checks.not_after(command.authority_at, situation.now, "authority_at")
    checks.settle()
    representative = Representative(
        kind or Code(command.kind),
        situation.mint.seal(command.name, "name"),
        command.authority_at or situation.now,
        _sealed(command.authority, situation),
        exception,
    )
    unfolding.add(f.RepresentativeRecorded(representative, named(unfolding.case, person)))
    return unfolding.result()


def record_identity_check(command: c.RecordIdentityCheck, situation: Situation) -> Facts:
    """Record an identity check; a passed one about a contact makes that contact fit for account information."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    method = checks.code(command.method, "method")
    checks.not_after(command.at, situation.now, "at")
    case, person = unfolding.case, whose(unfolding.case, command.person, checks)
    mine = (known for known in case.contacts if owner_of(case, known) == person.id)
    contact = next((known for known in mine if known.id == command.contact), None)
    checks.require(command.contact is None or contact is not None, "no-such-contact", "contact")
    checks.settle()
    at = command.at or situation.now
    check = situation.mint.id("check")
    done = IdentityCheck(method or Code("other"), at, situation.actor.name, command.passed, check)
    unfolding.add(f.IdentityChecked(done, named(case, person)))
    if contact is not None and command.passed:
        unfolding.add(f.ContactRecorded(replace(contact, verified=True)))
    return unfolding.result()


def _sealed(text: str | None, situation: Situation, kind: str = "text") -> Sealed | None:
    """A text of which nobody sees anything is none."""
    return None if text is None or blank(text) else situation.mint.seal(text, kind)


DECISIONS: Decisions = {
    c.RecordComplainant: record_complainant,
    c.RaisePoint: raise_point,
    c.RecordContact: record_contact,
    c.RecordPreferences: record_preferences,
    c.RecordSupport: record_support,
    c.RecordRepresentative: record_representative,
    c.RecordIdentityCheck: record_identity_check,
}
