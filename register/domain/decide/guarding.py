"""The delay guard: only a ground of the pack with facts of the case delays an answer; risks are told in time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from register.domain.case import Case, Deadline
from register.domain.commands import case as c
from register.domain.decide.knowing import circumstances
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.facts import case as f
from register.domain.guarding import DelayGround, Escalation
from register.domain.law.letterspec import LetterType
from register.domain.law.policy import Pack
from register.domain.risks import AtRisk, at_risk, delayed_validly
from register.domain.values import Code

DELAY_EVENT: Final = "extension_sent"
GROUNDS: Final = Code("delay-ground")
RESPOND, REASSIGN, STATE_GROUND, NOTIFY, TELL_OUT_OF_TIME = (
    Code(offer) for offer in ("respond", "reassign", "state-ground", "notify-delay", "tell-out-of-time")
)
OFFERS: Final = (RESPOND, REASSIGN, STATE_GROUND, NOTIFY, TELL_OUT_OF_TIME)


def risks_of(case: Case, packs: tuple[Pack, ...], now: datetime) -> tuple[AtRisk, ...]:
    """Return every reason any of the packs has why the case is at risk, the most pressing first."""
    found = (risk for pack in packs for risk in at_risk(case, pack, now))
    return tuple(sorted(found, key=lambda risk: risk.days_left))


def offers_of(case: Case, packs: tuple[Pack, ...], now: datetime) -> tuple[Code, ...]:
    """Return what any of the packs offers about a case at risk, each once, in the order it is to be considered."""
    offered = {offer for pack in packs for offer in offers(case, pack, now)}
    return tuple(offer for offer in OFFERS if offer in offered)


def offers(case: Case, pack: Pack, now: datetime) -> Iterator[Code]:
    """Yield what may be done about a case at risk, in the order it is to be considered.

    A notification comes after a stated ground only; past the limit there is none, but a notice of the right to go on.
    """
    if not at_risk(case, pack, now):
        return
    yield RESPOND
    yield REASSIGN
    windows = list(_windows(case, (pack,)))
    if any(now < window.due.due_at for window in windows):
        yield NOTIFY if _grounded(case, pack) else STATE_GROUND
    if any(passed(case, pack, now, kind) for kind in pack.letter_types.values()):
        yield TELL_OUT_OF_TIME


def letters_offered(case: Case, pack: Pack, now: datetime) -> Iterator[LetterType]:
    """Yield the kinds of letter that can be given now: of the case's class, at their time, a delay only on a ground."""
    known = circumstances(case, pack).complaint_class
    for kind in pack.letter_types.values():
        of_class = not kind.classes or known in kind.classes
        in_time = kind.after_limit is None or passed(case, pack, now, kind)
        if of_class and in_time and (kind.event != DELAY_EVENT or _may_notify(case, pack, now)):
            yield kind


def _may_notify(case: Case, pack: Pack, now: datetime) -> bool:
    windows = list(_windows(case, (pack,)))
    in_time = all(now < window.due.due_at for window in windows)
    return _grounded(case, pack) and in_time and bool(windows or any(_ended_by_notice(case, (pack,))))


def notify_before(case: Case, packs: tuple[Pack, ...]) -> datetime | None:
    """Return the instant before which a delay must be notified; None where no limit waits for that."""
    return min((window.due.due_at for window in _windows(case, packs)), default=None)


def _grounded(case: Case, pack: Pack) -> bool:
    """Whether a delay stands on a stated ground, or the pack asks for none."""
    return bool(case.delay_grounds) or not pack.codes[GROUNDS].entries


def passed(case: Case, pack: Pack, now: datetime, kind: LetterType) -> bool:
    """Whether the limit after which alone a letter of this kind is given has passed, unanswered and not delayed."""
    return kind.after_limit is not None and any(
        deadline.is_open
        and deadline.pack == pack.id
        and deadline.due.duty == kind.after_limit
        and deadline.due.kind == "deadline"
        and deadline.due.due_at <= now
        and not delayed_validly(case, (pack,), deadline)
        for deadline in case.deadlines
    )


