"""Which pack governs a complaint, which calendar counts, and what makes the shipped data refuse to load."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from policies.catalogue import FOLDER, load, shipped
from policies.lock import GROWS, LOCK, release
from register.domain.errors import Invalid

PACK = "au-asic-rg271"
VERSION = "2021-10-05"
CORRECTED = f"{VERSION}+1"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped data, to be broken."""
    for part in ("packs", "codes", "calendars"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    return tmp_path


def problems(folder: Path) -> list[str]:
    """Why the data is refused."""
    with pytest.raises(Invalid) as refusal:
        load(folder)
    return [problem.code for problem in refusal.value.problems]


def second_version(folder: Path, version: str, end_of_first: str = "") -> None:
    """Add another version of the pack."""
    first = folder / "packs" / PACK / f"{VERSION}.toml"
    text = first.read_text(encoding="utf-8")
    (first.parent / f"{version}.toml").write_text(text.replace(VERSION, version), encoding="utf-8")
    start = f"effective_from = {VERSION}\n"
    first.write_text(text.replace(start, start + end_of_first), encoding="utf-8")


def test_the_version_in_force_on_the_day_of_receipt_governs(copy: Path) -> None:
    second_version(copy, "2027-07-01")
    policies = load(copy)
    assert [pack.version for pack in policies.in_force([PACK], date(2027, 6, 30))] == [CORRECTED]
    assert [pack.version for pack in policies.in_force([PACK], date(2027, 7, 1))] == ["2027-07-01"]


def test_a_pack_that_has_ended_governs_nothing_later(copy: Path) -> None:
    second_version(copy, "2027-07-01", "effective_to = 2027-03-31\n")
    policies = load(copy)
    assert policies.in_force([PACK], date(2027, 3, 31))
    with pytest.raises(Invalid, match="pack-not-in-force"):
        policies.in_force([PACK], date(2027, 4, 1))


def test_every_pack_that_does_not_govern_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        load().in_force([PACK, "mars-mining"], date(2021, 10, 4))
    assert [problem.code for problem in refusal.value.problems] == ["pack-not-in-force", "unknown-pack"]


def test_an_unknown_pack_or_calendar_is_refused() -> None:
    policies = load()
    with pytest.raises(Invalid, match="unknown-pack"):
        policies.pack(PACK, "1999-01-01")
    with pytest.raises(Invalid, match="unknown-calendar"):
        policies.calendar("au-nsw", "1999.1")


def test_versions_of_a_pack_must_not_overlap(copy: Path) -> None:
    second_version(copy, "2027-07-01", "effective_to = 2027-07-01\n")
    assert problems(copy) == ["pack-overlap"]


def test_a_newer_calendar_is_used_and_the_older_one_kept(copy: Path) -> None:
    old = copy / "calendars" / "au-nsw" / "2026.1.json"
    for version in ("2026.9", "2026.10"):
        data = json.loads(old.read_text(encoding="utf-8")) | {"version": version}
        (old.parent / f"{version}.json").write_text(json.dumps(data), encoding="utf-8")
    policies = load(copy)
    assert policies.calendars["au-nsw"].version == "2026.10"
    assert policies.calendar("au-nsw", "2026.1").version == "2026.1"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"holidays": [{"date": "someday"}]}, "calendar-unreadable"),
        ({"holidays": [{"date": "2026-01-01", "code": "x", "name": "X", "category": "school"}]}, "calendar-unreadable"),
        ({"id": "au-mars"}, "calendar-misplaced"),
    ],
)
def test_a_broken_calendar_is_refused(change: dict[str, object], problem: str, copy: Path) -> None:
    path = copy / "calendars" / "au-nsw" / "2026.1.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    assert problem in problems(copy)


def test_a_place_without_its_calendar_is_refused(copy: Path) -> None:
    shutil.rmtree(copy / "calendars" / "gb-sct")
    assert problems(copy) == ["unknown-calendar"]


def test_calendars_cover_the_years_they_claim() -> None:
    for calendar in shipped().calendars.values():
        if calendar.id != "none":
            assert {day.year for day in calendar.holidays} == set(range(2020, calendar.last_year + 1))


def test_a_released_pack_never_changes(copy: Path) -> None:
    pack = copy / "packs" / PACK / f"{VERSION}.toml"
    release(copy, PACK, VERSION)
    assert load(copy).released == {(PACK, VERSION)}
    with pack.open("a", encoding="utf-8") as text:
        text.write("\n# a harmless remark\n")
    assert problems(copy) == ["pack-changed"]


def test_the_code_lists_of_a_released_pack_never_change_either(copy: Path) -> None:
    release(copy, PACK, VERSION)
    with (copy / "codes" / "product.csv").open("a", encoding="utf-8") as text:
        text.write("prod-teapot,Teapot,\n")
    assert problems(copy) == ["pack-changed"]


def test_a_released_pack_that_is_gone_is_named(copy: Path) -> None:
    pack = copy / "packs" / PACK / f"{VERSION}.toml"
    release(copy, PACK, VERSION)
    shutil.rmtree(pack.parent)
    assert problems(copy) == ["pack-changed"]


@pytest.mark.parametrize("part", ["letters.toml", "texts-fr.toml"])
def test_the_parts_of_a_released_pack_never_change(part: str, copy: Path) -> None:
    release(copy, PACK, VERSION)
    with (copy / "packs" / PACK / VERSION / part).open("a", encoding="utf-8") as text:
        text.write("\n# a harmless remark\n")
    assert problems(copy) == ["pack-changed"]


def test_where_the_register_holds_a_rule_may_be_said_anew(copy: Path) -> None:
    release(copy, PACK, VERSION)
    with (copy / "packs" / PACK / VERSION / GROWS).open("a", encoding="utf-8") as text:
        text.write("\n# held in one more place\n")
    assert load(copy).released == {(PACK, VERSION)}


def test_a_pack_is_released_once(copy: Path) -> None:
    release(copy, PACK, VERSION)
    with pytest.raises(Invalid, match="pack-released"):
        release(copy, PACK, VERSION)
    assert (copy / LOCK).read_text(encoding="utf-8").count(PACK) == 1
