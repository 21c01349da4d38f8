"""Dates, packs and the oracle, without any register."""

import json
from pathlib import Path

import pytest

from policies import catalogue
from tests.cli.console import Console

ORACLE = next((catalogue.FOLDER / "packs").glob("*/oracle.csv"))


@pytest.fixture
def stranger(tmp_path: Path) -> Console:
    return Console(tmp_path / "nowhere")


def test_dates_come_with_their_proofs(stranger: Console) -> None:
    said = stranger.does("dates", "--class", "standard", "--received", "2026-08-03T09:30", "--place", "NSW", "--json")
    dues = {due["rule"]: due for due in json.loads(said)}
    assert dues["idr-response-standard"]["derivation"]["due_calendar"] == "2026-09-02"
    assert dues["early-close"]["derivation"]["cite"] == "271.71"
    assert "2026-09-03" in stranger.does("dates", "--class", "standard", "--received", "2026-08-03T09:30")


def test_a_fact_moves_a_date(stranger: Console) -> None:
    asked = ("dates", "--class", "card-scheme-unauthorised", "--received", "2026-08-03T09:30")
    assert "idr-response" not in stranger.does(*asked)
    assert "2026-09-18" in stranger.does(*asked, "--fact", "card_scheme_days=45")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--class", "odd", "--received", "2026-08-03T09:30"), "complaint_class"),
        (("--class", "standard", "--received", "yesterday"), "--received"),
        (("--class", "standard", "--received", "2026-08-03T09:30+10:00"), "--received"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--place", "Mars"), "place"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--fact", "mood=good"), "mood"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--pack", "none"), "pack"),
    ],
)
def test_a_wrong_question_is_refused_by_name(stranger: Console, words: tuple[str, ...], named: str) -> None:
    assert named in stranger.refuses("dates", *words)


def test_the_oracle_agrees(stranger: Console) -> None:
    assert "0 differences" in stranger.does("policy", "oracle")
    assert "0 differences" in stranger.does("policy", "oracle", str(ORACLE))


def test_a_difference_is_named_and_ends_with_one(stranger: Console, tmp_path: Path) -> None:
    heading, first, *rest = ORACLE.read_text(encoding="utf-8").splitlines()
    wrong = first.split(",")
    wrong[heading.split(",").index("due_calendar")] = "1999-12-31"
    table = tmp_path / "wrong.csv"
    table.write_text("\n".join([heading, ",".join(wrong), *rest]) + "\n", encoding="utf-8")
    result = stranger.run("policy", "oracle", str(table))
    assert result.exit_code == 1
    assert f"{wrong[0]}: due_calendar: expected 1999-12-31" in result.stdout
    assert "1 differences" in result.stdout


def test_packs_are_listed_shown_and_checked(stranger: Console) -> None:
    pack = stranger.does("policy", "list").split()[0]
    assert "271.71" in stranger.does("policy", "show", pack)
    assert "worked examples" in stranger.does("policy", "check")
    assert "no such pack" in stranger.refuses("policy", "show", "none")
