"""Decisions about the human behind accounts: whoever has several is one second person, not two."""

from register.domain.commands import account as c
from register.domain.commands.base import Ref
from register.domain.decide.accounts import proposed
from register.domain.decide.situation import Decisions, Facts, Situation
from register.domain.decide.two_administrators import decides_alone
from register.domain.errors import Illegal, Problem, Unknown
from register.domain.facts import account as f
from register.domain.subjects.account import PARTING, Account
from register.domain.values import Code, Id


def join_accounts(command: c.JoinAccounts, situation: Situation) -> Facts:
    """Name the same human for both; one of them may belong to others already."""
    both = [_account(command.account, "account", situation), _account(command.other, "other", situation)]
    persons = {account.person for account in both if account.person is not None}
    if command.account == command.other or (len(persons) == 1 and both[0].person == both[1].person):
        raise Illegal(Problem("nothing-changes", "other"))
    if len(persons) > 1:
        raise Illegal(Problem("another-person", "other"))
    person = persons.pop() if persons else situation.mint.id()
    named = f.PersonNamed(person, situation.actor.name)
    return {Ref(Code("account"), account.id): [named] for account in both if account.person != person}


def part_account(command: c.PartAccount, situation: Situation) -> Facts:
    """Ask a second administrator whether the account is of a human of its own."""
    account = _account(command.account, "account", situation)
    if account.person is None:
        raise Illegal(Problem("nothing-changes", "account"))
    if decides_alone(situation):
        return {Ref(Code("account"), account.id): [f.PersonParted(situation.actor.name)]}
    return proposed(account, situation, PARTING)


def _account(account: Id, where: str, situation: Situation) -> Account:
    found: Account | None = situation.subjects.get(Ref(Code("account"), account))
    if found is None:
        raise Unknown(Problem("no-such-account", where))
    return found


DECISIONS: Decisions = {
    c.JoinAccounts: join_accounts,
    c.PartAccount: part_account,
}
