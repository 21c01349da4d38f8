"""What waits for a second person, and how it is settled."""

import re
from datetime import timedelta

from register.domain.commands import case as c
from register.domain.commands.letter import SubmitLetter
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response
from tests.web.pages.visit import Visit


def a_proposed_closure(bench: Bench) -> Id:
    case = a_case(bench)
    said = c.Withdrawing("complainant", bench.clock(), "phone")
    told = c.Closing("abandoned-withdrawn", "withdrawn", "staff", withdrawal="Forget about it", withdrawing=said)
    bench.do(c.CloseCase(case=case, closing=told))
    return case


def a_later_receipt(bench: Bench) -> Id:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=3))
    later = bench.clock() - timedelta(days=1)
    bench.do(c.CorrectReceipt(case=case, received_at=later, reason="Stamped then", evidence="Mail room book"))
    return case


def test_the_most_urgent_comes_first(bench: Bench, ash: Visit) -> None:
    relaxed = a_case(bench)
    urgent = a_case(bench, received_at=bench.clock() - timedelta(days=25))
    for case in (relaxed, urgent):
        bench.do(SubmitLetter(case=case, letter=an_accepted_response(bench, case)))
    page = ash.get("/approvals/")
    assert re.findall(r"Letter · (C-2026-\d+)", page) == ["C-2026-000002", "C-2026-000001"]


def test_what_has_no_date_comes_after_what_is_due(bench: Bench, ash: Visit) -> None:
    closed = a_case(bench)
    closing = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said thank you")
    bench.do(c.CloseCase(case=closed, closing=closing))
    later = bench.clock() - timedelta(minutes=1)
    bench.do(c.CorrectReceipt(case=closed, received_at=later, reason="Stamped then", evidence="Mail room book"))
    bench.clock.step(hours=1)
    due = a_case(bench)
    bench.do(SubmitLetter(case=due, letter=an_accepted_response(bench, due)))
    page = ash.get("/approvals/")
    assert re.findall(r"· (C-2026-\d+)", page) == ["C-2026-000002", "C-2026-000001"]


def test_ones_own_work_waits_for_somebody_else_and_says_why(bench: Bench, olive: Visit, ash: Visit) -> None:
    a_proposed_closure(bench)
    page = olive.get("/approvals/")
    assert "Your own work: it needs a second person." in page
    assert "Waiting for you" not in page
    assert "Waiting for you" in ash.get("/approvals/")


def test_a_closure_is_approved_as_shown(bench: Bench, ash: Visit) -> None:
    case = a_proposed_closure(bench)
    address = "/approvals/closure/C-2026-000001"
    assert "Forget about it" in ash.get(address)
    assert ash.send(address, address, settle="approve").status_code == 302
    assert bench.register.reader.cases.open(bench.officer, case).case.status == "closed"
    ash.get(address, status=404)


def test_a_closure_proposed_anew_is_not_approved_by_the_old_page(bench: Bench, ash: Visit) -> None:
    case = a_proposed_closure(bench)
    address = "/approvals/closure/C-2026-000001"
    seen = ash.form(address, address)
    bench.do(c.AddNote(case=case, text="They called again"))
    answer = ash.client.post(address, data=seen | {"settle": "approve"})
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.text
    assert bench.register.reader.cases.open(bench.officer, case).case.status == "open"


def test_a_later_receipt_shows_what_it_moves_and_can_be_refused(bench: Bench, ash: Visit) -> None:
    case = a_later_receipt(bench)
    address = "/approvals/receipt/C-2026-000001"
    page = ash.get(address)
    assert "Mail room book" in page
    assert "IDR response" in page.split("What it would move", 1)[1]
    before = bench.register.reader.cases.open(bench.officer, case).case.origin.received_at
    assert ash.send(address, address, settle="refuse").status_code == 302
    found = bench.register.reader.cases.open(bench.officer, case).case
    assert (found.receipt_proposal, found.origin.received_at) == (None, before)


def test_an_officer_is_shown_it_and_cannot_settle_it(bench: Bench, olive: Visit) -> None:
    case = a_later_receipt(bench)
    address = "/approvals/receipt/C-2026-000001"
    assert "disabled" in olive.get(address)
    assert olive.send(address, address, settle="approve").status_code == 403
    assert bench.register.reader.cases.open(bench.officer, case).case.receipt_proposal is not None


def test_an_administrator_is_shown_roles_alone(bench: Bench, ada: Visit) -> None:
    a_proposed_closure(bench)
    assert "C-2026-000001" not in ada.get("/approvals/")
    ada.get("/approvals/closure/C-2026-000001", status=403)
