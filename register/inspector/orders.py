"""The commands that were carried out: each entry names one, whose row says what came of it."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from register.domain.trail.entry import COMMAND
from register.domain.values import Code, Digest, Id
from register.inspector.chains import Chain
from register.inspector.findings import Notebook
from register.store import tables as t

TOGETHER: Final = 500
STREAM: Final = 1_000
UNFIT: Final = (AttributeError, KeyError, TypeError, ValueError)
ACTOR: Final = re.compile(rb'\{"actor":"([^"]{1,100})","at":')


class Orders:
    """Holds the entries against the commands they name, some at a time."""

    def __init__(self, connection: sa.Connection, notebook: Notebook) -> None:
        self._connection, self._notebook = connection, notebook
        self._waiting: dict[tuple[str, str], tuple[str, str, int]] = {}

    def take(self, chain: Chain) -> None:
        """Note the commands that a subject's entries name."""
        for row in chain.rows if chain.holds else ():
            actor, command = ACTOR.search(row.body), COMMAND.search(row.body)
            if actor and command:
                self._waiting[actor[1].decode(), command[1].decode()] = (chain.ref.kind, chain.ref.id, row.seq)
        if len(self._waiting) >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Look up what was noted since the last time."""
        wanted, c = list(self._waiting), t.commands.c
        for start in range(0, len(wanted), TOGETHER):
            actors, ids = zip(*wanted[start : start + TOGETHER], strict=True)
            # Two lists: for one of pairs SQLite looks through the whole table.
            query = sa.select(c.actor, c.id).where(c.actor.in_(set(actors)), c.id.in_(ids))
            for row in self._connection.execute(query):
                self._waiting.pop((row.actor, row.id), None)
        for kind, subject, seq in self._waiting.values():
            self._notebook.fault("command-missing", (kind, subject), seq=seq)
        self._waiting = {}


def check_orders(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every command whose row cannot be read."""
    for row in connection.execute(sa.select(t.commands).execution_options(yield_per=STREAM)):
        notebook.count("commands")
        try:
            list(_read(row))
        except UNFIT:
            notebook.fault("command-unreadable", actor=str(row.actor), command=str(row.id))


def _read(row: Any) -> Iterator[object]:  # noqa: ANN401 -- a row of ``commands``
    """Read every column as what it should be; raises one of ``UNFIT``."""
    outcome = json.loads(row.outcome)
    yield from (Code(row.actor), Id(row.id), Code(outcome["kind"]), Id(outcome["id"]), outcome["made"].items())
    yield int(outcome["version"])
    for value, kind in ((row.salt, bytes), (row.fingerprint, str), (row.at, datetime)):
        if value is not None and not isinstance(value, kind):
            raise TypeError(kind.__name__)
    yield None if row.fingerprint is None else Digest(row.fingerprint)
