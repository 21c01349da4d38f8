"""Decisions about what was promised: within whose money, by which day, and carried out, also after closing.

One person settles up to the delegated amount in a whole case. A promise that brings the case above it is recorded and
waits for a second person; until one approves the money, nobody carries it out.
"""

from decimal import Decimal

from register.domain.authorship import authors
from register.domain.commands import case as c
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import Forbidden, Illegal, Invalid, Problem
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.obligations.answers import answered
from register.domain.obligations.circumstances import remedied_at
from register.domain.subjects.remedy import Remedy, RemedyAsked, RemedyProposal, money
from register.domain.trail.content_hash import content_hash
from register.domain.values import Amount, Code, Id

Promises = tuple[c.RemedyPromise, ...]


def promise_remedy(command: c.PromiseRemedy, situation: Situation) -> Facts:
    """Record what was promised. What brings the case above the officer's amount waits for a second person, and is
    refused once nobody but its officer would see it.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy, closed = _remedy(command.remedy, unfolding, checks), unfolding.case.status == "closed"
    checks.require(not closed or _has_its_day(remedy), "remedy-unscheduled", "remedy.due_on")
    checks.settle()
    seen = (
        closed
        or remedy.done_at is not None
        or answered(unfolding.case, unfolding.packs, {"approved", "queued", "sent"})
    )
    above = remedy.money > 0 and above_delegation(unfolding, remedy.money)
    if seen and above:
        raise Forbidden(Problem("above-delegation", "remedy.amount"))
    add_remedies(unfolding, (remedy,), granted=not above)
    if above and remedy.amount is not None:
        _propose(unfolding, remedy, remedy.amount)
    return unfolding.result()


def propose_remedy(command: c.ProposeRemedy, situation: Situation) -> Facts:
    """Ask a second person for the money of a remedy that one person may not carry out alone."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = _waiting(unfolding, command.remedy, checks)
    amount = checks.amount(command.amount, "amount")
    checks.require(amount is None or amount.decimal > 0, "not-positive", "amount")
    checks.settle()
    if any(proposal.remedy == command.remedy for proposal in unfolding.case.remedy_proposals):
        raise Illegal(Problem("already-proposed", "remedy"))
    if amount is not None:
        checks.require(amount.decimal > money(remedy.granted), "nothing-changes", "amount")
        checks.settle()
        _propose(unfolding, remedy, amount)
    return unfolding.result()


def _propose(unfolding: Unfolding, remedy: Remedy, amount: Amount) -> None:
    situation = unfolding.situation
    content = content_hash("remedy", RemedyAsked(remedy.id, remedy.code, amount))
    proposal = RemedyProposal(
        situation.mint.id("proposal"), remedy.id, amount, content, situation.actor.name, situation.now
    )
    unfolding.add(f.RemedyProposed(proposal))


def settle_remedy(command: c.SettleRemedy, situation: Situation) -> Facts:
    """Approve or refuse the money of a remedy: never the proposer. A promise that is refused is made no more."""
    unfolding = Unfolding.of(command.case, situation)
    proposal = next((p for p in unfolding.case.remedy_proposals if p.id == command.proposal), None)
    if proposal is None:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    me = situation.actor.name
    if not command.approve:
        remedy = next(r for r in unfolding.case.remedies if r.id == proposal.remedy)
        dropped = remedy.id if remedy.granted is None and remedy.done_at is None else None
        unfolding.add(f.RemedyRefused(proposal.id, me, dropped))
        end_carried_out(unfolding)
        return unfolding.result()
    if proposal.content != command.content:
        raise Illegal(Problem("content-changed", "content"))
    _approve(unfolding, proposal)
    return unfolding.result()


def grant_seen(unfolding: Unfolding) -> None:
    """Approve the money that waits, as whoever approves the answer that promises it; never the actor's own."""
    for proposal in unfolding.case.remedy_proposals:
        if not unfolding.situation.actor.names & authors(proposal):
            _approve(unfolding, proposal)


def _approve(unfolding: Unfolding, proposal: RemedyProposal) -> None:
    me = unfolding.situation.actor.name
    unfolding.add(f.RemedyApproved(proposal.id, proposal.content, proposal.proposed_by, me))


