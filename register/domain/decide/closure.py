"""Decisions that end a case: after an accepted response, early on a basis of the pack, withdrawn or abandoned."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from register.domain.commands import case as c
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.remedies import (
    Promises,
    above_delegation,
    add_remedies,
    check_scheduled,
    promised,
    promised_money,
)
from register.domain.decide.second_person import check_second_person, proposers
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.withdrawal import LEFT, check_answered, check_leaving, withdrawn_of
from register.domain.display import blank
from register.domain.errors import Illegal, Problem
from register.domain.facts import case as f
from register.domain.law.deadlines import Due
from register.domain.law.policy import Pack
from register.domain.obligations.answers import responded
from register.domain.obligations.circumstances import EARLY_BASIS, circumstances
from register.domain.subjects.case import Case
from register.domain.subjects.closure import ABANDONED, RESPONSE, WITHDRAWN, Closure, ClosureContent, ClosureProposal
from register.domain.subjects.remedy import Remedy
from register.domain.subjects.unapproved import CLOSURE
from register.domain.trail.content_hash import content_hash
from register.domain.values import Code


def close_case(command: c.CloseCase, situation: Situation) -> Facts:
    """Close the case, or propose the closure where a second person has to approve it."""
    unfolding = Unfolding.of(command.case, situation)
    if needs_second_person(unfolding, command.closing, command.remedies):
        _propose(unfolding, command.closing, command.remedies)
    else:
        close(unfolding, command.closing, command.remedies)
    return unfolding.result()


def needs_second_person(unfolding: Unfolding, closing: c.Closing, remedies: Promises) -> bool:
    """Whether a second person has to approve: withdrawn, abandoned, ended in the past, or remedies above delegation."""
    total = promised_money(remedies)
    above = above_delegation(unfolding, total)
    return closing.basis in LEFT or closing.ended_at is not None or (above and (closing.basis != RESPONSE or total > 0))


def close(unfolding: Unfolding, closing: c.Closing, remedies: Promises) -> None:
    """Close now; raises ``Invalid`` with everything that is missing."""
    closure, ready = _judged(unfolding, closing, remedies)
    _close(unfolding, closure, ready)


def _propose(unfolding: Unfolding, closing: c.Closing, remedies: Promises) -> None:
    situation = unfolding.situation
    if unfolding.case.closure_proposal is not None:
        raise Illegal(Problem("already-proposed", "case"))
    closure, ready = _judged(unfolding, closing, remedies)
    proposal = ClosureProposal(
        situation.mint.id("proposal"),
        closure,
        ready,
        content_hash("closure", ClosureContent(closure, ready)),
        situation.actor.name,
        situation.now,
        proposers(unfolding, CLOSURE),
    )
    unfolding.add(f.ClosureProposed(proposal))


def settle_closure(command: c.SettleClosure, situation: Situation) -> Facts:
    """Approve or refuse a proposed closure: never the proposer, and only the content that was shown."""
    unfolding = Unfolding.of(command.case, situation)
    proposal = unfolding.case.closure_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    if not command.approve:
        unfolding.add(f.ClosureProposed(None))
        return unfolding.result()
    if proposal.content != command.content:
        raise Illegal(Problem("content-changed", "content"))
    checks = Checks()
    _check_case(unfolding, proposal.closure.basis, proposal.closure.ended_at, checks)
    checks.settle()
    unfolding.add(f.ClosureApproved(proposal.content, proposal.proposed_by, situation.actor.name))
    _close(unfolding, proposal.closure, proposal.remedies)
    return unfolding.result()


def reopen_case(command: c.ReopenCase, situation: Situation) -> Facts:
    """Go on with a closed case: what an early or withdrawn closing had ended stands again with its old date.

    The law is silent about a limit that passed while a complaint was rightly closed early: it stands, unconfirmed.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.reason, "reason")
    checks.settle()
    resume(unfolding, command.reason)
    return unfolding.result()


def resume(unfolding: Unfolding, reason: str) -> None:
    """Go on with a case that was rightly closed."""
    closure = unfolding.case.closure
    reopen(unfolding, reason, unsettled=closure is not None and closure.early)


def reopen(unfolding: Unfolding, reason: str, *, keeps_end: bool = False, unsettled: bool = False) -> None:
    """Go on with the case; every date stays where it was. ``keeps_end`` and ``unsettled`` as in the fact."""
    sealed = unfolding.situation.mint.seal(reason)
    unfolding.add(f.CaseReopened(unfolding.situation.now, sealed, keeps_end=keeps_end, unsettled=unsettled))
    set_limits(unfolding)


