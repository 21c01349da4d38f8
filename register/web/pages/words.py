"""The words behind codes on pages: lists of our own, and the lists of a pack with their labels."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import LazyString, gettext, lazy_gettext
from wtforms.fields import SelectChoice

from register.domain.law.policy import CodeList, Pack
from register.domain.values import Code
from register.web.pages.letter_history import ENDED
from register.words import EVENT, HAND_OFF

_ = lazy_gettext

Choices = list[SelectChoice]

LANGUAGES: Final = ("en", "ar", "zh", "el", "hi", "id", "it", "ko", "pa", "es", "tl", "vi")
WORDS: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "acknowledged-by": {
        "phone": _("By phone"),
        "in-person": _("In person"),
        "direct-message": _("By direct message"),
        "public-reply": _("By a public reply"),
        "private-reply": _("By a private reply"),
        "email": _("By e-mail"),
        "letter": _("By letter"),
        "answered-in-channel": _("By the answer already given in the channel"),
    },
    "asked-by": {
        "private-reply": _("Private reply"),
        "public-reply": _("Public reply"),
        "direct-message": _("Direct message"),
        "phone": _("Phone"),
        "email": _("E-mail"),
    },
    "answer": {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known yet")},
    "question": {
        "expressed": _("Is somebody dissatisfied?"),
        "about-us": _("Is it about our products, services, staff or complaint handling?"),
        "answer-expected": _("Is an answer expected, said or implied, or legally required?"),
        "controlled": _("Is it on a channel we own or control?"),
        "subject": _("Is the firm its subject?"),
        "identifiable": _("Can the author be identified?"),
        "contactable": _("Can the author be contacted?"),
    },
    "hand-off": {code: _(text) for code, text in HAND_OFF.items()},
    # Before other lists: where a case's own story has the same code, its words win in what happened.
    "external-step": {
        "complained": _("The complainant went there"),
        "referred-by-firm": _("We referred it there, with consent"),
        "referred-back": _("Sent back to us"),
        "accepted": _("Accepted"),
        "determined": _("Determined"),
        "withdrawn": _("Withdrawn"),
        "closed": _("Closed"),
    },
    "issue": {"same": _("The same issue"), "new": _("A new issue")},
    "withdrawn-by": {"complainant": _("The complainant"), "representative": _("The representative")},
    "withdrawn-how": {
        "phone": _("By phone"),
        "in-person": _("In person"),
        "email": _("By e-mail"),
        "letter": _("By letter"),
        "direct-message": _("By direct message"),
        "public-post": _("In a public post"),
    },
    "basis": {
        "response": _("An IDR response was sent"),
        "withdrawn": _("The complainant withdrew"),
        "abandoned": _("The complainant cannot be reached"),
    },
    "contact-kind": {"email": _("E-mail"), "phone": _("Phone"), "postal": _("Postal address"), "handle": _("Handle")},
    "contact-source": {
        "private-reply": _("Told us in a private reply"),
        "direct-message": _("Told us in a direct message"),
        "phone-call": _("Told us by phone"),
        "email": _("Told us by e-mail"),
        "letter": _("Told us by letter"),
        "in-person": _("Told us in person"),
        "customer-records": _("Our customer records"),
        "representative": _("From the representative"),
        "authority": _("From the letter of authority"),
        "import": _("From the imported file"),
        "unknown": _("Not known"),
    },
    "contact-of": {"complainant": _("Complainant"), "representative": _("Representative")},
    "contact-by": {"email": _("E-mail"), "phone": _("Phone"), "postal": _("Post"), "handle": _("In the channel")},
    "identity-method": {
        "security-questions": _("Security questions"),
        "one-time-code": _("Code sent to a registered number"),
        "call-back": _("Call back on a registered number"),
        "document": _("Identity document seen"),
        "signed-in": _("Signed in to our own service"),
        "other": _("Another way"),
    },
    "support-need": {
        "interpreter": _("Interpreter"),
        "large-print": _("Large print or screen reader"),
        "hearing": _("Hearing or speech (relay service)"),
        "health": _("Illness or disability"),
        "mental-health": _("Mental health"),
        "family-violence": _("Family or domestic violence"),
        "financial-abuse": _("Financial abuse"),
        "hardship": _("Financial difficulty"),
        "literacy": _("Literacy or numeracy"),
        "remote": _("Remote location"),
        "bereavement": _("Bereavement"),
        "safety": _("Safety"),
        "other": _("Other"),
    },
    "task": {
        "information": _("Information"),
        "call-back": _("Call back"),
        "internal-answer": _("Answer from another team"),
        "document": _("Document"),
        "escalation": _("Escalation"),
        "reply": _("Reply after the response or the closing"),
        "other": _("Other"),
    },
    "waiting-on": {
        "handler": _("The officer"),
        "complainant": _("The complainant"),
        "business-unit": _("Another team of ours"),
        "second-line": _("The second line"),
        "third-party": _("A third party"),
        "representative": _("The representative"),
    },
    "referral-stage": {
        "not-through": _("Not yet through our process"),
        "part-way": _("Part-way through our process"),
        "through": _("Already through our process"),
    },
    "conflict": {
        "handled-it": _("Handled the matter complained about"),
        "named": _("Named in the complaint"),
        "relative": _("Related to somebody involved"),
        "colleague": _("Works with somebody named"),
        "manager": _("Manages somebody named"),
        "other": _("Another link"),
    },
    "gap": {
        "outage": _("Outage"),
        "token-expired": _("The token had expired"),
        "not-connected": _("Not connected yet"),
        "platform-change": _("The platform changed"),
        "other": _("Other"),
    },
    "assessment": {
        "breach": _("A breach"),
        "no-breach": _("No breach"),
        "referred": _("Referred to the breach team"),
    },
    "fact": {"true": _("Yes"), "false": _("No")},
    "party-role": {
        "beneficiary": _("Beneficiary"),
        "joint-holder": _("Joint holder"),
        "guarantor": _("Guarantor"),
        "other": _("Another person"),
    },
    "hold-exception": {"limitation-period-expiring": _("A limitation period is about to expire")},
    "replaced": {"facts-changed": _("What is known of the complaint changed")},
    "settle": {"yes": _("Approve"), "no": _("Refuse")},
    "tier": {"1": _("1: urgent, specialist"), "2": _("2: complex"), "3": _("3: ordinary")},
    "force": {
        "E": _("Enforceable"),
        "G": _("Guidance"),
        "L": _("Other law"),
        "house": _("The firm's own"),
    },
    "event": {code: _(text) for code, text in EVENT.items()},
    "receipt-basis": {
        "platform": _("time set by the platform"),
        "captured": _("time of our own capture"),
        "stated": _("stated by who logged it"),
        "later-dissatisfaction": _("when later dissatisfaction was expressed"),
    },
    "flag": {
        "rating": _("Review"),
        "rating:negative": _("Negative rating"),
        "mention": _("Mention"),
        "own-account": _("From our own account"),
        "entry-time": _("Time is when the platform sent it"),
        "bad-time": _("Time could not be read"),
        "future-time": _("Claims a time in the future"),
    },
    "channel-lacks": {
        "secret": _(
            "No app secret: deliveries cannot be verified, so all are refused. Enter it under Exchange the secrets."
        ),
        "account": _("No account id: nothing says which posts are ours. Close it and declare it again with the id."),
    },
    "unread": {
        "account-not-declared": _("Belongs to an account that no channel was declared for"),
        "bad-shape": _("Not in the shape the platform promises"),
        "channel-closed": _("Belongs to a channel that was closed"),
        "channel-without-account": _("The channel names no account of ours"),
        "messenger-not-connected": _("A private message: conversations are not connected"),
        "no-account": _("Names no account"),
        "no-channel": _("The channel is not known"),
        "no-id": _("Has no id of its own"),
        "no-parser": _("Deliveries of this platform cannot be read"),
        "not-json": _("Cannot be read at all"),
        "other-secret": _("Belongs to a channel with another secret than the one it was signed with"),
        "told-differently": _("The platform told a message again in other words"),
        "unknown-field": _("Of a kind the register does not know"),
        "unknown-object": _("Of a platform that is not connected here"),
        "unknown-verb": _("Says of a message something the register does not know"),
    },
    "source-basis": {
        "own": _("time of the writing, set by the platform"),
        "sent": _("time when the platform sent it"),
        "captured": _("time of our own capture"),
    },
    "visibility": {"public": _("Public"), "private": _("Private")},
}


def word(known: str, code: str | None) -> str:
    """Return the words for a code of one of our lists; an unknown code is read plainly."""
    if not code:
        return ""
    found = WORDS[known].get(code)
    return str(found) if found is not None else code.replace("-", " ").replace("_", " ").capitalize()


def choices(known: str, blank: str | LazyString | None = None) -> Choices:
    """Return one of our lists as a form's choices, after an empty one where ``blank`` says its words."""
    return [*_blank(blank), *(SelectChoice(code, text) for code, text in WORDS[known].items())]