def schedule_remedy(command: c.ScheduleRemedy, situation: Situation) -> Facts:
    """Give a promised remedy its day; another day than it had needs a reason."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = _waiting(unfolding, command.remedy, checks)
    if remedy.due_on is not None:
        checks.require(remedy.due_on != command.due_on, "nothing-changes", "due_on")
        checks.words(command.reason, "reason")
    checks.settle()
    reason = situation.mint.seal(command.reason) if not blank(command.reason) else None
    unfolding.add(f.RemedyScheduled(command.remedy, command.due_on, reason))
    return unfolding.result()


def finish_remedy(command: c.FinishRemedy, situation: Situation) -> Facts:
    """Record that a remedy was carried out; also after closing. The last one ends what waits for all of them."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = _waiting(unfolding, command.remedy, checks)
    paid = checks.amount(command.paid, "paid")
    checks.settle()
    cost = money(remedy.amount if paid is None else paid)
    if cost > money(remedy.granted) and above_delegation(unfolding, cost - remedy.money):
        raise Forbidden(Problem("above-delegation", "paid"))
    unfolding.add(f.RemedyDone(command.remedy, situation.now, paid))
    end_carried_out(unfolding)
    return unfolding.result()


def promised(promises: Promises, unfolding: Unfolding, checks: Checks) -> tuple[Remedy, ...]:
    """Return what a closing promises; whatever is not done yet has its day. What was paid stays within delegation."""
    remedies = tuple(_remedy(said, unfolding, checks) for said in promises)
    checks.require(all(map(_has_its_day, remedies)), "remedy-unscheduled", "remedies.due_on")
    paid = sum((money(remedy.paid) for remedy in remedies), Decimal(0))
    if paid > 0 and above_delegation(unfolding, paid):
        raise Forbidden(Problem("above-delegation", "remedies.amount"))
    return remedies


def check_scheduled(unfolding: Unfolding, checks: Checks) -> None:
    """Note that something promised before has neither been done nor got its day."""
    checks.require(all(map(_has_its_day, unfolding.case.remedies)), "remedy-unscheduled", "remedies")


def add_remedies(unfolding: Unfolding, remedies: tuple[Remedy, ...], *, granted: bool = True) -> None:
    """Add what was promised, and that it was done where it was; ``granted``: its money may be carried out."""
    for remedy in remedies:
        may = remedy.amount if granted else None
        unfolding.add(f.RemedyPromised(replace(remedy, done_at=None, paid=None, granted=may)))
        if remedy.done_at is not None:
            unfolding.add(f.RemedyDone(remedy.id, remedy.done_at, remedy.paid))
    end_carried_out(unfolding)


def end_carried_out(unfolding: Unfolding) -> None:
    """End the limits that wait until everything promised was carried out, once it was."""
    if remedied_at(unfolding.case) is not None:
        set_limits(unfolding)


def promised_money(promises: Promises) -> Decimal:
    """Return the sum of what is promised; raises ``Invalid`` for what is no amount."""
    checks = Checks()
    amounts = [checks.amount(promise.amount, "remedies.amount") for promise in promises]
    checks.settle()
    return sum(map(money, amounts), Decimal(0))


def above_delegation(unfolding: Unfolding, more: Decimal) -> bool:
    """Whether the money promised or paid in the whole case, with ``more``, is beyond what one person may settle."""
    committed = sum((remedy.money for remedy in unfolding.case.remedies), Decimal(0))
    return committed + more > unfolding.situation.firm.house.officer_amount.decimal


def _waiting(unfolding: Unfolding, remedy: Id, checks: Checks) -> Remedy:
    """Return the remedy that is still to be carried out; raises ``Invalid`` where there is none."""
    found = next((r for r in unfolding.case.remedies if r.id == remedy), None)
    checks.require(found is not None, "no-such-remedy", "remedy")
    checks.require(found is None or found.done_at is None, "already-done", "remedy")
    if found is None:
        raise Invalid(*checks.problems)
    return found


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
    c.ProposeRemedy: propose_remedy,
    c.SettleRemedy: settle_remedy,
    c.ScheduleRemedy: schedule_remedy,
    c.FinishRemedy: finish_remedy,
}
