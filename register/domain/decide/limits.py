"""Deadlines as decisions: set when a case opens, derived again when facts change, met, reopened, passed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from register.domain.case import Breach, Case, Deadline
from register.domain.commands.case import AssessBreach, SweepDeadlines
from register.domain.deadlines import Circumstances, derive
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.facts import case as f
from register.domain.letter import SENT
from register.domain.policy import Pack
from register.domain.values import Code, Id


def circumstances(case: Case, pack: Pack) -> Circumstances:
    """Return what the pack's rules need to know; an unclassified case is held to the first class the pack lists."""
    known = case.classification.complaint_class or next(iter(pack.classes))
    return Circumstances(known, case.place, case.zone, values_of(case), events_of(case, pack))


def values_of(case: Case) -> Mapping[str, Code | int | bool]:
    """Return the case's facts that rules may ask for, by name."""
    values: dict[str, Code | int | bool] = {known.name: value_of(known.value) for known in case.classification.known}
    values["channel"] = case.origin.channel
    if case.classification.product is not None:
        values["product"] = case.classification.product
    return values


def value_of(code: Code) -> Code | int | bool:
    """Return the value a code stands for."""
    if code in {"true", "false"}:
        return code == "true"
    return int(code) if code.isdecimal() else code


def events_of(case: Case, pack: Pack) -> Mapping[str, datetime]:
    """Return the dated events of the case in the packs' vocabulary."""
    events = {"received": case.origin.received_at, "registered": case.logged_at}
    if case.acknowledgement is not None:
        events["acknowledged"] = case.acknowledgement.at
    for letter in case.letters:
        kind = pack.letter_types.get(letter.content.type)
        if letter.state == SENT and letter.sent_at is not None and kind is not None and kind.event is not None:
            events.setdefault(kind.event, letter.sent_at)
    if case.closed_at is not None and case.closure is not None:
        events["closed"] = case.closed_at
        if case.closure.basis in pack.codes[Code("early-close-basis")].entries:
            events["early_resolved"] = case.closed_at
        if case.closure.withdrawal is not None:
            events["withdrawn"] = case.closed_at
    return events


def set_limits(unfolding: Unfolding) -> None:
    """Bring the open deadlines in line with what the packs derive now.

    An open deadline that derives the same stays; one that derives otherwise is replaced, its proof kept in the trail.
    """
    for pack in unfolding.packs:
        _set_limits(unfolding, pack)


def _set_limits(unfolding: Unfolding, pack: Pack) -> None:
    calendars = unfolding.situation.policies.calendars
    derived = {(due.rule, due.party): due for due in derive(pack, circumstances(unfolding.case, pack), calendars)}
    for deadline in unfolding.case.deadlines:
        if deadline.pack != pack.id or deadline.replaced:
            continue
        due = derived.pop((deadline.due.rule, deadline.due.party), None)
        if not deadline.is_open or due == deadline.due:
            continue
        unfolding.add(f.DeadlineReplaced(deadline.id, Code("facts-changed")))
        if due is not None:
            unfolding.add(f.DeadlineSet(unfolding.situation.mint.id(), pack.id, due))
    for due in derived.values():
        unfolding.add(f.DeadlineSet(unfolding.situation.mint.id(), pack.id, due))


def meet(unfolding: Unfolding, event: str, at: datetime, by: Id) -> None:
    """End the deadlines that wait for ``event``; a late end is recorded as a missed limit too."""
    packs = unfolding.packs
    for deadline in unfolding.case.deadlines:
        waits = deadline.is_open and deadline.due.kind in {"deadline", "window"}
        if waits and event in _met_by(deadline, packs):
            if at >= deadline.due.due_at:
                _missed(unfolding, deadline)
            unfolding.add(f.DeadlineMet(deadline.id, at, by))


def _met_by(deadline: Deadline, packs: tuple[Pack, ...]) -> tuple[Code, ...]:
    rules = (p.rules.get(deadline.due.rule) for p in packs if p.id == deadline.pack)
    return next((rule.met_by for rule in rules if rule is not None), ())


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
    if due.force in {"E", "L"} and due.derivation.confirmed != "U":
        assess_by = (situation.now + timedelta(days=situation.firm.house.assess_within_days)).date()
        unfolding.add(f.BreachOpened(Breach(situation.mint.id(), deadline.id, situation.now, assess_by)))


def sweep_deadlines(command: SweepDeadlines, situation: Situation) -> Facts:
    """Record every limit of the case that passed without its end, once; open possible breaches."""
    unfolding = Unfolding.of(command.case, situation)
    for deadline in unfolding.case.deadlines:
        if deadline.is_open and deadline.due.due_at <= situation.now:
            _missed(unfolding, deadline)
    return unfolding.result()


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
    reasons = situation.mint.seal(command.reasons)
    assessor = Id(str(situation.actor.account))
    unfolding.add(f.BreachAssessed(command.breach, assessor, Code(command.result), situation.now, reasons))
    return unfolding.result()


DECISIONS: Decisions = {SweepDeadlines: sweep_deadlines, AssessBreach: assess_breach}
