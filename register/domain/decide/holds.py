"""Decisions about holds: what may not be done while the complaint runs, and for how long after the answer."""

from register.domain.actors import APPROVER
from register.domain.commands import case as c
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Forbidden, Problem
from register.domain.facts import case as f
from register.domain.law.duties import Prohibition
from register.domain.obligations.answers import responded
from register.domain.obligations.prohibitions import answer_due, earliest, prohibitions
from register.domain.subjects.case import Case
from register.domain.subjects.holds import Hold
from register.domain.values import Code, Id


def order_hold(command: c.OrderHold, situation: Situation) -> Facts:
    """Order a hold on something the packs prohibit for this case, once for each recipient."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    known = {ban.id for _, ban in prohibitions(unfolding.case, unfolding.packs)}
    given = command.prohibition[:60]
    checks.require(command.prohibition in known, "nothing-to-hold", "prohibition", given=given)
    checks.words(command.recipient, "recipient")
    checks.settle()
    hold = Hold(
        situation.mint.id("hold"),
        Code(command.prohibition),
        situation.mint.seal(command.recipient),
        situation.now,
        situation.actor.name,
    )
    unfolding.add(f.HoldOrdered(hold))
    return unfolding.result()


def confirm_hold(command: c.ConfirmHold, situation: Situation) -> Facts:
    """Record the confirmation, with its evidence."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    hold = _hold(unfolding.case, command.hold, checks)
    checks.require(hold is None or hold.confirmed_at is None, "already-done", "hold")
    checks.words(command.evidence, "evidence")
    at = command.at or situation.now
    if checks.not_after(at, situation.now, "at"):
        checks.require(hold is None or at >= hold.ordered_at, "before-the-order", "at")
    checks.settle()
    unfolding.add(f.HoldConfirmed(command.hold, at, situation.mint.seal(command.evidence)))
    return unfolding.result()


def lift_hold(command: c.LiftHold, situation: Situation) -> Facts:
    """Lift the hold: after its time, or before it on an exception of the pack and by an approver."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    hold = _hold(unfolding.case, command.hold, checks)
    checks.words(command.reason, "reason")
    checks.settle()
    ban = next(
        (ban for _, ban in prohibitions(unfolding.case, unfolding.packs) if hold and ban.id == hold.prohibition), None
    )
    if command.exception:
        given = command.exception[:60]
        checks.require(ban is not None and given in ban.exceptions, "unknown-exception", "exception", given=given)
        checks.settle()
        if APPROVER not in situation.actor.roles or (hold is not None and hold.ordered_by in situation.actor.names):
            raise Forbidden(Problem("second-person-needed", "exception"))
    elif ban is not None:
        _check_over(unfolding, ban, checks)
    checks.settle()
    exception = Code(command.exception) if command.exception else None
    unfolding.add(f.HoldLifted(command.hold, situation.now, situation.mint.seal(command.reason), exception))
    return unfolding.result()


def _hold(case: Case, hold: Id, checks: Checks) -> Hold | None:
    found = next((known for known in case.holds if known.id == hold), None)
    checks.require(found is not None, "no-such-hold", "hold")
    checks.require(found is None or found.stands, "hold-lifted", "hold")
    return found


def _check_over(unfolding: Unfolding, ban: Prohibition, checks: Checks) -> None:
    """Require that every date before which it may not be done has passed, and that no answer is due any more.

    The date that counts from the answer is known only once it arrived; a case closed without an answer has none.
    """
    case = unfolding.case
    dates = list(earliest(case, ban, unfolding.packs))
    arrived = any(deadline.due.rule == ban.until for deadline in dates)
    ended_unanswered = case.status == "closed" and not responded(unfolding.case, unfolding.packs)
    over = (arrived and not answer_due(case, unfolding.packs)) or ended_unanswered
    checks.require(over, "hold-still-runs", "hold", ban.cite)
    for deadline in dates:
        passed = unfolding.situation.now >= deadline.due.due_at
        day = deadline.due.derivation.due_calendar
        checks.require(passed, "hold-too-early", "hold", deadline.due.derivation.cite, last=str(day))


DECISIONS: Decisions = {
    c.OrderHold: order_hold,
    c.ConfirmHold: confirm_hold,
    c.LiftHold: lift_hold,
}
