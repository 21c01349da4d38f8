"""How far our own process had come when the external scheme sent a complaint back, and the date it stated."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from register.domain.law.rules import Value
from register.domain.subjects.case import Case
from register.domain.subjects.external_scheme import REFERRED_BACK, ExternalStep


def referrals(case: Case) -> tuple[datetime, ...]:
    """Return when the scheme sent the complaint back, the earliest first."""
    return tuple(sorted({step.at for step in _sent_back(case)}))


def referral_values(case: Case, before: datetime | None = None) -> Mapping[str, Value]:
    """Return what rules may ask of the latest referral back: ``referral_stage``, ``external_due_on`` where stated."""
    known = (step for step in reversed(_sent_back(case)) if before is None or step.at < before)
    step = max(known, key=lambda one: one.at, default=None)
    if step is None or step.stage is None:
        return {}
    values: dict[str, Value] = {"referral_stage": step.stage}
    if step.due_on is not None:
        values["external_due_on"] = step.due_on
    return values


def day_of(case: Case, at: datetime) -> date:
    """Return the local day of ``at`` where the case is handled."""
    return at.astimezone(ZoneInfo(case.zone)).date()


def _sent_back(case: Case) -> tuple[ExternalStep, ...]:
    """Return the referrals back that set dates; those of the first release's registers have no stage, and set none."""
    return tuple(step for step in case.external_steps if step.kind == REFERRED_BACK and step.stage is not None)
