"""The other regimes: the worked dates of our reading of them, what their letters must carry, and how sure we are."""

import re
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policies.catalogue import FOLDER, load, shipped
from register.domain.law.calendars import Calendar, Holiday
from register.domain.law.deadlines import Circumstances, derive
from register.domain.law.policy import Pack
from register.domain.law.rules import Value
from register.domain.values import Code
from register.foundation import assumed_details

POLICIES = shipped()
UK = POLICIES.pack("uk-fca-disp1", "2026-06-01")
SINGAPORE = POLICIES.pack("sg-mas-fa-chr", "2022-01-03")
TELCO = POLICIES.pack("au-acma-tcp", "2026-01-01")
IRELAND = POLICIES.pack("ie-cbi-cpc", "2026-03-24")
REGIMES = [pytest.param(pack, id=pack.id) for pack in (UK, SINGAPORE, TELCO, IRELAND)]

CHRISTMAS = ("2026-12-25", "2026-12-28", "2027-01-01")
EASTER = ("2026-04-03", "2026-04-04", "2026-04-06")
GIVEN_BY_THE_REGISTER = {"reference", "received_on", "respond_by", "officer_name", "addressee_name", "firm_details"}
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
LISTS_THE_REGISTER_ASKS_FOR = {
    "received-channel", "first-receiver", "complainant-type", "representative-type", "direct-contact-exception",
    "complaint-outcome",
    "idr-decision", "remedy", "delay-ground", "early-close-basis", "not-a-complaint", "priority-trigger",
    "systemic-example", "outcome-group", "root-cause", "product", "issue",
}  # fmt: skip


def last_days(
    pack: Pack,
    complaint_class: str,
    happened: Mapping[str, str],
    holidays: tuple[str, ...] = (),
    values: Mapping[str, Value] | None = None,
) -> dict[str, str]:
    """The last day of every rule, counted with these holidays and no others."""
    place = pack.places[pack.default_place]
    off = {date.fromisoformat(day): (Holiday(Code("holiday"), "Holiday"),) for day in holidays}
    calendars: dict[str, Calendar] = {place.calendar: Calendar(place.calendar, Code("test"), off, 2032)}
    events = {
        event: (datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(place.zone)),) for event, at in happened.items()
    }
    known = Circumstances(Code(complaint_class), place.id, place.zone, values or {}, events)
    return {due.rule: str(due.derivation.due_calendar) for due in derive(pack, known, calendars)}


def required(pack: Pack, letter: str, complaint_class: str, outcome: str | None = None, **values: Value) -> list[str]:
    """The blocks a letter must carry."""
    return [block.id for block in pack.letter(letter, complaint_class, outcome, values).required]


# ------------------------------------------------------------------ worked dates: the holidays are inputs, not claims


@pytest.mark.provision("U5", "U8", pack="uk-fca-disp1")
def test_a_complaint_before_christmas_in_the_united_kingdom() -> None:
    found = last_days(UK, "general", {"received": "2026-12-18T10:00"}, CHRISTMAS)
    assert found["early-resolution"] == "2026-12-23"
    assert found["final-response-general"] == found["ombudsman-opens-general"] == "2027-02-12"
    assert "final-response-payments" not in found


@pytest.mark.provision("U11", "U12", pack="uk-fca-disp1")
def test_a_payments_complaint_has_fifteen_business_days_or_thirty_five_from_receipt() -> None:
    received = {"received": "2026-12-18T10:00"}
    assert last_days(UK, "payments", received, CHRISTMAS)["final-response-payments"] == "2027-01-13"
    held = last_days(UK, "payments", received | {"extension_sent": "2027-01-13T17:00"}, CHRISTMAS)
    assert held["final-response-payments-extended"] == "2027-02-10"
    assert "final-response-payments" not in held
    late = last_days(UK, "payments", received | {"extension_sent": "2027-01-14T09:00"}, CHRISTMAS)
    assert late["final-response-payments"] == "2027-01-13"
    assert "final-response-payments-extended" not in late


