"""What waits too long beside the limits, on the page of what is at risk: for a class, another team, an assessment."""

from datetime import timedelta

from flask import Flask

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.publication import render_letter
from register.reader.pagination import cursor_of
from tests.build import Bench, a_case, a_message, a_post, an_accepted_response, approved, restrict
from tests.web.pages.visit import visit


def card(app: Flask, bench: Bench, name: str, days: float = 0) -> str:
    """Return a card of the page as the officer sees it some days later; empty where it is not there."""
    bench.clock.now += timedelta(days=days)
    page = visit(app, bench, bench.officer).get("/at-risk/")
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_a_complaint_nobody_classified_in_two_business_days_is_named(app: Flask, bench: Bench) -> None:
    """Logged on Monday 3 August: to be classified by Wednesday."""
    case = a_case(bench, classifying=c.Classifying())
    assert card(app, bench, "unclassified", days=2) == ""
    found = card(app, bench, "unclassified", days=1)
    reference = bench.register.reader.cases.open(bench.officer, case).case.reference
    assert f"/cases/{reference}/classify" in found
    assert "5 Aug 2026" in found
    assert "chip-bad" in found
    bench.do(c.ClassifyCase(case=case, classifying=c.Classifying("standard"), reason=""))
    assert card(app, bench, "unclassified") == ""


def test_a_hand_off_is_named_until_taken_and_again_when_its_limit_passes(app: Flask, bench: Bench) -> None:
    message = a_message(bench, a_post(bench, text="I lost my job and cannot pay this month"))
    assert card(app, bench, "hand-offs") == ""
    bench.do(m.HandOffMessage(message=message, kind="hardship", recipient="Hardship team"))
    found = card(app, bench, "hand-offs")
    assert f"/inbox/{message}" in found
    assert "not accepted yet" in found
    bench.do(m.AcceptHandOff(message=message, who="Toni Test"))
    assert card(app, bench, "hand-offs") == ""
    found = card(app, bench, "hand-offs", days=22)
    assert "24 Aug 2026" in found
    assert "passed" in found
    bench.do(m.FinishHandOff(message=message, evidence="Agreed to pause two payments"))
    assert card(app, bench, "hand-offs") == ""


def test_an_approved_letter_that_has_not_left_is_named_until_it_has(app: Flask, bench: Bench) -> None:
    case = a_case(bench, contacts=(c.ContactDetail("email", "robin@customer.example", "phone-call"),))
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    reference = bench.register.reader.cases.open(bench.officer, case).case.reference
    assert card(app, bench, "unsent") == ""
    assert letter in card(app, bench, "unsent", days=1)
    assert "An approved letter has not left" in visit(app, bench, bench.officer).get(f"/cases/{reference}")
    document = render_letter(bench.register, case, letter)
    bench.do(le.QueueLetter(case=case, letter=letter, document=document), WORKER)
    assert letter in card(app, bench, "unsent")
    dispatch = bench.register.reader.cases.open(bench.officer, case).case.dispatches[0].id
    bench.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    bench.do(le.ReportDispatch(case=case, dispatch=dispatch, result="accepted"), WORKER)
    assert card(app, bench, "unsent") == ""


def test_a_possible_breach_stands_there_with_its_age_until_assessed(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    bench.clock.step(days=32)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    file = bench.register.reader.cases.open(bench.officer, case).case
    (breach,) = file.breaches
    assert (bench.register.reader.health.outbox(), file.dispatches, file.letters) == ({}, (), ()), "nobody is told"
    found = card(app, bench, "unassessed", days=2)
    assert f"/cases/{file.reference}/assess" in found
    assert "2 days" in found
    assert "chip-bad" not in found
    found = card(app, bench, "unassessed", days=(breach.assess_by - bench.clock().date()).days + 1)
    assert "overdue" in found
    assert "chip-bad" in found
    bench.do(
        c.AssessBreach(case=case, breach=breach.id, result="no-breach", reasons="Answered by phone"), bench.approver
    )
    assert card(app, bench, "unassessed") == ""


def test_what_is_restricted_waits_for_its_readers_alone(app: Flask, bench: Bench) -> None:
    case = a_case(bench, classifying=c.Classifying())
    restrict(bench, case, bench.approver)
    bench.clock.step(days=40)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    page = visit(app, bench, bench.officer).get("/at-risk/")
    assert 'id="unclassified"' not in page
    assert 'id="unassessed"' not in page
    page = visit(app, bench, bench.approver).get("/at-risk/")
    assert 'id="unclassified"' in page


def test_a_later_page_of_cases_does_not_say_it_all_again(app: Flask, bench: Bench) -> None:
    case = a_case(bench, classifying=c.Classifying())
    bench.clock.step(days=9)
    olive = visit(app, bench, bench.officer)
    assert 'id="unclassified"' in olive.get("/at-risk/")
    assert 'id="unclassified"' not in olive.get(f"/at-risk/?after={cursor_of(bench.clock(), case)}")
