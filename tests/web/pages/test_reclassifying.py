"""Classifying on the pages: what is provisional, what waits for a second person, what has passed already."""

from datetime import timedelta

import pytest
from flask import Flask

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.visit import Visit, visit

REF = "C-2026-000001"
PAGE, WAITING = f"/cases/{REF}", f"/approvals/classification/{REF}"


def a_hardship_case(bench: Bench, days_ago: int = 0) -> Id:
    told = c.Classifying("credit-hardship-notice")
    return a_case(bench, classifying=told, received_at=bench.clock() - timedelta(days=days_ago))


def proposed(bench: Bench, days_ago: int = 0) -> Id:
    case = a_hardship_case(bench, days_ago)
    told = c.Classifying("standard")
    bench.do(c.ClassifyCase(case=case, classifying=told, reason="It was about a fee all along"))
    return case


def test_more_time_is_proposed_and_nothing_has_moved(bench: Bench, olive: Visit) -> None:
    case = a_hardship_case(bench)
    told = {"classify-complaint_class": "standard", "classify-tier": "3", "classify-reason": "About a fee"}
    answer = olive.send(f"{PAGE}/classify", f"{PAGE}/classify", **told)
    assert answer.status_code == 302
    page = olive.get(PAGE)
    assert "Proposed: it gives a limit more time" in page
    assert "A classification waits for a second person" in page
    assert bench.register.reader.cases.open(bench.officer, case).case.classification_proposal is not None


def test_a_class_is_not_said_anew_without_a_reason(bench: Bench, olive: Visit) -> None:
    a_hardship_case(bench)
    answer = olive.send(
        f"{PAGE}/classify", f"{PAGE}/classify", **{"classify-complaint_class": "standard", "classify-tier": "3"}
    )
    assert answer.status_code == 422
    assert "Fill this in." in answer.text


def test_old_and_new_dates_stand_side_by_side_with_their_proofs(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = proposed(bench)
    assert "Classification · C-2026-000001" in ash.get("/approvals/")
    page = ash.get(WAITING)
    assert "It was about a fee all along" in page
    row = page.split("What it would move", 1)[1]
    assert "idr-response-hardship" in row
    assert "idr-response-standard" in row
    assert "disabled" in olive.get(WAITING)
    assert "IDR response" in olive.get(WAITING)
    assert ash.send(WAITING, WAITING, settle="approve").status_code == 302
    found = bench.register.reader.cases.open(bench.officer, case).case
    assert (found.classification.complaint_class, found.classification_proposal) == ("standard", None)
    ash.get(WAITING, status=404)


def test_a_refused_classification_leaves_the_dates(bench: Bench, ash: Visit) -> None:
    case = proposed(bench)
    assert ash.send(WAITING, WAITING, settle="refuse").status_code == 302
    found = bench.register.reader.cases.open(bench.officer, case).case
    assert (found.classification.complaint_class, found.classification_proposal) == ("credit-hardship-notice", None)


def test_a_limit_that_has_passed_even_so_is_said_loudly(bench: Bench, olive: Visit, ash: Visit) -> None:
    proposed(bench, days_ago=40)
    assert "A limit has passed already" in ash.get(WAITING)
    assert ash.send(WAITING, WAITING, settle="approve").status_code == 302
    assert "the new limit passed on" in ash.get("/approvals/")
    assert "the new limit passed on" in olive.get(PAGE)


def test_words_give_provisional_dates_and_the_page_says_so(bench: Bench, olive: Visit) -> None:
    a_case(bench, classifying=c.Classifying(), summary="I lost my job, this is hardship")
    page = olive.get(PAGE)
    assert "provisional, the class is not confirmed" in page
    assert "Its dates are provisional" in page
    assert "Classify it by" in page


@pytest.mark.parametrize(("days", "tone"), [(0, "warn"), (6, "bad")], ids=["in-time", "passed"])
def test_the_queue_says_by_when_it_has_to_be_classified(bench: Bench, app: Flask, days: int, tone: str) -> None:
    a_case(bench, classifying=c.Classifying())
    bench.clock.step(days=days)
    page = visit(app, bench, bench.officer).get("/queue/")
    assert "not classified" in page
    told = page.split("Classify by", 1)[1].split("</span>", 1)[0]
    assert f"chip-{tone}" in told, told


def test_a_classified_case_is_not_asked_for_its_class(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    assert "Classify by" not in olive.get("/queue/")
    assert "Not classified yet" not in olive.get(PAGE)