def label(pack: Pack, known: str, code: str | None) -> str:
    """Return the pack's label of a code."""
    if not code:
        return ""
    entry = pack.codes[Code(known)].entries.get(Code(code))
    return entry.label if entry else code


def pack_choices(pack: Pack, known: str, blank: str | LazyString | None = None) -> Choices:
    """Return one of the pack's lists as a form's choices."""
    entries = pack.codes[Code(known)].entries.values()
    return [*_blank(blank), *(SelectChoice(entry.code, entry.label) for entry in entries)]


def duty_title(packs: Iterable[Pack], code: str) -> str:
    """Return what a duty is called by the first pack that has it."""
    return next((pack.duties[Code(code)] for pack in packs if code in pack.duties), code)


def event_title(packs: Iterable[Pack], code: str) -> str:
    """Return what an event is called: by the first pack that has it, else by the register itself."""
    titles = (pack.events[Code(code)].title for pack in packs if code in pack.events)
    return next(titles, "") or word("event", code)


def pack_title(pack: Pack) -> str:
    """Return a pack's title, marked where it is an example."""
    return gettext("%(title)s: an example, no law", title=pack.title) if pack.is_example else pack.title


def spoken(packs: Iterable[Pack]) -> dict[str, str]:
    """Return words for every code that is likely to come up in what happened to a case under these packs.

    Where the packs share a code, the first of them says it.
    """
    ordered = tuple(packs)
    found = {code: event_title(ordered, code) for code in WORDS["event"]}
    found.update((code, str(text)) for known, own in WORDS.items() if known != "event" for code, text in own.items())
    for pack in reversed(ordered):
        for known in pack.codes.values():
            found.update((entry.code, entry.label) for entry in known.entries.values())
        found.update((kind.id, kind.title) for kind in pack.letter_types.values())
        found.update((rule.id, pack.duties.get(rule.duty, rule.duty)) for rule in pack.rules.values())
        found.update((kind.id, kind.title) for kind in pack.classes.values())
        found.update((ban.id, ban.title) for ban in pack.prohibitions)
    found.update((f"state:{code}", str(title)) for code, (title, *_look) in ENDED.items())
    return found


def grouped(pack: Pack, known: str, blank: str | LazyString) -> Choices:
    """Return a long list of the pack by its headings, each in the alphabet's order; those under none come last."""
    code_list = pack.codes[Code(known)]
    parents = {entry.parent for entry in code_list.entries.values() if entry.parent}
    lines = [
        SelectChoice(entry.code, entry.label, optgroup=_heading(code_list, entry.parent))
        for entry in code_list.entries.values()
        if entry.code not in parents
    ]
    last = _heading(code_list, None)
    lines.sort(key=lambda line: (line.optgroup == last, line.optgroup, line.label.casefold()))
    return [*_blank(blank), *lines]


def _heading(code_list: CodeList, parent: Code | None) -> str:
    return code_list.entries[parent].label if parent else str(_("Everything else"))


def _blank(blank: str | LazyString | None) -> Choices:
    return [] if blank is None else [SelectChoice("", blank)]
