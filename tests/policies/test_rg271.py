"""The guide's clock, rule by rule: sections 3 to 6 of our reading of it, each with its paragraph."""

from datetime import timedelta

import pytest

from register.domain.values import Code
from tests.policies.reckoning import PACK, Happened, answer, dates, day

MAY = "2026-05-12T10:15"
JULY = "2026-07-06T09:00"
CREDIT = ("credit-default-notice", "credit-hardship-notice", "credit-postponement")
FROM_RECEIPT = sorted(set(PACK.classes) - {"super-death-benefit", "card-scheme-unauthorised"})


@pytest.mark.provision("K1", "K2", "L1", "A1")
@pytest.mark.parametrize(
    ("received", "last", "fifth", "acknowledged"),
    [
        pytest.param("2026-05-12T10:15", "2026-06-11", "2026-05-19", "2026-05-13", id="a-tuesday"),
        pytest.param("2026-05-16T21:30", "2026-06-15", "2026-05-22", "2026-05-18", id="a-saturday"),
        pytest.param("2026-04-03T09:00", "2026-05-03", "2026-04-13", "2026-04-07", id="good-friday"),
        pytest.param("2028-01-31T09:00", "2028-03-01", "2028-02-07", "2028-02-01", id="over-a-leap-day"),
    ],
)
def test_the_day_of_receipt_is_not_counted(received: str, last: str, fifth: str, acknowledged: str) -> None:
    """271.56 Note: the period starts with the day of receipt, business day or not; day one is the next."""
    found = dates("standard", {"received": received})
    assert answer(found) == last
    assert day(found, "early-close") == fifth
    assert day(found, "acknowledgement-one-business-day") == acknowledged
    due = found["acknowledgement-24-hours"]
    assert due.due_at - due.derivation.start_at == timedelta(hours=24)


@pytest.mark.provision("K3")
@pytest.mark.parametrize("complaint_class", FROM_RECEIPT)
def test_answers_are_counted_in_calendar_days_and_two_periods_in_business_days(complaint_class: str) -> None:
    """271.51, 271.56, 271.71."""
    found = dates(complaint_class, {"received": MAY})
    units = {name: due.derivation.unit for name, due in found.items()}
    assert {name for name, unit in units.items() if unit == "business-day" and found[name].force != "house"} == {
        "acknowledgement-one-business-day",
        "early-close",
    }
    assert {unit for name, unit in units.items() if found[name].duty == "idr-response"} == {"day"}


@pytest.mark.provision("KO1")
@pytest.mark.scenario("E02", cite="271.56 Note")
def test_a_last_day_on_a_weekend_is_worked_to_and_the_next_business_day_kept_beside_it() -> None:
    due = dates("standard", {"received": "2026-05-15T16:45"})["idr-response-standard"]
    assert (str(due.derivation.due_calendar), str(due.derivation.due_if_rolled)) == ("2026-06-14", "2026-06-15")
    assert due.due_at.isoformat() == "2026-06-14T14:00:00+00:00"


@pytest.mark.provision("KO3")
@pytest.mark.scenario("E06a", "E06b", cite="271.71")
def test_business_days_are_those_of_the_place() -> None:
    received = {"received": "2026-06-05T11:00"}
    fifth = [day(dates("standard", received, place=place), "early-close") for place in ("NSW", "QLD")]
    assert fifth == ["2026-06-15", "2026-06-12"]


@pytest.mark.provision("KO3", "KO4")
@pytest.mark.scenario("E08", "E09", cite="271.56 Note")
@pytest.mark.parametrize(
    ("received", "last"),
    [
        pytest.param("2026-09-01T00:30", "2026-10-01", id="half-past-midnight-is-that-day"),
        pytest.param("2026-08-31T23:59", "2026-09-30", id="a-minute-before-it-is-the-day-before"),
        pytest.param("2026-09-20T10:00", "2026-10-20", id="clocks-that-change-move-no-day"),
    ],
)
def test_the_local_day_counts_and_there_is_no_closing_hour(received: str, last: str) -> None:
    assert answer(dates("standard", {"received": received})) == last


