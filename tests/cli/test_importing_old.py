"""Open complaints of another system in a file: with where they come from, why, and the dates they had there (M15)."""

import json
from pathlib import Path

from tests.cli.console import Console

HEADING = "reference,brand,channel,summary,received_at,carried_from,carried_because,carried_dates\n"
OLD = "2021-10-04T10:15:00+11:00"
CLAIMED = "2026-05-12T10:15:00+10:00"


def lines(console: Console, file: Path, text: str, *options: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    return console.run("import", str(file), *options).stdout.splitlines()


def row(reference: str, received: str, *rest: str) -> str:
    return ",".join((reference, "harbour", "telephone", "A fee", received, *rest)) + "\n"


def test_rows_of_another_system_bring_their_dates(console: Console, tmp_path: Path) -> None:
    rows = [
        row("K-1", OLD, "Old desk 17", "Still open", "idr-response=2026-06-20|acknowledgement=2021-10-05T10:00+11:00"),
        row("K-2", CLAIMED, "Old desk 18", "", "au-asic-rg271/idr-response=2026-06-01"),
        row("K-3", OLD, "", "", ""),
        row("K-4", OLD, "", "Still open", ""),
        row("K-5", CLAIMED, "Old desk 19", "Still open", ""),
        row("K-6", CLAIMED, "Old desk 20", "", "idr-response=2026-05-01"),
        row("K-7", CLAIMED, "Old desk 21", "", "moon=2026-06-20"),
        row("K-8", CLAIMED, "Old desk 22", "", "soon"),
        row("K-9", CLAIMED, "Old desk 23", "", "idr-response=2026-02-30"),
        row("K-10", CLAIMED, "Old desk 24", "", "idr-response=2026-06-20T10:00"),
    ]
    text = HEADING + "".join(rows)
    tried = lines(console, tmp_path / "rows.csv", text, "--dry-run")
    told = lines(console, tmp_path / "rows.csv", text)
    refused = [line.partition("refused: ")[2] for line in told[2:]]
    assert [line.partition("refused: ")[2] for line in tried[2:]] == refused
    assert "was not in force on 2021-10-04" in refused[0]
    assert [reason.partition(":")[0] for reason in refused[1:]] == [
        "carried_from",
        "carried_because",
        "carried_dates",
        "carried_dates",
        "carried_dates",
        "carried_dates",
        "carried_dates",
    ]
    old = json.loads(console.does("case", "show", told[0].split()[-1], "--json"))
    assert old["packs"][0]["unclaimed"] is True
    assert (old["carried_over"]["source"], old["carried_over"]["by"]) == ("Old desk 17", "system:import")
    assert [date["day"] for date in old["carried_dates"]] == ["2026-06-20", None]
    shown = console.does("case", "show", told[0].split()[-1])
    assert "Brought over from Old desk 17" in shown
    assert "Received before au-asic-rg271 took force" in shown
    assert "not claimed by the pack" in shown
    claimed = json.loads(console.does("case", "show", told[1].split()[-1], "--json"))
    assert claimed["packs"][0]["unclaimed"] is False
    assert "0 differences" in console.does("policy", "rederive", "--processes", "1")


def test_lines_of_json_may_list_the_dates(console: Console, tmp_path: Path) -> None:
    told = {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "A fee",
        "received_at": OLD,
        "carried_from": "Old desk 17",
        "carried_because": "Still open",
        "carried_dates": ["idr-response=2026-06-20"],
    }
    (line,) = lines(console, tmp_path / "rows.jsonl", json.dumps(told))
    assert line.startswith("row 1: C-")
    (again,) = lines(console, tmp_path / "rows.jsonl", json.dumps(told))
    assert again == line
