"""How far our own process had come when an external scheme sent a complaint back, and the date it stated.

A step belongs to the scheme it names: what one body does sets no date of another, and of no pack that knows it not.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from register.domain.law.policy import Pack
from register.domain.law.rules import Value
from register.domain.subjects.case import Case
from register.domain.subjects.external_scheme import EXTENDED, OBJECTED, REFERRED_BACK, ExternalStep


def steps_under(case: Case, pack: Pack) -> tuple[ExternalStep, ...]:
    """Return the steps with the pack's own scheme; older ones name none, for there was one."""
    known = {scheme.id for scheme in pack.schemes}
    return tuple(step for step in case.external_steps if step.scheme in known or (step.scheme is None and known))


def referrals(case: Case, pack: Pack) -> tuple[datetime, ...]:
    """Return when the pack's scheme sent the complaint back, the earliest first."""
    return tuple(sorted({step.at for step in _sent_back(steps_under(case, pack))}))


def referral_values(case: Case, pack: Pack, before: datetime | None = None) -> Mapping[str, Value]:
    """Return what rules may ask of the latest referral back: ``referral_stage``, ``external_due_on`` where stated."""
    steps = [step for step in steps_under(case, pack) if before is None or step.at < before]
    referral = latest_referral(steps)
    if referral is None or referral.stage is None:
        return {}
    values: dict[str, Value] = {"referral_stage": referral.stage}
    stated = _stated(referral, [step for step in steps if step.at >= referral.at])
    if stated is not None:
        values["external_due_on"] = stated
    return values


def latest_referral(steps: Sequence[ExternalStep]) -> ExternalStep | None:
    """Return the last referral back that sets dates; of those of one time what was recorded last."""
    return max(reversed(_sent_back(steps)), key=lambda one: one.at, default=None)


def day_of(case: Case, at: datetime) -> date:
    """Return the local day of ``at`` where the case is handled."""
    return at.astimezone(ZoneInfo(case.zone)).date()


def _stated(referral: ExternalStep, since: Sequence[ExternalStep]) -> date | None:
    """Return the day the scheme holds us to: more time it gave, until an objection brings the first day back."""
    day = referral.due_on
    for step in sorted(since, key=lambda one: one.at):
        if step.kind == EXTENDED:
            day = step.due_on
        elif step.kind == OBJECTED:
            day = referral.due_on
    return day


def _sent_back(steps: Sequence[ExternalStep]) -> list[ExternalStep]:
    """Return the referrals back that set dates; those of the first release's registers have no stage, and set none."""
    return [step for step in steps if step.kind == REFERRED_BACK and step.stage is not None]
