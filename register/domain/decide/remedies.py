"""Decisions about what was promised: within whose money, by which day, and carried out, also after closing."""

from decimal import Decimal

from register.domain.altering import replace
from register.domain.case import Remedy
from register.domain.commands import case as c
from register.domain.decide.answering import answered
from register.domain.decide.knowing import REMEDY_DONE, remedied_at
from register.domain.decide.limits import meet
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.display import blank
from register.domain.errors import Forbidden, Problem
from register.domain.facts import case as f
from register.domain.values import Amount, Code

Promises = tuple[c.RemedyPromise, ...]


def promise_remedy(command: c.PromiseRemedy, situation: Situation) -> Facts:
    """Record what was promised; above the officer's amount only while a second person will still see it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy, closed = _remedy(command.remedy, unfolding, checks), unfolding.case.status == "closed"
    checks.require(not closed or _has_its_day(remedy), "remedy-unscheduled", "remedy.due_on")
    checks.settle()
    seen = closed or remedy.done_at is not None or answered(unfolding, {"approved", "queued", "sent"})
    if seen and _money(remedy.amount) > 0 and above_delegation(unfolding, _money(remedy.amount)):
        raise Forbidden(Problem("above-delegation", "remedy.amount"))
    add_remedies(unfolding, (remedy,))
    return unfolding.result()


def schedule_remedy(command: c.ScheduleRemedy, situation: Situation) -> Facts:
    """Give a promised remedy its day; another day than it had needs a reason."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = next((r for r in unfolding.case.remedies if r.id == command.remedy), None)
    checks.require(remedy is not None, "no-such-remedy", "remedy")
    checks.require(remedy is None or remedy.done_at is None, "already-done", "remedy")
    if remedy is not None and remedy.due_on is not None:
        checks.require(remedy.due_on != command.due_on, "nothing-changes", "due_on")
        checks.words(command.reason, "reason")
    checks.settle()
    reason = situation.mint.seal(command.reason) if not blank(command.reason) else None
    unfolding.add(f.RemedyScheduled(command.remedy, command.due_on, reason))
    return unfolding.result()


def finish_remedy(command: c.FinishRemedy, situation: Situation) -> Facts:
    """Record that a remedy was carried out; also after closing. The last one ends what waits for all of them."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = next((r for r in unfolding.case.remedies if r.id == command.remedy), None)
    checks.require(remedy is not None, "no-such-remedy", "remedy")
    checks.require(remedy is None or remedy.done_at is None, "already-done", "remedy")
    paid = checks.amount(command.paid, "paid")
    checks.settle()
    more = _money(paid) - _money(remedy.amount if remedy is not None else None)
    if more > 0 and above_delegation(unfolding, more):
        raise Forbidden(Problem("above-delegation", "paid"))
    unfolding.add(f.RemedyDone(command.remedy, situation.now, paid))
    end_carried_out(unfolding)
    return unfolding.result()


def promised(promises: Promises, unfolding: Unfolding, checks: Checks) -> tuple[Remedy, ...]:
    """Return what a closing promises; whatever is not done yet has its day. What was paid stays within delegation."""
    remedies = tuple(_remedy(said, unfolding, checks) for said in promises)
    checks.require(all(map(_has_its_day, remedies)), "remedy-unscheduled", "remedies.due_on")
    paid = sum((_money(remedy.paid) for remedy in remedies), Decimal(0))
    if paid > 0 and above_delegation(unfolding, paid):
        raise Forbidden(Problem("above-delegation", "remedies.amount"))
    return remedies


def check_scheduled(unfolding: Unfolding, checks: Checks) -> None:
    """Note that something promised before has neither been done nor got its day."""
    checks.require(all(map(_has_its_day, unfolding.case.remedies)), "remedy-unscheduled", "remedies")


def add_remedies(unfolding: Unfolding, remedies: tuple[Remedy, ...]) -> None:
    """Add what was promised, and that it was done where it was."""
    for remedy in remedies:
        unfolding.add(f.RemedyPromised(replace(remedy, done_at=None, paid=None)))
        if remedy.done_at is not None:
            unfolding.add(f.RemedyDone(remedy.id, remedy.done_at, remedy.paid))
    end_carried_out(unfolding)


def end_carried_out(unfolding: Unfolding) -> None:
    """End the limits that wait until everything promised was carried out, once it was."""
    done_at = remedied_at(unfolding.case)
    if done_at is not None:
        meet(unfolding, REMEDY_DONE, done_at, unfolding.case.remedies[-1].id)


def promised_money(promises: Promises) -> Decimal:
    """Return the sum of what is promised; raises ``Invalid`` for what is no amount."""
    checks = Checks()
    amounts = [checks.amount(promise.amount, "remedies.amount") for promise in promises]
    checks.settle()
    return sum(map(_money, amounts), Decimal(0))


def above_delegation(unfolding: Unfolding, more: Decimal) -> bool:
    """Whether the money promised or paid in the whole case, with ``more``, is beyond what one person may settle."""
    committed = sum((max(_money(r.amount), _money(r.paid)) for r in unfolding.case.remedies), Decimal(0))
    return committed + more > unfolding.situation.firm.house.officer_amount.decimal


def _money(amount: Amount | None) -> Decimal:
    return Decimal(0) if amount is None else amount.decimal


def _has_its_day(remedy: Remedy) -> bool:
    return remedy.done_at is not None or remedy.due_on is not None


def _remedy(said: c.RemedyPromise, unfolding: Unfolding, checks: Checks) -> Remedy:
    checks.require(said.code, "required", "remedies.code")
    code = checks.listed(said.code, unfolding.packs[0], "remedy", "remedies.code") or Code("none")
    amount, situation = checks.amount(said.amount, "remedies.amount"), unfolding.situation
    remedy = Remedy(situation.mint.id("remedy"), code, amount, said.due_on)
    return replace(remedy, done_at=situation.now, paid=amount) if said.done else remedy


DECISIONS: Decisions = {
    c.PromiseRemedy: promise_remedy,
    c.ScheduleRemedy: schedule_remedy,
    c.FinishRemedy: finish_remedy,
}
