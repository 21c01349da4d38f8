"""What is told of those who complain, alone or together, of who acts for them, and of the copies of their letters."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

PEOPLE: Final[Mapping[str, Telling]] = {
    "case:complainant:recorded/1": (
        _("Complainant recorded"),
        {
            "complainant.name": _("Name"),
            "complainant.preferred_name": _("Preferred name"),
            "complainant.kind": _("Kind"),
            "complainant.employees": _("Employees"),
            "complainant.employees_on": _("Counted on"),
            "complainant.customer_number": _("Customer number"),
            "complainant.author": _("Author of the message"),
        },
    ),
    "case:contact:recorded/1": (
        _("Contact details recorded"),
        {
            "contact.person": _("Complainant"),
            "contact.of": _("Of"),
            "contact.kind": _("Kind"),
            "contact.value": _("Details"),
            "contact.source": _("Source"),
            "contact.verified": _("Verified"),
        },
    ),
    "case:preferences:recorded/1": (
        _("Preferences recorded"),
        {
            "person": _("Complainant"),
            "preferences.language": _("Language"),
            "preferences.interpreter": _("Interpreter"),
            "preferences.contact_by": _("Contact by"),
            "preferences.safe_address": _("Safe address"),
            "preferences.safe_times": _("Safe times"),
            "preferences.never_at": _("Never contact at"),
        },
    ),
    "case:support:recorded/1": (
        _("Support needs recorded"),
        {
            "person": _("Complainant"),
            "support.needs": _("Needs"),
            "support.consent_at": _("Consent"),
            "support.detail": _("Details"),
        },
    ),
    "case:representative:recorded/1": (
        _("Representative recorded"),
        {
            "person": _("Complainant"),
            "representative.name": _("Name"),
            "representative.kind": _("Kind"),
            "representative.authority_at": _("Authority since"),
            "representative.exception": _("Direct contact allowed because"),
        },
    ),
    "case:identity:checked/1": (
        _("Identity checked"),
        {
            "person": _("Complainant"),
            "check.method": _("Method"),
            "check.at": _("When"),
            "check.passed": _("Passed"),
        },
    ),
    "case:complainant:added/1": (
        _("Another complainant added"),
        {
            "complainant.name": _("Name"),
            "complainant.preferred_name": _("Preferred name"),
            "complainant.kind": _("Kind"),
            "complainant.customer_number": _("Customer number"),
            "complainant.joined_at": _("Complains since"),
        },
    ),
    "case:complainant:joined/1": (
        _("Since when a complainant complains corrected"),
        {"person": _("Complainant"), "joined_at": _("Complains since"), "reason": _("Reason")},
    ),
    "case:complainant:taken-out/1": (
        _("Complainant taken out, entered by mistake"),
        {"person": _("Complainant"), "reason": _("Reason")},
    ),
    "case:complainant:withdrew/1": (
        _("One complainant withdrew; others go on"),
        {"person": _("Complainant"), "at": _("When"), "said_by": _("Withdrawn by"), "words": _("Words of withdrawal")},
    ),
    "case:acknowledgement:told/1": (
        _("Acknowledged to one complainant"),
        {
            "told.person": _("Complainant"),
            "told.acknowledgement.method": _("Way"),
            "told.acknowledgement.at": _("When"),
            "told.acknowledgement.evidence": _("Evidence"),
        },
    ),
    "case:acknowledgement:waiting/1": (_("Not every complainant has an acknowledgement"), {}),
    "letter:copy:given/1": (
        _("Letter given to one complainant"),
        {
            "letter": _("Letter"),
            "copy.person": _("Complainant"),
            "copy.method": _("Way"),
            "copy.at": _("When"),
            "evidence": _("Evidence"),
        },
    ),
    "letter:letter:waiting/1": (
        _("Not every complainant has the letter; it does not count as sent"),
        {"letter": _("Letter")},
    ),
}
