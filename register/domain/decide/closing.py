"""Decisions that end a case: after an accepted response, early on a basis of the pack, withdrawn or abandoned."""

from zoneinfo import ZoneInfo

from register.domain.case import Closure, ClosureProposal, Remedy
from register.domain.commands import case as c
from register.domain.contents import content_hash
from register.domain.decide.limits import circumstances, meet, reopen_met_by, set_limits
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.errors import Forbidden, Illegal, Problem
from register.domain.facts import case as f
from register.domain.letter import SENT
from register.domain.values import Code

RESPONSE = "response"
WITHDRAWN = "withdrawn"
ABANDONED = "abandoned"
RESPONSE_EVENT = "final_sent"
EARLY_DUTY = "early-close"


def close_case(command: c.CloseCase, situation: Situation) -> Facts:
    """Close the case, or propose the closure where a second person has to approve it."""
    unfolding = Unfolding.of(command.case, situation)
    if needs_second_person(unfolding, command.closing, command.remedies):
        _propose(unfolding, command.closing, command.remedies)
    else:
        close(unfolding, command.closing, command.remedies)
    return unfolding.result()


def needs_second_person(unfolding: Unfolding, closing: c.Closing, remedies: tuple[c.RemedyPromise, ...]) -> bool:
    """Whether the delegation matrix asks for a second person: withdrawn, abandoned, or remedies above delegation."""
    checks = Checks()
    amounts = [checks.amount(r.amount, "remedies.amount") for r in remedies]
    checks.settle()
    total = sum(a.decimal for a in amounts if a is not None)
    promised_before = sum(r.amount.decimal for r in unfolding.case.remedies if r.amount is not None)
    above = total + promised_before > unfolding.situation.firm.house.officer_amount.decimal
    return closing.basis in {WITHDRAWN, ABANDONED} or (above and closing.basis != RESPONSE)


def close(unfolding: Unfolding, closing: c.Closing, remedies: tuple[c.RemedyPromise, ...]) -> None:
    """Close now; raises ``Invalid`` with everything that is missing."""
    closure, promised = _judged(unfolding, closing, remedies)
    _close(unfolding, closure, promised)


def _propose(unfolding: Unfolding, closing: c.Closing, remedies: tuple[c.RemedyPromise, ...]) -> None:
    situation = unfolding.situation
    if unfolding.case.closure_proposal is not None:
        raise Illegal(Problem("already-proposed", "case"))
    closure, promised = _judged(unfolding, closing, remedies)
    proposal = ClosureProposal(
        situation.mint.id("proposal"),
        closure,
        promised,
        content_hash("closure", closure),
        situation.actor.name,
        situation.now,
    )
    unfolding.add(f.ClosureProposed(proposal))


def settle_closure(command: c.SettleClosure, situation: Situation) -> Facts:
    """Approve or refuse a proposed closure: never the proposer, and only the content that was shown."""
    unfolding = Unfolding.of(command.case, situation)
    proposal = unfolding.case.closure_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    if proposal.proposed_by == situation.actor.name:
        raise Forbidden(Problem("own-work", "proposal"))
    if not command.approve:
        unfolding.add(f.ClosureProposed(None))
        return unfolding.result()
    if proposal.content != command.content:
        raise Illegal(Problem("content-changed", "content"))
    unfolding.add(f.ClosureApproved(proposal.content, proposal.proposed_by, situation.actor.name))
    _close(unfolding, proposal.closure, proposal.remedies)
    return unfolding.result()


def reopen_case(command: c.ReopenCase, situation: Situation) -> Facts:
    """Go on with a closed case: what an early or withdrawn closing had ended stands again with its old date."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.reason, "reason")
    checks.settle()
    unfolding.add(f.CaseReopened(situation.now, situation.mint.seal(command.reason)))
    reopen_met_by(unfolding, unfolding.ref.id)
    set_limits(unfolding)
    return unfolding.result()


def promise_remedy(command: c.PromiseRemedy, situation: Situation) -> Facts:
    """Record what was promised."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = _remedy(command.remedy, unfolding, checks)
    checks.settle()
    unfolding.add(f.RemedyPromised(remedy))
    return unfolding.result()


