"""The sentence behind each refusal, and each remark, about a step with an external scheme."""

from typing import Final

from register.wording.marker import _

WITH_A_SCHEME: Final[dict[str, str]] = {
    "scheme-needed": _("Say which external scheme it is: the rules of this case name several."),
    "unknown-scheme": _("No rules of this case know the external scheme “%(given)s”."),
    "not-sent-back": _("The scheme did not send this complaint back."),
    "nothing-to-object-to": _("The scheme gave no more time to object to."),
    "delay-notice-needed": _("The scheme gives more time only once the complainant was notified of the delay."),
    "longer-than-usual": _(
        "The scheme usually gives at most %(days)s more days here, until %(until)s. Check %(given)s against its letter."
    ),
    "delay-not-notified": _("No notice of the delay to the complainant is recorded since the scheme sent it back."),
    "unknown-external-step": _("This step with the external scheme is not known."),
    "unknown-referral-stage": _("This stage of a complaint sent back is not known."),
    "consent-after-referral": _("The consent must come before the referral."),
    "stage-without-referral-back": _("Only a complaint that the scheme sent back has a stage."),
}
