"""What is said of each outage, and of what became of the request meanwhile."""

from typing import Final

from register.wording.marker import _

# What is wrong, and what that means for what was sent.
OUTAGES: Final[dict[str, str]] = {
    "disk-full": _("The disk is full. Once there is room again, everything goes on by itself."),
    "disk-read-only": _("The disk cannot be written to."),
    "database-unreachable": _("The database is out of reach."),
    "database-busy": _("The database is busy."),
    "database-damaged": _("The database is damaged. Put a backup in its place."),
    "nothing-kept": _("Nothing was changed. Try again in a little while."),
    "perhaps-kept": _("It may have been kept all the same: look before you send it again."),
    "kept-though": _("What you sent was kept; only its result cannot be shown. Do not send it again."),
    "broken-afterwards": _("Something broke after it was kept. Look at what came of it before you send it again."),
}
