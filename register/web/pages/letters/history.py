"""What happened to one letter, told from the case's entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from register.domain.facts import letter as f
from register.domain.values import Digest, Id
from register.reader.cases import CaseFile
from register.web.assets import Icon, icon
from register.web.pages.shared.timeline import Event


@dataclass(frozen=True, slots=True)
class Version:
    """One text the letter had, by the hash an approval would bind to."""

    number: int
    at: datetime
    who: str
    hash: Digest
    current: bool


TOLD: Final[dict[type, tuple[LazyString, str, Icon]]] = {
    f.LetterDrafted: (_("Written"), "quiet", icon("pencil")),
    f.LetterSubmitted: (_("Submitted; the gate let it through"), "calm", icon("send")),
    f.LetterApproved: (_("Approved"), "good", icon("person-check")),
    f.LetterReturned: (_("Sent back for changes"), "warn", icon("arrow-return-left")),
    f.LetterVoided: (_("Discarded"), "quiet", icon("x-circle")),
    f.LetterQueued: (_("Waiting to be sent"), "calm", icon("clock")),
    f.DispatchStarted: (_("Being sent"), "calm", icon("send")),
    f.DispatchDelayed: (_("The other side was not ready; it will be tried again"), "warn", icon("hourglass-split")),
    f.LetterSent: (_("Sent"), "good", icon("envelope-check")),
    f.LetterUnsent: (_("It did not arrive; it no longer counts as sent"), "bad", icon("envelope-exclamation")),
}
ENDED: Final[dict[str, tuple[LazyString, str, Icon]]] = {
    "accepted": (_("Taken by the recipient's mail server"), "good", icon("check-circle")),
    "refused": (_("Refused by the recipient's server"), "bad", icon("x-octagon")),
    "in-doubt": (_("In doubt: nobody knows whether it arrived"), "bad", icon("question-octagon")),
    "bounced": (_("Bounced"), "bad", icon("envelope-exclamation")),
}


def history(file: CaseFile, letter: Id, names: Mapping[str, str]) -> list[Event]:
    """Return what happened to the letter, the newest first."""
    dispatches = {d.id for d in file.case.dispatches if d.letter == letter}
    events = []
    for entry in file.entries:
        who = names.get(entry.actor, entry.actor)
        for fact in entry.facts:
            if _about(fact, letter, dispatches):
                title, tone, picture = _told(fact)
                events.append(Event(entry.at, title, who, tone, picture, _words(fact, file)))
    return events[::-1]


def versions(file: CaseFile, letter: Id, names: Mapping[str, str]) -> list[Version]:
    """Return every text the letter had, the newest first."""
    drafts = [
        fact
        for entry in file.entries
        for fact in entry.facts
        if isinstance(fact, f.LetterDrafted) and fact.letter == letter
    ]
    return [
        Version(number, draft.at, names.get(draft.by, draft.by), draft.content_hash, number == len(drafts))
        for number, draft in enumerate(drafts, 1)
    ][::-1]


def _about(fact: Any, letter: Id, dispatches: set[Id]) -> bool:  # noqa: ANN401 -- facts of every kind
    if isinstance(fact, f.LetterQueued):
        return fact.dispatch.letter == letter
    if isinstance(fact, f.DispatchStarted | f.DispatchDelayed | f.DispatchEnded):
        return fact.dispatch in dispatches
    return type(fact) in TOLD and fact.letter == letter


def _told(fact: Any) -> tuple[LazyString, str, Icon]:  # noqa: ANN401 -- facts of every kind
    if isinstance(fact, f.DispatchEnded):
        return ENDED[fact.state]
    return TOLD[type(fact)]


def _words(fact: Any, file: CaseFile) -> str:  # noqa: ANN401 -- facts of every kind
    if isinstance(fact, f.LetterReturned):
        return file.text(fact.reason) or ""
    if isinstance(fact, f.LetterSent):
        return file.text(fact.evidence) or ""
    if isinstance(fact, f.DispatchDelayed | f.DispatchEnded):
        return fact.reason.replace("-", " ")
    return ""
