"""Cases at risk of missing a limit, by rules the pack states in words; nothing is guessed or scored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from register.domain.law.duties import Risk
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.law.rules import Rule
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.letter import APPROVED, QUEUED, SENT
from register.domain.values import Code, Id


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


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when a date of a duty may end to be at risk now, and the rules whose end delays it (``notices``)."""

    pack: Code
    duty: Code
    until: datetime
    notices: frozenset[Code]


def horizons(packs: Iterable[Pack], now: datetime, *, escalated: bool = False) -> tuple[Horizon, ...]:
    """Return how far ahead the packs' risks look, by pack and duty; ``escalated``: only those a manager is told of.

    A little further than their days, since a local day may have twenty-five hours.
    """
    found: dict[tuple[Code, Code], Horizon] = {}
    for pack in packs:
        for risk in (risk for risk in pack.risks if risk.escalate or not escalated):
            until, notices = now + timedelta(days=risk.days_left + 1, hours=1), pack.notices_of(risk.duty)
            known = found.get((pack.id, risk.duty), Horizon(pack.id, risk.duty, until, notices))
            both = Horizon(pack.id, risk.duty, max(until, known.until), known.notices | notices)
            found[pack.id, risk.duty] = both
    return tuple(found.values())


def is_near(case: Case, deadline: Deadline, horizon: Horizon) -> bool:
    """Whether an open date of the case ends within this horizon, and no notice delayed it."""
    about = (deadline.pack, deadline.due.duty) == (horizon.pack, horizon.duty)
    delayed = any(notice.due.rule in horizon.notices for notice, _ in _ended_in_time(case, deadline))
    return about and deadline.due.due_at <= horizon.until and not delayed


def _reasons(case: Case, pack: Pack, now: datetime) -> Iterator[AtRisk]:
    if case.status != "open":
        return
    today = now.astimezone(ZoneInfo(case.zone)).date()
    for deadline in case.open_deadlines("deadline"):
        last = deadline.due.derivation.due_calendar
        if deadline.pack != pack.id or last is None or delayed_validly(case, (pack,), deadline):
            continue
        if deadline.due.unclaimed and not case.stands_in(deadline):
            continue
        for risk in pack.risks:
            left = (last - today).days
            concerns = risk.duty == deadline.due.duty and (not risk.classes or case.held_class in risk.classes)
            if concerns and left <= risk.days_left and lacks(case, pack, risk.lacking):
                yield AtRisk(risk, deadline.id, last, left)


def delayed_validly(case: Case, packs: Sequence[Pack], deadline: Deadline) -> bool:
    """Whether a delay of this deadline was notified before it passed."""
    return delay_notified(case, packs, deadline) is not None


def delay_notified(case: Case, packs: Sequence[Pack], deadline: Deadline) -> datetime | None:
    """Return when a delay of this deadline was notified in time: for its duty, in its round, before it passed."""
    notices = (
        given_at
        for notice, given_at in _ended_in_time(case, deadline)
        if _notifies_delay_of(deadline.due.duty, notice.rule_in(packs))
    )
    return min(notices, default=None)


def _ended_in_time(case: Case, deadline: Deadline) -> Iterator[tuple[Deadline, datetime]]:
    """Yield the dates beside this one, of its pack and round, that ended before it passed, with when they did."""
    for beside in case.deadlines:
        stands = (beside.pack, beside.round, beside.replaced) == (deadline.pack, deadline.round, False)
        if stands and beside.met_at is not None and beside.met_at < deadline.due.due_at:
            yield beside, beside.met_at


def _notifies_delay_of(duty: Code, rule: Rule | None) -> bool:
    return rule is not None and rule.closes_with == duty and DELAY_EVENT in rule.met_by


def lacks(case: Case, pack: Pack, what: str) -> bool:
    """Whether the case still lacks something, one of ``LACKING``; an open date always lacks its end."""
    answers = [item.state for item in case.correspondence if item.content.type in pack.answers]
    return {
        "assignee": case.assignee is None,
        "class": case.held_class is None,
        "acknowledgement": case.acknowledgement is None,
        "response-draft": not answers,
        "response-approval": not {APPROVED, QUEUED, SENT} & set(answers),
        "response": SENT not in answers,
        "end": True,
    }[what]
