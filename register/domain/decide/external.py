"""How far our own process had come when the external scheme sent a complaint back, and the date it stated."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from register.domain.case import Case
from register.domain.external import NOT_THROUGH, PART_WAY, REFERRED_BACK, THROUGH, ExternalStep
from register.domain.letter import SENT
from register.domain.rules import Value
from register.domain.values import Code


def referrals(case: Case) -> tuple[datetime, ...]:
    """Return when the scheme sent the complaint back, the earliest first."""
    return tuple(sorted({step.at for step in _sent_back(case)}))


def referral_values(case: Case) -> Mapping[str, Value]:
    """Return what rules may ask of the latest referral back: ``referral_stage``, and ``external_due_on`` if stated."""
    step = max(reversed(_sent_back(case)), key=lambda one: one.at, default=None)
    if step is None:
        return {}
    values: dict[str, Value] = {"referral_stage": step.stage or stage_at(case, step.at)}
    if step.due_on is not None:
        values["external_due_on"] = step.due_on
    return values


def stage_at(case: Case, at: datetime) -> Code:
    """Return how far our own process had come at ``at``: the complaint came by the scheme, was open, or answered."""
    if _answered_before(case, at):
        return THROUGH
    return NOT_THROUGH if day_of(case, case.origin.received_at) >= day_of(case, at) else PART_WAY


def day_of(case: Case, at: datetime) -> date:
    """Return the local day of ``at`` where the case is handled."""
    return at.astimezone(ZoneInfo(case.zone)).date()


def _sent_back(case: Case) -> tuple[ExternalStep, ...]:
    return tuple(step for step in case.external_steps if step.kind == REFERRED_BACK)


def _answered_before(case: Case, at: datetime) -> bool:
    """Whether a decision had been sent, or the case was closed on a ground that is an answer."""
    decided = (x for x in case.letters if x.state == SENT and x.content.decision is not None)
    if any(letter.sent_at is not None and letter.sent_at < at for letter in decided):
        return True
    closure, closed_at = case.closure, case.closed_at
    if closure is None or closed_at is None or closure.withdrawal is not None or closure.attempts:
        return False
    return closed_at < at
