"""Decisions about accounts: four eyes on roles, credentials that end sessions, tokens with scopes."""

from datetime import timedelta

from register.domain.actors import ADMINISTRATOR, AUDITOR, OPERATOR, ROLES
from register.domain.addresses import tidy
from register.domain.commands import account as c
from register.domain.commands.base import Ref
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.two_administrators import decides_alone, to_settle
from register.domain.errors import Forbidden, Illegal, Problem, Unknown
from register.domain.facts import account as f
from register.domain.lookalikes import mixed
from register.domain.permissions import SCOPES
from register.domain.subjects.account import (
    ACCOUNT,
    CLOSING,
    LOSSES,
    PARTING,
    PASSWORD,
    WIDENING,
    Account,
    AccountProposal,
    ApiToken,
    RescueProposal,
    RoleProposal,
)
from register.domain.values import Code, Digest, Id

# Without an end of its own; nothing that opens a door lasts for ever.
TOKEN_LASTS = timedelta(days=365)


def _account(account: Id, situation: Situation) -> Account:
    found: Account | None = situation.subjects.get(Ref(Code("account"), account))
    if found is None:
        raise Unknown(Problem("no-such-account", "account"))
    return found


def _on(account: Account, *facts: object) -> Facts:
    return {Ref(Code("account"), account.id): list(facts)}


def create_account(command: c.CreateAccount, situation: Situation) -> Facts:
    """Give a person an account; it holds no role yet."""
    checks, email = Checks(), tidy(command.email)
    checks.address(email, "email")
    checks.require(not mixed(email), "mixed-scripts", "email")
    checks.line(command.name, "name")
    brands = [situation.firm.brand(brand).id for brand in command.brands]
    checks.settle()
    if situation.created is None:
        raise LookupError("created")
    seal, mint = situation.mint.seal, situation.mint
    made = f.AccountCreated(seal(email, "account-email"), seal(command.name, "name"), mint.id(), frozenset(brands))
    return {situation.created: [made]}


def change_role(command: c.ChangeRole, situation: Situation) -> Facts:
    """Propose a role; while there are fewer than two administrators the operator at the console gives it alone."""
    account, checks, actor = _account(command.account, situation), Checks(), situation.actor
    checks.require(command.role in ROLES, "unknown-role", "role")
    holds = command.role in account.roles
    checks.require(holds != command.grant, "nothing-changes", "role")
    checks.require(account.active, "account-closed", "account")
    checks.settle()
    roles = account.roles | {command.role} if command.grant else account.roles - {command.role}
    checks.require(ADMINISTRATOR not in roles or len(roles) == 1, "administrator-holds-no-other-role", "role")
    checks.settle()
    if decides_alone(situation):
        change = f.RoleGranted if command.grant else f.RoleRevoked
        return _on(account, change(Code(command.role), actor.name))
    if any(p.role == command.role for p in account.proposals):
        raise Illegal(Problem("already-proposed", "role"))
    proposal = RoleProposal(situation.mint.id("proposal"), Code(command.role), command.grant, actor.name, situation.now)
    return _on(account, f.RoleProposed(proposal))


def settle_role(command: c.SettleRole, situation: Situation) -> Facts:
    """Confirm or refuse as a second administrator: neither the proposer nor the person concerned."""
    account, actor = _account(command.account, situation), situation.actor
    proposal = to_settle(account.proposals, command.proposal, situation, account.id)
    holding = account.roles | {proposal.role} if proposal.grant else account.roles
    if command.confirm and ADMINISTRATOR in holding and len(holding) > 1:
        raise Illegal(Problem("administrator-holds-no-other-role", "role"))
    if not command.confirm:
        return _on(account, f.RoleRefused(proposal.id, actor.name))
    change = f.RoleGranted if proposal.grant else f.RoleRevoked
    return _on(account, change(proposal.role, proposal.proposed_by, actor.name))


def propose_rescue(command: c.ProposeRescue, situation: Situation) -> Facts:
    """Propose a way back in; nobody proposes their own."""
    account, checks, actor = _account(command.account, situation), Checks(), situation.actor
    checks.require(command.what in LOSSES, "unknown-loss", "what")
    checks.settle()
    if account.id in actor.accounts:
        raise Forbidden(Problem("own-work", "account"))
    if not _lost(account, command.what):
        raise Illegal(Problem("nothing-changes", "what"))
    if any(p.what == command.what for p in account.rescues):
        raise Illegal(Problem("already-proposed", "what"))
    proposal = RescueProposal(situation.mint.id("proposal"), Code(command.what), actor.name, situation.now)
    return _on(account, f.RescueProposed(proposal))


