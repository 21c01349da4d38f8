"""A case that turns out to be none: registered in error, or a second time. Two people make it void; one brings it back.

Nothing is deleted. Of two registrations of one complaint, the one received first stays, so no limit moves to a later
day; whatever is stricter about the other stays with it.
"""

from collections.abc import Iterator
from typing import Final

from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.decide.copies import reopen_unanswered
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person, proposers
from register.domain.decide.second_registrations import check_same_complaint, sent_letters, take_over
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Illegal, Problem
from register.domain.facts import case as f
from register.domain.facts import message as m
from register.domain.obligations.circumstances import events_of
from register.domain.subjects.case import Case
from register.domain.subjects.letter import LIVE, UNDER_WAY, Letter
from register.domain.subjects.message import Message
from register.domain.subjects.unapproved import VOIDING
from register.domain.subjects.void_cases import IN_ERROR, TWICE, Voiding, VoidingProposal
from register.domain.values import Code, Id

ACKNOWLEDGED: Final = frozenset({"acknowledged"})


def propose_voiding(command: c.ProposeVoiding, situation: Situation) -> Facts:
    """Propose that the case be void; raises ``Invalid`` with everything that has to be settled before."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    if unfolding.case.voiding_proposal is not None:
        raise Illegal(Problem("already-proposed", "case"))
    checks.require(command.reason in {IN_ERROR, TWICE}, "unknown-reason", "reason")
    checks.require(command.reason != TWICE or command.into is not None, "required", "into")
    checks.require(command.reason == TWICE or command.into is None, "merged-only-if-twice", "into")
    checks.words(command.words, "words")
    _check(unfolding, command.into, checks)
    checks.settle()
    proposal = VoidingProposal(
        situation.mint.id("proposal"),
        Code(command.reason),
        situation.mint.seal(command.words),
        command.into,
        None if command.into is None else situation.case(command.into).reference,
        situation.actor.name,
        situation.now,
        proposers(unfolding, VOIDING),
    )
    unfolding.add(f.VoidingProposed(proposal))
    return unfolding.result()


def settle_voiding(command: c.SettleVoiding, situation: Situation) -> Facts:
    """Make the case void, or refuse it: never the proposer, and only if nothing has come in between."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    proposal = unfolding.case.voiding_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    if not command.approve:
        unfolding.add(f.VoidingProposed(None))
        return unfolding.result()
    _check_named(unfolding.case, command, proposal.into, checks)
    checks.settle()
    _check(unfolding, proposal.into, checks)
    checks.settle()
    voiding = Voiding(
        proposal.reason,
        proposal.words,
        proposal.into,
        proposal.stays,
        situation.now,
        proposal.proposed_by,
        situation.actor.name,
    )
    unfolding.add(f.CaseVoided(voiding))
    set_limits(unfolding)
    if proposal.into is None:
        return {**unfolding.result(), **_released(unfolding.case, situation)}
    taken_over = take_over(unfolding.case, proposal.into, situation)
    return {**unfolding.result(), **taken_over, **_linked(unfolding.case, proposal.into, situation)}


def reinstate_case(command: c.ReinstateCase, situation: Situation) -> Facts:
    """Bring a void case back: its limits hold as they did, and its messages belong to it again."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    voiding = unfolding.case.voiding
    if voiding is None:
        raise Illegal(Problem("illegal-step", "case", params={"status": unfolding.case.status, "command": command.TAG}))
    checks.words(command.reason, "reason")
    _check_named(unfolding.case, command, voiding.into, checks)
    checks.settle()
    other = None if voiding.into is None else Unfolding.of(voiding.into, situation)
    if other is not None:
        checks.require(not other.case.is_void, "reinstate-the-other-first", "into", reference=other.case.reference)
    checks.settle()
    reason = situation.mint.seal(command.reason)
    unfolding.add(f.CaseReinstated(reason, situation.actor.name, situation.now))
    set_limits(unfolding)
    reopen_unanswered(unfolding)
    facts = {**unfolding.result(), **_linked(unfolding.case, unfolding.case.id, situation)}
    if other is not None:
        other.add(f.CaseParted(unfolding.case.id, unfolding.case.reference))
        set_limits(other)
        facts |= other.result()
    return facts


def _check_named(case: Case, command: c.SettleVoiding | c.ReinstateCase, into: Id | None, checks: Checks) -> None:
    """Note where the command does not name what it has to change beside the case."""
    checks.require(command.into == into, "not-as-proposed", "into")
    checks.require(set(command.messages) == set(case.messages), "messages-needed", "messages")


def _check(unfolding: Unfolding, into: Id | None, checks: Checks) -> None:
    """Note everything that has to be settled first, for it would be lost with the case."""
    case = unfolding.case
    for code, there in _unsettled(case):
        checks.require(not there, code, "case")
    if into is None:
        answered = any(not _events(letter, unfolding) <= ACKNOWLEDGED for letter in sent_letters(case))
        checks.require(not answered, "handled-as-complaint", "case")
    elif checks.require(into != case.id, "merged-into-itself", "into"):
        check_same_complaint(case, unfolding.situation.case(into), unfolding.situation, checks)


def _unsettled(case: Case) -> Iterator[tuple[str, bool]]:
    """Yield what is said of each thing a void case must not leave behind, and whether it is there."""
    proposals = (case.closure_proposal, case.receipt_proposal, case.classification_proposal, case.restriction_proposal)
    yield "settle-proposal", any(asked is not None for asked in proposals) or bool(case.remedy_proposals)
    under_way = any(dispatch.state in UNDER_WAY for dispatch in case.dispatches)
    yield "settle-letter", under_way or any(letter.state in LIVE for letter in case.letters)
    yield "settle-remedy", any(remedy.done_at is None for remedy in case.remedies)
    yield "settle-hold", any(hold.lifted_at is None for hold in case.holds)
    yield "settle-task", any(task.done_at is None for task in case.tasks)
    yield "settle-external-step", bool(case.external_steps)
    yield "settle-party", bool(case.parties)
    yield "settle-shares", bool(case.sharings)


def _events(letter: Letter, unfolding: Unfolding) -> set[str]:
    """Return what a letter was under any of the packs."""
    case, packs = unfolding.case, unfolding.packs
    return {event for pack in packs for event in events_of(letter.content, case, pack, packs)}


def _released(case: Case, situation: Situation) -> Facts:
    """Give the messages back to the inbox: whether they are a complaint is asked again."""
    by, now = situation.actor.name, situation.now
    return {_ref(message): [m.MessageReleased(case.id, by, now)] for message in case.messages}


def _linked(case: Case, to: Id, situation: Situation) -> Facts:
    """Put the case's messages to a case, those that do not belong to it yet."""
    by, now = situation.actor.name, situation.now
    known: dict[Id, Message] = {message: situation.subjects[_ref(message)] for message in case.messages}
    return {_ref(one): [m.MessageLinked(to, by, now)] for one, message in known.items() if to not in message.cases}


def _ref(message: Id) -> Ref:
    return Ref(Code("message"), message)


DECISIONS: Decisions = {
    c.ProposeVoiding: propose_voiding,
    c.SettleVoiding: settle_voiding,
    c.ReinstateCase: reinstate_case,
}
