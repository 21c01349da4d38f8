"""A business is as large as it was when the act happened; the count is information and turns nobody away (271.37)."""

from datetime import date
from typing import Any

import pytest

from register.domain.commands import case as c
from tests.domain.decide.scene import PACK, Scene, an_opening

TEST = PACK.eligibilities[0]


@pytest.mark.provision("W2")
def test_the_count_and_its_day_are_kept() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    said = c.Identifying(kind="small-business", employees=99, employees_on=date(2026, 3, 2))
    scene.do(c.RecordComplainant(case=case, complainant=said))
    scene.do(c.RecordComplainant(case=case, complainant=c.Identifying(name="Robin Example")))
    found = scene.case(case).complainant
    assert (found.employees, found.employees_on) == (99, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        pytest.param({"employees": -1}, "negative-number", "employees", id="negative"),
        pytest.param({"employees": 5, "employees_on": date(2026, 5, 13)}, "future-day", "employees_on", id="ahead"),
    ],
)
def test_a_count_that_cannot_be_is_refused(said: dict[str, Any], code: str, where: str) -> None:
    scene = Scene()
    case = scene.do(an_opening())
    assert scene.refused(c.RecordComplainant(case=case, complainant=c.Identifying(**said))) == {code: where}


@pytest.mark.parametrize(
    ("kind", "employees", "met"),
    [
        pytest.param("small-business", 99, True, id="just-below"),
        pytest.param("small-business", 100, False, id="at-the-mark"),
        pytest.param("primary-producer", 3, True, id="a-farm"),
        pytest.param("small-business", None, None, id="unknown"),
        pytest.param("individual", 500, None, id="not-about-people"),
    ],
)
def test_the_packs_test_says_what_it_gives(kind: str, employees: int | None, met: bool | None) -> None:
    assert TEST.met(kind, employees) is met


def test_a_business_that_is_too_large_is_registered_all_the_same() -> None:
    large = c.Identifying(kind="small-business", employees=5000)
    assert Scene().do(an_opening(complainant=large))
