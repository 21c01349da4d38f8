"""Holds on the pages: red until somebody confirmed, the first day they may end with its proof, and what is missing."""

from datetime import timedelta

import pytest
from flask import Flask

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.web.pages.visit import Visit, visit

DEFAULT = c.Classifying("credit-default-notice")
TEAM = "Collections team"


def the_case(bench: Bench, case: Id) -> Case:
    return bench.register.reader.cases.open(bench.officer, case).case


def act(person: Visit, case: Id, step: str, /, **fields: object) -> int:
    return person.step(case, step, **fields).status_code


@pytest.mark.provision("H3")
def test_a_hold_is_red_until_it_is_confirmed(bench: Bench, olive: Visit) -> None:
    """271.89."""
    case = a_case(bench, classifying=DEFAULT)
    page = olive.get(f"/cases/{case}")
    assert "Do not start or continue enforcement, debt collection included" in page
    assert "Nobody was told yet" in page
    assert "hold not confirmed" in olive.get("/queue/")
    assert act(olive, case, "order-hold", prohibition="enforcement", recipient=TEAM) == 302
    assert "Until somebody confirms it, nobody keeps it." in olive.get(f"/cases/{case}")
    assert "hold not confirmed" in olive.get("/queue/")
    assert act(olive, case, "confirm-hold", evidence="Their reply of today") == 302
    page = olive.get(f"/cases/{case}")
    assert "Not held: nobody has confirmed it" not in page
    assert "Their reply of today" in page
    assert "hold not confirmed" not in olive.get("/queue/")


def test_an_ordinary_complaint_has_no_hold(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    page = olive.get(f"/cases/{case}")
    assert "Enforcement hold" not in page
    assert "step-order-hold" not in page
    assert "hold not confirmed" not in olive.get("/queue/")


def test_what_the_end_of_a_hold_waits_for_is_said(bench: Bench, olive: Visit) -> None:
    case = a_held_case(bench)
    page = olive.get(f"/cases/{case}")
    assert "Its last days will count from: The complainant received our response." in page
    assert "Still missing: " not in page
    assert act(olive, case, "lift-hold", reason="All done") == 422
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    assert "Still missing: The complainant received our response" in olive.get(f"/cases/{case}")


@pytest.mark.provision("H4")
def test_the_first_day_without_the_hold_comes_with_its_proof(app: Flask, bench: Bench) -> None:
    """271.91: received on 3 August, held through 17 August."""
    case = a_held_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    bench.do(c.RecordEvent(case=case, event="final_received", at=bench.clock()))
    olive = visit(app, bench, bench.officer)
    page = olive.get(f"/cases/{case}")
    card = page[page.index('id="holds"') :].partition("</section>")[0]
    assert "271.91" in card
    assert "Why this date?" in card
    assert "Still missing: " not in card
    assert act(olive, case, "lift-hold", reason="All done") == 422
    bench.clock.step(days=15)
    olive = visit(app, bench, bench.officer)
    assert act(olive, case, "lift-hold", reason="All done") == 302
    assert not the_case(bench, case).holds[0].stands


def test_only_an_approver_may_except(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_held_case(bench)
    exception = "limitation-period-expiring"
    assert exception not in olive.get(f"/cases/{case}")
    assert act(ash, case, "lift-hold", reason="Barred on Friday", exception=exception) == 302
    assert "A limitation period is about to expire" in olive.get(f"/cases/{case}")


def test_an_auditor_sees_holds_and_touches_none(bench: Bench, audrey: Visit) -> None:
    case = a_held_case(bench)
    page = audrey.get(f"/cases/{case}")
    assert TEAM in page
    assert "step-lift-hold" not in page


def a_held_case(bench: Bench) -> Id:
    case = a_case(bench, classifying=DEFAULT)
    hold = bench.do(c.OrderHold(case=case, prohibition="enforcement", recipient=TEAM)).made["hold"]
    bench.clock.now += timedelta(minutes=5)
    bench.do(c.ConfirmHold(case=case, hold=hold, evidence="By phone"))
    return case
