"""What is told of remedies and of how a case ends: a title for each tag, and the labels of what the fact carries."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

ENDING: Final[Mapping[str, Telling]] = {
    "case:remedy:promised/1": (
        _("Remedy promised"),
        {"remedy.code": _("Remedy"), "remedy.amount": _("Amount"), "remedy.due_on": _("Due")},
    ),
    "case:remedy:scheduled/1": (_("Remedy dated"), {"remedy": _("Remedy"), "due_on": _("Due"), "reason": _("Reason")}),
    "case:remedy:done/1": (_("Remedy carried out"), {"remedy": _("Remedy"), "paid": _("Paid")}),
    "case:remedy:proposed/1": (
        _("Money of a remedy waits for a second person"),
        {"proposal.remedy": _("Remedy"), "proposal.amount": _("Amount")},
    ),
    "case:remedy:approved/1": (
        _("Money of a remedy approved"),
        {"proposal": _("Remedy"), "proposed_by": _("Proposed by"), "approved_by": _("Approved by")},
    ),
    "case:remedy:refused/1": (_("Money of a remedy refused"), {"proposal": _("Remedy")}),
    "case:closure:proposed/1": (
        _("Closing proposed"),
        {"proposal.closure.outcome": _("Outcome"), "proposal.closure.basis": _("Basis")},
    ),
    "case:closure:approved/1": (
        _("Closing approved"),
        {"proposed_by": _("Proposed by"), "approved_by": _("Approved by")},
    ),
    "case:case:closed/1": (
        _("Closed"),
        {
            "closure.outcome": _("Outcome"),
            "closure.basis": _("Basis"),
            "closure.root_cause": _("Root cause"),
            "closure.words": _("In their words"),
            "closure.evidence": _("Evidence"),
            "closure.withdrawal": _("Words of withdrawal"),
            "closure.withdrawn.by": _("Withdrawn by"),
            "closure.withdrawn.at": _("Withdrawn on"),
            "closure.withdrawn.how": _("Withdrawn how"),
            "closure.attempts": _("Attempts to reach them"),
        },
    ),
    "case:case:reopened/1": (_("Reopened"), {"reason": _("Reason")}),
    "case:voiding:proposed/1": (
        _("Proposed to be void"),
        {"proposal.reason": _("Why"), "proposal.words": _("In words"), "proposal.stays": _("The complaint that stays")},
    ),
    "case:case:voided/1": (
        _("Void"),
        {
            "voiding.reason": _("Why"),
            "voiding.words": _("In words"),
            "voiding.stays": _("The complaint that stays"),
            "voiding.proposed_by": _("Proposed by"),
            "voiding.approved_by": _("Approved by"),
        },
    ),
    "case:case:reinstated/1": (_("Brought back: it is a complaint after all"), {"reason": _("Reason")}),
    "case:case:merged/1": (
        _("A second registration of it was merged into it"),
        {"merged.reference": _("Registered a second time as")},
    ),
    "case:merged-letter:bounced/1": (
        _("A letter of the second registration came back; it no longer counts as sent"),
        {"letter": _("Letter")},
    ),
    "case:case:parted/1": (
        _("What was merged into it is a complaint of its own after all"),
        {"reference": _("Reference")},
    ),
}