@pytest.mark.provision("L1", "L2", "L3", "L5", "L6", "H2", "HB1", "HB7", "K5")
@pytest.mark.parametrize(
    ("complaint_class", "days", "cite"),
    [
        ("standard", 30, "271.56"),
        ("traditional-trustee", 45, "271.76"),
        ("super-trustee", 45, "271.79, Table 2"),
        ("super-insurance", 45, "271.79"),
        ("credit-default-notice", 21, "271.86"),
        ("credit-hardship-notice", 21, "271.93(a), Table 2"),
        ("credit-postponement", 21, "271.93(a)(ii), Table 2"),
    ],
)
def test_each_class_has_its_limit(complaint_class: str, days: int, cite: str) -> None:
    """Table 2."""
    (due,) = [due for due in dates(complaint_class, {"received": MAY}).values() if due.duty == "idr-response"]
    assert (due.derivation.counted, due.derivation.cite, due.force) == (days, cite, "E")


@pytest.mark.provision("L7")
def test_a_card_scheme_brings_its_own_time_and_the_standard_one_holds_until_it_is_stated() -> None:
    """271.62, and 271.56 before it."""
    assert answer(dates("card-scheme-unauthorised", {"received": MAY})) == "2026-06-11"
    found = dates("card-scheme-unauthorised", {"received": MAY}, values={"card_scheme_days": 60})
    assert (answer(found), found["idr-response-card-scheme"].force) == ("2026-07-11", "G")


@pytest.mark.provision("L8", "L9")
@pytest.mark.parametrize("complaint_class", ["super-trustee", "super-insurance", "super-death-benefit"])
def test_superannuation_letters_carry_written_reasons(complaint_class: str) -> None:
    """271.57 and 271.69: the letters are also the reasons other Acts require."""
    response = PACK.letter("idr-response", complaint_class, "rejected")
    delay = PACK.letter("delay-notification", complaint_class)
    assert response.type.written
    assert delay.type.written
    assert {"findings", "reasons"} <= {block.id for block in response.required}
    assert "delay-reasons" in {block.id for block in delay.required}


@pytest.mark.provision("T2", "T3", "L2")
@pytest.mark.scenario("X19", cite="271.77")
def test_court_proceedings_stop_a_traditional_trustees_clock_and_no_other() -> None:
    started = {"received": "2026-06-01T09:00", "proceedings_started": "2026-06-11T09:00"}
    assert answer(dates("traditional-trustee", started)) is None
    ended = {**started, "proceedings_ended": "2026-08-03T09:00"}
    found = dates("traditional-trustee", ended)
    assert answer(found) == "2026-09-07"
    (stop,) = found["idr-response-traditional-trustee"].derivation.stopped
    assert (stop.days, stop.cite) == (53, "271.77")
    assert answer(dates("super-trustee", ended)) == "2026-07-16"


@pytest.mark.provision("T2", "T3")
def test_each_proceedings_stop_the_clock_and_a_limit_that_passed_is_not_stopped() -> None:
    """271.77 and 271.78."""
    received = {"received": "2026-06-01T09:00"}
    twice = {
        "proceedings_started": ("2026-06-11T09:00", "2026-08-10T09:00"),
        "proceedings_ended": ("2026-08-03T09:00", "2026-08-20T09:00"),
    }
    assert answer(dates("traditional-trustee", {**received, **twice})) == "2026-09-17"
    late = {**received, "proceedings_started": "2026-07-17T09:00"}
    assert answer(dates("traditional-trustee", late)) == "2026-07-16"


@pytest.mark.provision("B1", "B2", "L4")
@pytest.mark.scenario("X01", cite="271.82")
def test_ninety_days_run_from_the_end_of_the_objection_period() -> None:
    received = {"received": "2026-03-10T10:00"}
    assert answer(dates("super-death-benefit", received)) == "2026-06-08", "cautious, ninety days from the objection"
    found = dates("super-death-benefit", received, people=({"proposal_received": "2026-03-02T09:00"},))
    assert day(found, "objection-period@1") == "2026-03-30"
    assert answer(found) == "2026-06-28"
    assert found["objection-period@1"].force == "L"
    assert not PACK.rules[Code("objection-period")].breachable


