"""The words behind codes in reports: the pack's own labels, and those of the register's few closed lists."""

from collections.abc import Callable, Mapping

from register.domain.law.policy import Pack
from register.domain.values import Code
from register.wording.events import EVENT
from register.wording.lists import HAND_OFF, PLATFORM
from register.wording.marker import _
from register.wording.mistakes import STANDING

Labels = dict[str, dict[str, str]]
LISTS: Mapping[str, str] = {
    "product": "product",
    "issue": "issue",
    "channel": "received-channel",
    "complainant": "complainant-type",
    "outcome": "complaint-outcome",
    "remedy": "remedy",
    "root_cause": "root-cause",
    "ground": "delay-ground",
    "not_complaint": "not-a-complaint",
    "systemic_example": "systemic-example",
}


OWN: Mapping[str, Mapping[str, str]] = {
    "hand_off": HAND_OFF,
    "gate": {
        "block-missing": _("A required part is missing"),
        "block-forbidden": _("A part is there that must not be"),
        "contact-details-changed": _("The configured contact details have changed since"),
        "contact-details-differ": _("Contact details differ from the configured ones"),
        "finding-needed": _("No finding on a material fact"),
        "finding-unsupported": _("A finding names no supporting information"),
        "ground-needed": _("No ground of the rules for the delay"),
        "limit-passed": _("The limit had passed already"),
        "no-points-recorded": _("The points raised were not recorded"),
        "point-unanswered": _("A point raised is not answered"),
        "representative-acts": _("Addressed past the representative"),
    },
    "breach": {"breach": _("Breach"), "no-breach": _("No breach"), "referred": _("Referred on")},
    "standing": STANDING,
    "systemic": {"flagged": _("Flagged")},
    "event": EVENT,
    "referral": {
        "complainant": _("The complainant"),
        "firm": _("The firm, with consent"),
        "scheme": _("Sent back by the scheme"),
    },
    "outcome": {"determined": _("Determined"), "withdrawn": _("Withdrawn there"), "closed": _("Closed there")},
    "platform": PLATFORM,
}

ANY = _("Any letter")


def labels(pack: Pack, gettext: Callable[[str], str]) -> Labels:
    """Return every label by kind and code, as reports ask for them."""
    found: Labels = {kind: {code: gettext(words) for code, words in own.items()} for kind, own in OWN.items()}
    for kind, name in LISTS.items():
        entries = pack.codes[Code(name)].entries if Code(name) in pack.codes else {}
        found.setdefault(kind, {}).update({code: entry.label for code, entry in entries.items()})
    found["event"] |= {code: known.title for code, known in pack.events.items()}
    found["duty"] = {str(code): title for code, title in pack.duties.items()}
    found["class"] = {code: known.title for code, known in pack.classes.items()}
    found["letter"] = {"any": gettext(ANY), **{code: known.title for code, known in pack.letter_types.items()}}
    return found


def letter_of_paragraph(pack: Pack) -> dict[str, str]:
    """Return, for each paragraph that rules of one letter only cite, that letter."""
    cited: dict[str, set[str]] = {}
    for rule in pack.letter_rules:
        for block in (*rule.required, *rule.forbidden):
            cited.setdefault(block.cite, set()).add(rule.type)
    return {cite: next(iter(letters)) for cite, letters in cited.items() if len(letters) == 1}