def check_delay(unfolding: Unfolding, ground: str | None, checks: Checks, *, given: bool = False) -> None:
    """Note what a delay notification lacks: a ground stated with facts, and a limit that still runs.

    ``given``: it has left by hand already, so that it was late is for the record to say and no reason to refuse.
    """
    case, grounds = unfolding.case, unfolding.packs[0].codes[GROUNDS]
    if grounds.entries:
        known = checks.require(ground in grounds.entries, "ground-needed", "ground", grounds.cite)
        stated = any(reason.ground == ground for reason in case.delay_grounds)
        checks.require(not known or stated, "ground-not-stated", "ground", grounds.cite)
    windows = list(_windows(case, unfolding.packs))
    for window in windows:
        in_time = given or unfolding.situation.now < window.due.due_at
        checks.require(in_time, "limit-passed", "type", window.due.derivation.cite)
    checks.require(windows or any(_ended_by_notice(case, unfolding.packs)), "no-limit-to-delay", "type")


def check_after_limit(unfolding: Unfolding, kind: LetterType, checks: Checks) -> None:
    """Note that a letter for a limit that passed unanswered has no such limit."""
    situation, case = unfolding.situation, unfolding.case
    due = kind.after_limit is None or any(passed(case, pack, situation.now, kind) for pack in unfolding.packs)
    checks.require(due, "limit-not-passed", "type", kind.cite)


def _windows(case: Case, packs: tuple[Pack, ...]) -> Iterator[Deadline]:
    duties = {pack.id: pack.windows_for(DELAY_EVENT) for pack in packs}
    return (d for d in case.deadlines if not d.replaced and d.due.duty in duties.get(d.pack, ()))


def _ended_by_notice(case: Case, packs: tuple[Pack, ...]) -> Iterator[Deadline]:
    """Yield the open limits that an explanation of the delay meets, where a regime lets it."""
    return (d for d in case.open_deadlines("deadline") if d.ends_with(DELAY_EVENT, packs))


def state_delay_ground(command: c.StateDelayGround, situation: Situation) -> Facts:
    """Record the ground with its facts; load and backlog are no grounds, since no pack lists them."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    grounds = unfolding.packs[0].codes[GROUNDS]
    checks.require(command.ground in grounds.entries, "ground-needed", "ground", grounds.cite)
    checks.words(command.facts, "facts")
    checks.settle()
    mint = situation.mint
    ground = DelayGround(
        mint.id("ground"), Code(command.ground), mint.seal(command.facts), situation.actor.name, situation.now
    )
    unfolding.add(f.DelayGroundStated(ground))
    return unfolding.result()


def escalate_risks(command: c.EscalateRisks, situation: Situation) -> Facts:
    """Tell a manager of each risk that is to be escalated and was not yet, for the date it is about."""
    unfolding = Unfolding.of(command.case, situation)
    for found in to_escalate(unfolding.case, unfolding.packs, situation.now):
        escalation = Escalation(situation.mint.id(), found.risk.id, found.deadline, situation.now)
        unfolding.add(f.RiskEscalated(escalation))
    return unfolding.result()


def to_escalate(case: Case, packs: tuple[Pack, ...], now: datetime) -> list[AtRisk]:
    """Return the risks of which a manager is to be told and was not yet, for the dates they are about."""
    told = {(escalation.risk, escalation.deadline) for escalation in case.escalations}
    risks = (found for pack in packs for found in at_risk(case, pack, now) if found.risk.escalate)
    return [found for found in risks if (found.risk.id, found.deadline) not in told]


def take_escalation(command: c.TakeEscalation, situation: Situation) -> Facts:
    """Record who took it up and what was decided."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    there = next((e for e in unfolding.case.escalations if e.id == command.escalation), None)
    checks.require(there is not None, "no-such-escalation", "escalation")
    checks.require(there is None or there.taken_at is None, "already-done", "escalation")
    checks.words(command.decision, "decision")
    checks.settle()
    words = situation.mint.seal(command.decision)
    unfolding.add(f.EscalationTaken(command.escalation, situation.actor.name, situation.now, words))
    return unfolding.result()


DECISIONS: Decisions = {
    c.StateDelayGround: state_delay_ground,
    c.EscalateRisks: escalate_risks,
    c.TakeEscalation: take_escalation,
}
