"""Decisions about the external scheme: what happened there; a complaint it sends back is worked on again."""

from datetime import datetime

from register.domain.commands import case as c
from register.domain.decide.closure import reopen
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.law.policy import DELAY_EVENT
from register.domain.law.rules import ANSWER
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.extensions import delay_notice
from register.domain.obligations.referrals import day_of, latest_referral
from register.domain.sealed import Sealed
from register.domain.subjects.external_scheme import (
    EXTENDED,
    MORE_TIME,
    NOT_THROUGH,
    OBJECTED,
    PART_WAY,
    REFERRED_BACK,
    REFERRED_BY_FIRM,
    STAGES,
    STEPS,
    THROUGH,
    ExternalStep,
)
from register.domain.values import Cite, Code

ANSWERS = (ANSWER, "early_resolved")


def record_external(command: c.RecordExternalStep, situation: Situation) -> Facts:
    """Record a step with the external scheme; one that sends the complaint back sets its dates, and reopens the case
    where it had been closed before.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.require(command.kind in STEPS, "unknown-external-step", "kind")
    scheme = _scheme(command, unfolding, checks)
    timely = checks.not_after(command.at, situation.now, "at")
    if timely:
        stated = command.due_on is None or command.due_on >= day_of(unfolding.case, command.at)
        checks.require(stated, "ends-before-it-starts", "due_on")
        _check_consent(command, scheme, unfolding, checks)
        _check_extension(command, scheme, unfolding, checks)
    stage = _stage(command, scheme, unfolding, checks) if timely and command.kind == REFERRED_BACK else None
    checks.require(not command.stage or command.kind == REFERRED_BACK, "stage-without-referral-back", "stage")
    checks.settle()
    unfolding.add(f.ExternalRecorded(_step(command, stage, scheme, situation)))
    if command.kind == REFERRED_BACK:
        _go_on(unfolding, command)
    elif command.kind in MORE_TIME:
        set_limits(unfolding)
    return unfolding.result()


def _scheme(command: c.RecordExternalStep, unfolding: Unfolding, checks: Checks) -> Code | None:
    """Return which scheme it is: the one named, or the only one the case's packs name."""
    known = {scheme.id for pack in unfolding.packs for scheme in pack.schemes}
    if command.scheme:
        checks.require(command.scheme in known, "unknown-scheme", "scheme", given=command.scheme[:60])
        return next((scheme for scheme in known if scheme == command.scheme), None)
    checks.require(len(known) <= 1, "scheme-needed", "scheme")
    return next(iter(known), None)


def _check_extension(command: c.RecordExternalStep, scheme: Code | None, unfolding: Unfolding, checks: Checks) -> None:
    """Note what more time from the scheme lacks: a referral it is about, its day, and our notice of the delay.

    Once the complaint was answered no notice of a delay can be given, so none is asked for.
    """
    if command.kind not in MORE_TIME:
        return
    of_it = _steps_with(scheme, unfolding)
    back = [step for step in of_it if step.kind == REFERRED_BACK and step.at <= command.at]
    checks.require(back, "not-sent-back", "kind")
    if command.kind == OBJECTED:
        extended = any(step.kind == EXTENDED and step.at <= command.at for step in of_it)
        checks.require(extended, "nothing-to-object-to", "kind")
        return
    checks.require(command.due_on is not None, "required", "due_on")
    latest = latest_referral(back)
    if latest is None or latest.stage == THROUGH:
        return
    for pack in (pack for pack in unfolding.packs if any(one.id == scheme for one in pack.schemes)):
        asked = delay_notice(pack)
        notices = circumstances(unfolding.case, pack).events.get(DELAY_EVENT, ())
        told = any(at >= min(step.at for step in back) for at in notices)
        checks.require(asked is None or told, "delay-notice-needed", "kind", asked)


def _steps_with(scheme: Code | None, unfolding: Unfolding) -> list[ExternalStep]:
    """Return the steps with one scheme; older ones name none, for there was one."""
    return [step for step in unfolding.case.external_steps if step.scheme in {scheme, None}]


def _cite(scheme: Code | None, unfolding: Unfolding) -> Cite | None:
    """Return the paragraph that asks for the scheme."""
    return next((one.cite for pack in unfolding.packs for one in pack.schemes if one.id == scheme), None)


def _check_consent(command: c.RecordExternalStep, scheme: Code | None, unfolding: Unfolding, checks: Checks) -> None:
    """Require the complainant's consent, with its evidence, before the firm itself refers the complaint."""
    if command.kind == REFERRED_BY_FIRM:
        consented = command.consent_at is not None
        checks.require(consented, "consent-to-refer-needed", "consent_at", _cite(scheme, unfolding))
        checks.words(command.consent, "consent")
    if command.consent_at is not None and checks.not_after(command.consent_at, unfolding.situation.now, "consent_at"):
        checks.require(command.consent_at <= command.at, "consent-after-referral", "consent_at")


def _stage(command: c.RecordExternalStep, scheme: Code | None, unfolding: Unfolding, checks: Checks) -> Code:
    """Return how far our own process had come: as the case says, or as the officer does, with the reason."""
    found = _stage_found(unfolding, command.at, scheme)
    if not command.stage or command.stage == found:
        return found
    checks.require(command.stage in STAGES, "unknown-referral-stage", "stage")
    checks.words(command.stage_reason, "stage_reason")
    return Code(command.stage) if command.stage in STAGES else found


def _stage_found(unfolding: Unfolding, at: datetime, scheme: Code | None) -> Code:
    """Return what the case says of ``at``: what was recorded of it already, or else answered before, first come by the
    scheme then, or in the middle of it.
    """
    case = unfolding.case
    recorded = [step.stage for step in _steps_with(scheme, unfolding) if step.at == at and step.stage is not None]
    if recorded:
        return recorded[-1]
    known = [circumstances(case, pack).events for pack in unfolding.packs]
    if any(moment < at for events in known for event in ANSWERS for moment in events.get(event, ())):
        return THROUGH
    return NOT_THROUGH if day_of(case, case.origin.received_at) >= day_of(case, at) else PART_WAY


def _step(command: c.RecordExternalStep, stage: Code | None, scheme: Code | None, situation: Situation) -> ExternalStep:
    def sealed(text: str) -> Sealed | None:
        return situation.mint.seal(text) if not blank(text) else None

    return ExternalStep(
        command.at,
        Code(command.kind),
        sealed(command.reference),
        command.due_on,
        stage,
        sealed(command.stage_reason),
        command.consent_at,
        sealed(command.consent),
        scheme,
        situation.mint.id("step"),
    )


def _go_on(unfolding: Unfolding, command: c.RecordExternalStep) -> None:
    """Set the dates of a referral back; a case closed before it is open again, an answer sent since it counts.

    A complaint that had been through our process, closed early included, missed none of its limits by coming back.
    """
    closed_at = unfolding.case.closed_at
    if closed_at is not None and closed_at < command.at:
        reopen(unfolding, REFERRED_BACK, keeps_end=unfolding.case.external_steps[-1].stage == THROUGH)
    else:
        set_limits(unfolding)


DECISIONS: Decisions = {c.RecordExternalStep: record_external}
