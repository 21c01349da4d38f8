"""The words for those of the register's own closed lists that pages and documents both speak of.

They are marked for the catalogues and translated where they are said: a page by its reader's language, a document by
its own.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark words for the catalogues."""
    return text


HAND_OFF: Final[Mapping[str, str]] = {
    "hardship": _("Hardship notice"),
    "postponement": _("Request to postpone"),
    "disputed-transaction": _("Disputed transaction"),
    "scam": _("Scam"),
    "privacy": _("Privacy"),
    "safety": _("Safety of a person"),
    "staff-matter": _("Staff matter"),
    "enquiry": _("Enquiry"),
    "opportunity": _("Opportunity"),
}
EVENT: Final[Mapping[str, str]] = {
    "sent_by_complainant": _("Sent by the complainant"),
    "received": _("Received"),
    "registered": _("Logged"),
    "classified": _("Classified"),
    "acknowledged": _("Acknowledged"),
    "early_resolved": _("Resolved early"),
    "documents_requested": _("Documents asked for"),
    "documents_complete": _("Documents complete"),
    "information_requested": _("Information asked for"),
    "information_request_received": _("Request for information received"),
    "information_received": _("Information received"),
    "proposal_received": _("Proposed decision received"),
    "proposal_sent": _("Proposed decision sent"),
    "objection_period_ended": _("Objection period over"),
    "new_proposal_received": _("New proposed decision received"),
    "new_objection_lodged": _("New objection lodged"),
    "progress_sent": _("Progress told"),
    "interim_sent": _("Interim answer sent"),
    "extension_sent": _("Delay notification sent"),
    "decided": _("Decided"),
    "final_sent": _("Response sent"),
    "final_received": _("Response received by the complainant"),
    "accepted": _("Accepted by the complainant"),
    "agreement_reached": _("Agreement reached"),
    "agreement_confirmed": _("Agreement confirmed in writing"),
    "refusal_given": _("Refusal given"),
    "remedy_done": _("Remedy carried out"),
    "resolved": _("Resolved"),
    "deemed_resolved": _("Deemed resolved"),
    "closed": _("Closed"),
    "withdrawn": _("Withdrawn by the complainant"),
    "referred_in": _("Referred to us"),
    "referred_out": _("Taken to the external scheme"),
    "referred_back": _("Sent back by the external scheme"),
    "proceedings_started": _("Court proceedings begun"),
    "proceedings_ended": _("Court proceedings over"),
    "advocate_offered": _("Customer advocate offered"),
    "advocate_requested": _("Customer advocate asked for"),
    "advocate_concluded": _("Customer advocate's outcome given"),
    "period_ended": _("Period of the report ended"),
    "conduct": _("The act complained of"),
    "knowledge": _("The complainant knew of it"),
}
