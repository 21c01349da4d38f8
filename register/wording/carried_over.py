"""The sentence behind each refusal that is about old complaints and what was carried over from another system."""

from typing import Final

from register.wording.marker import _

CARRIED_OVER: Final[dict[str, str]] = {
    "pack-not-in-force": _(
        "The pack “%(pack)s” was not in force on %(received)s. A complaint that is still open from before its first "
        "version is brought in on purpose only: name the system or file it comes from, and why it is carried over."
    ),
    "receipt-before-pack": _(
        "On %(received)s the pack “%(pack)s” had not taken force. Say by name that the complaint is held to the first "
        "version all the same (before_first_version); its dates are then not claimed by the pack."
    ),
    "pack-claims-it": _(
        "The complaint is not from before its packs: they claim what was received from %(since)s on. Leave this out."
    ),
    "unknown-duty": _("No date can be carried over for “%(given)s”, only for: %(allowed)s."),
    "not-a-carried-date": _(
        "“%(given)s” is no date to carry over. Write what it is for and its last day, as in final-response=2026-06-20, "
        "or the instant with its offset; several apart by |."
    ),
    "day-or-instant": _("Give either the last day or the instant of the date, one of the two."),
    "carried-date-before-receipt": _(
        "A date carried over from another system lies before this receipt. Take that date back first, if it is wrong."
    ),
    "done-here": _(
        "Only what was sent before the complaint was brought over is recorded this way. Letters since then are written "
        "and sent here."
    ),
}
