"""What is said when a record, or a whole case, turns out to be a mistake, and of the breaches it leaves behind."""

from collections.abc import Mapping
from typing import Final

from register.wording.marker import _
from register.wording.respondents import RECORDS

STANDING: Final[Mapping[str, str]] = {
    "stands": _("The limit was missed"),
    "in-time": _("In time after all"),
    "delayed": _("Delayed in time"),
    "replaced": _("Another limit held"),
    "of-no-case": _("The case is void"),
}
TAKEN_BACK: Final[Mapping[str, Mapping[str, str]]] = {
    "record": {
        "external-step": _("A step with an external scheme"),
        "hold": _("A hold"),
        "delay-ground": _("A ground for a delay"),
        "acknowledgement": _("The acknowledgement"),
        "given-letter": _("A letter given by hand"),
        "identity-check": _("An identity check"),
        "carried-date": _("A date carried over"),
        **RECORDS,
    },
    "voiding": {
        "registered-in-error": _("Registered in error: it is no complaint"),
        "registered-twice": _("Registered twice: it is the same complaint as another"),
    },
}
MISTAKES: Final[Mapping[str, str]] = {
    "no-such-record": _("The case has no such record to take back."),
    "letter-rests-on-it": _("A letter that was sent rests on it (%(type)s). Take that letter back first."),
    "acknowledged-by-letter": _("A letter acknowledged the complaint: take the letter back."),
    "settle-proposal": _("Something about this case waits for a second person. Have it settled first."),
    "settle-letter": _("A letter of this case has not left yet. Discard it, or let it go first."),
    "settle-remedy": _("A remedy was promised and is not carried out yet. Do that first."),
    "settle-hold": _("A hold runs under this case. Order it on the complaint that stays, then lift it here."),
    "settle-task": _("A task of this case is open. Finish it first."),
    "settle-external-step": _(
        "A scheme is involved. Record the steps on the complaint that stays, then take them back here."
    ),
    "settle-party": _("Limits run for another party as well. Name them on the complaint that stays."),
    "settle-shares": _(
        "Shares of a loss stand here. Propose them on the complaint that stays, then take them back here."
    ),
    "handled-as-complaint": _("A letter answered it as a complaint, so it was one. Close it instead."),
    "unknown-reason": _("Say why it is void: registered in error, or registered twice."),
    "merged-only-if-twice": _("Another complaint is named only where this one was registered twice."),
    "merged-into-itself": _("A complaint is not merged into itself."),
    "another-firm": _("That complaint is about another brand."),
    "received-first-stays": _(
        "%(reference)s was received later. The complaint received first stays: void the other one."
    ),
    "restrict-the-other-first": _("Fewer people may open this one. Restrict %(reference)s to the same people first."),
    "complained-by-others": _(
        "Others complain in %(reference)s. Add there whoever complains here as well, if it is the same complaint."
    ),
    "reinstate-the-other-first": _("%(reference)s is void itself. Bring that one back first."),
    "not-as-proposed": _("This is not what was proposed."),
    "messages-needed": _("Name exactly the messages the case was made from."),
}
