"""Deadlines as decisions: brought in line with what is known after each act, passed, assessed as possible breaches."""

from datetime import timedelta

from register.domain.commands.case import AssessBreach, SeeBreach, SweepDeadlines
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Forbidden, Problem
from register.domain.facts import case as f
from register.domain.law.deadlines import Due
from register.domain.law.limits import Limit
from register.domain.law.policy import Pack
from register.domain.obligations.breaches import missed_duties, standing_of
from register.domain.obligations.circumstances import recorded_as, values_of
from register.domain.obligations.limits import limits_of, owed
from register.domain.sealed import kind_of_text
from register.domain.subjects.breach import Breach
from register.domain.subjects.case import Case
from register.domain.subjects.closure import WITHDRAWN
from register.domain.subjects.deadline import NEVER_THE_LIMIT, Deadline
from register.domain.subjects.void_cases import VOID
from register.domain.values import Code, Id


def set_limits(unfolding: Unfolding, reason: Code = NEVER_THE_LIMIT) -> None:
    """Bring the dates in line with what is known now: those the packs derive, and the acts that ended them.

    The order of recording plays no part: a date that derives the same stays, one that derives otherwise is replaced
    for a ``reason``, with its proof kept in the trail, and an act ends what it ends whenever it was recorded.
    """
    _choose_class(unfolding)
    for pack in unfolding.packs:
        _bring_in_line(unfolding, pack, reason)
    record_passed(unfolding)


def _choose_class(unfolding: Unfolding) -> None:
    """Record which class of the first pack the facts choose while nobody has picked one."""
    case, pack = unfolding.case, unfolding.packs[0]
    picked = case.classification.complaint_class is not None
    held = None if picked else pack.held_class(None, values_of(case, pack))
    chosen = None if held is None else held.id
    if chosen != case.chosen_class:
        unfolding.add(f.ClassChosen(chosen, unfolding.situation.now))


def _bring_in_line(unfolding: Unfolding, pack: Pack, reason: Code) -> None:
    """Set, replace, end and open again what is stored of a pack's dates, until it is what is known now."""
    case, mint = unfolding.case, unfolding.situation.mint
    found = limits_of(case, pack, unfolding.packs, unfolding.situation.policies.calendars)
    waiting, pairs = list(owed(case, found)), []
    for deadline in case.deadlines:
        if deadline.pack != pack.id or deadline.replaced:
            continue
        same = next((limit for limit in waiting if _stands(deadline, limit)), None)
        if same is None:
            let_go = any(_stands(deadline, limit) for limit in found)
            unfolding.add(f.DeadlineReplaced(deadline.id, _let_go(case) if let_go else reason))
        else:
            waiting.remove(same)
            pairs.append((deadline, same))
    for limit in waiting:
        cautious = pack.rules[limit.due.rule].lacks is not None and limit.carried is None
        here = mint.id()
        successor = Deadline(here, pack.id, limit.due, round=limit.round, cautious=cautious, carried=limit.carried)
        unfolding.add(f.DeadlineSet(here, limit.due, limit.round, cautious, limit.carried))
        pairs.append((successor, limit))
    for deadline, limit in pairs:
        _end(unfolding, deadline, limit)


def _let_go(case: Case) -> Code:
    """Return why a date that would hold is owed no more."""
    return VOID if case.is_void else WITHDRAWN


def _stands(deadline: Deadline, limit: Limit) -> bool:
    """Whether the date still holds. One that was met is not moved by a new calendar, only by other facts."""
    due = limit.due
    # Dates set before rounds were counted have none.
    another_round = deadline.round and deadline.round != limit.round
    if another_round or (deadline.due.rule, deadline.due.party) != (due.rule, due.party):
        return False
    if deadline.carried != limit.carried:
        return False
    if deadline.is_open and limit.end is None:
        return due == deadline.due
    return _counted(due) == _counted(deadline.due)


def _counted(due: Due) -> tuple[object, ...]:
    proof = due.derivation
    return due.kind, due.force, proof.start_at, proof.unit, proof.counted, proof.stopped, proof.confirmed


