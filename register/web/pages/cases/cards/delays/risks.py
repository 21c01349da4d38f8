"""What a page says of a case at risk: the packs' reasons, what may be done in order, grounds stated, managers told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from register.domain.actors import APPROVER, OFFICER
from register.domain.law.duties import Caution
from register.domain.law.letterspec import LetterType
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.obligations.delays import (
    GROUNDS,
    NOTIFY,
    REASSIGN,
    RESPOND,
    STATE_GROUND,
    TELL_OUT_OF_TIME,
    cautions_before,
    notify_before,
    offers_of,
    risks_of,
)
from register.domain.obligations.risks import AtRisk
from register.domain.subjects.case import Case
from register.domain.subjects.delays import Escalation
from register.domain.subjects.letter import DRAFT, RETURNED, SUBMITTED
from register.domain.values import Code
from register.web.assets import icon
from register.web.looks import Look
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import label, word
from register.web.pages.shared.timeline import who
from register.web.texts import manner
from register.wording.dates.gaps import risk_words

SOON: Final = 2
SAID: Final = {
    RESPOND: _("Respond now"),
    REASSIGN: _("Reassign"),
    STATE_GROUND: _("State a ground for a delay, with its facts"),
    NOTIFY: _("Notify the delay"),
    TELL_OUT_OF_TIME: _("Tell them they may go on, out of time"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule of a pack that says the case is at risk, what it says by now, and how it looks."""

    found: AtRisk
    words: str
    force: str
    look: Look


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do about it; ``address`` is where, ``step`` the step of the case that does it, where either is."""

    code: Code
    title: str
    address: str | None = None
    step: str | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground somebody stated, with the facts it rests on."""

    title: str
    facts: str | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Raised:
    """A manager was told of a risk; what became of it."""

    escalation: Escalation
    title: str
    who: str
    decision: str | None


@dataclass(frozen=True, slots=True)
class Guarded:
    """The delay guard's part of a case's page."""

    reasons: list[Reason]
    offers: list[Offer]
    grounds: list[Ground]
    raised: list[Raised]
    cautions: list[Caution]


def guarded(desk: Desk) -> Guarded:
    """Return what the case's page says of its risks, and of what was done about them."""
    case, names = desk.case, desk.names
    grounds = [
        Ground(
            label(desk.pack, GROUNDS, stated.ground),
            desk.text(stated.facts),
            who(names, stated.stated_by),
            stated.stated_at,
        )
        for stated in case.delay_grounds
    ]
    raised = [
        Raised(told, risk_title(desk.packs, told.risk), who(names, told.taken_by or ""), desk.text(told.decision))
        for told in case.escalations
    ]
    offers = list(_offers(desk)) if {OFFICER, APPROVER} & desk.actor.roles else []
    cautions = [each for pack in desk.packs for each in cautions_before(DELAY_EVENT, case, pack)]
    return Guarded(reasons_of(case, desk.packs, desk.now), offers, grounds, raised, cautions)


def reasons_of(case: Case, packs: tuple[Pack, ...], now: datetime) -> list[Reason]:
    """Return why the case is at risk, the most pressing first, each as a page shows it."""
    return [
        Reason(
            found, risk_words(found, packs, manner()), word("force", found.risk.force), days_left_look(found.days_left)
        )
        for found in risks_of(case, packs, now)
    ]


def days_left_look(left: int) -> Look:
    """Say how many calendar days are left until the last day."""
    if left < 0:
        return Look(ngettext("%(num)d day over", "%(num)d days over", -left), "bad", icon("exclamation-octagon"))
    words = ngettext("%(num)d day left", "%(num)d days left", left) if left else gettext("last day")
    return Look(words, "bad" if left <= SOON else "warn", icon("alarm"))


def risk_title(packs: Iterable[Pack], risk: str) -> str:
    """Return a risk in the words of the first pack that has it."""
    return next((known.title for pack in packs for known in pack.risks if known.id == risk), risk)


def _offers(desk: Desk) -> Iterator[Offer]:
    ref = desk.case.reference
    for code in offers_of(desk.case, desk.packs, desk.now):
        title = str(SAID[code])
        if code == RESPOND:
            yield Offer(code, title, _answer(desk))
        elif code == REASSIGN:
            yield Offer(code, title, url_for("cases.step", reference=ref, step="assign"))
        elif code == STATE_GROUND:
            yield Offer(code, title, step="state-ground")
        elif code == NOTIFY:
            before = notify_before(desk.case, desk.packs)
            yield Offer(code, title, _letter(desk, lambda kind: kind.event == DELAY_EVENT), before=before)
        else:
            yield Offer(code, title, _letter(desk, lambda kind: kind.after_limit is not None))


def _answer(desk: Desk) -> str | None:
    """Return where the answer that is being written stands, else where to write one."""
    writing = (
        letter
        for letter in desk.case.letters
        if letter.state in {DRAFT, SUBMITTED, RETURNED} and letter.content.type in desk.pack.answers
    )
    begun = next(writing, None)
    if begun is not None:
        return url_for("letters.edit", case=desk.case.reference, letter=begun.id)
    return _letter(desk, lambda kind: kind.id in desk.pack.answers)


def _letter(desk: Desk, fits: Callable[[LetterType], bool]) -> str | None:
    """Return where to write a new letter of the first kind that fits; None where the pack has none."""
    kind = next((kind for kind in desk.pack.letter_types.values() if fits(kind)), None)
    return None if kind is None else url_for("letters.new", case=desk.case.reference, type=kind.id)
