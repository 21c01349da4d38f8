"""Cases at risk of missing a limit, by rules the pack states in words; nothing is guessed or scored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.case import Case, Deadline
from register.domain.law.duties import Risk
from register.domain.law.policy import Pack
from register.domain.letter import APPROVED, QUEUED, SENT
from register.domain.values import Code, Id

ANSWER: Final = "final_sent"
LACKING: Final = ("assignee", "class", "acknowledgement", "response-draft", "response-approval", "response", "end")


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A rule that says the case is at risk, the deadline it is about, and the calendar days that are left."""

    risk: Risk
    deadline: Id
    due_on: date
    days_left: int


def at_risk(case: Case, pack: Pack, now: datetime) -> tuple[AtRisk, ...]:
    """Return every reason why an open date of the case is at risk, the most pressing first."""
    return tuple(sorted(_reasons(case, pack, now), key=lambda found: (found.days_left, found.risk.id)))


def horizons(packs: Iterable[Pack], now: datetime) -> Mapping[tuple[Code, Code], datetime]:
    """Return until when a date may end to be at risk now, by pack and duty; later ones need not be looked at."""
    found: dict[tuple[Code, Code], datetime] = {}
    for pack in packs:
        for risk in pack.risks:
            until = now + timedelta(days=risk.days_left + 2)
            found[pack.id, risk.duty] = max(until, found.get((pack.id, risk.duty), until))
    return found


def _reasons(case: Case, pack: Pack, now: datetime) -> Iterator[AtRisk]:
    if case.status != "open":
        return
    today = now.astimezone(ZoneInfo(case.zone)).date()
    for deadline in case.open_deadlines("deadline"):
        last = deadline.due.derivation.due_calendar
        if deadline.pack != pack.id or last is None or delayed_validly(case, (pack,), deadline):
            continue
        for risk in pack.risks:
            left = (last - today).days
            concerns = risk.duty == deadline.due.duty and (not risk.classes or case.held_class in risk.classes)
            if concerns and left <= risk.days_left and lacks(case, pack, risk.lacking):
                yield AtRisk(risk, deadline.id, last, left)


def delayed_validly(case: Case, packs: tuple[Pack, ...], deadline: Deadline) -> bool:
    """Whether a notice that shares this deadline's date (``closes_with``) was given before it passed."""
    rules = {(pack.id, rule.id): rule for pack in packs for rule in pack.rules.values()}
    notices = (d for d in case.deadlines if d.met_at is not None and not d.replaced)
    shared = (rules[d.pack, d.due.rule].closes_with for d in notices if d.pack == deadline.pack)
    return deadline.due.duty in shared


def lacks(case: Case, pack: Pack, what: str) -> bool:
    """Whether the case still lacks something, one of ``LACKING``; an open date always lacks its end."""
    answers = [item.state for item in case.letters if _answers(pack, item.content.type)]
    return {
        "assignee": case.assignee is None,
        "class": case.held_class is None,
        "acknowledgement": case.acknowledgement is None,
        "response-draft": not answers,
        "response-approval": not {APPROVED, QUEUED, SENT} & set(answers),
        "response": SENT not in answers,
        "end": True,
    }[what]


def _answers(pack: Pack, letter_type: Code) -> bool:
    kind = pack.letter_types.get(letter_type)
    return kind is not None and kind.event == ANSWER
