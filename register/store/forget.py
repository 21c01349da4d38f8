"""Forgetting a sealed value and all that was made of it; the trail keeps the commitment, and every proof holds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.find import terms
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.domain.trail.entry import COMMAND
from register.domain.values import Code, Id
from register.store import tables as t
from register.store.find import ADD, FOUND, TAKE_OUT, Terms, change, expected
from register.store.subjects import load

CASE = Code("case")


def forget(connection: sa.Connection, digests: Iterable[str]) -> int:
    """Delete these values with their salts, the terms they are found by, and what tells their commands' repetition.

    Return how many were there. A short value could be guessed back from a command's salt and fingerprint. What stands
    in another value too stays found by that.
    """
    s = t.sealed_values
    rows = connection.execute(sa.select(s).where(s.c.digest.in_(list(digests)))).all()
    gone: Terms = defaultdict(set)
    for row in rows:
        owner = Ref(Code(row.subject_kind), Id(row.subject_id))
        gone[owner] |= terms(row.kind, bytes(row.value).decode("utf-8", "replace"))
    connection.execute(sa.delete(s).where(s.c.digest.in_([row.digest for row in rows])))
    _take_out(connection, {ref: found for ref, found in gone.items() if ref.kind in FOUND})
    for row in rows:
        _forget_command(connection, row)
    return len(rows)


def _take_out(connection: sa.Connection, gone: Terms) -> None:
    owners = load(connection, gone)
    cases = {ref: [Ref(CASE, each) for each in _cases_of(held.value)] for ref, held in owners.items()}
    held = owners | load(connection, {case for each in cases.values() for case in each} - owners.keys())
    staying = expected(connection, [each.value for each in held.values()])
    going: Terms = {ref: set(found) for ref, found in staying.items()}
    for ref, found in gone.items():
        for place in (ref, *cases[ref]):
            going[place] |= found
    # FTS5 counts what comes and goes: a subject goes as a whole, and what stays comes again.
    change(connection, TAKE_OUT, going)
    change(connection, ADD, staying)


def _cases_of(value: Case | Message) -> Iterable[Id]:
    """Return the cases that a subject's words stand in beside itself."""
    return value.cases if isinstance(value, Message) else ()


def _forget_command(connection: sa.Connection, row: Any) -> None:  # noqa: ANN401 -- a row of ``sealed_values``
    e, c = t.entries.c, t.commands
    query = sa.select(e.body).where(e.subject_kind == row.subject_kind, e.subject_id == row.subject_id)
    mark = row.digest.encode()
    named = [COMMAND.search(body) for body in connection.execute(query).scalars() if mark in body]
    commands = [found[1].decode() for found in named if found is not None]
    connection.execute(sa.update(c).where(c.c.id.in_(commands)).values(salt=None, fingerprint=None))