@pytest.mark.provision("B7")
def test_beneficiaries_who_hear_on_different_days_have_periods_of_their_own() -> None:
    """271.80: whose days govern is not said; the earliest answer is worked to."""
    people = ({"proposal_received": "2026-03-06T09:00"}, {"proposal_received": "2026-03-02T09:00"})
    found = dates("super-death-benefit", {"received": "2026-03-10T10:00"}, people)
    ends = [day(found, f"objection-period@{number}") for number in (1, 2)]
    answers = [day(found, f"idr-response-death-benefit@{number}") for number in (1, 2)]
    assert ends == ["2026-04-03", "2026-03-30"]
    assert answers == ["2026-07-02", "2026-06-28"]
    assert answer(found) == "2026-06-28"


@pytest.mark.provision("B3")
@pytest.mark.scenario("X02", cite="271.84 Note")
def test_a_new_proposal_starts_fresh_periods_again_and_again() -> None:
    first = {"proposal_received": "2026-03-02T09:00", "new_proposal_received": "2026-06-05T09:00"}
    told = {"received": "2026-03-10T10:00", "proposal_sent": "2026-06-01T09:00"}
    objected = {**first, "new_objection_lodged": "2026-06-20T09:00"}
    found = dates("super-death-benefit", told, (objected,))
    assert day(found, "new-objection-period@1") == "2026-07-03"
    assert day(found, "idr-response-new-objection@1") == "2026-10-01"
    assert day(dates("super-death-benefit", told, (first,)), "idr-response-new-objection@1") is None
    again: Happened = {**objected, "new_proposal_received": ("2026-06-05T09:00", "2026-09-07T09:00")}
    found = dates("super-death-benefit", told, (again,))
    assert day(found, "new-objection-period@1") == "2026-10-05"
    assert day(found, "idr-response-new-objection@1") is None
    again = {**again, "new_objection_lodged": ("2026-06-20T09:00", "2026-09-20T09:00")}
    found = dates("super-death-benefit", told, (again,))
    assert day(found, "idr-response-new-objection@1") == "2027-01-03"


@pytest.mark.provision("B5", "B6")
@pytest.mark.scenario("X03", cite="271.85")
def test_the_time_to_go_outside_runs_from_receiving_the_final_decision() -> None:
    told = {"received": "2026-03-10T10:00", "final_sent": "2026-09-18T09:00"}
    people = ({"proposal_received": "2026-03-02T09:00", "final_received": "2026-09-21T09:00"},)
    found = dates("super-death-benefit", told, people)
    assert day(found, "scheme-window-death-benefit@1") == "2026-10-19"
    assert PACK.rules[Code("scheme-window-death-benefit")].bound == "complainant"


@pytest.mark.provision("H1", "H8")
@pytest.mark.parametrize("complaint_class", ["credit-hardship-notice", "credit-postponement"])
def test_hardship_and_postponement_are_urgent_and_easy_to_spot(complaint_class: str) -> None:
    """271.92 and 271.97."""
    found = PACK.complaint_class(complaint_class)
    assert found.urgent
    assert found.words
    assert PACK.codes[Code("priority-trigger")].entries[Code("hardship-urgent")].cite == "271.92"


@pytest.mark.provision("H8")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I have lost my job and cannot pay", "credit-hardship-notice"),
        ("Please postpone the sale of the house", "credit-postponement"),
        ("You sent me a DEFAULT NOTICE by mistake", "credit-default-notice"),
        ("The fee was charged twice", None),
    ],
)
def test_words_hold_a_complaint_provisionally_to_a_class(words: str, expected: str | None) -> None:
    """271.97: nobody has to wait for a person to see what it is."""
    found = PACK.class_by_words(words)
    assert (found.id if found else None) == expected


@pytest.mark.provision("H3", "P14")
@pytest.mark.parametrize("complaint_class", sorted(PACK.classes))
def test_enforcement_is_barred_in_credit_from_receipt_on(complaint_class: str) -> None:
    """271.89 and its note: collection included; a limitation period about to expire is the one exception."""
    bans = PACK.prohibited(complaint_class)
    assert [ban.id for ban in bans] == (["enforcement"] if complaint_class in CREDIT else [])
    for ban in bans:
        force = "E" if complaint_class == "credit-default-notice" else "G"
        assert (ban.begins, ban.force, ban.exceptions) == ("received", force, ("limitation-period-expiring",))
        assert PACK.rules[ban.until].kind == "not_before"
