"""Colleagues: the people of ours a command names. They exist, can sign in, and hold the roles for what is asked."""

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.decide.situation import Checks, Situation
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.values import Id

HANDLING = frozenset({OFFICER, APPROVER})
READING = HANDLING | {AUDITOR}


def handler(account: Id, case: Case, situation: Situation, checks: Checks, where: str) -> Account | None:
    """Return somebody who may work on the case, noting why not: no such account, closed, other roles, other brands."""
    return _holding(HANDLING, account, (case, situation, checks, where))


def reader(account: Id, case: Case, situation: Situation, checks: Checks, where: str) -> Account | None:
    """Return somebody who may read the case, noting why not."""
    return _holding(READING, account, (case, situation, checks, where))


def _holding(roles: frozenset[str], account: Id, asked: tuple[Case, Situation, Checks, str]) -> Account | None:
    case, situation, checks, where = asked
    found = situation.accounts.get(account)
    if not checks.require(found is not None, "no-such-account", where) or found is None:
        return None
    checks.require(found.active, "account-closed", where)
    checks.require(roles & found.roles, "wrong-role", where)
    checks.require(not found.brands or case.brand in found.brands, "not-their-brand", where)
    return found
