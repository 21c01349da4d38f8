"""Files as firms have them: every usual way to write a table, and a bad row that costs nobody but itself."""

import gc
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from register.domain.errors import Invalid
from register.imports import MESSAGES, Importer, Kept, Row, Table, read_rows
from tests.build import Bench
from tests.cli.console import Console

HEADING = "reference,brand,channel,summary,received_at\n"
AT = "2026-05-12T10:15:00+10:00"
GOOD = [f"K-{number},harbour,telephone,Fee {number},{AT}" for number in range(1, 4)]


def read(text: str, name: str = "rows.csv") -> Table:
    return read_rows(name, text.encode())


def numbers(table: Table, *, broken: bool) -> list[int]:
    return [row.number for row in table if (row.broken is not None) is broken]


def imported(console: Console, file: Path, text: str, *options: str) -> list[str]:
    file.write_text(text, encoding="utf-8", newline="")
    return console.run("import", str(file), *options).stdout.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "summary;brand\nA fee;harbour\n",
        "summary\tbrand\nA fee\tharbour\n",
        "sep=;\nsummary;brand\nA fee;harbour\n",
        "summary,brand\rA fee,harbour\r",
        "summary,brand\r\nA fee,harbour\r\n",
        "\ufeffSummary , BRAND\nA fee,harbour\n",
        "summary,brand,,\nA fee,harbour,,\n",
    ],
    ids=["semicolons", "tabs", "sep", "cr", "crlf", "capitals", "empty-columns"],
)
def test_the_usual_dialects_are_read(text: str) -> None:
    (row,) = read(text)
    assert row.broken is None
    assert row.values == {"summary": "A fee", "brand": "harbour"}


def test_a_table_of_a_spreadsheet_in_utf_16_is_read() -> None:
    (row,) = read_rows("rows.txt", "summary\tbrand\r\nA fee 😡\tharbour\r\n".encode("utf-16"))
    assert row.values == {"summary": "A fee 😡", "brand": "harbour"}


@pytest.mark.parametrize(
    "bad",
    [
        'x,"not closed,a',
        'x,"closed" too early,a',
        f"x,{'long' * 40_000},a",
        "x,too few",
        "x,y,z,too many",
    ],
    ids=["open-quote", "stray-quote", "long-cell", "few", "many"],
)
def test_one_bad_row_costs_itself_and_says_its_number(bad: str) -> None:
    lines = ["brand,summary,channel", "a,One,b", bad, "c,Two,d", 'e,"Three, ""quoted""\nover lines",f', "g,Four,h"]
    table = read("\n".join(lines) + "\n")
    assert numbers(table, broken=True) == [3]
    told = [row.values["summary"] for row in table if row.broken is None]
    assert told == ["One", "Two", 'Three, "quoted"\nover lines', "Four"]


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    table = read('brand,summary\n\na,"One\nmore"\n\nb,Two\n')
    assert numbers(table, broken=False) == [3, 5]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "x.csv", "table-empty"),
        ("\n \n", "x.json", "table-empty"),
        (HEADING, "x.csv", "table-without-rows"),
        ("[]", "x.json", "table-without-rows"),
        ('"text"', "x.json", "table-unreadable"),
        ("brand,summary,Brand\na,b,c\n", "x.csv", "column-twice"),
        ("brand,summary,colour\na,b,c\n", "x.csv", "unknown-columns"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(text: str, name: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text, name)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_json_is_read_one_object_a_line_or_as_a_list() -> None:
    told = [{"text": "a\u2028b"}, {"text": "c"}]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in told)
    for text, name in ((lines, "x.jsonl"), (lines, "x.json"), (json.dumps(told), "x.json")):
        table = read_rows(name, text.encode(), MESSAGES)
        assert [(row.number, row.values["text"]) for row in table] == [(1, "a\u2028b"), (2, "c")]


@pytest.mark.parametrize("told", [{"summary": True}, {"summary": 5}, {"summary": {}}, {"points": ["a", 1]}], ids=str)
def test_what_is_no_text_is_refused_and_ids_keep_their_digits(told: dict[str, object]) -> None:
    (row,) = read(json.dumps(told), "x.jsonl")
    assert row.broken is not None
    (number,) = read('{"native_id": 9007199254740993001}', "x.jsonl")
    assert number.values == {"native_id": "9007199254740993001"}


def test_points_of_a_list_stay_whole() -> None:
    (row,) = read(json.dumps({"points": ["fee | monthly", "refund"]}), "x.jsonl")
    assert row.values["points"] == ("fee | monthly", "refund")


def test_a_firm_s_own_headings_can_be_named(console: Console, tmp_path: Path) -> None:
    text = f"Case No;Marke;channel;What happened;received_at\nK-1;harbour;telephone;A fee;{AT}\n"
    renamed = ("--column", "case no=reference", "--column", "Marke=brand", "--column", "What happened=summary")
    assert "There are:" in console.refuses("import", str(_file(tmp_path, text)))
    assert imported(console, tmp_path / "rows.csv", text, *renamed)[0].startswith("row 2: C-")


