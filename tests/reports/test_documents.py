import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from gettext import NullTranslations
from pathlib import Path

import pytest

from reports.board.document import SECTIONS as BOARD_SECTIONS
from reports.board.document import render_board
from reports.casefile.document import render_chronicle
from reports.casefile.sample import sample as sample_chronicle
from reports.regulator.case_list import CASES_PRINTED
from reports.regulator.document import SECTIONS, render_report
from reports.regulator.inputs import BreachRow
from reports.regulator.period import current
from reports.regulator.sample import sample
from reports.texts import load
from tests.reports.paper import attached, info, text
from tests.reports.rows import case, data, day

SPEECH = NullTranslations()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.pdf"
    file.write_bytes(render_report(sample(), SPEECH))
    return file


def test_the_cover_says_what_it_is_and_is_not(report: Path) -> None:
    found, scope = text(report), sample().scope
    for words in (
        "Management-prepared; RG 271 prescribes no such report; not an IDR data submission.",
        scope.firm,
        scope.licence,
        "1 January 2026 – 30 June 2026",
        f"{scope.pack}, {scope.pack_version}",
        "9 July 2026, 09:00 (Australia/Sydney)",
        scope.prepared_by,
        scope.approved_by,
        scope.document_id,
    ):
        assert words in found
    assert "Draft" not in found


def test_a_part_of_a_period_says_so_on_its_cover(tmp_path: Path) -> None:
    running = replace(data(), scope=replace(data().scope, as_at=day(6, 30)))
    for name, scope_of in (("part", running), ("whole", data())):
        (tmp_path / f"{name}.pdf").write_bytes(render_board(scope_of, SPEECH))
    assert "The period is not over" in text(tmp_path / "part.pdf")
    assert "The period is not over" not in text(tmp_path / "whole.pdf")


def test_every_section_is_there_with_page_numbers_and_checkpoint(report: Path) -> None:
    found, texts, pages = text(report), load("regulator", "en", "au-asic-rg271"), int(info(report)["Pages"])
    for number, (name, _write) in enumerate(SECTIONS, 1):
        assert found.count(f"{number} {texts['section'][name]['title']}") >= 2
    assert found.count(sample().scope.checkpoint_text) == pages
    assert all(f"Page {number} / {pages}" in found for number in range(1, pages + 1))
    assert 15 <= pages <= 40
    assert info(report)["Tagged"] == "yes"


