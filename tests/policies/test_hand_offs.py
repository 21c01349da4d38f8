"""Hand-offs and head-count tests in a pack: what is read, and each mistake by its key."""

from typing import Any

import pytest

from policies.catalogue import shipped
from policies.readers.handoffs import read_eligibilities, read_hand_offs
from policies.readers.parts import Part
from policies.readers.tables import Faults, Table
from register.domain.errors import Problem

PACK = shipped().pack("au-asic-rg271", "2021-10-05+1")
GOOD: dict[str, Any] = {
    "id": "hardship",
    "title": "Hardship notice",
    "cite": "NCC s72",
    "force": "L",
    "confirmed": "S",
    "limit": "21d",
    "turns": True,
    "reasons": ["hardship-or-postponement-only"],
    "classes": ["credit-hardship-notice"],
}


def faults(key: str, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    """Read the rows of a table and return what was found wrong with them."""
    problems: list[Problem] = []
    root = Table(Part({key: list(rows)}, "test.toml"), "", Faults("test.toml", problems))
    if key == "hand_off":
        read_hand_offs(root, PACK.classes, PACK.codes)
    else:
        read_eligibilities(root, PACK.codes)
    return [(problem.code, str(problem.params["key"])) for problem in problems]


def test_a_good_one_has_no_fault() -> None:
    assert faults("hand_off", GOOD) == []


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        pytest.param({"limit": "21 days"}, "pack-bad-value", "limit", id="no-length"),
        pytest.param({"reasons": ["no-merit"]}, "pack-unknown-value", "reasons", id="no-reason-of-the-list"),
        pytest.param({"classes": ["weather"]}, "pack-unknown-value", "classes", id="no-class"),
        pytest.param({"force": "strong"}, "pack-unknown-value", "force", id="no-force"),
        pytest.param({"colour": "red"}, "pack-unknown-key", "colour", id="unknown-key"),
        pytest.param({"urgent": "yes"}, "pack-wrong-type", "urgent", id="no-flag"),
    ],
)
def test_a_mistake_is_named_by_its_key(change: dict[str, Any], code: str, key: str) -> None:
    assert faults("hand_off", {**GOOD, **change}) == [(code, f"hand_off[hardship].{key}")]


def test_an_id_stands_once() -> None:
    assert faults("hand_off", GOOD, GOOD) == [("pack-duplicate", "hand_off[hardship].id")]


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        pytest.param({"below": -1}, "pack-bad-value", "below", id="negative"),
        pytest.param({"kinds": ["giant"]}, "pack-unknown-value", "kinds", id="no-kind"),
    ],
)
def test_a_head_count_that_cannot_be_is_named(change: dict[str, Any], code: str, key: str) -> None:
    good = {"id": "small", "title": "Small", "cite": "271.37", "force": "G", "confirmed": "C", "below": 100}
    row = {**good, "kinds": ["small-business"], **change}
    assert faults("eligibility", row) == [(code, f"eligibility[small].{key}")]
