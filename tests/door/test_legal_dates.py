"""Which dates are the law's, as a row says it: neither an example's nor an unconfirmed one counts as a passed limit."""

from typing import Any

import pytest
import sqlalchemy as sa

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands import register as r
from register.store import tables as t
from tests.build import Bench, a_case
from tests.door.looking import url_of, verified
from tests.store.raw import raw

EXAMPLE, RULE = "ie-cbi-cpc", "idr-response-standard"


@pytest.fixture
def both(bench: Bench) -> Bench:
    """A register with one complaint under a regime, and one of another entity under an example."""
    a_case(bench)
    bench.do(r.SetEntity(entity="clew", name="Clew Bank", licence="C-1", place="IE", packs=(EXAMPLE,)), CONSOLE)
    bench.do(r.SetBrand(brand="clew", entity="clew", name="Clew Bank"), CONSOLE)
    a_case(bench, brand="clew", classifying=c.Classifying(), channel="telephone")
    return bench


def _rows(bench: Bench, table: sa.Table) -> list[Any]:
    with raw(url_of(bench)) as connection:
        return list(connection.execute(sa.select(table)).mappings())


def test_an_example_has_dates_and_none_of_them_is_the_laws(both: Bench) -> None:
    rows = _rows(both, t.deadlines)
    example = [row for row in rows if row["pack"] == EXAMPLE]
    assert {(row["force"], row["legal"]) for row in example} == {("house", False)}
    first = {row["brand"]: row["next_due_rule"] for row in _rows(both, t.cases)}
    assert first == {"harbour": RULE, "clew": None}
    assert verified(both).faults == ()


def test_only_the_laws_dates_are_counted_as_passed(both: Bench) -> None:
    later = both.clock.step(days=400)
    legal = {row["rule"] for row in _rows(both, t.deadlines) if row["legal"] and row["kind"] == "deadline"}
    assert legal == {RULE}
    assert both.register.reader.health.queues(later)["limits_passed"] == 1
