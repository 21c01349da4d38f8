"""The shipped packs: their worked dates hold, their letters ask for what the paragraphs say, their codes are known."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from policies.catalogue import FOLDER, shipped
from policies.oracle import check_examples, compare
from register.domain.errors import Invalid
from register.domain.law.policy import Pack
from register.domain.values import Code

POLICIES = shipped()
PACKS = [pytest.param(pack, id=f"{pack.id}-{pack.version}") for pack in POLICIES.packs.values()]
ASIC = POLICIES.pack("au-asic-rg271", "2021-10-05+1")
ORACLE = FOLDER / "packs" / "au-asic-rg271" / "oracle.csv"


def ids(blocks: object) -> list[str]:
    """The ids of blocks or triggers."""
    return [getattr(block, "id", None) or block.code for block in blocks]  # type: ignore[attr-defined]  # either of two


@pytest.mark.parametrize("pack", PACKS)
def test_the_worked_examples_inside_a_pack_hold(pack: Pack) -> None:
    assert check_examples(pack, POLICIES.calendars) == []
    assert pack.examples


@pytest.mark.parametrize("pack", PACKS)
def test_every_wrong_date_of_an_example_is_named(pack: Pack) -> None:
    wrong = [
        replace(
            example,
            expected={
                rule: dates and {part: day + timedelta(days=1) for part, day in dates.items()}
                for rule, dates in example.expected.items()
            },
        )
        for example in pack.examples
    ]
    dated = [len(dates) for example in pack.examples for dates in example.expected.values() if dates is not None]
    assert len(check_examples(replace(pack, examples=tuple(wrong)), POLICIES.calendars)) == sum(dated)


@pytest.mark.provision("A1", "K1", "K2", "K3", "L1", "L2", "L3", "L5", "L6", "Q1")
@pytest.mark.scenario(
    "E01",
    "E02",
    "E03",
    "E04",
    "E05",
    "E06a",
    "E06b",
    "E07",
    "E08",
    "E09",
    "E10",
    "E11",
    "E12",
    "E13",
    "E14",
    "E15",
    "E16",
    cite="271.51, 271.56, 271.71, Table 2",
)
def test_the_oracle_agrees_in_every_filled_column() -> None:
    assert compare(ASIC, ORACLE, POLICIES.calendars) == []


def test_the_oracle_has_a_row_for_every_class_that_counts_from_receipt() -> None:
    with ORACLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    started_elsewhere = {"super-death-benefit", "card-scheme-unauthorised", "credit-postponement"}
    assert {row["complaint_class"] for row in rows} == set(ASIC.classes) - started_elsewhere


def test_every_changed_cell_of_the_oracle_is_named(tmp_path: Path) -> None:
    with ORACLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    compared = [column for column in rows[0] if column in ASIC.oracle]
    assert len(compared) == 6
    for column in compared:
        changed = [{**row, column: "1999-01-01"} for row in rows]
        path = tmp_path / f"{column}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(changed)
        found = compare(ASIC, path, POLICIES.calendars)
        assert [(each.row, each.column) for each in found] == [(row["id"], column) for row in rows]
        assert {each.expected for each in found} == {"1999-01-01"}
        assert [each.found for each in found] == [row[column] for row in rows]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A,NSW,nonsense,2026-05-12T10:15,2026-06-11,", "complaint_class"),
        ("A,MOON,standard,2026-05-12T10:15,2026-06-11,", "holiday_calendar"),
        ("A,NSW,standard,yesterday,2026-06-11,", "received_local"),
        ("A,NSW,standard,,2026-06-11,", "received_local"),
        ("A,NSW,standard,2026-05-12T10:15,,x", "surprise"),
        ("A,NSW,super-death-benefit,2026-05-12T10:15,2026-06-11,", "due_calendar"),
        ("A,NSW,standard,2026-05-12T10:15,2026-06-11,,more", "beyond the last column"),
    ],
)
def test_a_row_that_cannot_be_worked_is_a_difference(row: str, column: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        f"id,holiday_calendar,complaint_class,received_local,due_calendar,surprise\n{row}\n", encoding="utf-8"
    )
    assert [(each.row, each.column) for each in compare(ASIC, path, POLICIES.calendars)] == [("A", column)]


def test_a_row_that_says_nothing_is_named_in_every_column_it_needs(tmp_path: Path) -> None:
    found = compare(ASIC, table_of(tmp_path, "id,holiday_calendar,complaint_class,received_local", "A"), {})
    assert [each.column for each in found] == ["holiday_calendar", "complaint_class", "received_local"]
    assert {each.line for each in found} == {2}


def table_of(folder: Path, *lines: str) -> Path:
    """A table of worked dates."""
    path = folder / "worked.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(folder: Path, *lines: str) -> list[str]:
    """What comparing a table says, a line each."""
    return [str(each) for each in compare(ASIC, table_of(folder, *lines), POLICIES.calendars)]


@pytest.mark.provision("B2", cite="271.84, Table 2")
def test_a_table_tells_what_else_a_limit_counts_from(tmp_path: Path) -> None:
    """A death benefit counts from the end of the objection period, a hardship notice from the information (271.93)."""
    columns = (
        "id,holiday_calendar,complaint_class,received_local,proposal_received@1,information_requested,due_calendar"
    )
    assert (
        told(
            tmp_path,
            columns,
            "N1,NSW,super-death-benefit,2026-03-10T10:00,2026-03-02T09:00,,2026-06-28",
            "N2,NSW,credit-hardship-notice,2026-07-06T10:00,,2026-07-17T10:00,2026-08-14",
        )
        == []
    )
    assert told(tmp_path, columns, "N2,NSW,credit-hardship-notice,2026-07-06T10:00,,,2026-08-14") == [
        "line 2, N2: due_calendar: expected 2026-08-14, found 2026-07-27"
    ]


def test_a_table_states_facts(tmp_path: Path) -> None:
    columns = "id,holiday_calendar,complaint_class,received_local,card_scheme_days,due_calendar"
    row = "F,NSW,card-scheme-unauthorised,2026-08-03T09:30,{},2026-09-17"
    assert told(tmp_path, columns, row.format("45")) == []
    assert told(tmp_path, columns, row.format("many")) == [
        "line 2, F: card_scheme_days: expected a whole number, found many"
    ]


def test_an_hour_that_clocks_showed_twice_is_said_in_utc(tmp_path: Path) -> None:
    """2.30 in the night of 5 April 2026 was two instants in Sydney, eleven and ten hours ahead of UTC."""
    columns = "id,holiday_calendar,complaint_class,received_local,received_utc,ack_24h_local"
    assert (
        told(
            tmp_path,
            columns,
            "U1,NSW,standard,2026-04-05T02:30,2026-04-04T15:30Z,2026-04-06T01:30",
            "U2,NSW,standard,2026-04-05T02:30,2026-04-04T16:30,2026-04-06T02:30",
            "U3,NSW,standard,,2026-04-04T16:30Z,2026-04-06T02:30",
        )
        == []
    )
    assert told(
        tmp_path,
        columns,
        "A,NSW,standard,2026-04-05T02:30,,2026-04-06T02:30",
        "B,NSW,standard,2026-04-05T09:00,2026-04-04T16:30Z,2026-04-06T02:30",
        "C,NSW,standard,,2026-04-05T02:30+10:00,2026-04-06T02:30",
    ) == [
        (
            "line 2, A: received_local: expected 2026-04-05T02:30+11:00 or 2026-04-05T02:30+10:00, or the instant in "
            "received_utc, found 2026-04-05T02:30"
        ),
        (
            "line 3, B: received_local: expected 2026-04-05T02:30, the same time in Australia/Sydney, found "
            "2026-04-05T09:00"
        ),
        "line 4, C: received_utc: expected a time in UTC as in 2026-05-12T00:15Z, found 2026-04-05T02:30+10:00",
    ]


def test_an_event_that_happened_several_times_stands_in_one_cell(tmp_path: Path) -> None:
    columns = "id,holiday_calendar,complaint_class,received_utc,information_requested_utc,due_calendar"
    twice = "2026-07-17T00:00Z;2026-07-10T00:00Z"
    assert told(tmp_path, columns, f"T,NSW,credit-hardship-notice,2026-07-06T00:00Z,{twice},2026-08-07") == []
    odd = told(tmp_path, columns, "T,NSW,credit-hardship-notice,2026-07-06T00:00Z,soon,2026-08-07")
    assert odd == ["line 2, T: information_requested_utc: expected a time in UTC as in 2026-05-12T00:15Z, found soon"]


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ("id,holiday_calendar,complaint_class,due_calendar", "received_local or received_utc"),
        (
            "id,holiday_calendar,complaint_class,received_local,received_local",
            "the column received_local stands there twice",
        ),
    ],
)
def test_a_heading_that_is_wrong_is_refused_by_name(columns: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        compare(ASIC, table_of(tmp_path, columns), POLICIES.calendars)
    assert named in str(refused.value.problems[0].params["reason"])


def test_a_file_that_is_no_table_of_dates_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,colour\na,b\n", encoding="utf-8")
    with pytest.raises(Invalid, match="oracle-unreadable"):
        compare(ASIC, path, POLICIES.calendars)
    with pytest.raises(Invalid, match="oracle-unreadable"):
        compare(ASIC, tmp_path / "missing.csv", POLICIES.calendars)


@pytest.mark.provision("I1", "I2", "I3", "IO1", "IO2", "IO3", "IO5", "B5")
@pytest.mark.parametrize(
    ("outcome", "blocks"),
    [
        ("accepted", ["outcome", "actions-taken", "afca-right", "afca-contact"]),
        (
            "partly-rejected",
            ["outcome", "actions-taken", "points-answered", "findings", "reasons", "afca-right", "afca-contact"],
        ),
        ("rejected", ["outcome", "points-answered", "findings", "reasons", "afca-right", "afca-contact"]),
    ],
)
def test_an_idr_response_carries_what_271_53_and_271_54_ask_for(outcome: str, blocks: list[str]) -> None:
    spec = ASIC.letter("idr-response", "standard", outcome)
    assert ids(spec.required) == blocks
    assert {block.force for block in spec.required} == {"E"}
    assert spec.type.event == "final_sent"
    assert "afca-28-days" in ids(ASIC.letter("idr-response", "super-death-benefit", outcome).required)


@pytest.mark.provision("B4", "IO4")
def test_a_new_death_benefit_proposal_forbids_the_right_to_go_to_afca() -> None:
    """271.84: a forbidden block is never also required."""
    spec = ASIC.letter("new-proposal", "super-death-benefit", "rejected")
    assert ids(spec.forbidden) == ["afca-right", "afca-contact", "afca-28-days"]
    assert not set(ids(spec.required)) & set(ids(spec.forbidden))
    assert "objection-period" in ids(spec.required)


@pytest.mark.provision("D2", "D5")
def test_a_delay_notification_carries_what_271_66_asks_for() -> None:
    blocks = ASIC.letter("delay-notification", "standard").required
    assert [(block.id, block.cite) for block in blocks] == [
        ("delay-reasons", "271.66(a)"),
        ("afca-right", "271.66(b)"),
        ("afca-contact", "271.66(c)"),
    ]
    assert "afca-delay-only" in ids(ASIC.letter("delay-notification", "super-death-benefit").required)


@pytest.mark.parametrize(
    ("letter", "known_class", "outcome", "problem"),
    [
        ("poem", "standard", None, "unknown-letter-type"),
        ("idr-response", "nonsense", "accepted", "unknown-class"),
        ("idr-response", "standard", "perhaps", "unknown-letter-outcome"),
        ("idr-response", "standard", None, "unknown-letter-outcome"),
        ("delay-notification", "standard", "rejected", "unknown-letter-outcome"),
        ("new-proposal", "standard", "rejected", "letter-not-for-class"),
    ],
)
def test_a_letter_nobody_defined_is_refused(letter: str, known_class: str, outcome: str | None, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        ASIC.letter(letter, known_class, outcome)


@pytest.mark.provision("Q4", "Q5", "C16")
@pytest.mark.parametrize(
    ("known_class", "fact", "expected"),
    [
        ("standard", None, []),
        ("standard", "written_response_requested", ["requested"]),
        ("standard", "concerns_hardship", ["hardship"]),
        ("standard", "declined_claim", ["declined-claim"]),
        ("standard", "claim_value", ["claim-value"]),
        ("super-trustee", "trustee_decision", ["trustee-decision"]),
        ("credit-hardship-notice", None, ["hardship"]),
        ("credit-postponement", None, ["hardship"]),
        ("super-death-benefit", None, ["trustee-decision"]),
    ],
)
def test_a_written_response_stays_due_in_the_cases_of_271_75(
    known_class: str, fact: str | None, expected: list[str]
) -> None:
    triggers = ASIC.written_response_required(known_class, {fact: True} if fact else {})
    assert ids(triggers) == expected
    assert all(trigger.cite.startswith("271.75") for trigger in triggers)


@pytest.mark.provision("Q1")
def test_the_early_window_is_five_business_days() -> None:
    assert ASIC.windows_for("early_resolved") == {"early-close"}
    limit = ASIC.rules[Code("early-close")].limit
    assert limit is not None
    assert (limit.count, limit.unit) == (5, "business-day")


def test_only_enforceable_and_legal_deadlines_of_the_firm_can_be_breached() -> None:
    breachable = {rule.id for rule in ASIC.rules.values() if rule.breachable}
    assert breachable == {
        "idr-response-standard", "idr-response-traditional-trustee", "idr-response-super-trustee",
        "idr-response-super-insurance", "idr-response-death-benefit", "idr-response-default-notice",
        "idr-response-hardship", "idr-response-hardship-no-information", "idr-response-hardship-information",
        "idr-response-postponement", "idr-response-hardship-information-received",
        "idr-response-new-objection", "agreement-confirmation", "advocate-outcome",
        "refer-back-hardship", "refer-back-superannuation-or-trustee", "refer-back-standard",
        "refer-back-through", "refer-back-stated",
    }  # fmt: skip


@pytest.mark.provision("H3")
def test_enforcement_is_prohibited_while_a_credit_complaint_is_open() -> None:
    """271.89."""
    assert [ban.cite for ban in ASIC.prohibited("credit-default-notice")] == ["271.89"]
    assert ASIC.prohibited("standard") == ()


@pytest.mark.provision("D1", "D3", "D4", "D9")
def test_load_and_backlog_are_no_grounds_for_delay() -> None:
    """271.65 and 271.68; the list holds the guide's grounds alone."""
    assert set(ASIC.codes[Code("delay-ground")].entries) == {
        "complexity", "complexity-old-event", "complexity-competing-beneficiaries", "beyond-control",
        "medical-appointment", "complainant-unavailable", "third-party-information", "beneficiary-information",
    }  # fmt: skip


def test_taxonomies_borrowed_from_elsewhere_are_marked_provisional() -> None:
    provisional = {name for name, codes in ASIC.codes.items() if codes.provisional}
    assert provisional == {"product", "issue", "outcome-group"}


@pytest.mark.provision("P8")
def test_a_code_is_checked_against_its_list() -> None:
    assert ASIC.code("remedy", "apology", "remedies[0].kind") == "apology"
    with pytest.raises(Invalid) as refusal:
        ASIC.code("remedy", "a-pony", "remedies[0].kind")
    problem = refusal.value.problems[0]
    assert (problem.code, problem.where, problem.cite) == ("unknown-code", "remedies[0].kind", "271.161")
