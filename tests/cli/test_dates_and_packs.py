"""Dates, packs and the oracle, without any register."""

import json
from pathlib import Path

import pytest

from policies import catalogue
from tests.cli.console import Console

PACK = ("--pack", "au-asic-rg271")
ORACLE = catalogue.FOLDER / "packs" / PACK[1] / "oracle.csv"


@pytest.fixture
def stranger(tmp_path: Path) -> Console:
    return Console(tmp_path / "nowhere")


def test_dates_come_with_their_proofs(stranger: Console) -> None:
    said = stranger.does(
        "dates", *PACK, "--class", "standard", "--received", "2026-08-03T09:30", "--place", "NSW", "--json"
    )
    dues = {due["rule"]: due for due in json.loads(said)}
    assert dues["idr-response-standard"]["derivation"]["due_calendar"] == "2026-09-02"
    assert dues["early-close"]["derivation"]["cite"] == "271.71"
    assert [rule for rule, due in dues.items() if not due["legal"]] == [
        "acknowledgement-24-hours",
        "acknowledgement-one-business-day",
    ]
    assert "2026-09-03" in stranger.does("dates", *PACK, "--class", "standard", "--received", "2026-08-03T09:30")


def test_each_date_says_why_on_request(stranger: Console) -> None:
    asked = ("dates", *PACK, "--class", "standard", "--place", "NSW", "--received", "2026-07-31T09:30")
    said, short = stranger.does(*asked, "--why"), stranger.does(*asked)
    for words in (
        "Day 1: Mon, 3 Aug 2026; the day it counts from, Fri, 31 July 2026, is not counted",
        "Counting bank holidays as business days: Fri, 7 Aug 2026, we work to this",
        "Leaving them out too: Mon, 10 Aug 2026",
        "Mon, 3 Aug 2026: Bank Holiday, counted here",
    ):
        assert words in said
        assert words not in short
    assert said.count("Paragraphs:") == 5
    early = next(due for due in json.loads(stranger.does(*asked, "--json")) if due["rule"] == "early-close")
    assert [(each["kind"], each["counts"]) for each in early["days"]][:3] == [
        ("start", 0), ("weekend", 0), ("counted", 1),
    ]  # fmt: skip
    assert {"term": "Leaving them out too", "text": "Mon, 10 Aug 2026"} in early["why"]


def test_a_date_that_is_missing_says_what_it_waits_for(stranger: Console) -> None:
    """271.77."""
    asked = ("dates", *PACK, "--class", "traditional-trustee", "--received", "2026-07-31T09:30")
    assert "No date" not in stranger.does(*asked)
    said = stranger.does(*asked, "--fact", "proceedings_started=2026-08-03T10:00")
    assert "No date: the law has stopped the count since Mon, 3 Aug 2026." in said


def test_a_date_past_the_holidays_announced_says_so(stranger: Console) -> None:
    asked = ("dates", *PACK, "--class", "standard", "--place", "NSW", "--received")
    far, near = stranger.does(*asked, "2028-08-03T09:30"), stranger.does(*asked, "2026-08-03T09:30")
    assert "(provisional)" in far
    assert "provisional: the holidays of au-nsw are announced up to 2027." in far
    assert "provisional" not in near
    assert {due["announced_year"] for due in json.loads(stranger.does(*asked, "2028-08-03T09:30", "--json"))} == {2027}


def test_a_fact_moves_a_date(stranger: Console) -> None:
    asked = ("dates", *PACK, "--class", "card-scheme-unauthorised", "--received", "2026-08-03T09:30")
    assert "idr-response" not in stranger.does(*asked)
    assert "2026-09-18" in stranger.does(*asked, "--fact", "card_scheme_days=45")


