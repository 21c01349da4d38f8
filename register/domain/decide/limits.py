"""Deadlines as decisions: set when a case opens, derived again when facts change, met, reopened, passed."""

from datetime import datetime, timedelta

from register.domain.commands.case import AssessBreach, SweepDeadlines
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Forbidden, Problem
from register.domain.facts import case as f
from register.domain.law.deadlines import Due, derive
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.law.rules import Rule
from register.domain.obligations.circumstances import circumstances, recorded_as, values_of
from register.domain.obligations.risks import delayed_validly
from register.domain.subjects.case import Breach, Deadline
from register.domain.values import Code, Id


def set_limits(unfolding: Unfolding) -> None:
    """Bring the deadlines in line with what the packs derive now.

    A deadline that derives the same stays; one that derives otherwise is replaced, its proof kept in the trail. What
    had passed is recorded as missed first, and what had been done ends the successor too: in time, or late after all.
    """
    _choose_class(unfolding)
    for pack in unfolding.packs:
        _set_limits(unfolding, pack)
    let_go(unfolding)


def _choose_class(unfolding: Unfolding) -> None:
    """Record which class of the first pack the facts choose while nobody has picked one."""
    case, pack = unfolding.case, unfolding.packs[0]
    picked = case.classification.complaint_class is not None
    held = None if picked else pack.held_class(None, values_of(case, pack))
    chosen = None if held is None else held.id
    if chosen != case.chosen_class:
        unfolding.add(f.ClassChosen(chosen, unfolding.situation.now))


def let_go(unfolding: Unfolding) -> None:
    """End what a complainant who withdrew no longer waits for; what had passed by then stays. Silence ends nothing."""
    case = unfolding.case
    if case.closure is None or case.closed_at is None or case.closure.basis != "withdrawn":
        return
    for deadline in case.deadlines:
        if deadline.is_open and case.closed_at < deadline.due.due_at:
            unfolding.add(f.DeadlineReplaced(deadline.id, case.closure.basis))


def _set_limits(unfolding: Unfolding, pack: Pack) -> None:
    known = circumstances(unfolding.case, pack)
    dues = derive(pack, known, unfolding.situation.policies.calendars)
    derived, duties = {(due.rule, due.party): due for due in dues}, {due.duty for due in dues}
    ends: dict[Code, Deadline] = {}
    for deadline in unfolding.case.deadlines:
        if deadline.pack != pack.id or deadline.replaced:
            continue
        key = (deadline.due.rule, deadline.due.party)
        if _stands(deadline, derived.get(key)):
            del derived[key]
            continue
        rule = pack.rules[deadline.due.rule]
        # A notice that shared a limit which cannot be delayed any more is void; what had a limit of its own stays done.
        waived = rule.closes_with is None and rule.duty not in duties and rule in pack.rules_for(known.complaint_class)
        if deadline.met_at is not None and (rule.renews or waived):
            continue
        if deadline.is_open and deadline.due.due_at <= unfolding.situation.now:
            _missed(unfolding, deadline)
        if deadline.met_at is not None:
            ends[deadline.due.duty] = deadline
        unfolding.add(f.DeadlineReplaced(deadline.id, Code("facts-changed")))
    for due in derived.values():
        successor = Deadline(unfolding.situation.mint.id(), pack.id, due)
        unfolding.add(f.DeadlineSet(successor.id, pack.id, due))
        ended = ends.get(due.duty)
        if ended is None or not _ends_too(ended, pack.rules[due.rule], pack, known):
            _end_by_what_happened(unfolding, successor, pack, known)
        elif ended.met_at is not None and ended.met_by is not None:
            _end(unfolding, successor, ended.met_at, ended.met_by)


def _ends_too(ended: Deadline, rule: Rule, pack: Pack, known: Circumstances) -> bool:
    """Whether what ended a date ends the one after it too: a new proposal, for one, answers in no other class."""
    own = known.parties.get(ended.due.party, {}) if ended.due.party is not None else {}
    did = {event for events in (known.events, own) for event, times in events.items() if ended.met_at in times}
    ending = did.intersection(pack.rules[ended.due.rule].met_by)
    return not ending or not ending.isdisjoint(rule.met_by)