@pytest.mark.provision("U15", pack="uk-fca-disp1")
@pytest.mark.parametrize("sent", ["final_sent", "agreement_confirmed"])
def test_six_months_to_the_ombudsman_end_with_the_month_where_the_day_does_not_exist(sent: str) -> None:
    found = last_days(UK, "general", {"received": "2027-08-02T10:00", sent: "2027-08-31T10:00"})
    assert found["ombudsman-window"] == "2028-02-29"
    assert "ombudsman-opens-general" not in found


@pytest.mark.provision("U16", pack="uk-fca-disp1")
def test_six_years_from_the_event_and_three_from_knowing_stand_side_by_side() -> None:
    known = {"received": "2026-09-01T10:00", "conduct": "2020-02-29T12:00", "knowledge": "2025-03-10T12:00"}
    found = last_days(UK, "general", known)
    assert (found["ombudsman-six-years"], found["ombudsman-three-years"]) == ("2026-02-28", "2028-03-10")


@pytest.mark.provision("I1", "I3", "I4", "I5", "I8", pack="ie-cbi-cpc")
def test_an_irish_payments_complaint_runs_under_two_sets_of_limits_at_once() -> None:
    found = last_days(IRELAND, "payments", {"received": "2026-04-13T10:00"}, ("2026-05-04", "2026-06-01"))
    assert found["acknowledgement"] == found["early-resolution"] == "2026-04-20"
    assert found["progress-update"] == "2026-05-12"
    assert found["final-response"] == "2026-06-10"
    assert found["payment-response"] == "2026-05-05"
    held = {"received": "2026-04-13T10:00", "extension_sent": "2026-05-05T10:00"}
    assert (
        last_days(IRELAND, "payments", held, ("2026-05-04", "2026-06-01"))["payment-response-extended"] == "2026-06-03"
    )


@pytest.mark.provision("S4", "S6", "S9", pack="sg-mas-fa-chr")
def test_singapore_gives_two_and_twenty_business_days_and_three_months_for_the_return() -> None:
    found = last_days(SINGAPORE, "retail", {"received": "2026-04-02T10:00"}, ("2026-04-03", "2026-05-01"))
    assert (found["acknowledgement"], found["final-response"]) == ("2026-04-07", "2026-05-04")
    assert last_days(SINGAPORE, "retail", {"period_ended": "2026-06-30T12:00"})["return-due"] == "2026-09-30"


@pytest.mark.provision("T1", "T3", "T4", "T5", pack="au-acma-tcp")
def test_telecommunications_give_two_and_ten_working_days_and_five_to_carry_out() -> None:
    received = {"received": "2026-04-01T10:00"}
    found = last_days(TELCO, "standard", received, EASTER, {"channel": Code("email")})
    assert (found["acknowledgement-other"], found["proposed-resolution"]) == ("2026-04-07", "2026-04-17")
    urgent = last_days(TELCO, "urgent", received, EASTER, {"channel": Code("telephone")})
    assert (urgent["acknowledgement-spoken"], urgent["urgent-resolution"]) == ("2026-04-01", "2026-04-07")
    done = last_days(TELCO, "standard", received | {"accepted": "2026-04-14T10:00"}, EASTER)
    assert done["carry-out"] == "2026-04-21"


@pytest.mark.provision("T9", pack="au-acma-tcp")
@pytest.mark.parametrize(
    ("quarter", "due"),
    [
        ("2026-03-31", "2026-04-30"),
        ("2026-06-30", "2026-07-30"),
        ("2026-09-30", "2026-10-30"),
        ("2026-12-31", "2027-01-30"),
    ],
)
def test_thirty_days_after_every_quarter_is_the_thirtieth(quarter: str, due: str) -> None:
    assert last_days(TELCO, "standard", {"period_ended": f"{quarter}T12:00"})["return-due"] == due


