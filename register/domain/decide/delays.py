"""Decisions about delays: only a ground of the pack with facts of the case delays an answer; managers are told."""

from register.domain.commands import case as c
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.facts import case as f
from register.domain.law.letterspec import LetterType
from register.domain.obligations.delays import GROUNDS, ended_by_notice, passed, to_escalate, windows_of
from register.domain.subjects.delays import DelayGround, Escalation
from register.domain.values import Code


def check_delay(unfolding: Unfolding, ground: str | None, checks: Checks, *, given: bool = False) -> None:
    """Note what a delay notification lacks: a ground stated with facts, and a limit that still runs.

    ``given``: it has left by hand already, so that it was late is for the record to say and no reason to refuse.
    """
    case, grounds = unfolding.case, unfolding.packs[0].codes[GROUNDS]
    if grounds.entries:
        known = checks.require(ground in grounds.entries, "ground-needed", "ground", grounds.cite)
        stated = any(reason.ground == ground for reason in case.delay_grounds)
        checks.require(not known or stated, "ground-not-stated", "ground", grounds.cite)
    windows = list(windows_of(case, unfolding.packs))
    for window in windows:
        in_time = given or unfolding.situation.now < window.due.due_at
        checks.require(in_time, "limit-passed", "type", window.due.derivation.cite)
    checks.require(windows or any(ended_by_notice(case, unfolding.packs)), "no-limit-to-delay", "type")


def check_after_limit(unfolding: Unfolding, kind: LetterType, checks: Checks) -> None:
    """Note that a letter for a limit that passed unanswered has no such limit."""
    situation, case = unfolding.situation, unfolding.case
    due = kind.after_limit is None or any(passed(case, pack, situation.now, kind) for pack in unfolding.packs)
    checks.require(due, "limit-not-passed", "type", kind.cite)


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
