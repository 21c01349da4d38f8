"""The words about the other firms one complaint is about: of their lists of codes, and of refusals."""

from collections.abc import Mapping
from typing import Final

from register.wording.marker import _

RECORDS: Final[Mapping[str, str]] = {
    "respondent": _("Another firm that was named"),
    "exchange": _("Something passed on or received"),
    "finding": _("A firm's own answer"),
    "shares": _("Shares of the loss"),
}
OF_RESPONDENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "exchange": {"passed": _("Passed to it"), "received": _("Received from it")},
    "finding": {
        "complied": _("It met its obligations"),
        "not-complied": _("It did not meet its obligations"),
        "undetermined": _("Not determined"),
    },
    "sector": {
        "bank": _("Bank"),
        "sending-bank": _("Sending bank"),
        "receiving-bank": _("Receiving bank"),
        "telco": _("Telecommunications firm"),
        "platform": _("Digital platform"),
        "insurer": _("Insurer"),
        "super-fund": _("Superannuation fund"),
        "other": _("Other"),
    },
}
RESPONDENTS: Final[dict[str, str]] = {
    "no-such-respondent": _("The case names no such firm. Name it first."),
    "consent-to-pass-needed": _("Say when the complainant agreed that this is passed on: without it nothing is."),
    "consent-after-passing": _("The complainant agreed after it was passed on or received. Check both times."),
    "greater-part-needs-breach": _("Only a firm that did not comply can have played a materially greater part."),
    "share-twice": _("A firm has two shares. Give it one."),
    "share-percent-or-amount": _("Give each share either in percent or as an amount."),
    "share-over-hundred": _("A share of %(percent)s %% is more than all of it: at most 100 %%."),
    "shares-over-hundred": _("The shares come to %(percent)s %%: at most 100 %% together."),
    "shares-over-loss": _("The shares come to %(sum)s, more than the loss of %(loss)s."),
    "loss-needed": _("Say how much was lost: amounts and percentages cannot be added without it."),
    "no-such-shares": _("Nothing of this kind is proposed any more: agree to what was proposed last."),
    "shares-agreed": _("These shares are agreed already. Propose others to change them."),
}
