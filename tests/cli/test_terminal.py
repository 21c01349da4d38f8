"""One way to the terminal: whatever is in a text and whatever the terminal can show, it prints."""

import json
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from register.cli.terminal import shown
from tests.cli.console import Console
from tests.rules.source import calls, modules

LINES = "row\t1\nrow 2\n"


def a_terminal(encoding: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding=encoding)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        (LINES, LINES),
        ("one\r\ntwo", "one\ntwo"),
        ("paid\x1b]0;title\x07\x1b[2J", "paid<U+001B ESC>]0;title<U+0007 BEL><U+001B ESC>[2J"),
        ("\x9b31m", "<U+009B CSI>31m"),
        ("over\rwritten\x7f\x08", "over<U+000D CR>written<U+007F DEL><U+0008 BS>"),
        ("\u202egnorw", "<U+202E RIGHT-TO-LEFT OVERRIDE>gnorw"),
        ("a\u2028b\ud800", "a<U+2028 LINE SEPARATOR>b<U+D800>"),
        ("Zoë 李 🙏🏽 👩‍👧 שלום", "Zoë 李 🙏🏽 👩‍👧 שלום"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_by_name_and_the_rest_as_it_is(said: str, seen: str) -> None:
    assert shown(said, a_terminal("utf-8")) == seen


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("ascii", 'Zo<U+00EB LATIN SMALL LETTER E WITH DIAERESIS> - "<U+1F64F PERSON WITH FOLDED HANDS>" -> 3'),
        ("latin-1", 'Zoë · "<U+1F64F PERSON WITH FOLDED HANDS>" -> 3'),
    ],
)
def test_a_terminal_of_another_encoding_gets_stand_ins(encoding: str, seen: str) -> None:
    assert shown("Zoë · “🙏” → 3", a_terminal(encoding)) == seen
    assert shown("Zoë", StringIO()) == "Zo<U+00EB LATIN SMALL LETTER E WITH DIAERESIS>"


def test_nothing_is_printed_past_that_way() -> None:
    printing = {f"{module}" for module in modules("register") for _, name in calls(module) if name == "click.echo"}
    assert printing == {"register/cli/terminal.py"}


@pytest.fixture
def troubled(embedded: Console, tmp_path: Path) -> tuple[Console, str]:
    """A console, and the reference of a complaint whose words are no friends of terminals."""
    rows = tmp_path / "rows.jsonl"
    summary = "Charged twice \x1b[2J \u202e 🙏 Ω"
    row = {"brand": "harbour", "channel": "telephone", "summary": summary, "name": "Zoë \x9b31m Example"}
    rows.write_text(json.dumps({**row, "received_at": "2026-05-12T10:15:00+10:00"}), encoding="utf-8")
    return embedded, embedded.does("import", str(rows)).split(": ")[1].strip()


def printed(console: Console, encoding: str, *words: str) -> bytes:
    """What a command prints in a process of its own, whose terminal has another encoding."""
    told = {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "register.cli", *words],
        env={**console.environment, **told},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_a_case_is_shown_in_any_locale_and_its_words_order_nothing(troubled: tuple[Console, str]) -> None:
    console, reference = troubled
    shown_here = console.does("case", "show", reference)
    assert "Charged twice <U+001B ESC>[2J <U+202E RIGHT-TO-LEFT OVERRIDE> 🙏 Ω" in shown_here
    assert "Zoë <U+009B CSI>31m Example" in shown_here
    shown_there = printed(console, "ascii", "case", "show", reference).decode("ascii")
    assert "<U+1F64F PERSON WITH FOLDED HANDS> <U+03A9 GREEK CAPITAL LETTER OMEGA>" in shown_there
    assert "\x1b" not in shown_here + shown_there


def test_json_keeps_its_values_in_any_locale(troubled: tuple[Console, str]) -> None:
    console, reference = troubled
    here = console.does("case", "show", reference, "--json")
    there = printed(console, "ascii", "case", "show", reference, "--json").decode("ascii")
    assert json.loads(here) == json.loads(there)
    assert "🙏" in here
    assert not {"\x1b", "\x9b", "\u202e"} & set(here)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_pack_is_shown_in_any_locale(embedded: Console, encoding: str) -> None:
    said = printed(embedded, encoding, "policy", "show", "au-asic-rg271").decode(encoding)
    assert "30 calendar days" in said


def test_a_checkpoint_is_the_same_bytes_in_any_locale(embedded: Console) -> None:
    note = printed(embedded, "utf-8", "trail", "checkpoint")
    assert "—".encode() in note
    assert printed(embedded, "ascii", "trail", "checkpoint") == note
