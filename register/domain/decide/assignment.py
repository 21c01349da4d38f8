"""Decisions about who has a case, who is kept from it, and who alone may open it."""

from register.domain.actors import APPROVER, AUDITOR
from register.domain.commands import case as c
from register.domain.decide.colleagues import handler, reader
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Forbidden, Illegal, Problem
from register.domain.facts import case as f
from register.domain.sealed import Sealed
from register.domain.subjects.restriction import RestrictionProposal
from register.domain.values import Code, Id


def assign_case(command: c.AssignCase, situation: Situation) -> Facts:
    """Give the case to somebody who may work on it; one linked to the complaint's subject is refused."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    case = unfolding.case
    if command.assignee is not None:
        handler(command.assignee, case, situation, checks, "assignee")
        checks.require(command.assignee not in case.linked_accounts, "conflict-of-interest", "assignee")
        may_open = not case.restricted_to or command.assignee in case.restricted_to
        checks.require(may_open, "not-a-reader", "assignee")
    checks.settle()
    unfolding.add(f.CaseAssigned(command.assignee))
    return unfolding.result()


def link_account(command: c.LinkAccount, situation: Situation) -> Facts:
    """Record that somebody who works on cases is linked to the complaint's subject; they lose the case if they have it.

    Everybody says so of themselves; of somebody else an approver does. An auditor is never kept from a case.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    found = handler(command.account, unfolding.case, situation, checks, "account")
    checks.require(found is None or AUDITOR not in found.roles, "auditors-are-not-bound", "account")
    reason = checks.code(command.reason, "reason") or Code("other")
    checks.require(command.account not in unfolding.case.linked_accounts, "already-linked", "account")
    checks.settle()
    if situation.actor.account != command.account and APPROVER not in situation.actor.roles:
        raise Forbidden(Problem("approver-needed", "account"))
    unfolding.add(f.AccountLinked(command.account, reason))
    if unfolding.case.assignee == command.account:
        unfolding.add(f.CaseAssigned(None))
    return unfolding.result()


def override_conflict(command: c.OverrideConflict, situation: Situation) -> Facts:
    """Let a linked officer work on the case, with a reason; nobody lets themselves."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.require(command.account in unfolding.case.linked_accounts, "not-linked", "account")
    checks.words(command.reason, "reason")
    checks.settle()
    if command.account in situation.actor.accounts:
        raise Forbidden(Problem("own-work", "account"))
    unfolding.add(f.ConflictOverridden(command.account, situation.mint.seal(command.reason)))
    return unfolding.result()


def restrict_case(command: c.RestrictCase, situation: Situation) -> Facts:
    """Let only the named accounts open the case: at once with an auditor among them, else a second person decides.

    To open it to more people, or to everybody, takes one.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    case, readers = unfolding.case, tuple(dict.fromkeys(command.readers))
    checks.words(command.reason, "reason")
    checks.require(not readers or situation.actor.account in readers, "stay-a-reader", "readers")
    found = [reader(account, case, situation, checks, "readers") for account in readers]
    checks.settle()
    reason = situation.mint.seal(command.reason)
    audited = any(AUDITOR in account.roles for account in found if account is not None)
    wider = bool(case.restricted_to) and set(readers) >= set(case.restricted_to)
    if not readers or audited or wider:
        unfolding.add(f.CaseRestricted(readers, reason))
    else:
        _propose(unfolding, readers, reason)
    return unfolding.result()


def _propose(unfolding: Unfolding, readers: tuple[Id, ...], reason: Sealed) -> None:
    situation = unfolding.situation
    if unfolding.case.restriction_proposal is not None:
        raise Illegal(Problem("already-proposed", "case"))
    proposal = RestrictionProposal(situation.mint.id("proposal"), readers, reason, situation.actor.name, situation.now)
    unfolding.add(f.RestrictionProposed(proposal))


def settle_restriction(command: c.SettleRestriction, situation: Situation) -> Facts:
    """Approve or refuse that only some may open the case: never the proposer."""
    unfolding = Unfolding.of(command.case, situation)
    proposal = unfolding.case.restriction_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    me = situation.actor.name
    if command.approve:
        unfolding.add(f.CaseRestricted(proposal.readers, proposal.reason, proposal.proposed_by, me))
    else:
        unfolding.add(f.RestrictionProposed(None))
    return unfolding.result()


DECISIONS: Decisions = {
    c.AssignCase: assign_case,
    c.LinkAccount: link_account,
    c.OverrideConflict: override_conflict,
    c.RestrictCase: restrict_case,
    c.SettleRestriction: settle_restriction,
}
