"""Every open date derived again, apart from the replay: over the stored cases, on as many cores as there are.

Whether the stored cases are what the trail gives is for the replay to show; this shows within minutes, for very many
cases, whether packs, calendars and stored dates still belong together.
"""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Final

import sqlalchemy as sa

from policies.catalogue import Policies
from register.domain.codec import from_text
from register.domain.subjects.case import Case
from register.inspector.chains import Progress
from register.inspector.findings import Notebook
from register.inspector.limits import Limits
from register.store import tables as t
from register.store.engine import reading_engine
from register.store.proofs import recall

TOGETHER = 500
UNFIT = (AttributeError, IndexError, KeyError, TypeError, ValueError)

Span = tuple[str, str]
CASES: Final = t.subjects.c.kind == "case"


class Rederiving:
    """Derives the open dates of stored cases again, a span of ids at a time."""

    def __init__(self, engine: sa.Engine, policies: Policies) -> None:
        self._engine, self._policies = engine, policies

    def spans(self) -> Iterator[Span]:
        """Yield spans of ids, each after its first up to and including its last, that hold every case stored now."""
        s = t.subjects.c
        some = sa.select(s.id).where(CASES, s.id > sa.bindparam("after")).order_by(s.id).limit(TOGETHER).subquery()
        query, after = sa.select(sa.func.max(some.c.id)), ""
        with self._engine.connect() as connection:
            while (last := connection.execute(query, {"after": after}).scalar()) is not None:
                yield after, last
                after = last

    def check(self, span: Span) -> Notebook:
        """Derive the open dates of a span's cases again."""
        notebook, s = Notebook(), t.subjects.c
        limits = Limits(self._policies, notebook)
        after, last = span
        query = sa.select(s.id, s.state).where(CASES, s.id > after, s.id <= last).order_by(s.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            recall(connection, (row.state for row in rows))
        for row in rows:
            notebook.count("cases")
            try:
                case = from_text(Case, row.state)
            except UNFIT as error:
                notebook.fault("state-unreadable", ("case", row.id), reason=type(error).__name__)
            else:
                limits.check(case)
        return notebook


def rederive(url: str, policies: Policies, processes: int, progress: Progress | None = None) -> Notebook:
    """Derive every open date again with some processes; ``progress`` is told (cases done, of how many)."""
    engine = reading_engine(url)
    try:
        here = Rederiving(engine, policies)
        with engine.connect() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(t.subjects).where(CASES)).scalar_one()
        alone = processes == 1 or total <= TOGETHER
        found = map(here.check, here.spans()) if alone else _spread(url, policies, processes, list(here.spans()))
        return _gathered(found, total, progress)
    finally:
        engine.dispose()


def _gathered(found: Iterable[Notebook], total: int, progress: Progress | None) -> Notebook:
    whole = Notebook()
    for part in found:
        whole.add(part)
        if progress is not None:
            progress(whole.counts["cases"], total)
    return whole


# What a process of the pool works with; it is made once, for it is dear.
_desk: list[Rederiving] = []


def _spread(url: str, policies: Policies, processes: int, spans: list[Span]) -> Iterator[Notebook]:
    # A fresh interpreter on every system: a connection must not be shared with a parent.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _sit_down, (url, policies)) as pool:
        yield from pool.map(_check, spans)


def _sit_down(url: str, policies: Policies) -> None:
    _desk.append(Rederiving(reading_engine(url), policies))


def _check(span: Span) -> Notebook:
    return _desk[0].check(span)
