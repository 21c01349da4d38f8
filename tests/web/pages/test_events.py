"""What happened outside, on the page of a case: recorded, withdrawn, for whom; and the dates under their headings."""

import re
from datetime import UTC, datetime

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.web.pages.test_cases import read, step
from tests.web.pages.test_dates import proof
from tests.web.pages.visit import Visit

HARDSHIP = c.Classifying(complaint_class="credit-hardship-notice")
BENEFIT = c.Classifying(complaint_class="super-death-benefit")


def a_hardship_case(bench: Bench) -> Id:
    bench.clock.now = datetime(2026, 7, 6, 1, tzinfo=UTC)
    return a_case(bench, classifying=HARDSHIP)


def plainly(person: Visit, case: str, step: str = "") -> str:
    """Return the page, or a step's form, without the marks that keep the direction of words to themselves."""
    return re.sub("[\u2068\u2069]", "", person.get(f"/cases/{case}{step and f'/{step}'}"))


def choices(page: str, field: str) -> list[str]:
    """Return the values a list of the page offers."""
    found = re.search(rf'<select[^>]*name="{field}".*?</select>', page, re.DOTALL)
    return re.findall(r'value="([^"]*)"', found[0]) if found else []


def section(page: str, heading: str) -> str:
    """Return the dates under a heading."""
    found = re.search(rf'<h3 class="minor">{heading}</h3>(.*?)(<h3|</section>)', page, re.DOTALL)
    return found[1] if found else ""


def test_an_event_is_recorded_with_its_paragraph_and_moves_the_dates(bench: Bench, olive: Visit) -> None:
    case = a_hardship_case(bench)
    form = plainly(olive, case, "event")
    assert "We asked the customer for more information · 271.93(b)" in form
    assert "proceedings_started" not in form
    done = step(olive, case, "event", event="information_requested", at="2026-07-06T10:30", party="")
    assert done.status_code == 302, done.text
    page = plainly(olive, case)
    counted = proof(bench, olive, case, "idr-response-hardship-no-information")
    assert "We asked the customer for more information: 6 July 2026" in counted
    # It cannot happen again, and what may follow it is offered now.
    offered = choices(plainly(olive, case, "event"), "event-event")
    assert "information_requested" not in offered
    assert "information_received" in offered
    assert "Time to supply the information" in section(page, "The complainant's time")
    assert "Time to supply the information" not in section(page, "Legal dates")


def test_an_event_is_withdrawn_with_its_reason(bench: Bench, olive: Visit) -> None:
    case = a_hardship_case(bench)
    assert "event-withdrawn" not in olive.get(f"/cases/{case}")
    step(olive, case, "event", event="information_requested", at="2026-07-06T11:00", party="")
    (happening,) = read(bench, case).happenings
    done = step(olive, case, "event-withdrawn", happening=happening.id, reason="It was another customer")
    assert done.status_code == 302, done.text
    page = plainly(olive, case)
    assert re.search(r"<s><strong>We asked the customer for more information</strong>.*?</s>", page, re.DOTALL)
    assert "What happened: We asked the customer for more information · Reason: It was another customer" in page
    assert read(bench, case).happenings[0].withdrawn


def test_what_is_lacking_is_named_on_the_form(bench: Bench, olive: Visit) -> None:
    case = a_hardship_case(bench)
    refused = step(olive, case, "event", event="agreement_reached", at="2026-07-06T11:00", party="", evidence="")
    assert refused.status_code == 422
    assert 'class="problems"' in refused.text
    assert not read(bench, case).happenings


def test_every_beneficiary_has_dates_of_their_own(bench: Bench, olive: Visit) -> None:
    bench.clock.now = datetime(2026, 3, 10, 1, tzinfo=UTC)
    case = a_case(bench, classifying=BENEFIT)
    assert "/party" not in olive.get(f"/cases/{a_case(bench)}")
    for name, day in (("Robin Example", 2), ("Kim Example", 6)):
        assert step(olive, case, "party", name=name, role="beneficiary").status_code == 302
        party = read(bench, case).parties[-1].id
        told = {"event": "proposal_received", "at": f"2026-03-0{day}T09:00", "party": party}
        assert step(olive, case, "event", **told).status_code == 302
    page = plainly(olive, case)
    legal = section(page, "Legal dates")
    robin, kim = (legal.index(f"IDR response (maximum IDR timeframe): {name} Example") for name in ("Robin", "Kim"))
    assert robin < kim
    counted = proof(bench, olive, case, "idr-response-death-benefit")
    assert "the last day of: Objection period, Mon, 30 Mar 2026" in counted
    assert "Objection period: Kim Example" in section(page, "The complainant's time")
    assert "For: Kim Example" in page
    # The proposal reached everybody: it is still offered for the complaint as a whole only.
    assert choices(plainly(olive, case, "event"), "event-party")[1:] == [
        party.id for party in read(bench, case).parties
    ]


def test_what_nobody_confirmed_is_never_a_legal_date(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    page = plainly(olive, case)
    unconfirmed = section(page, "Unconfirmed: not legal dates")
    assert "Time to go to AFCA" in unconfirmed
    assert "unconfirmed: not a legal date" in unconfirmed
    (rule,) = (one.due.rule for one in read(bench, case).deadlines if one.due.derivation.confirmed == "U")
    assert "2 years" in proof(bench, olive, case, rule)
    assert "Time to go to AFCA" not in section(page, "Legal dates")


def test_a_target_of_the_house_stands_apart_and_says_that_it_is_derived(bench: Bench, olive: Visit) -> None:
    own = section(plainly(olive, a_case(bench, classifying=c.Classifying())), "The firm's own targets")
    assert "Classify the complaint" in own
    assert "derived by us" in own


def test_an_auditor_reads_what_happened_and_records_nothing(bench: Bench, audrey: Visit) -> None:
    case = a_hardship_case(bench)
    bench.do(c.RecordEvent(case=case, event="information_requested", at=bench.clock()))
    page = audrey.get(f"/cases/{case}")
    assert "We asked the customer for more information" in page
    assert "/event" not in page
