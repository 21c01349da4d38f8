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
