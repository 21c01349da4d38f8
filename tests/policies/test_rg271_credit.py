"""Credit, section 6 of our reading of the guide: the information branches, agreements, refusals, the hold."""

import pytest

from register.domain.values import Code
from tests.policies.reckoning import PACK, Happened, answer, dates, day

HARDSHIP = "credit-hardship-notice"
RECEIVED = {"received": "2026-07-06T09:00"}
ASKED = {**RECEIVED, "information_requested": "2026-07-17T10:00"}


@pytest.mark.provision("HB2")
def test_information_is_asked_for_by_the_twenty_first_day() -> None:
    """271.93, NCC s72(2)."""
    found = dates(HARDSHIP, RECEIVED)
    assert day(found, "information-request") == "2026-07-27"
    assert (found["information-request"].kind, found["information-request"].force) == ("window", "L")


@pytest.mark.provision("HB3", "HB5")
@pytest.mark.scenario("X04", cite="271.93(b)(i)")
def test_nothing_received_gives_seven_days_after_the_customers_twenty_one() -> None:
    found = dates(HARDSHIP, ASKED)
    assert day(found, "information-supply") == "2026-08-07"
    assert answer(found) == "2026-08-14"
    assert "idr-response-hardship" not in found
    assert PACK.rules[Code("information-supply")].bound == "complainant"


@pytest.mark.provision("HB3")
def test_the_customers_time_runs_from_receiving_the_request_and_ours_from_asking() -> None:
    """NCC s72(2): a posted request separates the two."""
    found = dates(HARDSHIP, {**ASKED, "information_request_received": "2026-07-21T10:00"})
    assert day(found, "information-supply") == "2026-08-11"
    assert answer(found) == "2026-08-14"


@pytest.mark.provision("HB4")
@pytest.mark.scenario("X05", cite="271.93(b)(ii)")
def test_information_received_gives_twenty_one_days_from_then() -> None:
    found = dates(HARDSHIP, {**ASKED, "information_received": "2026-08-03T10:00"})
    assert answer(found) == "2026-08-24"
    assert "idr-response-hardship-no-information" not in found


@pytest.mark.provision("HB2", "HB3", "HB4")
@pytest.mark.scenario("X06", cite="271.93(b)")
def test_the_last_days_are_in_time() -> None:
    last_day = {**RECEIVED, "information_requested": "2026-07-27T10:00"}
    silent = dates(HARDSHIP, last_day)
    assert (day(silent, "information-supply"), answer(silent)) == ("2026-08-17", "2026-08-24")
    told = dates(HARDSHIP, {**last_day, "information_received": "2026-08-17T23:59"})
    assert answer(told) == "2026-09-07"


@pytest.mark.provision("HB2")
@pytest.mark.scenario("X07", cite="271.93(b)")
def test_asking_a_day_too_late_gives_no_time() -> None:
    found = dates(HARDSHIP, {**RECEIVED, "information_requested": "2026-07-28T10:00"})
    assert answer(found) == "2026-07-27"
    assert "information-supply" not in found


@pytest.mark.provision("HB4")
def test_information_that_comes_too_late_starts_nothing_anew() -> None:
    """271.93(b)(i) goes on to count."""
    assert answer(dates(HARDSHIP, {**ASKED, "information_received": "2026-08-08T10:00"})) == "2026-08-14"


@pytest.mark.provision("HB6")
def test_it_is_the_firm_that_says_when_it_has_enough() -> None:
    """271.93(b)(ii): recorded by a person, with what it rests on."""
    event = PACK.events[Code("information_received")]
    assert (event.cite, event.evidence) == ("271.93(b)(ii)", True)


@pytest.mark.provision("HB7", "H2")
@pytest.mark.parametrize("complaint_class", ["credit-postponement", "credit-default-notice"])
def test_only_hardship_notices_have_a_branch_for_information(complaint_class: str) -> None:
    """271.93(b), NCC s94(2)."""
    assert answer(dates(complaint_class, ASKED)) == "2026-07-27"
    assert not PACK.events[Code("information_requested")].of(complaint_class)


@pytest.mark.provision("HB8", "HB9")
@pytest.mark.scenario("X08", cite="271.99")
@pytest.mark.parametrize("complaint_class", [HARDSHIP, "credit-postponement"])
def test_an_agreement_is_confirmed_within_thirty_days(complaint_class: str) -> None:
    """271.99 and its note: a simple arrangement is told in the same time."""
    found = dates(complaint_class, {**RECEIVED, "agreement_reached": "2026-07-23T10:00"})
    due = found["agreement-confirmation"]
    assert (str(due.derivation.due_calendar), str(due.derivation.due_if_rolled)) == ("2026-08-22", "2026-08-24")
    assert (due.force, PACK.rules[due.rule].met_by) == ("L", ("agreement_confirmed",))
    assert PACK.letter_types[Code("agreement-confirmation")].events(complaint_class, None) == ("agreement_confirmed",)


@pytest.mark.provision("HB10")
@pytest.mark.scenario("X09", cite="NCC s89A(2)(b)")
def test_after_a_refusal_enforcement_waits_fourteen_days_the_first_one_counted() -> None:
    found = dates(HARDSHIP, {**RECEIVED, "refusal_given": "2026-07-27T10:00"})
    due = found["enforcement-after-refusal"]
    assert (str(due.derivation.due_calendar), due.kind) == ("2026-08-09", "not_before")
    assert due.due_at.isoformat() == "2026-08-09T14:00:00+00:00"


@pytest.mark.provision("HB10", "H7")
@pytest.mark.parametrize("outcome", ["partly-rejected", "rejected"])
def test_a_rejection_is_the_notice_of_refusal_and_tells_of_the_way_outside(outcome: str) -> None:
    """271.100."""
    assert "refusal_given" in PACK.letter_types[Code("idr-response")].events(HARDSHIP, outcome)
    assert "refusal_given" not in PACK.letter_types[Code("idr-response")].events("standard", outcome)
    required = {block.id for block in PACK.letter("idr-response", HARDSHIP, outcome).required}
    assert {"afca-right", "afca-contact", "enforcement-14-days"} <= required


@pytest.mark.provision("H7")
def test_a_confirmed_agreement_tells_of_the_way_outside() -> None:
    """271.100: it should, where a refusal must."""
    blocks = {str(block.id): block for block in PACK.letter("agreement-confirmation", HARDSHIP).required}
    assert {blocks[name].force for name in ("afca-right", "afca-contact")} == {"G"}


@pytest.mark.provision("H4")
@pytest.mark.scenario("X10", cite="271.91")
@pytest.mark.parametrize("complaint_class", ["credit-default-notice", HARDSHIP, "credit-postponement"])
def test_the_hold_lasts_fourteen_days_from_receiving_the_response(complaint_class: str) -> None:
    known: Happened = {"received": "2026-05-12T09:00", "final_sent": "2026-05-29T10:00"}
    assert "enforcement-after-response" not in dates(complaint_class, known)
    found = dates(complaint_class, {**known, "final_received": "2026-06-01T10:00"})
    assert (day(found, "enforcement-after-response"), found["enforcement-after-response"].force) == ("2026-06-15", "G")


@pytest.mark.provision("L6", "HB1")
@pytest.mark.scenario("X25", "E15", cite="271.92")
def test_hardship_counts_from_the_first_receipt_however_it_was_classified() -> None:
    assert answer(dates(HARDSHIP, {"received": "2026-05-12T10:15"})) == "2026-06-02"
    assert answer(dates(HARDSHIP, {**RECEIVED, "classified": "2026-07-16T09:00"})) == "2026-07-27"