def _lost(account: Account, what: str) -> bool:
    """Whether there is something to forget or to open again."""
    if what == ACCOUNT:
        return not account.active
    held = account.password if what == PASSWORD else account.totp
    return account.active and held is not None


def settle_rescue(command: c.SettleRescue, situation: Situation) -> Facts:
    """Confirm or refuse as a second administrator: neither the proposer nor the person concerned."""
    account, actor = _account(command.account, situation), situation.actor
    proposal = to_settle(account.rescues, command.proposal, situation, account.id)
    if not command.confirm:
        return _on(account, f.RescueRefused(proposal.id, actor.name))
    if not _lost(account, proposal.what):
        raise Illegal(Problem("nothing-changes", "proposal"))
    done = f.Rescued(proposal.what, proposal.proposed_by, actor.name, situation.mint.id())
    return _on(account, done, *_tokens_end(account, situation))


def forget_credentials(command: c.ForgetCredentials, situation: Situation) -> Facts:
    """Forget password and second factor: without the secret they were made with they open nothing."""
    account = _account(command.account, situation)
    forgotten = f.CredentialsForgotten(situation.actor.name, situation.mint.id())
    return _on(account, forgotten, *_tokens_end(account, situation))


def _own(command: c.AccountCommand, situation: Situation) -> Account:
    account = _account(command.account, situation)
    if situation.actor.account != account.id and OPERATOR not in situation.actor.roles:
        raise Forbidden(Problem("own-account-only", "account"))
    return account


def _tokens_end(account: Account, situation: Situation) -> list[f.TokenRevoked]:
    """Return the end of every token that is still good: a program must not outlast what its person ended."""
    return [f.TokenRevoked(token.id, situation.now) for token in account.tokens if token.revoked_at is None]


def _self(command: c.AccountCommand, situation: Situation) -> Account:
    account = _account(command.account, situation)
    if situation.actor.account != account.id:
        raise Forbidden(Problem("own-account-only", "account"))
    return account


def set_password(command: c.SetPassword, situation: Situation) -> Facts:
    """Keep the new hash; every session ends. The first one may come from an administrator, who is then on record."""
    account = _account(command.account, situation)
    first = account.password is None and {ADMINISTRATOR, OPERATOR} & situation.actor.roles
    if not first:
        _self(command, situation)
    given, mint = situation.actor.account != account.id, situation.mint
    changed = f.PasswordSet(mint.seal(command.password_hash, "password"), mint.id(), given)
    return _on(account, changed, *_tokens_end(account, situation))


def set_totp(command: c.SetTotp, situation: Situation) -> Facts:
    """Keep or drop the second factor; every session ends. Nobody else touches it."""
    account, mint = _self(command, situation), situation.mint
    return _on(account, f.TotpSet(mint.seal(command.secret, "totp") if command.secret else None, mint.id()))


def set_recovery_codes(command: c.SetRecoveryCodes, situation: Situation) -> Facts:
    """Keep the recovery codes that are left."""
    account = _self(command, situation)
    codes = tuple(situation.mint.seal(code, "recovery-code") for code in command.codes)
    return _on(account, f.RecoveryCodesSet(codes))


def end_sessions(command: c.EndSessions, situation: Situation) -> Facts:
    """End every session and every token of the account."""
    account = _account(command.account, situation)
    return _on(account, f.SessionsEnded(situation.mint.id()), *_tokens_end(account, situation))


def deactivate_account(command: c.DeactivateAccount, situation: Situation) -> Facts:
    """Close the account; nobody closes their own, and nobody alone that of whoever watches over the others."""
    account = _account(command.account, situation)
    if not account.active:
        raise Illegal(Problem("account-closed", "account"))
    if account.id in situation.actor.accounts:
        raise Forbidden(Problem("own-work", "account"))
    if {ADMINISTRATOR, AUDITOR} & account.roles and not decides_alone(situation):
        return proposed(account, situation, CLOSING)
    return _closed(account, situation, f.AccountDeactivated(situation.actor.name))


