"""What is another team's, on the pages: its own limit and why, the answer, and what becomes of it later."""

from datetime import timedelta

import pytest
from flask import Flask

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.message import Message
from register.domain.values import Id
from tests.build import Bench, a_case, a_message, a_post
from tests.web.pages.visit import Visit, visit


def opened(bench: Bench, message: str) -> Message:
    return bench.register.reader.inbox.open(bench.officer, Id(message)).message


def the_case(bench: Bench, message: str) -> Case:
    return bench.register.reader.cases.open(bench.officer, opened(bench, message).cases[0]).case


def later(app: Flask, bench: Bench, days: int) -> Visit:
    """The officer signs in again some days later."""
    bench.clock.now += timedelta(days=days)
    return visit(app, bench, bench.officer)


def act(person: Visit, message: str, step: str, /, **fields: object) -> int:
    return person.send(f"/inbox/{message}", f"/inbox/{message}/{step}", **fields).status_code


@pytest.mark.provision("N3")
def test_a_hardship_notice_shows_its_own_limit_and_why(bench: Bench, olive: Visit) -> None:
    message = a_message(bench, a_post(bench, text="I lost my job and cannot pay this month"))
    assert act(olive, message, "hand-off", kind="hardship", recipient="Hardship team") == 302
    page = olive.get(f"/inbox/{message}")
    for words in ("The matter's own limit", "NCC s72", "Why this date?", "21 calendar days", "Not accepted yet."):
        assert words in page
    assert "It is no limit of a complaint." in page


