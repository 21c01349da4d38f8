"""A case that turns out to be none: registered in error, or a second time. Two people make it void; one brings it back.

Nothing is deleted. Of two registrations of one complaint, the one received first stays, so no limit moves to a later
day; whatever is stricter about the other stays with it.
"""

from collections.abc import Iterator
from typing import Final

from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person, proposers
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Illegal, Problem
from register.domain.facts import case as f
from register.domain.facts import message as m
from register.domain.frozen import replace
from register.domain.obligations.circumstances import events_of
from register.domain.subjects.case import Case
from register.domain.subjects.letter import LIVE, SENT, Letter
from register.domain.subjects.message import Message
from register.domain.subjects.unapproved import VOIDING
from register.domain.subjects.void_cases import IN_ERROR, TWICE, Merged, Voiding, VoidingProposal
from register.domain.values import Code, Id

ACKNOWLEDGED: Final = frozenset({"acknowledged"})
OTHER: Final = Code("other")


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
    return {**unfolding.result(), **_merged(unfolding.case, proposal.into, situation)}


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
    for what, there in _unsettled(case):
        checks.require(not there, "settle-first", "case", what=what)
    if into is None:
        answered = any(not _events(letter, unfolding) <= ACKNOWLEDGED for letter in _sent(case))
        checks.require(not answered, "handled-as-complaint", "case")
    elif checks.require(into != case.id, "merged-into-itself", "into"):
        _check_survivor(case, unfolding.situation.case(into), checks)


def _unsettled(case: Case) -> Iterator[tuple[str, bool]]:
    """Yield what a void case must not leave behind, and whether it is there."""
    proposals = (case.closure_proposal, case.receipt_proposal, case.classification_proposal, case.restriction_proposal)
    yield "proposal", any(asked is not None for asked in proposals) or bool(case.remedy_proposals)
    yield "letter", any(letter.state in LIVE for letter in case.letters)
    yield "remedy", any(remedy.done_at is None for remedy in case.remedies)
    yield "hold", any(hold.lifted_at is None for hold in case.holds)
    yield "task", any(task.done_at is None for task in case.tasks)
    yield "external-step", bool(case.external_steps)
    yield "party", bool(case.parties)


def _check_survivor(case: Case, other: Case, checks: Checks) -> None:
    checks.require(other.entity == case.entity and other.brand == case.brand, "another-firm", "into")
    first = other.origin.received_at <= case.origin.received_at
    checks.require(first, "received-first-stays", "into", reference=other.reference)
    open_to_more = set(case.restricted_to) != set(other.restricted_to) if case.restricted_to else False
    checks.require(not open_to_more, "restrict-the-other-first", "into", reference=other.reference)


def _sent(case: Case) -> tuple[Letter, ...]:
    return tuple(letter for letter in case.correspondence if letter.state == SENT)


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


def _merged(case: Case, into: Id, situation: Situation) -> Facts:
    """Take over all that was recorded of the same complaint: what happened, who may be reached where, who is barred."""
    other = Unfolding.of(into, situation)
    stays = other.case
    held = (case.classification, *(one for merged in case.merged for one in merged.classifications))
    other.add(f.CaseMerged(Merged(case.id, case.reference, held, _sent(case))))
    other.add(*(f.EventHappened(happening) for happening in case.happenings if not happening.withdrawn))
    other.add(*(f.PointRaised(point) for point in case.points))
    other.add(*(f.ContactRecorded(contact) for contact in case.contacts))
    other.add(*(f.MessageLinked(message) for message in case.messages if message not in stays.messages))
    given, known = case.acknowledgement, stays.acknowledgement
    if given is not None and (known is None or given.at < known.at):
        other.add(f.CaseAcknowledged(given))
    _keep_safe(case, other)
    set_limits(other)
    return {**other.result(), **_linked(case, into, situation)}


def _keep_safe(case: Case, other: Unfolding) -> None:
    """Keep every place where the complainant must not be reached, and what they need, where the other knew nothing."""
    stays, theirs = other.case, case.preferences
    barred = (*stays.preferences.never_at, *theirs.never_at)
    contacts = tuple(dict.fromkeys((*stays.preferences.never_contacts, *theirs.never_contacts)))
    if (barred, contacts) != (stays.preferences.never_at, stays.preferences.never_contacts):
        kept = replace(stays.preferences, never_at=barred, never_contacts=contacts)
        other.add(f.PreferencesRecorded(kept))
    if stays.support is None and case.support is not None:
        other.add(f.SupportRecorded(case.support))
    for account in case.linked_accounts:
        if account not in stays.linked_accounts:
            other.add(f.AccountLinked(account, OTHER))


def _ref(message: Id) -> Ref:
    return Ref(Code("message"), message)


DECISIONS: Decisions = {
    c.ProposeVoiding: propose_voiding,
    c.SettleVoiding: settle_voiding,
    c.ReinstateCase: reinstate_case,
}