def _judged(unfolding: Unfolding, closing: c.Closing, remedies: Promises) -> tuple[Closure, tuple[Remedy, ...]]:
    checks, pack = Checks(), unfolding.packs[0]
    checks.require(closing.outcome, "required", "outcome")
    outcome = checks.listed(closing.outcome, pack, "complaint-outcome", "outcome") or Code("none")
    checks.require(closing.root_cause, "required", "root_cause")
    root_cause = checks.listed(closing.root_cause, pack, "root-cause", "root_cause") or Code("none")
    ready = promised(remedies, unfolding, checks)
    _check_basis(unfolding, closing, checks)
    checks.settle()
    seal = unfolding.situation.mint.seal
    words, evidence, withdrawal = (
        seal(text) if not blank(text) else None for text in (closing.words, closing.evidence, closing.withdrawal)
    )
    whose = withdrawn_of(closing.withdrawing) if closing.basis == WITHDRAWN else None
    ending = Closure(outcome, Code(closing.basis), root_cause, words, evidence, withdrawal, closing.attempts, whose)
    return replace(ending, ended_at=closing.ended_at), ready


def _check_basis(unfolding: Unfolding, closing: c.Closing, checks: Checks) -> None:
    checks.require(closing.basis, "required", "basis")
    if checks.not_after(closing.ended_at, unfolding.situation.now, "ended_at") and closing.ended_at is not None:
        checks.require(closing.ended_at >= unfolding.case.origin.received_at, "before-receipt", "ended_at")
        checks.require(not blank(closing.evidence), "evidence-needed", "evidence")
    if closing.basis in LEFT:
        check_leaving(unfolding, closing, checks)
    elif closing.basis != RESPONSE and checks.listed(closing.basis, unfolding.packs[0], EARLY_BASIS, "basis"):
        checks.require(not blank(closing.evidence), "evidence-needed", "evidence")
    _check_case(unfolding, closing.basis, closing.ended_at, checks)


def _check_case(unfolding: Unfolding, basis: str, ended_at: datetime | None, checks: Checks) -> None:
    """Note what the case itself lacks for this ending; asked again at approval, since waiting stops no deadline."""
    checks.require(unfolding.case.held_class is not None, "class-needed", "classification")
    checks.require(not _open_letters(unfolding), "letters-open", "letters")
    check_scheduled(unfolding, checks)
    if basis == RESPONSE:
        checks.require(responded(unfolding.case, unfolding.packs), "response-not-sent", "basis")
    elif basis == ABANDONED:
        check_answered(unfolding, checks)
    elif basis in unfolding.packs[0].codes[EARLY_BASIS].entries:
        _check_early(unfolding, ended_at or unfolding.situation.now, checks)


def _check_early(unfolding: Unfolding, at: datetime, checks: Checks) -> None:
    """Note every pack under which the complaint may not end without an answer, or not any more: each for itself."""
    case, answered = unfolding.case, responded(unfolding.case, unfolding.packs)
    for pack in unfolding.packs:
        known = circumstances(case, pack)
        for trigger in pack.written_response_required(known.complaint_class, known.values):
            checks.require(answered, "written-response-required", "basis", trigger.cite, trigger=trigger.code)
        windows = _early_windows(case, pack)
        cite = windows[0].derivation.cite if windows else None
        in_time = answered or _may_end_early(case, pack, at)
        checks.require(in_time, "early-window-passed", "basis", cite, pack=pack.id)


def _may_end_early(case: Case, pack: Pack, at: datetime) -> bool:
    return any(at < window.due_at for window in _early_windows(case, pack))


def _early_windows(case: Case, pack: Pack) -> list[Due]:
    """Return the windows of one pack within which the case may end without an answer."""
    duties = pack.windows_for("early_resolved")
    return [d.due for d in case.deadlines if not d.replaced and d.pack == pack.id and d.due.duty in duties]


def reopen_if_late(unfolding: Unfolding) -> None:
    """Go on with a case that, counted from its true receipt, was closed too late to end without an answer."""
    case = unfolding.case
    if case.closure is None or case.closed_at is None or responded(case, unfolding.packs):
        return
    packs, closed_at = unfolding.packs, case.closed_at
    if case.closure.early and not all(_may_end_early(case, pack, closed_at) for pack in packs):
        reopen(unfolding, "receipt-corrected")


def _open_letters(unfolding: Unfolding) -> bool:
    return any(item.state in {"submitted", "approved", "queued"} for item in unfolding.case.letters)


def _close(unfolding: Unfolding, closure: Closure, remedies: tuple[Remedy, ...]) -> None:
    now = closure.ended_at or unfolding.situation.now
    add_remedies(unfolding, remedies)
    if closure.early:
        late = (pack.id for pack in unfolding.packs if not _may_end_early(unfolding.case, pack, now))
        closure = replace(closure, not_early_for=tuple(late))
    unfolding.add(f.CaseClosed(closure, now, now.astimezone(ZoneInfo(unfolding.case.zone)).date()))
    set_limits(unfolding)


DECISIONS: Decisions = {
    c.CloseCase: close_case,
    c.SettleClosure: settle_closure,
    c.ReopenCase: reopen_case,
}