@pytest.mark.provision("U23", pack="uk-fca-disp1")
@pytest.mark.parametrize(
    ("half_year", "named"), [("2026-06-30", "2026-08-31"), ("2026-12-31", "2027-02-28"), ("2027-12-31", "2028-02-28")]
)
def test_the_published_summary_is_never_asked_for_later_than_the_day_the_rule_names(half_year: str, named: str) -> None:
    found = last_days(UK, "general", {"period_ended": f"{half_year}T12:00"})["publication-due"]
    assert date.fromisoformat(named).replace(day=28).isoformat() <= found <= named


# ------------------------------------------------------------------ classes


@pytest.mark.provision("U11", "U13", pack="uk-fca-disp1")
@pytest.mark.parametrize(
    ("values", "held"),
    [
        pytest.param({"product": Code("e-money")}, "payments", id="by-product"),
        pytest.param({"product": Code("mortgage"), "treated_as_payment": True}, "payments-by-choice", id="by-choice"),
        pytest.param({"product": Code("fund-management")}, "collective-portfolio", id="collective-portfolio"),
        pytest.param({"product": Code("mortgage")}, None, id="nothing-special"),
    ],
)
def test_facts_choose_the_class_in_the_united_kingdom(values: Mapping[str, Value], held: str | None) -> None:
    found = UK.held_class(None, values)
    assert (None if found is None else found.id) == held
    assert next(iter(UK.classes)) == "general"


@pytest.mark.provision("T4", pack="au-acma-tcp")
def test_the_words_of_a_complaint_hold_it_to_the_urgent_class_until_somebody_has_looked() -> None:
    found = TELCO.class_by_words("You have cut off my phone without a word")
    assert found is not None
    assert (found.id, found.urgent) == ("urgent", True)
    assert TELCO.class_by_words("My bill is wrong") is None
    assert TELCO.held_class(None, {"urgent_reason": Code("safety-threat")}) == found


# ------------------------------------------------------------------ letters


@pytest.mark.provision("U9", "U10", pack="uk-fca-disp1")
@pytest.mark.parametrize(
    ("values", "statement"),
    [
        pytest.param({}, "fos-six-months", id="nobody-has-said"),
        pytest.param({"time_barred": False, "consent_to_waive": False}, "fos-six-months", id="in-time"),
        pytest.param({"time_barred": True}, "fos-time-barred", id="out-of-time"),
        pytest.param({"time_barred": True, "consent_to_waive": False}, "fos-time-barred", id="out-of-time-no-consent"),
        pytest.param({"consent_to_waive": True}, "fos-consent-given", id="consent"),
        pytest.param({"time_barred": True, "consent_to_waive": True}, "fos-consent-given", id="out-of-time-consent"),
    ],
)
@pytest.mark.parametrize(("letter", "outcome"), [("final-response", "rejected"), ("summary-resolution", None)])
def test_exactly_one_statement_on_the_time_limits_is_made(
    letter: str, outcome: str | None, values: Mapping[str, bool], statement: str
) -> None:
    """DISP 1 Annex 3R: whoever says nothing about waiving, holds to the limit."""
    statements = {"fos-six-months", "fos-time-barred", "fos-consent-given"}
    assert statements & set(required(UK, letter, "general", outcome, **values)) == {statement}


@pytest.mark.provision("U9", "U10", pack="uk-fca-disp1")
@pytest.mark.parametrize(
    ("outcome", "own"),
    [("accepted", {"redress"}), ("redress-without-accepting", {"redress"}), ("rejected", {"reasons"})],
)
def test_a_final_response_carries_its_own_blocks_and_the_ombudsmans(outcome: str, own: set[str]) -> None:
    always = {"outcome", "fos-right", "fos-six-months", "fos-leaflet", "fos-contact"}
    assert set(required(UK, "final-response", "general", outcome)) == always | own
    assert set(required(UK, "final-response", "payments", outcome)) == always | own | {"points-answered"}


@pytest.mark.provision("U3", "U13", pack="uk-fca-disp1")
@pytest.mark.parametrize(
    ("complaint_class", "said"),
    [
        ("general", {"response-in-eight-weeks"}),
        ("payments", {"response-in-fifteen-days"}),
        ("payments-by-choice", {"response-in-fifteen-days", "treated-as-payments"}),
    ],
)
def test_the_acknowledgement_says_which_response_comes_and_when(complaint_class: str, said: set[str]) -> None:
    promises = {"response-in-eight-weeks", "response-in-fifteen-days", "treated-as-payments"}
    assert promises & set(required(UK, "acknowledgement", complaint_class)) == said