def _file(folder: Path, text: str) -> Path:
    file = folder / "rows.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_refused_rows_are_mended_and_imported_and_nothing_is_doubled(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    bad = f"K-4,nobrand,telephone,Fee 4,{AT}"
    plain = [row.partition(",")[2] for row in GOOD]
    for heading, rows in ((HEADING, [*GOOD, bad]), (HEADING.partition(",")[2], [*plain, bad.partition(",")[2]])):
        first = imported(console, file, heading + "\n".join(rows))
        assert [line.split(": ")[1] for line in first].count("refused") == 1
        file.write_text("", encoding="utf-8")
        left = next(tmp_path.glob("rows.refused*.csv"))
        assert left.stat().st_mode & 0o077 == 0
        mended = left.read_text(encoding="utf-8").replace("nobrand", "harbour")
        left.unlink()
        whole = heading + "\n".join([*rows[:3], rows[3].replace("nobrand", "harbour")])
        file.write_text(whole, encoding="utf-8")
        again = console.run("import", str(file))
        assert "1 of 4 rows kept, 3 already there, 0 refused" in again.stderr
        assert again.stdout.splitlines()[:3] == first[:3]
        mended_file = tmp_path / "mended.csv"
        mended_file.write_text(mended, encoding="utf-8")
        assert "0 of 1 rows kept, 1 already there" in console.run("import", str(mended_file)).stderr


def test_equal_rows_are_kept_and_warned_of_and_a_reference_stands_for_one(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    plain = GOOD[0].partition(",")[2]
    file.write_text(HEADING.partition(",")[2] + f"{plain}\n{plain}\n", encoding="utf-8")
    result = console.run("import", str(file))
    assert "2 of 2 rows kept" in result.stderr
    assert "row 3: the same as an earlier row" in result.stderr
    assert "0 of 2 rows kept, 2 already there" in console.run("import", str(file)).stderr
    file.write_text(HEADING + f"{GOOD[0]}\n{GOOD[0].replace('Fee 1', 'Fee 9')}\n", encoding="utf-8")
    assert "same reference" in console.run("import", str(file)).stdout
    file.write_text(HEADING + f"{GOOD[0].replace('Fee 1', 'Fee 9')}\n", encoding="utf-8")
    assert "said something else" in console.run("import", str(file)).stdout


def test_a_long_file_leaves_no_more_than_a_digest_of_each_row_behind(bench: Bench) -> None:
    importer = Importer(bench.register)
    importer.check([_long_row(1)])
    tracemalloc.start()
    for number in range(2, 102):
        importer.check([_long_row(number)])
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (again,) = importer.check([replace(_long_row(7), number=102)])
    assert isinstance(again, Kept)
    assert again.equal_to == 7
    assert left < 100 * 1_000


def _long_row(number: int) -> Row:
    values = {"brand": "harbour", "channel": "telephone", "summary": f"Fee {number} ".ljust(20_000, "x")}
    return Row(number, values | {"received_at": AT})


def test_a_mistake_is_told_once_with_its_rows_and_what_is_allowed(console: Console, tmp_path: Path) -> None:
    rows = [f"K-{number},harbour,pigeon,Fee,{AT}" for number in range(5)]
    file = _file(tmp_path, HEADING + "\n".join([*rows, GOOD[0]]))
    result = console.run("import", str(file), "--dry-run")
    assert result.stdout.count("telephone") == 1
    assert "row 3: refused: as row 2" in result.stdout
    assert "5 rows (2 to 6): channel: “pigeon” is not on the list" in result.stderr
    assert not list(tmp_path.glob("*refused*"))


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["take", "dry-run"])
def test_bad_times_cost_their_row_and_every_door_says_so(
    console: Console, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    bad = ["2026-11-19 00:00", "2026-11-19", "0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00", "soon"]
    rows = "".join(f"{at},Late again\n" for at in [*bad, AT])
    console.does("channel", "add", "email", "mailbox")
    said = imported(console, tmp_path / "m.csv", f"occurred_at,text\n{rows}", "--channel", "mailbox", *dry)
    assert [": refused" in line for line in said] == [True] * 5 + [False]
    rows = "".join(f"K-{n},harbour,telephone,A fee,{at}\n" for n, at in enumerate([*bad, AT]))
    said = imported(console, tmp_path / "c.csv", HEADING + rows, *dry)
    assert [": refused" in line for line in said] == [True] * 5 + [False]


def test_a_message_s_receipt_is_what_the_export_states(console: Console, tmp_path: Path) -> None:
    console.does("channel", "add", "email", "mailbox")
    rows = [
        {"native_id": "m-1", "text": "One", "occurred_at": AT, "received_at": "2026-05-12T11:00:00+10:00"},
        {"native_id": "m-2", "text": "Two", "occurred_at": AT},
        {"native_id": "m-3", "text": "Three", "url": "javascript:alert(1)"},
        {"native_id": "m-4", "text": "Four", "received_at": "2999-01-01T00:00:00Z"},
        {"native_id": "m-5", "text": "\u200b\u2800"},
    ]
    file = tmp_path / "m.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = console.run("import", str(file), "--channel", "mailbox")
    assert [": refused" in line for line in result.stdout.splitlines()] == [False, False, True, True, True]
    assert "row 2: nothing says when this was received" in result.stderr
    again = console.run("import", str(file), "--channel", "mailbox")
    assert "0 of 5 rows kept, 2 already there" in again.stderr


def test_a_row_names_who_complains_as_well(console: Console, tmp_path: Path) -> None:
    heading = "reference,brand,channel,summary,received_at,name,email,joint_name,joint_email,joint_phone"
    row = f"K-{{}},harbour,telephone,A fee,{AT},Robin Example,robin@customer.example"
    rows = (
        row.format(1) + ",Kim Example,kim@quiet.example,02 5550 1234",
        row.format(2) + ",,kim@quiet.example,",
        row.format(3) + ",robin example,ROBIN@customer.example,",
        row.format(4) + ",,,",
    )
    said = imported(console, tmp_path / "c.csv", "\n".join((heading, *rows)))
    assert [": refused" in line for line in said] == [False, True, True, False]
    (found,) = json.loads(console.does("case", "show", "C-2026-000001", "--json"))["joint"]
    assert found["complainant"]["name"] == "Kim Example"
    assert "Robin Example, Kim Example" in console.does("case", "show", "C-2026-000001")
