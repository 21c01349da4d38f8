"""The sentence behind each refusal about people who complain together, and about the copies of their letters."""

from typing import Final

from register.wording.marker import _

JOINT: Final[dict[str, str]] = {
    "which-complainant": _("Several people complain here. Say which of them this is about."),
    "no-such-complainant": _("This person is not one of those who complain here (any more)."),
    "same-person": _("This person complains here already: the customer number, or the name and contact, are the same."),
    "too-many-complainants": _("At most %(most)s people can complain in one complaint."),
    "last-complainant": _(
        "Nobody else complains here, so this person stays. Correct their details, or close the complaint as withdrawn."
    ),
    "registered-for": _("The complaint was registered for this person, who complains from the start."),
    "before-joining": _("That is before this person joined the complaint."),
    "others-still-complain": _("Others go on with the complaint. Record that this person withdrew from it instead."),
    "acknowledged-to-them": _(
        "The complaint was acknowledged to this person. Take that back first, or record that they withdrew."
    ),
    "copy-needed": _("The letter is not written to this person, who complains as well. Say how it goes to them."),
    "copy-twice": _("The letter goes to this person twice. Choose one way."),
    "copy-there": _("This person has the letter already."),
    "copy-under-way": _("This person's copy is being sent, or in doubt. Wait for its end, or settle the doubt."),
    "copies-there": _("Somebody has this letter already, so it cannot be discarded."),
    "of-one-alone": _(
        "This part holds an address or number that one complainant gave for themselves alone, and others read it too. "
        "Take it out."
    ),
    "contact-of-another": _(
        "These contact details are another complainant's. A letter never goes to another's address."
    ),
}
