"""What is still to be carried out: a page of its own, the page of each case, and the same over the API."""

from datetime import date, timedelta

import pytest
from flask import Flask

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.visit import Visit, visit


def promised(bench: Bench, days: int, code: str = "fee-refund-waiver") -> Id:
    """A closed case with one promise, due in so many days."""
    case = a_case(bench)
    closing = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said thank you")
    due_on = (bench.clock() + timedelta(days=days)).date()
    bench.do(c.CloseCase(case=case, closing=closing, remedies=(c.RemedyPromise(code, "25.00", due_on),)))
    return case


@pytest.mark.provision("P9", "RF17")
def test_what_was_promised_stays_work_after_closing(app: Flask, bench: Bench) -> None:
    """271.165."""
    olive = visit(app, bench, bench.officer)
    assert "Nothing is left to carry out" in olive.get("/remedies/")
    late, later = promised(bench, 1), promised(bench, 5, "goodwill-payment")
    page = olive.get("/remedies/")
    assert page.index("Refund or waiver") < page.index("Goodwill payment")
    assert "overdue" not in page
    bench.clock.step(days=2)
    olive = visit(app, bench, bench.officer)
    assert olive.get("/remedies/").count("overdue") == 1
    assert "overdue" in olive.get(f"/cases/{late}")
    assert "overdue" not in olive.get(f"/cases/{later}")
    remedy = bench.register.reader.cases.open(bench.officer, late).case.remedies[0].id
    bench.do(c.FinishRemedy(case=late, remedy=remedy, paid="25.00"))
    page = olive.get("/remedies/")
    assert "Refund or waiver" not in page
    assert "overdue" not in page


def test_the_list_goes_on_where_a_page_ended(bench: Bench) -> None:
    for days in (3, 1, 2):
        promised(bench, days)
    undated = a_case(bench)
    bench.do(c.PromiseRemedy(case=undated, remedy=c.RemedyPromise("apology")))
    found: list[date | None] = []
    cursor = None
    while True:
        page = bench.register.reader.promises.waiting(bench.officer, cursor=cursor, limit=1)
        found += [line.due_on for line in page.items]
        cursor = page.next
        if cursor is None:
            break
    today = bench.clock().date()
    assert found == [*(today + timedelta(days=days) for days in (1, 2, 3)), None]


def test_money_above_the_sum_waits_on_the_page_until_a_second_person_approves_it(
    bench: Bench, olive: Visit, ash: Visit
) -> None:
    case = a_case(bench)
    at = "/cases/C-2026-000001"
    promise = {"code": "compensation", "amount": "900.00", "due_on": "2026-09-30"}
    assert olive.send(f"{at}/remedy", f"{at}/remedy", **promise).status_code == 302
    assert "The money of a remedy waits for a second person" in olive.get(at)
    remedy = bench.register.reader.cases.open(bench.officer, case).case.remedies[0].id
    answer = olive.send(f"{at}/remedy-done", f"{at}/remedy-done", remedy=remedy)
    assert "more than one person may settle" in answer.text
    assert "Your own work" in olive.get("/approvals/")
    assert "Money of a remedy" in ash.get("/approvals/").partition("Waiting for somebody else")[0]
    assert ash.send(f"{at}/settle-remedy", f"{at}/settle-remedy", approve="yes").status_code == 302
    assert olive.send(f"{at}/remedy-done", f"{at}/remedy-done", remedy=remedy).status_code == 302
    asked = {"code": "compensation", "amount": "10.00", "due_on": "2026-09-30"}
    assert olive.send(f"{at}/remedy", f"{at}/remedy", **asked).status_code == 302
    ash.send(f"{at}/settle-remedy", f"{at}/settle-remedy", approve="no")
    done, *others = bench.register.reader.cases.open(bench.officer, case).case.remedies
    assert (done.granted, others) == ("900.00", [])


def test_a_promise_made_before_money_was_granted_is_asked_for(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    at = "/cases/C-2026-000001"
    bench.do(c.PromiseRemedy(case=case, remedy=c.RemedyPromise("compensation", "100.00")))
    remedy = bench.register.reader.cases.open(bench.officer, case).case.remedies[0].id
    assert olive.send(f"{at}/remedy-money", f"{at}/remedy-money", remedy=remedy, amount="900.00").status_code == 302
    (proposal,) = bench.register.reader.cases.open(bench.officer, case).case.remedy_proposals
    assert (proposal.remedy, proposal.amount) == (remedy, "900.00")
