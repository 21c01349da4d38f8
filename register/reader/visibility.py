"""What an actor may not know of: restricted cases, those of other brands, and the messages of both."""

from collections.abc import Iterator

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.codec import from_text
from register.domain.permissions import kept_out, sees_case
from register.domain.subjects.case import Case
from register.store import tables as t
from register.store.proofs import recall

Subject = tuple[str, str]


def hidden(connection: sa.Connection, actor: Actor) -> frozenset[Subject]:
    """Return the subjects, as (kind, id), that this actor may not know of."""
    found = closed_to(connection, actor)
    if actor.brands is not None:
        for kind, table in (("case", t.cases), ("message", t.messages)):
            others = sa.select(table.c.id).where(table.c.brand.not_in(actor.brands))
            found |= {(kind, subject) for subject in connection.execute(others).scalars()}
    return frozenset(found)


def closed_to(connection: sa.Connection, actor: Actor) -> set[Subject]:
    """Return the cases closed to the actor, by their readers or by a link to their subject, with their messages."""
    found: set[Subject] = set()
    for case in cases(connection, sa.or_(t.cases.c.readers.is_not(None), t.cases.c.linked.is_not(None))):
        if not sees_case(actor, case) or kept_out(actor, case):
            found |= {("case", case.id), *(("message", message) for message in case.messages)}
    return found


def cases(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Iterator[Case]:
    """Yield the cases whose row fits ``where``."""
    s = t.subjects.c
    query = sa.select(s.state).join(t.cases, t.cases.c.id == s.id).where(s.kind == "case", where)
    states = connection.execute(query).scalars().all()
    recall(connection, states)
    for state in states:
        yield from_text(Case, state)
