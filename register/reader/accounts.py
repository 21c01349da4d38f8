"""Questions about accounts: who signs in, whose token this is, who there is."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa

from register.domain.actors import Actor, account_name
from register.domain.commands.base import Ref
from register.domain.lookalikes import skeleton
from register.domain.sealed import Sealed, normalised
from register.domain.subjects.account import Account, AccountProposal, RescueProposal, RoleProposal
from register.domain.values import Code, Id
from register.reader.plain import Plain, open_texts, sealed_in
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.subjects import held, load, others_of

# Built once: every request of the API asks it.
BY_TOKEN = (
    sa.select(t.subjects)
    .add_columns(t.tokens.c.id.label("token"), t.tokens.c.expires_at, t.tokens.c.revoked_at, t.tokens.c.scopes)
    .add_columns(u.token_uses.c.used_at)
    .join(t.tokens, sa.and_(t.subjects.c.kind == "account", t.subjects.c.id == t.tokens.c.account_id))
    .join(u.token_uses, u.token_uses.c.token_id == t.tokens.c.id, isouter=True)
    .where(t.tokens.c.digest == sa.bindparam("digest"))
)


@dataclass(frozen=True, slots=True)
class AccountFile:
    """One account with its version, the texts behind it, and the other accounts of the same human."""

    account: Account
    version: int
    plain: Plain = field(repr=False)
    also: frozenset[Id] = frozenset()

    def text(self, sealed: Sealed | None) -> str | None:
        """Return the plain text of a sealed value; None when there is none or it was erased."""
        return None if sealed is None else self.plain.get(sealed.digest)

    @property
    def name(self) -> str:
        """The person's name."""
        return self.text(self.account.name) or self.account.id

    @property
    def waiting(self) -> tuple[RoleProposal | RescueProposal | AccountProposal, ...]:
        """What waits for a second administrator about this person."""
        return (*self.account.proposals, *self.account.rescues, *self.account.changes)

    def actor(self, scopes: frozenset[str] | None = None) -> Actor:
        """Return this account as one who asks."""
        brands, roles = frozenset(self.account.brands) or None, frozenset(self.account.roles)
        return Actor(account_name(self.account.id), roles, self.account.id, brands, scopes, also=self.also)


@dataclass(frozen=True, slots=True)
class TokenUse:
    """A valid token: whose, what it may do, when it was last used."""

    token: Id
    actor: Actor
    used_at: datetime | None


class Accounts:
    """Reads accounts."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def by_id(self, account: str) -> AccountFile | None:
        """Return the account with this id."""
        with self._engine.connect() as connection:
            return _file(connection, account)

    def by_email(self, email: str) -> AccountFile | None:
        """Return the account with this address, whatever its case."""
        s = t.sealed_values.c
        query = sa.select(s.subject_id).where(s.kind == "account-email", s.lookup == normalised("account-email", email))
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
            return None if found is None else _file(connection, found)

    def by_stamp(self, stamp: str) -> AccountFile | None:
        """Return the account whose sessions hold this stamp."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(t.accounts.c.id).where(t.accounts.c.stamp == stamp)).scalar()
            return None if found is None else _file(connection, found)

    def by_token(self, digest: str, now: datetime) -> TokenUse | None:
        """Return whose token this is, unless it ended or its account is closed."""
        with self._engine.connect() as connection:
            row = connection.execute(BY_TOKEN, {"digest": digest}).one_or_none()
            also = frozenset[Id]() if row is None else others_of(connection, held(row).value)
        if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now):
            return None
        account: Account = held(row).value
        if not account.active:
            return None
        scopes = frozenset(row.scopes.split())
        actor = replace(AccountFile(account, row.seq, {}, also).actor(scopes), until=row.expires_at)
        return TokenUse(Id(row.token), actor, row.used_at)

    def named(self, name: str) -> list[AccountFile]:
        """Return every account whose name people would take for this one: one human may have several."""
        return [file for file in self.everybody() if skeleton(file.name) == skeleton(name)]

    def everybody(self) -> list[AccountFile]:
        """Return every account with its name and address in plain text; credentials stay closed."""
        with self._engine.connect() as connection:
            ids = connection.execute(sa.select(t.accounts.c.id).order_by(t.accounts.c.id)).scalars()
            refs = [Ref(Code("account"), Id(account)) for account in ids]
            loaded = load(connection, refs)
            found = [loaded[ref] for ref in refs if loaded[ref].value is not None]
            plain = open_texts(connection, [sealed for each in found for sealed in (each.value.email, each.value.name)])
        return [AccountFile(each.value, each.seq, plain) for each in found]

    def names(self) -> dict[str, str]:
        """Return each account's name by the name the trail records for it."""
        return {account_name(file.account.id): file.name for file in self.everybody()}


def _file(connection: sa.Connection, account: str) -> AccountFile | None:
    ref = Ref(Code("account"), Id(account))
    found = load(connection, [ref])[ref]
    if found.value is None:
        return None
    plain = open_texts(connection, sealed_in(found.value))
    return AccountFile(found.value, found.seq, plain, others_of(connection, found.value))
