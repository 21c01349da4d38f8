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
DUTY: Final[Mapping[str, str]] = {
    "acknowledgement": _("Acknowledgement, within 24 hours"),
    "acknowledgement-alternative": _("Acknowledgement, within one business day"),
    "early-close": _("Early close, five business days"),
    "idr-response": _("IDR response (maximum IDR timeframe)"),
    "objection-period": _("Objection period"),
    "information-request": _("Last day to ask for information"),
    "information-supply": _("Time to supply the information"),
    "delay-notification": _("IDR delay notification"),
    "delay-review": _("Review after a delay notification"),
    "agreement-confirmation": _("Confirm the agreement in writing"),
    "enforcement-hold": _("No enforcement before"),
}
