"""0002: a register whose cases named one external scheme is carried over whole, and its trail still verifies."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from register.domain.shapes import instant_text
from register.domain.trail.entry import PREFIX, entry_hash
from register.domain.values import Id
from register.inspector.findings import Notebook
from register.inspector.guards import check_guards
from register.store import tables as t
from register.store.schema import downgrade, migrate
from tests.build import Bench, a_case, a_register
from tests.clock import SteppedClock
from tests.door.looking import url_of, verified
from tests.store.raw import raw

DUE = date(2026, 8, 24)


@pytest.fixture
def old(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[tuple[Bench, Id]]:
    """A register at 0001 with two cases, one of them twice sent to the scheme as the old program wrote it."""
    bench = a_register(database_url, clock, tmp_path)
    case = a_case(bench)
    a_case(bench)
    downgrade(database_url, "0001")
    for kind, due_on in (("lodged", None), ("referred-back", DUE)):
        step = {"at": instant_text(clock()), "kind": kind, "reference": None, "due_on": due_on and due_on.isoformat()}
        _record(bench, case, step)
    yield bench, case
    bench.register.close()


def _record(bench: Bench, case: Id, step: dict[str, Any]) -> None:
    """Write an entry, the value and the version of the case as the old program did."""
    now = bench.clock()
    with raw(url_of(bench)) as connection:
        s = t.subjects.c
        row = connection.execute(sa.select(t.subjects).where(s.id == case)).one()
        entry = {
            "actor": bench.officer.name,
            "at": instant_text(now),
            "command": str(uuid4()),
            "facts": [{"fact": "case:afca:recorded/1", "afca": step}],
            "prev": row.head,
            "seq": row.seq + 1,
            "subject": case,
            "subject_kind": "case",
        }
        body, made = PREFIX + _written(entry), str(uuid4())
        state = json.loads(row.state)
        state["afca"], state["afca_steps"] = step, [*state["afca_steps"], step]
        named = {"subject_kind": "case", "subject_id": case, "seq": row.seq + 1, "at": now, "actor": entry["actor"]}
        connection.execute(t.entries.insert().values(id=made, hash=entry_hash(body), body=body, **named))
        connection.execute(t.unsealed.insert().values(entry_id=made))
        outcome = {"kind": "case", "id": case, "version": row.seq + 1, "made": {}}
        order = {"actor": entry["actor"], "id": entry["command"], "outcome": json.dumps(outcome)}
        connection.execute(t.commands.insert().values(salt=b"s" * 16, fingerprint="f" * 64, **order))
        after = {"seq": row.seq + 1, "head": entry_hash(body), "at": now, "state": _written(state).decode()}
        connection.execute(t.subjects.update().where(s.id == case).values(**after))
        v = t.case_versions.c
        last = connection.execute(sa.select(t.case_versions).where(v.case_id == case, v.seq == row.seq)).one()
        told = json.loads(last.reportable)
        told["afca"] = [*told["afca"], {"at": step["at"], "kind": step["kind"]}]
        version = {**last._mapping, "seq": row.seq + 1, "at": now, "reportable": _written(told).decode()}
        connection.execute(t.case_versions.insert().values(**version))


def _written(tree: object) -> bytes:
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _texts(bench: Bench) -> list[str]:
    with raw(url_of(bench)) as connection:
        states = connection.execute(sa.select(t.subjects.c.state).where(t.subjects.c.kind == "case")).scalars()
        return [*states, *connection.execute(sa.select(t.case_versions.c.reportable)).scalars()]


def test_every_value_is_carried_over_and_the_trail_verifies(old: tuple[Bench, Id]) -> None:
    bench, case = old
    assert all('"afca":' in text for text in _texts(bench))
    migrate(url_of(bench))
    assert not any("afca" in text or '"external' not in text for text in _texts(bench))
    assert all(text == _written(json.loads(text)).decode() for text in _texts(bench))
    bench.register.sealer.seal()
    assert verified(bench).faults == ()
    found = bench.register.reader.cases.open(bench.officer, case).case
    assert [(step.kind, step.due_on) for step in found.external_steps] == [("lodged", None), ("referred-back", DUE)]


def test_the_versions_are_guarded_again(old: tuple[Bench, Id]) -> None:
    bench, _ = old
    migrate(url_of(bench))
    notebook = Notebook()
    with raw(url_of(bench)) as connection:
        check_guards(connection, notebook)
    assert notebook.faults == []
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), raw(url_of(bench)) as connection:
        connection.execute(sa.update(t.case_versions).values(reportable="{}"))


def test_what_was_carried_over_can_be_taken_back(old: tuple[Bench, Id]) -> None:
    bench, _ = old
    before = sorted(_texts(bench))
    migrate(url_of(bench))
    downgrade(url_of(bench), "0001")
    assert sorted(_texts(bench)) == before
