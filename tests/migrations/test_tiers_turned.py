"""0013: a register in which tier 1 was the gravest reads its old entries anew, and its trail still verifies."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from register.domain.commands import case as c
from register.domain.trail.entry import PREFIX, entry_hash
from register.domain.values import Id
from register.store import tables as t
from register.store.schema import downgrade, migrate
from tests.build import Bench, a_case, a_register
from tests.clock import SteppedClock
from tests.door.looking import url_of, verified
from tests.store.raw import raw, unguarded

TURNED = {
    "case:classification:set/2": "case:classification:set/1",
    "case:classification:proposed/2": "case:classification:proposed/1",
    "case:priority:set/2": "case:priority:set/1",
}
HARDSHIP = c.Classifying("credit-hardship-notice", tier=3)


@pytest.fixture
def old(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[tuple[Bench, dict[Id, int]]]:
    """A register at 0012, as the program of that time wrote it, with the tier each case should have today."""
    bench = a_register(database_url, clock, tmp_path)
    common = a_case(bench, classifying=c.Classifying("standard", tier=1))
    personal = a_case(bench, classifying=c.Classifying("standard", tier=2))
    urgent = a_case(bench, classifying=HARDSHIP)
    waiting = a_case(bench, classifying=HARDSHIP)
    stated = a_case(bench, classifying=c.Classifying("standard", tier=1))
    bench.do(c.PrioritiseCase(case=stated, triggers=("abuse",), tier=2, reason="Safe with her sister"))
    later = c.ClassifyCase(case=waiting, classifying=c.Classifying("standard", tier=1), reason="A fee, no notice")
    bench.do(later)
    downgrade(database_url, "0012")
    _write_as_then(database_url)
    yield bench, {common: 1, personal: 2, urgent: 3, waiting: 3, stated: 2}
    bench.register.close()


def _write_as_then(url: str) -> None:
    """Write each entry of a case, and what hangs on its hash, as the program of that time did."""
    e, s = t.entries.c, t.subjects.c
    with unguarded(url, "entries"), raw(url) as connection:
        heads: dict[str, str] = {}
        for row in connection.execute(sa.select(t.entries).where(e.subject_kind == "case").order_by(e.seq)).all():
            told = json.loads(row.body.removeprefix(PREFIX))
            told["facts"], told["prev"] = [_then(fact) for fact in told["facts"]], heads.get(row.subject_id)
            body = PREFIX + json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            heads[row.subject_id] = entry_hash(body)
            connection.execute(t.entries.update().where(e.id == row.id).values(body=body, hash=heads[row.subject_id]))
        for case, head in heads.items():
            connection.execute(t.subjects.update().where(s.id == case).values(head=head))


def _then(fact: dict[str, Any]) -> dict[str, Any]:
    if fact["fact"] not in TURNED:
        return fact
    held = fact.get("classification") or fact.get("priority") or fact["proposal"]["classification"]
    held["tier"] = 4 - held["tier"]
    return {**fact, "fact": TURNED[fact["fact"]]}


def test_every_tier_is_turned_and_the_trail_verifies(old: tuple[Bench, dict[Id, int]]) -> None:
    bench, today = old
    with raw(url_of(bench)) as connection:
        bodies = b"".join(connection.execute(sa.select(t.entries.c.body)).scalars())
        then = dict(connection.execute(sa.select(t.cases.c.id, t.cases.c.tier)).all())
    assert all(tag.encode() in bodies for tag in TURNED.values())
    assert then == {case: 4 - tier for case, tier in today.items()}
    migrate(url_of(bench))
    bench.register.sealer.seal()
    assert verified(bench).faults == ()
    files = {case: bench.register.reader.cases.open(bench.officer, case).case for case in today}
    assert {case: file.classification.tier for case, file in files.items()} == today
    assert [f.classification_proposal.classification.tier for f in files.values() if f.classification_proposal] == [1]


def test_a_case_of_then_goes_on(old: tuple[Bench, dict[Id, int]]) -> None:
    bench, today = old
    migrate(url_of(bench))
    common = next(iter(today))
    bench.do(c.PrioritiseCase(case=common, triggers=("abuse",)))
    assert bench.register.reader.cases.open(bench.officer, common).case.classification.tier == 3
    bench.register.sealer.seal()
    assert verified(bench).faults == ()