def test_one_restricted_complaint_is_one(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(render_report(data(case(day(6, 2), restricted=True)), SPEECH))
    assert "1 restricted complaint is in every figure" in text(tmp_path / "one.pdf")


def test_the_attached_files_hold_every_complaint_but_the_restricted(report: Path, tmp_path: Path) -> None:
    files = attached(report, tmp_path)
    rows = list(csv.DictReader(io.StringIO(files["cases.csv"], newline="")))
    listed = json.loads(files["cases.json"])
    cases = [dict(zip(listed["columns"], cells, strict=True)) for cells in listed["cases"]]
    withheld = {row.ref for row in sample().cases if row.restricted}
    assert [row["complaint"] for row in rows] == [case["complaint"] for case in cases]
    assert len(rows) > 150
    assert withheld
    assert not withheld & {row["complaint"] for row in rows}
    assert f"{len(withheld)} restricted complaints" in text(report)
    assert {case["ending"] for case in cases} >= {"early", "within", "delayed", "outside", None}


def test_the_list_prints_the_last_day_of_a_limit_not_the_first_day_after_it(tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(render_report(data(case(day(6, 1), response_due_at=day(7, 2, 0))), SPEECH))
    assert "1 July 2026" in text(file)
    assert "2 July 2026" not in text(file)


def test_an_unapproved_report_says_so_on_its_cover(tmp_path: Path) -> None:
    file = tmp_path / "draft.pdf"
    file.write_bytes(render_report(data(case(day(6, 1)), scope=replace(data().scope, approved_by="")), SPEECH))
    assert "Draft, not approved" in text(file)


def test_a_period_without_a_complaint_is_a_report_too(tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    file.write_bytes(render_report(data(), SPEECH))
    assert "0 of 0 complaints" in text(file)


def test_the_same_report_has_the_same_bytes() -> None:
    rows = tuple(case(day(6, number), day(6, number + 1)) for number in range(1, 9))
    assert render_report(data(*rows), SPEECH) == render_report(replace(data(), cases=iter(rows)), SPEECH)


def test_a_possible_breach_says_how_long_it_waits_and_whether_too_long(tmp_path: Path) -> None:
    """The report is of 10 July; what a person has assessed says what came of it."""
    rows = (
        BreachRow("C-1", "271.56", day(6, 1), date(2026, 7, 1), None, ""),
        BreachRow("C-2", "271.56", day(7, 1), date(2026, 7, 31), None, ""),
        BreachRow("C-3", "271.56", day(6, 2), date(2026, 7, 2), date(2026, 7, 1), "no-breach"),
    )
    file = tmp_path / "board.pdf"
    file.write_bytes(render_board(data(case(day(6, 1)), breaches=rows), SPEECH))
    words = text(file)
    assert "Waiting for assessment: 2; of these, past the day for it: 1." in words
    assert "overdue, open for 39 days" in words
    assert "being assessed, open for 9 days" in words


def test_a_long_list_is_cut_and_attached_whole(tmp_path: Path) -> None:
    many = tuple(case(day(6, 1) + timedelta(minutes=30 * n), ref=f"C-{n:04d}", product="=evil") for n in range(620))
    file = tmp_path / "long.pdf"
    file.write_bytes(render_report(data(*many), SPEECH))
    found = text(file)
    assert f"{CASES_PRINTED} of 620 complaints" in found
    assert "C-0399" in found
    assert "C-0400" not in found
    written = attached(file, tmp_path)["cases.csv"]
    assert written.count("\r\n") == 621
    assert "'=evil" in written


@pytest.mark.provision("O1", "O2", "S3")
def test_the_board_reads_every_item_the_rules_list(tmp_path: Path) -> None:
    file = tmp_path / "board.pdf"
    file.write_bytes(render_board(sample(), SPEECH))
    found, texts = text(file), load("board", "en", "au-asic-rg271")
    cites = " ".join(texts["section"][name]["cite"] for name, _write in BOARD_SECTIONS)
    assert all(f"271.184({letter})" in cites for letter in "abcdefghijk")
    for name, _write in BOARD_SECTIONS:
        assert texts["section"][name]["title"] in found
    assert "271.183" in found
    assert sample().recommendations[0][:50] in found
    assert int(info(file)["Pages"]) < 16


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_board_reads_how_many_complaints_are_closed_to_all_but_some(tmp_path: Path, number: int) -> None:
    told, file = sample(), tmp_path / "board.pdf"
    window = current(told.scope)
    cases = [replace(row, restricted=False) for row in told.cases]
    inside = [place for place, row in enumerate(cases) if row.received_at in window][:number]
    for place in inside:
        cases[place] = replace(cases[place], restricted=True)
    file.write_bytes(render_board(replace(told, cases=cases), SPEECH))
    words = "complaint of the period is restricted" if number == 1 else "complaints of the period are restricted"
    assert f"{number} {words}" in text(file)


def test_a_chronicle_tells_everything_in_order_and_runs_nothing(tmp_path: Path) -> None:
    chronicle = sample_chronicle()
    printed = render_chronicle(chronicle, SPEECH)
    assert printed == render_chronicle(chronicle, SPEECH)
    file = tmp_path / "case.pdf"
    file.write_bytes(printed)
    found = text(file)
    places = [found.index(f"{event.text}") for event in chronicle.events]
    assert places == sorted(places)
    assert "<script>alert('x')</script>" in found
    assert "重复收费" in found
    assert "1 item is privileged or restricted and was left out." in found
    assert chronicle.checkpoint_root in found
    assert all(event.digest in found for event in chronicle.events)