@pytest.mark.provision("S2", pack="sg-mas-fa-chr")
def test_singapores_final_response_passes_a_second_person_by_law() -> None:
    assert [(gate.letter, gate.cite, gate.confirmed) for gate in SINGAPORE.gates] == [("final-response", "reg 4", "C")]


@pytest.mark.parametrize("pack", REGIMES)
def test_a_standard_text_asks_for_nothing_the_register_cannot_fill_in(pack: Pack) -> None:
    there = GIVEN_BY_THE_REGISTER | {f"{scheme.contact}_details" for scheme in pack.schemes}
    for language in pack.languages:
        for block in pack.texts[language].blocks.values():
            assert set(PLACEHOLDER.findall(block.text)) <= there, block.id


@pytest.mark.parametrize("pack", REGIMES)
def test_every_block_a_letter_must_carry_has_its_place_in_the_printed_order(pack: Pack) -> None:
    for rule in pack.letter_rules:
        printed = pack.texts[pack.languages[0]].letters[rule.type].blocks
        assert {block.id for block in rule.required} <= set(printed), rule.type


# ------------------------------------------------------------------ how sure we are


@pytest.mark.parametrize("pack", REGIMES)
def test_what_is_unconfirmed_is_never_called_a_limit_by_law(pack: Pack) -> None:
    unconfirmed = [rule for rule in pack.rules.values() if rule.confirmed == "U"]
    assert {rule.operated_force for rule in unconfirmed} <= {"house"}
    assert not [rule.id for rule in unconfirmed if rule.breachable]
    assert {known.force for known in pack.provisions.values() if known.confirmed == "U"} <= {"house"}


def test_a_limit_without_a_number_in_the_law_is_the_firms_own_target() -> None:
    prompt = {rule.id: rule.operated_force for rule in UK.rules.values() if rule.prompt}
    assert prompt == {"acknowledgement": "house", "summary-resolution": "house"}


def test_only_ireland_is_an_example_and_nothing_in_its_own_regulations_is_confirmed() -> None:
    assert [pack.id for pack in (UK, SINGAPORE, TELCO, IRELAND) if pack.is_example] == ["ie-cbi-cpc"]
    own = {rule.confirmed for rule in IRELAND.rules.values() if rule.cite == "S.I. 81/2025"}
    assert own == {"S", "U"}


@pytest.mark.parametrize("pack", REGIMES)
def test_a_pack_holds_every_list_the_register_asks_for(pack: Pack) -> None:
    assert set(pack.codes) == LISTS_THE_REGISTER_ASKS_FOR
    assert pack.codes[Code("idr-decision")].entries.keys() == {
        outcome for kind in pack.letter_types.values() for outcome in kind.outcomes
    }


def test_a_regime_is_added_by_one_file(tmp_path: Path) -> None:
    """Ireland alone, with the shared code lists and its calendar, loads beside nothing else."""
    shutil.copytree(FOLDER / "codes", tmp_path / "codes")
    shutil.copytree(FOLDER / "calendars" / "ie", tmp_path / "calendars" / "ie")
    assert [path.name for path in (FOLDER / "packs" / IRELAND.id).iterdir()] == ["2026-03-24.toml"]
    shutil.copytree(FOLDER / "packs" / IRELAND.id, tmp_path / "packs" / IRELAND.id)
    assert list(load(tmp_path).packs) == [(IRELAND.id, IRELAND.version)]


@pytest.mark.parametrize("pack", REGIMES)
def test_a_register_is_founded_with_the_way_to_the_schemes_of_its_packs(pack: Pack) -> None:
    details = assumed_details(POLICIES, (pack.id,))
    assert pack.schemes
    assert {f"{scheme.contact}-{what}" for scheme in pack.schemes for what in ("name", "web")} <= set(details)
