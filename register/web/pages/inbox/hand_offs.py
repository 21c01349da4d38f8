"""How a message's hand-off stands: with whom it is, the limit of its own with its proof, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from register.domain.law.proofs import Due
from register.domain.subjects.message import HandOff
from register.web import formats
from register.web.looks import Look
from register.web.pages.inbox.hand_off_steps import title_of
from register.web.pages.inbox.step import Post
from register.web.pages.shared.labels import word
from register.web.pages.shared.proofs import Proof, why
from register.web.pages.shared.timeline import who


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """The limit another law sets for the matter itself, with its proof."""

    due: Due
    force: str
    look: Look
    proof: Proof


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-off in words; ``tone`` is bad while it is not taken, or its limit passed without an answer."""

    title: str
    tone: str
    to: str
    at: datetime
    taken_at: datetime | None
    taken_by: str
    answered_at: datetime | None
    answer: str | None
    limit: OwnLimit | None
    urgent: bool
    note: str


def shown_hand_off(post: Post, names: Mapping[str, str]) -> Handed | None:
    """Return how the hand-off stands; None where the message is nobody else's."""
    handoff, rule = post.message.handoff, None
    if handoff is None:
        return None
    rule = post.kinds.get(handoff.kind)
    return Handed(
        title_of(post.packs, handoff.kind),
        tone_of(handoff, post.now),
        _to(post, handoff, names),
        handoff.at,
        handoff.accepted_at,
        _said(post, handoff, names),
        handoff.finished_at,
        post.file.text(handoff.answer),
        None if handoff.due is None else _limit(post, handoff, handoff.due),
        rule is not None and rule.urgent,
        "" if rule is None else rule.note,
    )


def tone_of(handoff: HandOff, now: datetime) -> str:
    """Return bad for what nobody took, or what was not answered within its own limit; good for what was answered."""
    over = handoff.due is not None and (handoff.finished_at or now) >= handoff.due.due_at
    if handoff.waits or over:
        return "bad"
    return "calm" if handoff.is_open else "good"


def _to(post: Post, handoff: HandOff, names: Mapping[str, str]) -> str:
    person = names.get(f"account:{handoff.person}", "") if handoff.person is not None else ""
    words = "" if handoff.recipient is None else post.file.text(handoff.recipient) or gettext("erased")
    return ", ".join(part for part in (person, words) if part)


def _said(post: Post, handoff: HandOff, names: Mapping[str, str]) -> str:
    if handoff.accepted_by is not None:
        return post.file.text(handoff.accepted_by) or gettext("erased")
    return who(names, handoff.taken_by) if handoff.taken_by is not None else ""


def _limit(post: Post, handoff: HandOff, due: Due) -> OwnLimit:
    look = formats.deadline_look(due.due_at, post.now, post.zone, handoff.finished_at)
    return OwnLimit(due, word("force", due.force), look, why(due.derivation, post))
