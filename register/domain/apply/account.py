"""How facts change an account."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import account as f
from register.domain.frozen import replace
from register.domain.subjects.account import ACCOUNT, CLOSING, PARTING, PASSWORD, SECOND_FACTOR, WIDENING, Account
from register.domain.values import Code, Id


def created(account: Id, fact: f.AccountCreated) -> Account:
    """Return the new account."""
    return Account(account, fact.email, fact.name, fact.stamp, brands=fact.brands)


def _settled(account: Account, role: Code) -> Account:
    return replace(account, proposals=tuple(p for p in account.proposals if p.role != role))


def _granted(account: Account, fact: f.RoleGranted) -> Account:
    return replace(_settled(account, fact.role), roles=account.roles | {fact.role})


def _revoked(account: Account, fact: f.RoleRevoked) -> Account:
    return replace(_settled(account, fact.role), roles=account.roles - {fact.role})


def _rescued(account: Account, fact: f.Rescued) -> Account:
    lost: dict[Code, dict[str, Any]] = {
        PASSWORD: {"password": None},
        SECOND_FACTOR: {"totp": None, "recovery": ()},
        ACCOUNT: {"active": True},
    }
    waiting = tuple(p for p in account.rescues if p.what != fact.what)
    return replace(account, rescues=waiting, stamp=fact.stamp, **lost[fact.what])


def _forgotten(account: Account, fact: f.CredentialsForgotten) -> Account:
    return replace(account, password=None, totp=None, recovery=(), stamp=fact.stamp)


def _changed(account: Account, what: Code) -> Account:
    """Return the account with nothing more waiting about ``what``."""
    return replace(account, changes=tuple(p for p in account.changes if p.what != what))


def _token_revoked(account: Account, fact: f.TokenRevoked) -> Account:
    tokens = tuple(replace(t, revoked_at=fact.at) if t.id == fact.token else t for t in account.tokens)
    return replace(account, tokens=tokens)


CHANGES: dict[type, Callable[[Account, Any], Account]] = {
    f.RoleProposed: lambda account, fact: replace(account, proposals=(*account.proposals, fact.proposal)),
    f.RoleRefused: lambda account, fact: replace(
        account, proposals=tuple(p for p in account.proposals if p.id != fact.proposal)
    ),
    f.RoleGranted: _granted,
    f.RoleRevoked: _revoked,
    f.RescueProposed: lambda account, fact: replace(account, rescues=(*account.rescues, fact.proposal)),
    f.RescueRefused: lambda account, fact: replace(
        account, rescues=tuple(p for p in account.rescues if p.id != fact.proposal)
    ),
    f.Rescued: _rescued,
    f.CredentialsForgotten: _forgotten,
    f.PasswordSet: lambda account, fact: replace(
        account, password=fact.password, password_given=fact.given, stamp=fact.stamp
    ),
    f.TotpSet: lambda account, fact: replace(account, totp=fact.totp, stamp=fact.stamp),
    f.RecoveryCodesSet: lambda account, fact: replace(account, recovery=fact.recovery),
    f.SessionsEnded: lambda account, fact: replace(account, stamp=fact.stamp),
    f.AccountDeactivated: lambda account, _fact: replace(_changed(account, CLOSING), active=False),
    f.BrandsLimited: lambda account, fact: replace(_changed(account, WIDENING), brands=fact.brands),
    f.PersonNamed: lambda account, fact: replace(account, person=fact.person),
    f.PersonParted: lambda account, _fact: replace(_changed(account, PARTING), person=None),
    f.AccountChangeProposed: lambda account, fact: replace(account, changes=(*account.changes, fact.proposal)),
    f.AccountChangeRefused: lambda account, fact: replace(
        account, changes=tuple(p for p in account.changes if p.id != fact.proposal)
    ),
    f.TokenCreated: lambda account, fact: replace(account, tokens=(*account.tokens, fact.token)),
    f.TokenRevoked: _token_revoked,
}
