"""Freezing calendars: what is frozen stays, and a new version never rewrites the past."""

import json
from datetime import date
from pathlib import Path

import pytest

from policies.catalogue import FOLDER, load_calendar
from tools.freeze_calendars import PLACES, freeze, main

VERSION = "2026.1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one frozen version."""
    assert freeze(tmp_path, VERSION) == []
    return tmp_path


def holidays(path: Path) -> list[dict[str, str]]:
    """The days in a file."""
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["holidays"]
    return found


def test_the_shipped_calendars_are_what_was_frozen() -> None:
    assert sorted(path.parent.name for path in (FOLDER / "calendars").glob(f"*/{VERSION}.json")) == sorted(PLACES)
    for path in (FOLDER / "calendars").glob("*/*.json"):
        assert load_calendar(path).last_year == 2032


def test_a_frozen_version_is_never_written_again(folder: Path) -> None:
    path = folder / "au-nsw" / f"{VERSION}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-08-03", "2026-08-10"), encoding="utf-8")
    before = path.read_bytes()
    refused = freeze(folder, VERSION)
    assert len(refused) == 1
    assert "au-nsw" in refused[0]
    assert "already frozen" in refused[0]
    assert path.read_bytes() == before


def test_a_new_version_keeps_the_years_before_its_own(folder: Path) -> None:
    path = folder / "au-nsw" / f"{VERSION}.json"
    moved = path.read_text(encoding="utf-8").replace("2026-08-03", "2026-08-10").replace("2027-08-02", "2027-08-09")
    path.write_text(moved, encoding="utf-8")
    assert freeze(folder, "2027.1") == []
    days = {row["date"] for row in holidays(folder / "au-nsw" / "2027.1.json")}
    assert {"2026-08-10", "2027-08-02"} <= days
    assert not {"2026-08-03", "2027-08-09"} & days


def test_a_day_is_public_or_bank_and_never_both(folder: Path) -> None:
    for path in folder.glob("*/*.json"):
        public = {row["date"] for row in holidays(path) if row["category"] == "public"}
        bank = {row["date"] for row in holidays(path) if row["category"] == "bank"}
        assert not public & bank


@pytest.mark.parametrize("place", ["gb-eng", "gb-nir", "gb-sct", "ie", "sg"])
def test_a_place_with_one_kind_of_holiday_has_one_reading(place: str) -> None:
    assert not load_calendar(FOLDER / "calendars" / place / f"{VERSION}.json").has_bank_holidays


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param("2026-08-03", {"gb-eng", "gb-nir"}, id="the-scottish-summer-bank-holiday"),
        pytest.param("2026-08-31", {"gb-sct"}, id="the-late-summer-bank-holiday"),
        pytest.param("2026-07-13", {"gb-eng", "gb-sct"}, id="the-twelfth-of-july-observed"),
        pytest.param("2026-01-02", {"gb-eng", "gb-nir"}, id="the-second-of-january"),
        pytest.param("2026-04-03", set(), id="good-friday-everywhere"),
    ],
)
def test_the_parts_of_the_kingdom_keep_their_own_days(day: str, working: set[str]) -> None:
    kingdom = [name for name in PLACES if name.startswith("gb-")]
    parts = {name: load_calendar(FOLDER / "calendars" / name / f"{VERSION}.json") for name in kingdom}
    assert {name for name, known in parts.items() if known.is_business_day(date.fromisoformat(day))} == working


@pytest.mark.parametrize("arguments", [[], ["soon"], ["2026.1", "2026.2"]])
def test_a_version_must_be_named_rightly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) > 0
    assert "2026.1" in capsys.readouterr().err


def test_what_no_place_had_announced_is_marked(folder: Path) -> None:
    """The moon sets Hari Raya: in 2027 it is announced, in 2028 reckoned."""
    raya = [row for row in holidays(folder / "sg" / f"{VERSION}.json") if row["code"].startswith("hari-raya-puasa")]
    marked = {row["date"][:4] for row in raya if row.get("estimated")}
    assert marked == {str(year) for year in range(2028, 2033)}
    for path in (FOLDER / "calendars").glob("*/*.json"):
        assert load_calendar(path).announced_year == 2027
        for row in holidays(path):
            assert bool(row.get("estimated")) or "estimated" not in row["name"], (path, row)