def test_only_what_the_law_sets_for_the_firm_is_called_a_legal_date(stranger: Console) -> None:
    """X09 told twice: each period counts from the end of another, and what nobody confirmed stands apart."""
    told = (f"proposal_received@{number}=2026-03-0{day}T09:00" for number, day in ((1, 2), (2, 6)))
    facts = [word for fact in told for word in ("--fact", fact)]
    said = stranger.does("dates", *PACK, "--class", "super-death-benefit", "--received", "2026-03-10T10:00", *facts)
    legal, complainant = said.split("Legal dates")[1].split("The complainant's time")
    assert "IDR response (maximum IDR timeframe), party 2" in legal
    assert "90 day from 2026-04-03 (the last day of: Objection period)" in legal
    assert "Objection period, party 2" in complainant
    sent = ("--fact", "final_sent=2026-08-10T10:00")
    said = stranger.does("dates", *PACK, "--class", "standard", "--received", "2026-08-03T09:30", *sent)
    legal, unconfirmed = said.split("Unconfirmed: no legal dates")
    assert "Time to go to AFCA" not in legal
    assert "(unconfirmed, no legal date) (the complainant's time)" in unconfirmed


def test_where_the_law_says_promptly_the_date_is_the_firms_own(stranger: Console) -> None:
    said = stranger.does("dates", "--pack", "uk-fca-disp1", "--class", "general", "--received", "2026-12-18T10:00")
    legal, own = said.split("The firm's own targets")
    assert "promptly; the firm's own target" in own
    assert "promptly" not in legal


def test_an_example_pack_is_called_one(stranger: Console) -> None:
    said = stranger.does("dates", "--pack", "ie-cbi-cpc", "--class", "consumer", "--received", "2026-08-10T10:00")
    assert "(example, no law)" in said
    assert "\nLegal dates" not in said
    assert "Example, no law" in stranger.does("policy", "show", "ie-cbi-cpc")
    assert stranger.does("policy", "list").count("(example, no law)") == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--class", "odd", "--received", "2026-08-03T09:30"), "complaint_class"),
        (("--class", "standard", "--received", "yesterday"), "--received"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--place", "Mars"), "place"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--fact", "mood=good"), "mood"),
        (("--class", "standard", "--received", "2026-08-03T09:30", "--pack", "none"), "pack"),
    ],
)
def test_a_wrong_question_is_refused_by_name(stranger: Console, words: tuple[str, ...], named: str) -> None:
    assert named in stranger.refuses("dates", *(() if "--pack" in words else PACK), *words)


def test_the_oracle_agrees(stranger: Console) -> None:
    assert "0 differences" in stranger.does("policy", "oracle", *PACK)
    assert "0 differences" in stranger.does("policy", "oracle", str(ORACLE))
    assert "0 differences" in stranger.does("policy", "oracle", *PACK, str(ORACLE))


def test_a_difference_is_named_and_ends_with_one(stranger: Console, tmp_path: Path) -> None:
    heading, first, *rest = ORACLE.read_text(encoding="utf-8").splitlines()
    wrong = first.split(",")
    wrong[heading.split(",").index("due_calendar")] = "1999-12-31"
    table = tmp_path / "wrong.csv"
    table.write_text("\n".join([heading, ",".join(wrong), *rest]) + "\n", encoding="utf-8")
    result = stranger.run("policy", "oracle", *PACK, str(table))
    assert result.exit_code == 1
    assert f"{wrong[0]}: due_calendar: expected 1999-12-31" in result.stdout
    assert "1 differences" in result.stdout


def test_packs_are_listed_shown_and_checked(stranger: Console) -> None:
    assert PACK[1] in stranger.does("policy", "list")
    assert "271.71" in stranger.does("policy", "show", PACK[1])
    assert "worked examples" in stranger.does("policy", "check")
    assert "no such pack" in stranger.refuses("policy", "show", "none")


def test_a_time_with_its_offset_is_taken_at_its_word_and_an_unclear_one_is_refused(stranger: Console) -> None:
    asked = ("dates", *PACK, "--class", "standard", "--place", "NSW", "--json", "--received")
    local, same = stranger.does(*asked, "2026-08-03T09:30"), stranger.does(*asked, "2026-08-02T23:30:00Z")
    assert json.loads(local) == json.loads(same)
    twice = stranger.refuses(*asked, "2026-04-05T02:30")
    assert "2026-04-05T02:30+11:00 or 2026-04-05T02:30+10:00" in twice
    never = stranger.refuses(*asked, "2026-10-04T02:30")
    assert "2026-10-04T01:30+10:00 or 2026-10-04T03:30+11:00" in never
    assert stranger.does(*asked, "2026-04-05 02:30+10:00")
