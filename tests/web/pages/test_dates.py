"""The dates of a case on its page: the proof of each, alternatives in one line, gaps, and what is said on the phone."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.visit import Visit, visit


def date_of(bench: Bench, case: Id, rule: str, *, replaced: bool = False) -> Deadline:
    """The date that a rule set."""
    known = bench.register.reader.cases.open(bench.officer, case).case.deadlines
    return next(one for one in known if one.due.rule == rule and one.replaced == replaced)


def officer(app: Flask, bench: Bench) -> Visit:
    """The officer, signed in now."""
    return visit(app, bench, bench.officer)


def proof(bench: Bench, person: Visit, case: Id, rule: str, *, replaced: bool = False) -> str:
    """The page of a date's proof."""
    return str(person.get(f"/cases/{case}/dates/{date_of(bench, case, rule, replaced=replaced).id}"))


def card(person: Visit, case: Id, name: str = "dates") -> str:
    """A card of the case's page."""
    return str(person.get(f"/cases/{case}/cards/{name}"))


@pytest.mark.provision("K2")
def test_a_proof_says_that_the_day_of_receipt_is_not_counted_and_where_the_law_does(bench: Bench, olive: Visit) -> None:
    """271.56 Note."""
    page = proof(bench, olive, a_case(bench), "idr-response-standard")
    assert "Tue, 4 Aug 2026; the day it counts from, Mon, 3 Aug 2026, is not counted" in page
    assert "271.56 Note, Acts Interpretation Act 1901 s36: The day of receipt is not counted" in page


@pytest.mark.provision("KO2")
def test_bank_holidays_are_told_in_plain_words(bench: Bench, olive: Visit) -> None:
    bench.clock.now = datetime(2026, 8, 1, 2, tzinfo=UTC)
    case = a_case(bench, received_at=datetime(2026, 7, 31, 1, tzinfo=UTC))
    page = re.sub(r"<[^>]+>", " ", proof(bench, olive, case, "early-close"))
    assert re.search(r"Counting bank holidays as business days\s+Fri, 7 Aug 2026, we work to this", page)
    assert re.search(r"Leaving them out too\s+Mon, 10 Aug 2026", page)
    assert "Mon, 3 Aug 2026: Bank Holiday, counted here" in page


def test_the_days_are_a_picture_with_words_for_all_of_it(bench: Bench, olive: Visit) -> None:
    page = proof(bench, olive, a_case(bench), "idr-response-standard")
    drawing = page[page.index("<svg xmlns") : page.index("</svg>", page.index("<svg xmlns"))]
    assert "<title>The days of: IDR response (maximum IDR timeframe)</title>" in drawing
    assert drawing.count("strip-counted") == 30
    assert "style=" not in drawing
    assert ">30</text>" in drawing
    for words in ("Mon, 3 Aug 2026: the day it counts from, not counted", "30 calendar days counted", "the last day"):
        assert page.count(words) > drawing.count(words) > 0


def test_two_alternative_acknowledgements_are_one_line_with_both_proofs(bench: Bench, olive: Visit) -> None:
    """271.51: within 24 hours, or one business day."""
    case = a_case(bench)
    rows = card(olive, case)
    assert rows.count("Acknowledgement, within") == 2
    assert re.search(r"or Acknowledgement, within one business day, 271\.51", rows)
    assert rows.count("Why this date?") == len(set(re.findall(r"/dates/([0-9a-f-]{36})", rows)))
    page = proof(bench, olive, case, "acknowledgement-24-hours")
    assert "24 hours" in page
    assert "1 business day" in page


def test_a_window_is_an_option_and_lapses_as_one(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    assert re.search(r"271\.71 · an option, not a duty", card(officer(app, bench), case))
    bench.clock.step(days=12)
    later = officer(app, bench)
    assert "no longer open" in card(later, case)
    assert "once its time is over it is gone" in proof(bench, later, case, "early-close")


def test_a_replaced_date_says_why_and_by_which_and_the_new_one_too(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    bench.do(c.ClassifyCase(case=case, classifying=c.Classifying(complaint_class="credit-hardship-notice"), reason="R"))
    reason = "The class or the receipt was moved"
    older, newer = (proof(bench, olive, case, "idr-response-standard", replaced=True),
                    proof(bench, olive, case, "idr-response-hardship"))  # fmt: skip
    for page, term, other in (
        (older, "Replaced by", "Mon, 24 Aug 2026 (271.93(a)"),
        (newer, "Took the place of", "Wed, 2 Sept 2026 (271.56)"),
    ):
        assert term in page
        assert other in page
        assert reason in page
    assert "An agreement inside the limit is an exception to it" in newer


@pytest.mark.provision("T2")
def test_a_date_that_is_missing_says_what_it_waits_for(app: Flask, bench: Bench) -> None:
    """271.77: the count stands still while a court decides."""
    case = a_case(bench, classifying=c.Classifying(complaint_class="traditional-trustee"))
    assert "Dates that are missing" not in card(officer(app, bench), case)
    bench.clock.step(days=2)
    at = bench.clock()
    bench.do(c.RecordEvent(case=case, event="proceedings_started", at=at, evidence="The summons"))
    rows = card(officer(app, bench), case)
    assert "Dates that are missing" in rows
    assert "No date: the law has stopped the count since Wed, 5 Aug 2026." in rows
    assert "the time stands still, and goes on with" in rows


def test_the_telephone_sentence_stands_with_each_open_limit(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    rows = card(olive, case)
    assert "<q>We must answer your complaint in writing by Wednesday 2 September 2026.</q>" in rows
    assert re.search(
        r"<q>We should confirm that we have your complaint by 10:30.am on Tuesday 4 August 2026\.</q>", rows
    )
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 17"))
    assert "confirm that we have your complaint" not in card(olive, case)
    assert "and did so on Monday 3 August 2026" in proof(bench, olive, case, "acknowledgement-24-hours")


def test_twenty_two_days_late_is_not_called_two_days_left(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    bench.clock.step(days=30 + 22)
    olive = officer(app, bench)
    risks = card(olive, case, "delays")
    assert "days or less are left" not in risks
    assert "IDR response (maximum IDR timeframe): the limit has passed, 22 days ago" in risks
    page = str(olive.get("/at-risk/"))
    assert "days or less are left" not in page


def test_a_possible_breach_says_which_limit_it_speaks_of(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    bench.clock.step(days=31)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    said = card(officer(app, bench), case, "breaches")
    assert "IDR response (maximum IDR timeframe)" in said
    assert "271.56" in said
    assert f"/dates/{date_of(bench, case, 'idr-response-standard').id}" in said


def test_no_date_of_another_case_is_shown(bench: Bench, olive: Visit) -> None:
    one, other = a_case(bench), a_case(bench)
    date = date_of(bench, other, "idr-response-standard")
    assert olive.client.get(f"/cases/{one}/dates/{date.id}").status_code == 404
    assert olive.client.get(f"/cases/{one}/dates/none").status_code == 404
