"""Import, cases, trail, reports, backup: what the console does with a register that is in use."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from register.imports import read_rows
from tests.cli.console import Console

ROWS = """\
brand,channel,summary,received_at,complaint_class,product,issues,points,tier,name,email
harbour,telephone,Charged twice,2026-05-12T10:15:00+10:00,standard,prod-atm,issue-delay,A|B,2,Robin Example,r@c.test
nobrand,telephone,A fee,2026-05-12T10:15:00+10:00,,,,,,,
harbour,telephone,No zone,2026-05-12T10:15:00,,,,,,,
harbour,telephone,Too many cells,2026-05-12T10:15:00+10:00,,,,,,,,more
"""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def entries(console: Console) -> int:
    return int(console.does("trail", "checkpoint").splitlines()[1])


def test_an_import_tells_each_row_and_keeps_the_good_ones(console: Console, rows: Path) -> None:
    result = console.run("import", str(rows))
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    reference = said[0].removeprefix("row 2: ")
    assert reference.startswith("C-")
    assert [line.split(":")[1].strip() for line in said[1:]] == ["refused"] * 3
    shown = console.does("case", "show", reference)
    assert "Robin Example" in shown
    assert "2026-06-12 00:00" in shown


def test_the_same_file_again_changes_nothing(console: Console, rows: Path) -> None:
    first = console.run("import", str(rows))
    before = entries(console)
    assert console.run("import", str(rows)).stdout == first.stdout
    assert entries(console) == before


def test_a_dry_run_says_the_same_and_keeps_nothing(console: Console, rows: Path) -> None:
    before = entries(console)
    dry = console.run("import", str(rows), "--dry-run")
    assert dry.exit_code == 1
    assert dry.stdout.startswith("row 2: good\n")
    assert entries(console) == before
    assert dry.stdout.splitlines()[1:] == console.run("import", str(rows)).stdout.splitlines()[1:]


def test_messages_come_into_their_channel(console: Console, tmp_path: Path) -> None:
    console.does("channel", "add", "email", "mailbox")
    file = tmp_path / "messages.jsonl"
    told = {
        "native_id": "m-1",
        "text": "Nobody answers 😡",
        "author": "Robin Example",
        "occurred_at": "2026-05-12T10:15:00+10:00",
    }
    file.write_text(json.dumps(told) + "\n[]\n" + '{"text": " "}\n', encoding="utf-8")
    result = console.run("import", str(file), "--channel", "mailbox")
    said = result.stdout.splitlines()
    assert [line.startswith(f"row {number}: refused") for number, line in enumerate(said, 1)] == [False, True, True]
    assert "no such channel" in console.refuses("import", str(file), "--channel", "other")


def test_a_file_that_is_no_table_is_refused(embedded: Console, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(b"\xff\xfe\x00")
    assert "rows.csv" in embedded.refuses("import", str(tmp_path / "rows.csv"))


def test_a_case_is_shown_as_it_was_known(console: Console, rows: Path) -> None:
    console.does("trail", "checkpoint")
    reference = console.run("import", str(rows)).stdout.split()[2]
    tree = json.loads(console.does("case", "show", reference, "--json"))
    assert tree["reference"] == reference
    assert tree["summary"] == "Charged twice"
    said = console.does("case", "show", reference)
    assert "IDR response (maximum IDR timeframe)" in said
    assert "au-asic-rg271" in said
    assert "no checkpoint" in console.refuses("case", "show", reference, "--as-at", "2000-01-01")
    console.does("trail", "checkpoint")
    assert reference in console.does("case", "show", reference, "--as-at", "2999-01-01")
    assert "There is no such complaint" in console.refuses("case", "show", "C-2000-000001")


def test_verify_says_what_is_proven_and_goes_on_from_an_earlier_checkpoint(
    console: Console, rows: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.txt"
    earlier.write_text(console.does("trail", "checkpoint"), encoding="utf-8")
    console.run("import", str(rows))
    said = console.does("trail", "verify", "--since", str(earlier))
    assert "Not proven" in said
    assert "continues the earlier checkpoint" in said
    (tmp_path / "no.txt").write_text("nothing", encoding="utf-8")
    assert "--since" in console.refuses("trail", "verify", "--since", str(tmp_path / "no.txt"))


def test_verify_names_a_row_changed_past_the_register(embedded: Console, rows: Path) -> None:
    embedded.run("import", str(rows))
    assert embedded.database_url is not None
    with closing(sqlite3.connect(embedded.database_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE cases SET tier = 1")
    result = embedded.run("trail", "verify")
    assert result.exit_code == 1
    assert "does NOT hold" in result.stdout
    assert "“cases”" in result.stdout


def test_an_export_checks_itself_elsewhere(console: Console, rows: Path, tmp_path: Path) -> None:
    console.run("import", str(rows))
    bundle = tmp_path / "trail.zip"
    console.does("trail", "export", "--out", str(bundle))
    assert "exists already" in console.refuses("trail", "export", "--out", str(bundle))
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "elsewhere")
    script = next((tmp_path / "elsewhere").rglob("verify.py"))
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_report_is_a_preview_unless_somebody_prepares_it(embedded: Console, rows: Path, tmp_path: Path) -> None:
    reference = embedded.run("import", str(rows)).stdout.split()[2]
    period = ("--from", "2026-05-01", "--to", "2026-05-31")
    before = entries(embedded)
    embedded.does("report", "board", *period, "--out", str(tmp_path / "board.pdf"))
    embedded.does("report", "case-file", "--case", reference, "--out", str(tmp_path / "case.pdf"))
    assert entries(embedded) == before
    assert all((tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF-") for name in ("board", "case"))
    embedded.does("user", "add", "olive@harbour.example", "--role", "officer")
    before = entries(embedded)
    out = tmp_path / "kept.pdf"
    assert "Kept for approval" in embedded.does(
        "report", "board", *period, "--out", str(out), "--prepare", "olive@harbour.example"
    )
    assert entries(embedded) == before + 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("palm-reading", "--from", "2026-05-01", "--to", "2026-05-31"), "kind"),
        (("board", "--from", "2026-06-01", "--to", "2026-05-31"), "to_on"),
        (("board",), "--from"),
        (("case-file",), "--case"),
    ],
)
def test_a_wrong_report_is_refused_and_leaves_no_file(
    embedded: Console, tmp_path: Path, words: tuple[str, ...], named: str
) -> None:
    assert named in embedded.refuses("report", *words, "--out", str(tmp_path / "out.pdf"))
    assert not list(tmp_path.glob("out.pdf*"))


def test_a_backup_is_the_register_as_it_was(embedded: Console, rows: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    embedded.does("backup", str(kept))
    assert kept.stat().st_mode & 0o077 == 0
    assert "exists already" in embedded.refuses("backup", str(kept))
    before = entries(embedded)
    embedded.run("import", str(rows))
    assert "--replace" in embedded.refuses("restore", str(kept))
    embedded.does("restore", str(kept), "--replace")
    assert entries(embedded) == before
    embedded.does("trail", "verify")
    assert [file.name for file in tmp_path.glob("register.db.before-restore-*") if file.suffix != ".db-wal"]


def test_a_damaged_backup_is_not_restored(embedded: Console, tmp_path: Path) -> None:
    embedded.does("backup", str(tmp_path / "kept.db"))
    (tmp_path / "cut.db").write_bytes((tmp_path / "kept.db").read_bytes()[:20_000])
    before = entries(embedded)
    assert "cut.db" in embedded.refuses("restore", str(tmp_path / "cut.db"), "--replace")
    assert entries(embedded) == before


def test_postgresql_brings_its_own_backup(postgresql_url: str, tmp_path: Path) -> None:
    place = Console(tmp_path / "home", postgresql_url)
    place.does("init")
    assert "pg_dump" in place.refuses("backup", str(tmp_path / "kept.db"))


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 5_000, "{"], ids=["deep", "long", "open"])
def test_a_line_no_reader_of_json_holds_is_a_row_like_any_other(line: str) -> None:
    broken, good = read_rows("rows.jsonl", f'{line}\n{{"text": "Late again"}}\n'.encode())
    assert broken.broken
    assert good.values == {"text": "Late again"}
