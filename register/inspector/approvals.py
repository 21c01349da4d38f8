"""What no constraint of the database sees of an approval: whose work it was, which role was held, who was linked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from register.domain.actors import ADMINISTRATOR, APPROVER, account_name
from register.domain.authorship import authors
from register.domain.commands.base import Ref
from register.domain.facts import account as a
from register.domain.facts import case as c
from register.domain.facts import channel as ch
from register.domain.facts import letter as le
from register.domain.facts import register as f
from register.domain.facts import report as r
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.subjects.letter import SECOND
from register.domain.trail.entry import Entry
from register.domain.values import Code, Id
from register.inspector.findings import Notebook


class Approval(NamedTuple):
    """One approval as the facts tell it: whose work, by whom, in which role, and whether it binds to what was shown."""

    authors: frozenset[Code]
    by: Code
    role: str
    bound: bool = True


def _letter(fact: le.LetterApproved, case: Case, _entry: Entry) -> Approval | None:
    letter = case.letter(fact.letter)
    if fact.rule != SECOND or letter is None:
        return None
    bound = fact.content_hash == letter.content_hash
    return Approval(authors(letter), fact.by, APPROVER, bound)


def _closure(fact: c.ClosureApproved, case: Case, _entry: Entry) -> Approval:
    proposal = case.closure_proposal
    bound = proposal is not None and proposal.content == fact.content
    known = frozenset[Code]() if proposal is None else authors(proposal)
    return Approval(known | {fact.proposed_by}, fact.approved_by, APPROVER, bound)


def _remedy(fact: c.RemedyApproved, case: Case, _entry: Entry) -> Approval:
    proposal = next((asked for asked in case.remedy_proposals if asked.id == fact.proposal), None)
    bound = proposal is not None and proposal.content == fact.content
    known = frozenset[Code]() if proposal is None else authors(proposal)
    return Approval(known | {fact.proposed_by}, fact.approved_by, APPROVER, bound)


def _restriction(fact: c.CaseRestricted, case: Case, _entry: Entry) -> Approval | None:
    if fact.approved_by is None or fact.proposed_by is None:
        return None
    proposal = case.restriction_proposal
    bound = proposal is not None and (proposal.readers, proposal.reason) == (fact.readers, fact.reason)
    known = frozenset[Code]() if proposal is None else authors(proposal)
    return Approval(known | {fact.proposed_by}, fact.approved_by, APPROVER, bound)


def _classification(fact: c.CaseClassified, case: Case, entry: Entry) -> Approval | None:
    proposal = case.classification_proposal
    if proposal is None or proposal.reason != fact.reason:
        return None
    return Approval(authors(proposal), entry.actor, APPROVER, fact.classification == proposal.classification)


def _receipt(fact: c.ReceiptCorrected, case: Case, entry: Entry) -> Approval | None:
    if fact.evidence is None or case.receipt_proposal is None:
        return None
    return Approval(authors(case.receipt_proposal), entry.actor, APPROVER)


def _voiding(fact: c.CaseVoided, case: Case, _entry: Entry) -> Approval:
    proposal, voiding = case.voiding_proposal, fact.voiding
    told = (voiding.reason, voiding.words, voiding.into)
    bound = proposal is not None and (proposal.reason, proposal.words, proposal.into) == told
    known = frozenset[Code]() if proposal is None else authors(proposal)
    return Approval(known | {voiding.proposed_by}, voiding.approved_by, APPROVER, bound)


def _house(fact: Any, before: Any, _entry: Entry) -> Approval | None:  # noqa: ANN401 -- every fact two administrators make
    if fact.second is None or fact.by is None:
        return None
    concerned = {account_name(before.id)} if isinstance(before, Account) else set()
    return Approval(frozenset({fact.by} | concerned), fact.second, ADMINISTRATOR)


def _report(fact: r.ReportApproved, report: Any, _entry: Entry) -> Approval:  # noqa: ANN401 -- a table of one signature
    return Approval(authors(report), fact.by, APPROVER, fact.document == report.document)


APPROVALS: dict[type, Callable[[Any, Any, Entry], Approval | None]] = {
    le.LetterApproved: _letter,
    c.ClosureApproved: _closure,
    c.RemedyApproved: _remedy,
    c.CaseRestricted: _restriction,
    c.CaseClassified: _classification,
    c.ReceiptCorrected: _receipt,
    c.CaseVoided: _voiding,
    a.RoleGranted: _house,
    a.RoleRevoked: _house,
    a.Rescued: _house,
    a.AccountDeactivated: _house,
    a.BrandsLimited: _house,
    a.PersonParted: _house,
    ch.SecretsChanged: _house,
    f.HouseRulesSet: _house,
    f.DetailsSet: _house,
    f.EntitySet: _house,
    f.BrandSet: _house,
    f.DraftLawAccepted: _house,
    r.ReportApproved: _report,
}


class Approvals:
    """Checks approvals as entries go by; accounts come before everything they approve, so their roles are known."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._roles: dict[Code, list[tuple[datetime, frozenset[Code]]]] = {}
        self._persons: dict[Code, list[tuple[datetime, Id | None]]] = {}

    def check(self, ref: Ref, entry: Entry, before: Any, after: Any) -> None:  # noqa: ANN401 -- any subject's value
        """Check the approvals of one entry; ``before`` and ``after`` are the subject around it."""
        if isinstance(after, Account):
            self._roles.setdefault(account_name(after.id), []).append((entry.at, frozenset(after.roles)))
            self._persons.setdefault(account_name(after.id), []).append((entry.at, after.person))
        if before is None:
            return
        for fact in entry.facts:
            read = APPROVALS.get(type(fact))
            approval = None if read is None else read(fact, before, entry)
            if approval is not None:
                self._notebook.count("approvals")
                for code in self._wrong(approval, entry, before):
                    self._notebook.fault(code, (ref.kind, ref.id), seq=entry.seq)

    def _wrong(self, approval: Approval, entry: Entry, before: Any) -> list[str]:  # noqa: ANN401 -- as above
        linked = {account_name(account) for account in before.linked_accounts} if isinstance(before, Case) else set()
        checks = {
            "approved-own-work": self._another(approval, entry.at),
            "approved-by-another": approval.by == entry.actor,
            "approved-other-content": approval.bound,
            "approved-though-linked": approval.by not in linked,
            # Two administrators confirm each other's role; both accounts may still be on their way.
            "approved-without-role": approval.role == ADMINISTRATOR or self._held(approval.by, approval.role, entry.at),
        }
        return [code for code, holds in checks.items() if not holds]

    def _another(self, approval: Approval, at: datetime) -> bool:
        """Whether it was approved by none of the humans whose work it is, as they were known then."""
        human = self._person(approval.by, at)
        same = human is not None and any(self._person(author, at) == human for author in approval.authors)
        return approval.by not in approval.authors and not same

    def _person(self, who: Code, at: datetime) -> Id | None:
        return next((person for moment, person in reversed(self._persons.get(who, [])) if moment < at), None)

    def _held(self, who: Code, role: str, at: datetime) -> bool:
        known = self._roles.get(who, [])
        before = [roles for moment, roles in known if moment < at][-1:]
        return any(role in roles for roles in (*before, *(roles for moment, roles in known if moment == at)))