def _end_by_what_happened(unfolding: Unfolding, deadline: Deadline, pack: Pack, known: Circumstances) -> None:
    """End a date that is found only after it was met: answered while the clock stood, or recorded in another order."""
    rule, party = pack.rules[deadline.due.rule], deadline.due.party
    if rule.every is not None:
        return
    events = known.events if party is None else {**known.events, **known.parties[party]}
    began = [events[event][rule.counts_from] for event in (*rule.start.events, *rule.needs) if event in events]
    since = max(began, default=unfolding.case.origin.received_at)
    ends = [(at, event) for event in rule.met_by for at in events.get(event, ()) if at >= since]
    if ends:
        at, event = min(ends)
        _end(unfolding, deadline, at, recorded_as(unfolding.case, event, at))


def _stands(deadline: Deadline, due: Due | None) -> bool:
    """Whether the deadline still holds. One that was met is not moved by a new calendar, only by other facts."""
    if due is None or deadline.is_open:
        return due == deadline.due
    return _counted(due) == _counted(deadline.due)


def _counted(due: Due) -> tuple[object, ...]:
    proof = due.derivation
    return due.kind, due.force, proof.start_at, proof.unit, proof.counted, proof.stopped


def meet(unfolding: Unfolding, event: str, at: datetime, by: Id) -> None:
    """End the deadlines that wait for ``event``; a late end is recorded as a missed limit too, a window just closes."""
    packs = unfolding.packs
    for deadline in unfolding.case.deadlines:
        if deadline.is_open and deadline.ends_with(event, packs):
            _end(unfolding, deadline, at, by)


def _end(unfolding: Unfolding, deadline: Deadline, at: datetime, by: Id) -> None:
    late = at >= deadline.due.due_at
    if late:
        _missed(unfolding, deadline)
    if deadline.due.kind in {"deadline", "review"} or (deadline.due.kind == "window" and not late):
        unfolding.add(f.DeadlineMet(deadline.id, at, by))


def reopen_met_by(unfolding: Unfolding, by: Id) -> None:
    """Take back the end that ``by`` gave to deadlines: the same dates stand again."""
    for deadline in unfolding.case.deadlines:
        if deadline.met_by == by:
            unfolding.add(f.DeadlineReopened(deadline.id, by))


def _missed(unfolding: Unfolding, deadline: Deadline) -> None:
    due, situation = deadline.due, unfolding.situation
    if deadline.missed_recorded or due.kind != "deadline":
        return
    unfolding.add(f.DeadlineMissed(deadline.id, due.due_at))
    if due.legal and not delayed_validly(unfolding.case, unfolding.packs, deadline):
        assess_by = (situation.now + timedelta(days=situation.firm.house.assess_within_days)).date()
        unfolding.add(f.BreachOpened(Breach(situation.mint.id(), deadline.id, situation.now, assess_by)))


def sweep_deadlines(command: SweepDeadlines, situation: Situation) -> Facts:
    """Record every limit of the case that passed without its end, once; open possible breaches."""
    unfolding = Unfolding.of(command.case, situation)
    record_passed(unfolding)
    return unfolding.result()


def record_passed(unfolding: Unfolding) -> None:
    """Record every open limit that has passed, once, and open the possible breaches."""
    for deadline in unfolding.case.deadlines:
        if deadline.is_open and deadline.due.due_at <= unfolding.situation.now:
            _missed(unfolding, deadline)


def assess_breach(command: AssessBreach, situation: Situation) -> Facts:
    """Record the assessment of a possible breach: by a person, once, with reasons."""
    unfolding = Unfolding.of(command.case, situation)
    checks = Checks()
    breach = next((b for b in unfolding.case.breaches if b.id == command.breach), None)
    checks.require(breach is not None, "no-such-breach", "breach")
    checks.require(breach is None or breach.result is None, "already-assessed", "breach")
    checks.require(command.result in {"breach", "no-breach", "referred"}, "unknown-result", "result")
    checks.words(command.reasons, "reasons")
    checks.require(situation.actor.account is not None, "person-needed", "actor")
    checks.settle()
    if unfolding.case.assignee in situation.actor.accounts:
        raise Forbidden(Problem("own-work", "breach"))
    reasons = situation.mint.seal(command.reasons)
    assessor = Id(str(situation.actor.account))
    unfolding.add(f.BreachAssessed(command.breach, assessor, Code(command.result), situation.now, reasons))
    return unfolding.result()


DECISIONS: Decisions = {SweepDeadlines: sweep_deadlines, AssessBreach: assess_breach}