def test_a_hand_off_is_red_until_taken_and_again_when_its_limit_passes(app: Flask, bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    act(olive, message, "hand-off", kind="hardship", recipient="Hardship team")
    assert "notice notice-bad" in olive.get(f"/inbox/{message}")
    assert act(olive, message, "accept", who="Toni Test") == 302
    page = olive.get(f"/inbox/{message}")
    assert "notice notice-bad" not in page
    assert "Toni Test" in page
    olive = later(app, bench, 23)
    assert "notice notice-bad" in olive.get(f"/inbox/{message}")
    assert "passed" in olive.get("/inbox/?view=handed-off")
    assert act(olive, message, "finish", evidence="Agreed to pause two payments") == 302
    page = olive.get(f"/inbox/{message}")
    assert "Agreed to pause two payments" in page
    assert "met late" in page


def test_an_answer_in_time_is_good(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    act(olive, message, "hand-off", kind="hardship", recipient="Hardship team")
    assert act(olive, message, "finish", evidence="Agreed, letter of today") == 302
    assert "notice notice-good" in olive.get(f"/inbox/{message}")
    assert "You charged me twice!" not in olive.get("/inbox/?view=handed-off")
    listed = olive.get("/inbox/?view=decided")
    assert "You charged me twice!" in listed
    assert "Its own limit:" in listed
    assert "not accepted yet" not in listed


def test_safety_is_given_to_a_person(bench: Bench, olive: Visit, ash: Visit) -> None:
    message = a_message(bench, a_post(bench, text="He knows where I live now"))
    refused = olive.send(f"/inbox/{message}", f"/inbox/{message}/hand-off", kind="safety", recipient="Care team")
    assert refused.status_code == 422
    assert 'id="hand-off-person-error"' in refused.text
    assert act(olive, message, "hand-off", kind="safety", person=bench.approver.account) == 302
    assert "To Ash Approver" in olive.get(f"/inbox/{message}")
    assert "He knows where I live now" in ash.get("/inbox/?view=mine")
    assert "He knows where I live now" not in olive.get("/inbox/?view=mine")


def test_what_is_due_first_stands_first_page_by_page(bench: Bench, olive: Visit) -> None:
    told = (("late", 1, "hardship"), ("soon", 9, "hardship"), ("never", 2, "enquiry"))
    for name, days, kind in told:
        post = a_post(bench, name, f"The {name} one", occurred=bench.clock() - timedelta(days=days))
        act(olive, a_message(bench, post), "hand-off", kind=kind, recipient="The team")
    page = olive.get("/inbox/?view=handed-off")
    assert page.index("The never one") < page.index("The soon one") < page.index("The late one")
    inbox, cursor, seen = bench.register.reader.inbox, None, []
    for _ in told:
        found = inbox.handed_off(bench.officer, cursor=cursor, limit=1)
        seen += [file.text(file.message.text) for file in found.items]
        cursor = found.next
    assert (seen, cursor) == (["The never one", "The soon one", "The late one"], None)


@pytest.mark.provision("N4")
def test_later_dissatisfaction_registers_with_its_own_day(app: Flask, bench: Bench, olive: Visit) -> None:
    """X24."""
    message = a_message(bench, a_post(bench, text="I did not make this payment"))
    act(olive, message, "hand-off", kind="disputed-transaction", recipient="Card disputes")
    olive = later(app, bench, 14)
    assert "They are dissatisfied now" in olive.get(f"/inbox/{message}")
    told = {"words": "Nobody ever called me back", "summary": "Dispute not handled", "at": "2026-08-10T09:30"}
    assert act(olive, message, "turn", **told) == 302
    case = the_case(bench, message)
    assert case.origin.basis == "later-dissatisfaction"
    assert case.origin.received_at.isoformat() == "2026-08-09T23:30:00+00:00"
    page = olive.get(f"/cases/{case.reference}")
    assert "Nobody ever called me back" in page
    assert "when later dissatisfaction was expressed" in page
    found = olive.get(f"/inbox/{message}")
    assert "Became a complaint" in found
    assert "They are dissatisfied now" not in found
    assert case.reference in found


def test_a_later_message_is_registered_with_the_earlier_one_beside(app: Flask, bench: Bench, olive: Visit) -> None:
    first = a_message(bench, a_post(bench, text="I did not make this payment"))
    act(olive, first, "hand-off", kind="disputed-transaction", recipient="Card disputes")
    olive = later(app, bench, 14)
    second = a_message(bench, a_post(bench, "1_2", text="Still no answer!"))
    yes = dict.fromkeys(("expressed", "about_us", "answer_expected", "identifiable", "contactable"), "yes")
    bases = {"identifiable_basis": "Full name", "contactable_basis": "Private reply is open"}
    address = f"/inbox/{second}/decision"
    answer = olive.send(f"/inbox/{second}", address, decision="register", later=first, **yes, **bases)
    assert answer.status_code == 302, answer.text
    case = the_case(bench, second)
    assert set(case.messages) == {first, second}
    assert case.origin.received_at == opened(bench, second).received_at
    assert opened(bench, first).turned_at == case.origin.received_at


def test_what_cannot_turn_is_not_offered(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    act(olive, message, "hand-off", kind="enquiry", recipient="Branch")
    assert "They are dissatisfied now" not in olive.get(f"/inbox/{message}")


@pytest.mark.provision("P6", "H1")
def test_urgency_is_shown_with_its_grounds(bench: Bench, olive: Visit) -> None:
    case = a_case(bench, classifying=c.Classifying("credit-hardship-notice"))
    page = olive.get(f"/cases/{case}")
    assert "3: high priority, senior people, because: Credit complaint involving a hardship notice (271.92)" in page
    bench.do(c.PrioritiseCase(case=case, triggers=("abuse",), tier=2, reason="Safe with her sister"))
    page = olive.get(f"/cases/{case}")
    assert "Domestic or financial abuse (271.158)" in page
    assert "Safe with her sister" in page


@pytest.mark.provision("W2")
def test_the_head_count_is_of_the_day_of_the_act_and_turns_nobody_away(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    told = {"kind": "small-business", "employees": "120", "employees_on": "2026-05-04"}
    answer = olive.step(case, "complainant", **told)
    assert answer.status_code == 302, answer.text
    page = olive.get(f"/cases/{case}")
    assert "no: 100 employees or more (271.37)" in page
    assert "4 May 2026" in page


@pytest.mark.provision("W9")
def test_whoever_acts_is_acknowledged(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    acting = c.RecordRepresentative(case=case, kind="legal", name="Lee Law", authority_at=bench.clock())
    bench.do(acting)
    refused = olive.step(case, "acknowledge", method="phone", to="complainant", evidence="Call 7")
    assert "The complainant is represented" in refused.text
    assert olive.step(case, "acknowledge", method="phone", evidence="Call 7").status_code == 302


def _reference(bench: Bench, case: Id) -> str:
    return bench.register.reader.cases.open(bench.officer, case).case.reference
