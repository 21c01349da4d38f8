"""Logging by hand: one page for what was settled on the spot, one for what stays open."""

import re
from typing import Any

import pytest

from register.domain.subjects.case import Case
from tests.build import Bench
from tests.web.pages.visit import Visit

SETTLED = {
    "name": "Robin Example",
    "summary": "Charged an account fee twice",
    "remedy": "apology",
    "second_remedy": "fee-refund-waiver",
    "second_amount": "25.00",
    "evidence": "Said on the phone that this settles it",
    "root_cause": "system",
    "words": "Thanks, that settles it",
}


def logged(bench: Bench, answer: Any) -> Case:
    found = answer.headers["Location"].rsplit("/", 1)[1]
    return bench.register.reader.cases.open(bench.officer, found).case


@pytest.mark.provision("C4", "M2")
def test_log_and_close_on_one_page(bench: Bench, olive: Visit) -> None:
    answer = olive.send("/log/", "/log/", **SETTLED)
    assert answer.status_code == 302, answer.text
    case = logged(bench, answer)
    assert case.status == "closed"
    assert case.closure is not None
    assert case.closure.basis == "resolved-to-satisfaction"
    assert [(r.code, r.amount) for r in case.remedies] == [("apology", None), ("fee-refund-waiver", "25.00")]
    assert all(remedy.done_at is not None for remedy in case.remedies)
    assert case.acknowledgement is not None
    page = olive.get(answer.headers["Location"])
    assert case.reference in page
    assert "Logged and closed." in page


@pytest.mark.provision("P9")
def test_what_is_still_to_be_carried_out_has_its_day(bench: Bench, olive: Visit) -> None:
    case = logged(bench, olive.send("/log/", "/log/", **SETTLED, due_on="2026-08-20"))
    assert {(str(r.due_on), r.done_at) for r in case.remedies} == {("2026-08-20", None)}


def test_received_is_now_in_the_local_zone(bench: Bench, olive: Visit) -> None:
    assert olive.form("/log/", "/log/")["received_at"] == "2026-08-03T11:30"
    case = logged(bench, olive.send("/log/", "/log/", **SETTLED))
    assert case.origin.received_at == bench.clock()


def test_everything_missing_is_said_at_once(bench: Bench, olive: Visit) -> None:
    answer = olive.send("/log/", "/log/", summary="", evidence="", root_cause="")
    assert answer.status_code == 422
    assert {"summary", "evidence", "root_cause"} <= set(re.findall(r'id="(\w+)-error"', answer.text))
    assert bench.register.reader.cases.queue(bench.officer).items == []


def test_an_amount_above_delegation_is_refused(bench: Bench, olive: Visit) -> None:
    answer = olive.send("/log/", "/log/", **{**SETTLED, "second_amount": "900.00"})
    assert "Closing this way needs a second person" in answer.text
    answer = olive.send("/log/", "/log/", **{**SETTLED, "second_amount": "much"})
    assert "This is not an amount." in answer.text


def test_a_time_to_come_is_refused(bench: Bench, olive: Visit) -> None:
    answer = olive.send("/log/", "/log/", **SETTLED, received_at="2026-08-04T10:00")
    assert 'id="received_at-error"' in answer.text


def test_what_stays_open_gets_its_dates(bench: Bench, olive: Visit) -> None:
    answer = olive.send(
        "/log/open", "/log/open", summary="Refused my claim", name="Robin Example", phone="0491 570 006"
    )
    case = logged(bench, answer)
    assert case.status == "open"
    assert case.contacts[0].kind == "phone"
    assert "IDR response" in olive.get(answer.headers["Location"])


def test_what_nobody_has_classified_is_held_to_what_its_words_call_for(bench: Bench, olive: Visit) -> None:
    """21 days from receipt, provisionally; nobody is made to guess a class on the telephone."""
    answer = olive.send("/log/open", "/log/open", summary="I lost my job and cannot pay", name="Robin Example")
    case = logged(bench, answer)
    assert (case.classification.complaint_class, case.classification.provisional) == (None, "credit-hardship-notice")
    page = olive.get(f"/cases/{case.reference}")
    assert "Its own words call for the class they are counted by." in page
    assert "Not known yet" not in olive.get("/log/").split('id="complaint_class"')[1].split("</select>")[0]


def test_a_double_click_logs_once(bench: Bench, olive: Visit) -> None:
    values = olive.form("/log/open", "/log/open") | {"summary": "Refused my claim"}
    places = {olive.client.post("/log/open", data=values).headers["Location"] for _ in range(2)}
    assert len(places) == 1


def test_only_who_works_on_cases_logs(bench: Bench, audrey: Visit, ada: Visit) -> None:
    audrey.get("/log/", 403)
    ada.get("/log/", 403)


@pytest.mark.provision("K5", "K7", "RF4")
def test_who_had_it_first_is_asked_and_shown(bench: Bench, olive: Visit) -> None:
    page = olive.get("/log/open")
    assert "Received is the first lodgement with either the insurer or the trustee." in page
    told = {"summary": "Claim refused", "complaint_class": "super-insurance", "received_at": "2026-08-01T09:00"}
    answer = olive.send("/log/open", "/log/open", **told, first_received_by="insurer")
    assert answer.status_code == 302, answer.text
    case = logged(bench, answer)
    assert case.origin.first_received_by == "insurer"
    page = olive.get(f"/cases/{case.reference}")
    assert "Insurer" in page.partition("First received by")[2][:200]
    assert page.count("First received by") == 2


def test_a_time_the_clock_showed_twice_or_never_is_asked_about_and_then_taken(bench: Bench, olive: Visit) -> None:
    told = {"name": "Robin Example", "summary": "Charged twice"}
    for unclear, meant, instant in (
        ("2026-04-05T02:30", "2026-04-05T02:30+10:00", "2026-04-04T16:30:00+00:00"),
        ("2025-10-05T02:30", "2025-10-05T03:30+11:00", "2025-10-04T16:30:00+00:00"),
    ):
        asked = olive.send("/log/open", "/log/open", **told, received_at=unclear)
        assert asked.status_code == 422
        assert meant in asked.text
        case = logged(bench, olive.send("/log/open", "/log/open", **told, received_at=meant))
        assert case.origin.received_at.isoformat() == instant
