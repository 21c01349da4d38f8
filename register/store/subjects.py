"""Subjects as stored: what both the writing and the reading side know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.commands.base import Ref
from register.domain.subjects.account import Account
from register.domain.values import Code, Digest, Id
from register.store import tables as t
from register.store.proofs import recall
from register.store.rows import KINDS


@dataclass(frozen=True, slots=True)
class Held:
    """A subject as it stands: its version, the hash and time of its last entry, and its value."""

    ref: Ref
    seq: int
    head: Digest | None
    at: datetime | None
    value: Any


S = t.subjects.c
# Built once: building a statement costs more than executing it. Two lists, for SQLite looks through the whole table for
# one of pairs; an id is of one subject, so together they name no other.
NAMED = (
    sa.select(t.subjects)
    .where(S.kind.in_(sa.bindparam("kinds", expanding=True)), S.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(S.kind, S.id)
)
LOCKED = NAMED.with_for_update()
OTHERS = sa.select(t.accounts.c.id).where(
    t.accounts.c.person == sa.bindparam("person"), t.accounts.c.id != sa.bindparam("account")
)
RARELY_CHANGED = frozenset({"account", "channel", "register"})


def load(connection: sa.Connection, refs: Iterable[Ref], *, lock: bool = False) -> dict[Ref, Held]:
    """Return the subjects, locked in (kind, id) order; one that does not exist yet has version 0 and no value."""
    found = {ref: Held(ref, 0, None, None, None) for ref in sorted(set(refs))}
    if found:
        named = {"kinds": sorted({ref.kind for ref in found}), "ids": [ref.id for ref in found]}
        rows = connection.execute(LOCKED if lock else NAMED, named).all()
        recall(connection, (row.state for row in rows))
        for row in rows:
            subject = held(row)
            found[subject.ref] = subject
    return found


def held(row: Any) -> Held:  # noqa: ANN401 -- a row of ``subjects``
    """Return a stored row as a subject."""
    kind = Code(row.kind)
    read = _read_again if kind in RARELY_CHANGED else from_text
    return Held(Ref(kind, Id(row.id)), row.seq, Digest(row.head), row.at, read(KINDS[kind], row.state))


@lru_cache(maxsize=1024)
def _read_again(kind: type, state: str) -> Any:  # noqa: ANN401 -- a value of that kind
    """Read what nearly every command reads: the same text is the same value, and nobody can change one."""
    return from_text(kind, state)


def others_of(connection: sa.Connection, account: Account) -> frozenset[Id]:
    """Return the other accounts of the same human."""
    if account.person is None:
        return frozenset()
    found = connection.execute(OTHERS, {"person": account.person, "account": account.id}).scalars()
    return frozenset(Id(other) for other in found)
