"""What a code may say: no code carries words of somebody's own into the trail, where nobody could ever erase them.

Every code a fact holds comes from a closed list of ours (``LISTS``), is written in a narrow shape (``SHAPES``), was
found in a list of the pack that governs the case, or was made by the register itself; a rules test asks for the source
of each. What a list or a shape holds is asked of every new fact, whichever way it came; old entries stay as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from register.domain.errors import Problem
from register.domain.routes import ASKING
from register.domain.sealed import Sealed

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "asked-by": ASKING,
    "assessment": ("breach", "no-breach", "referred"),
    "record": (
        *("external-step", "hold", "delay-ground", "acknowledgement", "given-letter", "identity-check"),
        *("carried-date", "respondent", "exchange", "finding", "shares"),
    ),
    "standing": ("stands", "in-time", "delayed", "replaced", "of-no-case"),
    "conflict": ("handled-it", "named", "relative", "colleague", "manager", "other"),
    "contact-by": ("email", "phone", "postal", "handle"),
    "contact-kind": ("email", "phone", "postal", "handle"),
    "contact-of": ("complainant", "representative"),
    "contact-source": (
        "private-reply",
        "direct-message",
        "phone-call",
        "email",
        "letter",
        "in-person",
        "customer-records",
        "representative",
        "authority",
        "import",
        "unknown",
    ),
    "gap": ("outage", "token-expired", "not-connected", "platform-change", "other"),
    "identity-method": ("security-questions", "one-time-code", "call-back", "document", "signed-in", "other"),
    "issue": ("same", "new"),
    "loss": ("password", "second-factor", "account"),
    "account-change": ("closing", "widening", "parting"),
    "media-type": (
        "application/json",
        "application/msword",
        "application/octet-stream",
        "application/pdf",
        "application/rtf",
        "application/vnd.ms-excel",
        "application/vnd.ms-outlook",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "image/gif",
        "image/heic",
        "image/jpeg",
        "image/png",
        "image/tiff",
        "image/webp",
        "message/rfc822",
        "text/csv",
        "text/html",
        "text/plain",
        "video/mp4",
        "video/quicktime",
        "video/webm",
    ),
    "party-role": ("beneficiary", "joint-holder", "guarantor", "other"),
    "exchange": ("passed", "received"),
    "finding": ("complied", "not-complied", "undetermined"),
    "sector": ("bank", "sending-bank", "receiving-bank", "telco", "platform", "insurer", "super-fund", "other"),
    "support-need": (
        "interpreter",
        "large-print",
        "hearing",
        "health",
        "mental-health",
        "family-violence",
        "financial-abuse",
        "hardship",
        "literacy",
        "remote",
        "bereavement",
        "safety",
        "other",
    ),
    "task": ("information", "call-back", "internal-answer", "document", "escalation", "reply", "other"),
    "voiding": ("registered-in-error", "registered-twice"),
    "waiting-on": ("handler", "complainant", "business-unit", "second-line", "third-party", "representative"),
}
# A language is a short tag; a result is one of the register's own words for a sending, or the relay's number.
SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "language": re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"),
    "result": re.compile(r"[a-z-]{1,20}|smtp:[0-9.]{1,11}"),
}
# The fields that a list or a shape holds, each named by the class that has it.
HELD: Final[Mapping[str, str]] = {
    "AccountLinked.reason": "conflict",
    "AccountProposal.what": "account-change",
    "AuthorAsked.method": "asked-by",
    "Breach.result": "assessment",
    "Breach.standing": "standing",
    "BreachChanged.standing": "standing",
    "BreachAssessed.result": "assessment",
    "Contact.kind": "contact-kind",
    "Contact.of": "contact-of",
    "Contact.source": "contact-source",
    "Content.language": "language",
    "DispatchDelayed.reason": "result",
    "DispatchEnded.reason": "result",
    "Exchange.way": "exchange",
    "FirmFinding.result": "finding",
    "Respondent.sector": "sector",
    "FileAttached.media_type": "media-type",
    "Gap.reason": "gap",
    "IdentityCheck.method": "identity-method",
    "MessageLinked.issue": "issue",
    "Party.role": "party-role",
    "RescueProposal.what": "loss",
    "Rescued.what": "loss",
    "RecordWithdrawn.kind": "record",
    "Preferences.contact_by": "contact-by",
    "Preferences.language": "language",
    "Support.needs": "support-need",
    "Task.kind": "task",
    "Task.waiting_on": "waiting-on",
    "Voiding.reason": "voiding",
    "VoidingProposal.reason": "voiding",
}


def unheld(facts: Iterable[Any]) -> Iterator[Problem]:
    """Yield a problem for each code in these facts that its list or shape does not hold."""
    for fact in facts:
        yield from _unheld(fact)


def _unheld(value: Any) -> Iterator[Problem]:  # noqa: ANN401 -- any fact, and any part of one
    for name, known, deeper in _followed(type(value)):  # type: ignore[arg-type]  # every class can be hashed
        held = getattr(value, name)
        if held is None:
            continue
        for item in held if isinstance(held, tuple | frozenset) else (held,):
            if deeper:
                yield from _unheld(item)
            elif not _holds(known, item):
                params = {"given": item[:60], "allowed": ", ".join(LISTS.get(known, ()))}
                yield Problem("not-listed" if known in LISTS else "not-a-code", name, params=params)


def _holds(known: str, code: str) -> bool:
    return code in LISTS[known] if known in LISTS else SHAPES[known].fullmatch(code) is not None


@cache
def _followed(kind: Any) -> tuple[tuple[str, str, bool], ...]:  # noqa: ANN401 -- as above
    """Return the fields to look at: held by a list or shape themselves, or with such fields further down."""
    if not isinstance(kind, type) or not is_dataclass(kind) or kind is Sealed:
        return ()
    hints = get_type_hints(kind)
    found = []
    for field in fields(kind):
        known = HELD.get(f"{kind.__name__}.{field.name}")
        deeper = known is None and any(_followed(part) for part in _parts(hints[field.name]))
        if known is not None or deeper:
            found.append((field.name, known or "", deeper))
    return tuple(found)


def _parts(hint: Any) -> Iterator[Any]:  # noqa: ANN401 -- an annotation can be any object
    """Yield the classes in an annotation."""
    inner = [argument for argument in get_args(hint) if argument is not Ellipsis]
    if not inner and isinstance(hint, type):
        yield hint
    for argument in inner:
        yield from _parts(argument)
