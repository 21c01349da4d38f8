"""What is told of those who complain together, and of the copies of their letters."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

JOINT: Final[Mapping[str, Telling]] = {
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