def _closed(account: Account, situation: Situation, closing: f.AccountDeactivated) -> Facts:
    return _on(account, closing, f.SessionsEnded(situation.mint.id()), *_tokens_end(account, situation))


def proposed(account: Account, situation: Situation, what: Code, brands: frozenset[Code] = frozenset()) -> Facts:
    """Let a change of the account wait for a second administrator; raises ``Illegal`` (already-proposed)."""
    if any(p.what == what for p in account.changes):
        raise Illegal(Problem("already-proposed", "account"))
    made = AccountProposal(situation.mint.id("proposal"), what, brands, situation.actor.name, situation.now)
    return _on(account, f.AccountChangeProposed(made))


def limit_brands(command: c.LimitBrands, situation: Situation) -> Facts:
    """Limit the account to some brands; for more than before, another administrator has to agree."""
    account = _account(command.account, situation)
    brands = frozenset(situation.firm.brand(brand).id for brand in command.brands)
    widened = account.brands and not (brands and brands <= account.brands)
    if widened and not decides_alone(situation):
        return proposed(account, situation, WIDENING, brands)
    return _on(account, f.BrandsLimited(brands, situation.actor.name))


def settle_account_change(command: c.SettleAccountChange, situation: Situation) -> Facts:
    """Confirm or refuse as a second administrator: neither the proposer nor the person concerned."""
    account, by = _account(command.account, situation), situation.actor.name
    proposal = to_settle(account.changes, command.proposal, situation, account.id)
    if not command.confirm:
        return _on(account, f.AccountChangeRefused(proposal.id, by))
    if proposal.what == WIDENING:
        return _on(account, f.BrandsLimited(proposal.brands, proposal.proposed_by, by))
    if proposal.what == PARTING:
        return _on(account, f.PersonParted(proposal.proposed_by, by))
    if not account.active:
        raise Illegal(Problem("account-closed", "account"))
    return _closed(account, situation, f.AccountDeactivated(proposal.proposed_by, by))


def create_token(command: c.CreateToken, situation: Situation) -> Facts:
    """Keep the digest of a new token, with its scopes; one made by a token ends with it, unless said to end earlier."""
    account, checks = _own(command, situation), Checks()
    makers_end = situation.actor.until
    checks.line(command.name, "name")
    checks.require(command.scopes, "scope-needed", "scopes")
    for scope in command.scopes:
        checks.require(scope in SCOPES, "unknown-scope", "scopes", scope=scope[:60])
        held = situation.actor.scopes is None or scope in situation.actor.scopes
        checks.require(held, "scope-missing", "scopes", scope=scope[:60])
    if command.expires_at is not None and checks.require(command.expires_at.tzinfo, "naive-time", "expires_at"):
        checks.require(command.expires_at > situation.now, "already-expired", "expires_at")
        checks.require(makers_end is None or command.expires_at <= makers_end, "outlives-its-maker", "expires_at")
    checks.settle()
    lasts = situation.now + TOKEN_LASTS
    token = ApiToken(
        situation.mint.id("token"),
        situation.mint.seal(command.name),
        Digest(command.digest),
        frozenset(Code(scope) for scope in command.scopes),
        command.expires_at or min(lasts, makers_end or lasts),
    )
    return _on(account, f.TokenCreated(token))


def revoke_token(command: c.RevokeToken, situation: Situation) -> Facts:
    """End a token: one's own, or anybody's as an administrator."""
    account = _account(command.account, situation)
    if ADMINISTRATOR not in situation.actor.roles:
        _own(command, situation)
    token = next((t for t in account.tokens if t.id == command.token), None)
    if token is None or token.revoked_at is not None:
        raise Unknown(Problem("no-such-token", "token"))
    return _on(account, f.TokenRevoked(token.id, situation.now))


DECISIONS: Decisions = {
    c.CreateAccount: create_account,
    c.ChangeRole: change_role,
    c.SettleRole: settle_role,
    c.ProposeRescue: propose_rescue,
    c.SettleRescue: settle_rescue,
    c.ForgetCredentials: forget_credentials,
    c.SetPassword: set_password,
    c.SetTotp: set_totp,
    c.SetRecoveryCodes: set_recovery_codes,
    c.EndSessions: end_sessions,
    c.DeactivateAccount: deactivate_account,
    c.LimitBrands: limit_brands,
    c.SettleAccountChange: settle_account_change,
    c.CreateToken: create_token,
    c.RevokeToken: revoke_token,
}