def finish_remedy(command: c.FinishRemedy, situation: Situation) -> Facts:
    """Record that a remedy was carried out; also after closing."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    remedy = next((r for r in unfolding.case.remedies if r.id == command.remedy), None)
    checks.require(remedy is not None, "no-such-remedy", "remedy")
    checks.require(remedy is None or remedy.done_at is None, "already-done", "remedy")
    paid = checks.amount(command.paid, "paid")
    checks.settle()
    unfolding.add(f.RemedyDone(command.remedy, situation.now, paid))
    return unfolding.result()


def _judged(
    unfolding: Unfolding, closing: c.Closing, remedies: tuple[c.RemedyPromise, ...]
) -> tuple[Closure, tuple[Remedy, ...]]:
    checks, pack = Checks(), unfolding.packs[0]
    checks.require(closing.outcome, "required", "outcome")
    outcome = checks.listed(closing.outcome, pack, "complaint-outcome", "outcome") or Code("none")
    root_cause = checks.code(closing.root_cause, "root_cause") or Code("unknown")
    checks.require(unfolding.case.classification.complaint_class is not None, "class-needed", "classification")
    checks.require(not _open_letters(unfolding), "letters-open", "letters")
    promised = tuple(_remedy(remedy, unfolding, checks) for remedy in remedies)
    _check_basis(unfolding, closing, checks)
    checks.settle()
    seal = unfolding.situation.mint.seal
    words, evidence, withdrawal = (
        seal(text) if text.strip() else None for text in (closing.words, closing.evidence, closing.withdrawal)
    )
    return Closure(outcome, Code(closing.basis), root_cause, words, evidence, withdrawal, closing.attempts), promised


def _check_basis(unfolding: Unfolding, closing: c.Closing, checks: Checks) -> None:
    checks.require(closing.basis, "required", "basis")
    if closing.basis == RESPONSE:
        checks.require(_responded(unfolding), "response-not-sent", "basis")
    elif closing.basis == WITHDRAWN:
        checks.require(closing.withdrawal.strip(), "words-of-withdrawal-needed", "withdrawal")
    elif closing.basis == ABANDONED:
        checks.require(closing.attempts, "attempts-needed", "attempts")
        for attempt in closing.attempts:
            checks.not_after(attempt, unfolding.situation.now, "attempts")
    elif checks.listed(closing.basis, unfolding.packs[0], "early-close-basis", "basis"):
        _check_early(unfolding, closing, checks)


def _check_early(unfolding: Unfolding, closing: c.Closing, checks: Checks) -> None:
    checks.require(closing.evidence.strip(), "evidence-needed", "evidence")
    pack, case = unfolding.packs[0], unfolding.case
    known = circumstances(case, pack)
    for trigger in pack.written_response_required(known.complaint_class, known.values):
        checks.require(_responded(unfolding), "written-response-required", "basis", trigger.cite, trigger=trigger.code)
    windows = [d.due for d in case.deadlines if not d.replaced and d.due.duty == EARLY_DUTY]
    open_still = any(unfolding.situation.now < due.due_at for due in windows)
    cite = windows[0].derivation.cite if windows else None
    checks.require(open_still or _responded(unfolding), "early-window-passed", "basis", cite)


def _responded(unfolding: Unfolding) -> bool:
    kinds = unfolding.packs[0].letter_types
    sent = (item for item in unfolding.case.letters if item.state == SENT)
    return any((kind := kinds.get(item.content.type)) is not None and kind.event == RESPONSE_EVENT for item in sent)


def _open_letters(unfolding: Unfolding) -> bool:
    return any(item.state in {"submitted", "approved", "queued"} for item in unfolding.case.letters)


def _remedy(said: c.RemedyPromise, unfolding: Unfolding, checks: Checks) -> Remedy:
    checks.require(said.code, "required", "remedies.code")
    code = checks.listed(said.code, unfolding.packs[0], "remedy", "remedies.code") or Code("none")
    amount = checks.amount(said.amount, "remedies.amount")
    return Remedy(unfolding.situation.mint.id("remedy"), code, amount, said.due_on)


def _close(unfolding: Unfolding, closure: Closure, remedies: tuple[Remedy, ...]) -> None:
    now = unfolding.situation.now
    unfolding.add(*(f.RemedyPromised(remedy) for remedy in remedies))
    unfolding.add(f.CaseClosed(closure, now, now.astimezone(ZoneInfo(unfolding.case.zone)).date()))
    if closure.basis in unfolding.packs[0].codes[Code("early-close-basis")].entries:
        meet(unfolding, "early_resolved", now, unfolding.ref.id)
    if closure.basis in {WITHDRAWN, ABANDONED}:
        for deadline in unfolding.case.deadlines:
            if deadline.is_open and now < deadline.due.due_at:
                unfolding.add(f.DeadlineReplaced(deadline.id, closure.basis))


DECISIONS: Decisions = {
    c.CloseCase: close_case,
    c.SettleClosure: settle_closure,
    c.ReopenCase: reopen_case,
    c.PromiseRemedy: promise_remedy,
    c.FinishRemedy: finish_remedy,
}
