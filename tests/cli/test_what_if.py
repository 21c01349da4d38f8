"""`register policy what-if`: a period replayed under a pack that is not shipped, as people ask for it."""

import json
import shutil
from pathlib import Path

import pytest

from policies import catalogue
from tests import build
from tests.cli.console import Console

PACK = catalogue.FOLDER / "packs" / build.PACK
NEWEST = max(file.stem for file in PACK.glob("*.toml"))
HEADING = "brand,channel,summary,received_at,complaint_class"
ROWS = (
    "harbour,telephone,Charged twice,2026-05-12T10:15:00+10:00,standard",
    "harbour,telephone,Charged thrice,2026-05-31T23:59:00+10:00,super-trustee",
    "harbour,telephone,Charged again,2026-06-01T00:00:00+10:00,standard",
)
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")


@pytest.fixture
def lived(bare: Console, tmp_path: Path) -> Console:
    """A register with three complaints, two of them received in May."""
    bare.does("init", "--entity", "harbour", "--brand", "harbour=Harbour Bank", "--pack", PACK.name)
    file = tmp_path / "rows.csv"
    file.write_text("\n".join([HEADING, *ROWS]), encoding="utf-8")
    bare.does("import", str(file))
    return bare


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The pack with 20 days for a standard complaint instead of 30, in a file nobody shipped."""
    folder = tmp_path / "packs" / PACK.name
    shutil.copytree(PACK, folder)
    shutil.copytree(catalogue.FOLDER / "codes", tmp_path / "codes")
    for found in (folder / NEWEST, folder / f"{NEWEST}.toml"):
        if found.exists():
            found.rename(folder / found.name.replace(NEWEST, "2099-01-01"))
    for file in folder.rglob("*.toml"):
        text = file.read_text(encoding="utf-8").replace(f'version = "{NEWEST}"', 'version = "2099-01-01"')
        before, rule, after = text.partition('id = "idr-response-standard"')
        file.write_text(before + rule + after.replace('limit = "30d"', 'limit = "20d"', 1), encoding="utf-8")
    return folder / "2099-01-01.toml"


def test_what_would_change_is_told_case_by_case(lived: Console, draft: Path) -> None:
    said = lived.does("policy", "what-if", PACK.name, *MAY, "--file", str(draft))
    told = [line for line in said.splitlines() if line.startswith("C-") and " idr-response: " in line]
    assert len(told) == 1
    assert "2026-06-12 00:00 idr-response-standard (E) -> 2026-06-02 00:00 idr-response-standard (E)" in told[0]
    assert "(passed -> passed)" in told[0]
    assert f"2 cases of the period, 2 of them held to {PACK.name}." in said
    assert f"Under {PACK.name}/2099-01-01: 1 would change, 1 would not, 0 have no dates there." in said


def test_a_date_past_the_holidays_announced_is_called_provisional(lived: Console, draft: Path) -> None:
    for file in draft.parent.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('limit = "20d"', 'limit = "600d"'), encoding="utf-8")
    said = lived.does("policy", "what-if", PACK.name, *MAY, "--file", str(draft))
    assert "(E) -> 2028-01-03 00:00 idr-response-standard (E, provisional)" in said
    as_json = lived.does("policy", "what-if", PACK.name, *MAY, "--file", str(draft), "--json")
    changes = json.loads(as_json.splitlines()[0])["changes"]
    sides = {change["duty"]: (change["before"], change["after"]) for change in changes}["idr-response"]
    assert [side["provisional"] for side in sides] == [False, True]


def test_as_json_each_case_is_a_line_and_the_totals_are_the_last(lived: Console, draft: Path) -> None:
    said = lived.does("policy", "what-if", PACK.name, *MAY, "--file", str(draft), "--json")
    case, last = (json.loads(line) for line in said.splitlines())
    change = next(change for change in case["changes"] if change["duty"] == "idr-response")
    assert change["direction"] == "earlier"
    assert change["before"]["due_at"] == "2026-06-11T14:00:00+00:00"
    assert change["after"] == {
        "rule": "idr-response-standard",
        "force": "E",
        "standing": "passed",
        "due_at": "2026-06-01T14:00:00+00:00",
        "zone": "Australia/Sydney",
        "provisional": False,
    }
    assert last["totals"]["cases"] == {"changed": 1, "same": 1}
    assert {"duty": "idr-response", "direction": "earlier", "count": 1} in last["totals"]["changes"]


def test_a_class_the_draft_has_not_is_listed_with_its_case(lived: Console, draft: Path) -> None:
    for file in draft.parent.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('super-trustee"', 'super"'), encoding="utf-8")
    said = lived.does("policy", "what-if", PACK.name, *MAY, "--file", str(draft))
    assert "no dates: complaint_class: The pack in force has no such complaint class." in said
    assert "1 would change, 0 would not, 1 have no dates there." in said


def test_the_shipped_version_changes_nothing_and_nothing_is_recorded(lived: Console) -> None:
    before = lived.does("trail", "checkpoint").splitlines()[1]
    held = f"{PACK.name}/{NEWEST}"
    said = lived.does("policy", "what-if", PACK.name, *MAY, "--version", NEWEST, "--instead-of", held)
    assert said.splitlines() == [
        f"2 cases of the period, 2 of them held to {held}.",
        f"Under {held}: 0 would change, 2 would not, 0 have no dates there.",
    ]
    assert lived.does("trail", "checkpoint").splitlines()[1] == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("none", *MAY), "none: no such pack"),
        ((PACK.name, *MAY, "--version", "1999-01-01"), "pack: "),
        ((PACK.name, *MAY, "--instead-of", "none"), "--instead-of none"),
        ((PACK.name, *MAY, "--instead-of", f"{PACK.name}/1999-01-01"), "--instead-of"),
        ((PACK.name, "--from", "2026-06-01", "--to", "2026-05-01"), "--to 2026-05-01"),
    ],
    ids=["pack", "version", "instead-of", "version-instead-of", "period"],
)
def test_a_wrong_question_is_refused_by_name(console: Console, words: tuple[str, ...], named: str) -> None:
    assert named in console.refuses("policy", "what-if", *words)


def test_a_wrong_file_is_refused_with_its_mistakes(console: Console, draft: Path) -> None:
    asked = ("policy", "what-if", PACK.name, *MAY, "--file", str(draft))
    assert "one of the two" in console.refuses(*asked, "--version", NEWEST)
    assert f"is {PACK.name}, not other" in console.refuses("policy", "what-if", "other", *MAY, "--file", str(draft))
    draft.write_text(draft.read_text(encoding="utf-8") + '\n[nonsense]\nkey = "?"\n', encoding="utf-8")
    assert "2099-01-01.toml" in console.refuses(*asked)
