"""The same for the other firms one complaint is about."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

OWN_FIRM: Final = _("this firm")
RESPONDENTS: Final[Mapping[str, Telling]] = {
    "case:respondent:named/1": (
        _("Another firm named"),
        {
            "respondent.name": _("Firm"),
            "respondent.sector": _("What it is"),
            "respondent.contact": _("How to reach it"),
        },
    ),
    "case:exchange:recorded/1": (
        _("Passed to or received from another firm"),
        {
            "exchange.respondent": _("Firm"),
            "exchange.way": _("Way"),
            "exchange.at": _("When"),
            "exchange.what": _("What"),
            "exchange.consent_at": _("Consent"),
            "exchange.consent": _("Evidence of consent"),
        },
    ),
    "case:finding:recorded/1": (
        _("A firm's own answer"),
        {
            "finding.respondent": _("Firm"),
            "finding.result": _("Obligations"),
            "finding.greater_part": _("Materially greater part"),
            "finding.words": _("Words"),
            "finding.at": _("When"),
        },
    ),
    "case:shares:proposed/1": (
        _("Shares of the loss proposed"),
        {"sharing.loss": _("Loss"), "sharing.shares": _("Shares"), "sharing.reason": _("Reason")},
    ),
    "case:shares:agreed/1": (
        _("Shares of the loss agreed"),
        {"at": _("When"), "evidence": _("Evidence")},
    ),
}
