"""The same for what was open elsewhere before, and for the version of the rules that a case is held to."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

CARRIED_OVER: Final[Mapping[str, Telling]] = {
    "case:case:carried-over/1": (
        _("Brought over from another system"),
        {
            "carried_over.source": _("From"),
            "carried_over.reason": _("Reason"),
        },
    ),
    "case:date:carried-over/1": (
        _("Date carried over"),
        {"date.duty": _("What for"), "date.day": _("Last day"), "date.due_at": _("Before"), "date.source": _("From")},
    ),
    "case:pack:governs/1": (
        _("Held to the version of the rules for the day of receipt"),
        {"pack": _("Rules"), "version": _("Version"), "unclaimed": _("Received before it took force")},
    ),
}
