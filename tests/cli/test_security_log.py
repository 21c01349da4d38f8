"""The security log at the console: the newest line first, each as JSON."""

import json

from tests.cli.console import Console


def test_the_security_log_is_printed_line_by_line_and_its_reading_written_down(console: Console) -> None:
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    first = [json.loads(line) for line in console.does("trail", "log").splitlines()]
    assert [line["what"] for line in first] == ["read:security-log"]
    assert first[0]["actor"] == "operator:console"
    again = console.does("trail", "log", "--who", "operator:console").splitlines()
    assert len(again) == 2
    assert console.does("trail", "log", "--who", "stranger") == ""
    assert console.does("trail", "log", "--from", "2999-01-01") == ""
