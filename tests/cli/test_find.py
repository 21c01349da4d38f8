"""Complaints and messages found from the command line, and the index made anew."""

from pathlib import Path

from tests.build import Bench, a_case, a_message
from tests.cli.console import Console
from tests.door.looking import url_of
from tests.store.raw import run


def console_of(bench: Bench) -> Console:
    return Console(Path(bench.register.settings.home), url_of(bench))


def test_complaints_and_messages_are_found(bench: Bench) -> None:
    a_case(bench), a_message(bench)
    console = console_of(bench)
    lines = console.does("find", "robin", "fee").splitlines()
    assert lines[0].split() == ["REFERENCE", "STATUS", "BRAND", "CHANNEL", "RECEIVED", "(UTC)"]
    assert lines[1].split() == ["C-2026-000001", "open", "harbour", "telephone", "2026-08-03"]
    (line,) = console.does("find", "--messages", "charged twice").splitlines()[1:]
    assert line.split()[1:] == ["awaiting", "facebook", "2026-08-03"]
    assert console.does("find", "kettle") == "Nothing found. Every word has to be there; fewer words find more.\n"


def test_what_does_not_fit_is_counted(bench: Bench) -> None:
    for _ in range(3):
        a_case(bench)
    said = console_of(bench).does("find", "fee", "--limit", "2")
    assert said.endswith("There are more than these 2: more words find fewer, --limit shows more.\n")
    assert len(said.splitlines()) == 4


def test_too_much_is_refused(bench: Bench) -> None:
    assert "too many characters to find anything by: at most 200" in console_of(bench).refuses("find", "x" * 5000)


def test_the_index_is_made_anew(bench: Bench) -> None:
    a_case(bench), a_message(bench)
    console = console_of(bench)
    run(url_of(bench), "DELETE FROM find_entries")
    assert "Nothing found" in console.does("find", "robin")
    assert console.does("maintain") == "2 complaints and messages are found by their words.\n"
    assert "C-2026-000001" in console.does("find", "robin")