def _end(unfolding: Unfolding, deadline: Deadline, limit: Limit) -> None:
    """Record that the date has another end than was recorded, or that its end proved void."""
    at = None if limit.end is None else limit.end.at
    if deadline.met_at == at:
        return
    if deadline.met_at is not None:
        unfolding.add(f.DeadlineReopened(deadline.id, deadline.met_by or unfolding.ref.id))
    if limit.end is not None:
        by = recorded_as(unfolding.case, limit.end.event, limit.end.at)
        unfolding.add(f.DeadlineMet(deadline.id, limit.end.at, by))


def record_passed(unfolding: Unfolding) -> None:
    """Record every limit that has passed without its end, once; open possible breaches, and say what became of them."""
    case, now = unfolding.case, unfolding.situation.now
    for deadline in case.deadlines:
        if deadline.missed(now) and not deadline.missed_recorded:
            unfolding.add(f.DeadlineMissed(deadline.id, deadline.due.due_at))
    _judge_breaches(unfolding)


def _judge_breaches(unfolding: Unfolding) -> None:
    case, packs, situation = unfolding.case, unfolding.packs, unfolding.situation
    assess_by = (situation.now + timedelta(days=situation.firm.house.assess_within_days)).date()
    missed = missed_duties(case, packs, situation.now)
    for breach in case.breaches:
        standing = standing_of(breach, case, packs, missed, situation.now)
        if standing != breach.standing:
            unfolding.add(f.BreachChanged(breach.id, standing, situation.now, assess_by))
    known = {deadline.duty for b in case.breaches if (deadline := case.deadline(b.deadline)) is not None}
    for duty, deadline in missed.items():
        if duty not in known:
            unfolding.add(f.BreachOpened(Breach(situation.mint.id(), deadline.id, situation.now, assess_by)))


def sweep_deadlines(command: SweepDeadlines, situation: Situation) -> Facts:
    """Record every limit of the case that passed without its end, once; open possible breaches."""
    unfolding = Unfolding.of(command.case, situation)
    record_passed(unfolding)
    return unfolding.result()


def assess_breach(command: AssessBreach, situation: Situation) -> Facts:
    """Record the assessment of a possible breach: by a person, once, with reasons."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    breach = _breach_of(unfolding, command.breach, checks)
    checks.require(breach is None or breach.result is None, "already-assessed", "breach")
    checks.require(command.result in {"breach", "no-breach", "referred"}, "unknown-result", "result")
    checks.words(command.reasons, "reasons")
    checks.settle()
    if unfolding.case.assignee in situation.actor.accounts:
        raise Forbidden(Problem("own-work", "breach"))
    if breach is not None and breach.seen_at is None:
        unfolding.add(f.BreachSeen(command.breach, situation.actor.name, situation.now))
    reasons = situation.mint.seal(command.reasons, kind_of_text(command.privileged))
    assessor = Id(str(situation.actor.account))
    result = Code(command.result)
    unfolding.add(
        f.BreachAssessed(command.breach, assessor, result, situation.now, reasons, privileged=command.privileged)
    )
    return unfolding.result()


def see_breach(command: SeeBreach, situation: Situation) -> Facts:
    """Record who was the first to say that they know of a possible breach; a person, once."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    breach = _breach_of(unfolding, command.breach, checks)
    checks.require(breach is None or breach.seen_at is None, "already-done", "breach")
    checks.settle()
    unfolding.add(f.BreachSeen(command.breach, situation.actor.name, situation.now))
    return unfolding.result()


def _breach_of(unfolding: Unfolding, breach: Id, checks: Checks) -> Breach | None:
    """Return a possible breach, noting that there is none, or that no person asks about it."""
    found = next((known for known in unfolding.case.breaches if known.id == breach), None)
    checks.require(found is not None, "no-such-breach", "breach")
    checks.require(unfolding.situation.actor.account is not None, "person-needed", "actor")
    return found


DECISIONS: Decisions = {SweepDeadlines: sweep_deadlines, AssessBreach: assess_breach, SeeBreach: see_breach}
