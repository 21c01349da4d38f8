"""The index by which cases and messages are found by words: each engine's own, with the terms of our own making.

It is written in the command's transaction and comes of ``sealed_values`` alone: a subject has the terms of what is
sealed with it, and a case those of its messages too. SQLite keeps them in FTS5, PostgreSQL in a GIN index.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.find import PLACES, owner_terms, reference_terms, terms
from register.domain.sealed import Secret
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.domain.values import Code
from register.store import tables as t
from register.store.inserts import Row

Terms = dict[Ref, set[str]]
FOUND = {"case": Case, "message": Message}
E, S = t.find_entries.c, t.sealed_values.c
SUBJECT = (sa.bindparam("kind", type_=E.subject_kind.type), sa.bindparam("subject", type_=E.subject_id.type))


def _statement(sql: str) -> sa.TextClause:
    """Return a statement about one subject, built once."""
    return sa.text(sql).bindparams(*SUBJECT)


ADD = {
    "sqlite": _statement(
        "INSERT INTO find_terms (rowid, terms) SELECT number, :terms FROM find_entries"
        " WHERE subject_kind = :kind AND subject_id = :subject"
    ),
    "postgresql": _statement(
        "INSERT INTO find_terms (number, terms)"
        " SELECT number, array_to_tsvector(CAST(:terms AS text[])) FROM find_entries"
        " WHERE subject_kind = :kind AND subject_id = :subject"
        " ON CONFLICT (number) DO UPDATE SET terms = find_terms.terms || excluded.terms"
    ),
}
# FTS5 takes out what it is told, not what it holds: the words have to be those that were put in.
TAKE_OUT = {
    "sqlite": _statement(
        "INSERT INTO find_terms (find_terms, rowid, terms) SELECT 'delete', number, :terms FROM find_entries"
        " WHERE subject_kind = :kind AND subject_id = :subject"
    ),
    "postgresql": _statement(
        "UPDATE find_terms SET terms = ts_delete(terms, CAST(:terms AS text[]))"
        " WHERE number = (SELECT number FROM find_entries WHERE subject_kind = :kind AND subject_id = :subject)"
    ),
}
KEPT = sa.select(S.subject_id, S.kind, S.value).where(
    S.subject_id.in_(sa.bindparam("subjects", expanding=True)), S.kind.in_(list(PLACES))
)


def entry_rows(saved: Iterable[tuple[Any, Any]]) -> list[Row]:
    """Return the rows of subjects that were not there before, as they are to be numbered."""
    new = (after for before, after in saved if before is None and isinstance(after, Case | Message))
    return [{"subject_kind": kind_of(value), "subject_id": value.id} for value in new]


class Change:
    """The terms that come into the index with one transaction; none goes, for a message never leaves its case.

    ``saved``: each case and message as it was (None: not yet) and as it is.
    """

    def __init__(
        self, connection: sa.Connection, saved: Collection[tuple[Any, Any]], secrets: Iterable[tuple[Ref, Secret]]
    ) -> None:
        self._connection = connection
        self._said: Terms = defaultdict(set)
        self._coming: Terms = defaultdict(set)
        for ref, secret in secrets:
            if secret.kind in PLACES:
                self._said[ref] |= terms(secret.kind, secret.value.decode())
        for before, after in saved:
            self._take(before, after)

    def _take(self, before: Case | Message | None, after: Case | Message) -> None:
        ref = Ref(kind_of(after), after.id)
        self._coming[ref] |= self._said[ref]
        if before is None:
            self._coming[ref] |= own_terms(after)
        if isinstance(after, Message):
            for case in after.cases:
                self._coming[Ref(Code("case"), case)] |= self._said[ref]
            return
        earlier = before.messages if isinstance(before, Case) else ()
        joined = set(after.messages) - set(earlier)
        self._coming[ref].update(*kept_terms(self._connection, joined).values())
        self._coming[ref].update(*(self._said[Ref(Code("message"), message)] for message in joined))

    def write(self) -> None:
        """Write them, the subjects' own entries standing there already."""
        change(self._connection, ADD, self._coming)


def change(connection: sa.Connection, how: dict[str, sa.TextClause], changed: Terms) -> None:
    """Add terms of subjects to the index, or take them out of it.

    In the order of the subjects: a message's words stand in its cases too, so two writers may meet at several rows.
    """
    rows = [
        {"kind": ref.kind, "subject": ref.id, "terms": given(connection, changed[ref])}
        for ref in sorted(changed)
        if changed[ref]
    ]
    if rows:
        connection.execute(how[connection.dialect.name], rows)


def given(connection: sa.Connection, found: Iterable[str]) -> Any:  # noqa: ANN401 -- as the engine takes them
    """Return terms as the engine's index takes them."""
    ordered = sorted(found)
    return " ".join(ordered) if connection.dialect.name == "sqlite" else ordered


def kind_of(value: Case | Message) -> Code:
    """Return what kind of subject a value is."""
    return Code("case" if isinstance(value, Case) else "message")


def own_terms(value: Case | Message) -> frozenset[str]:
    """Return the terms of a subject that nothing is sealed of: whose it is, and a case's reference."""
    own = owner_terms(kind_of(value), value.brand)
    return own | reference_terms(value.reference) if isinstance(value, Case) else own


def kept_terms(connection: sa.Connection, subjects: Collection[str]) -> dict[str, set[str]]:
    """Return the terms of all that is sealed with each of these subjects."""
    found = defaultdict[str, set[str]](set)
    for row in connection.execute(KEPT, {"subjects": list(subjects)}) if subjects else ():
        found[row.subject_id] |= terms(row.kind, bytes(row.value).decode("utf-8", "replace"))
    return found


def expected(connection: sa.Connection, values: Iterable[Case | Message]) -> Terms:
    """Return every term that each of these subjects is found by."""
    sources = {value: (value.id, *(value.messages if isinstance(value, Case) else ())) for value in values}
    kept = kept_terms(connection, {source for each in sources.values() for source in each})
    return {
        Ref(kind_of(value), value.id): set(own_terms(value)).union(*(kept.get(source, ()) for source in each))
        for value, each in sources.items()
    }
