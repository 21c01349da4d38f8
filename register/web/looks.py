"""How each state looks: words first, and a tone and an icon that say the same."""

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from register.web.assets import Icon, icon


@dataclass(frozen=True, slots=True)
class Look:
    """What a chip shows: words, a tone for the colour (calm, good, warn, bad, quiet), and an icon beside the words."""

    text: LazyString | str
    tone: str
    icon: Icon | None = None


LOOKS: Final = {
    # a complaint
    "open": Look(_("Open"), "calm", icon("folder2-open")),
    "reopened": Look(_("Reopened"), "warn", icon("arrow-counterclockwise")),
    "closed": Look(_("Closed"), "good", icon("check-circle")),
    "void": Look(_("Void"), "quiet", icon("x-circle")),
    # a letter, and its way out of the house
    "draft": Look(_("Draft"), "quiet", icon("pencil")),
    "submitted": Look(_("Waiting for approval"), "warn", icon("hourglass-split")),
    "approved": Look(_("Approved"), "good", icon("person-check")),
    "returned": Look(_("Sent back for changes"), "warn", icon("arrow-return-left")),
    "voided": Look(_("Void"), "quiet", icon("x-circle")),
    "queued": Look(_("Waiting to be sent"), "calm", icon("clock")),
    "sending": Look(_("Being sent"), "calm", icon("send")),
    "sent": Look(_("Sent"), "good", icon("envelope-check")),
    "accepted": Look(_("Accepted"), "good", icon("check-circle")),
    "refused": Look(_("Refused"), "bad", icon("x-octagon")),
    "in-doubt": Look(_("In doubt"), "bad", icon("question-octagon")),
    "bounced": Look(_("Bounced"), "bad", icon("envelope-exclamation")),
    # a report
    "prepared": Look(_("Waiting for approval"), "warn", icon("hourglass-split")),
    "not-approved": Look(_("Not approved"), "bad", icon("x-octagon")),
    "issued": Look(_("Issued"), "good", icon("envelope-check")),
    # a message
    "awaiting": Look(_("Awaiting a decision"), "warn", icon("inbox")),
    "unsure": Look(_("Unsure"), "warn", icon("question-circle")),
    "registered": Look(_("Registered"), "good", icon("journal-check")),
    "linked": Look(_("Linked"), "quiet", icon("link-45deg")),
    "duplicate": Look(_("Duplicate"), "quiet", icon("copy")),
    "not-a-complaint": Look(_("Not a complaint"), "quiet", icon("dash-circle")),
    "handed-off": Look(_("Handed off"), "calm", icon("box-arrow-up-right")),
    "parked": Look(_("Could not be read"), "bad", icon("exclamation-triangle")),
    # anything
    "privileged": Look(_("Privileged"), "warn", icon("lock")),
    "restricted": Look(_("Restricted"), "warn", icon("lock")),
    "provisional": Look(_("Provisional"), "warn", icon("calendar-x")),
}


def look_of(code: str) -> Look:
    """Return the look of a state; one that has none yet shows its code, plainly."""
    return LOOKS.get(code) or Look(code.replace("-", " ").capitalize(), "quiet")
