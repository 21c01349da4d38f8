"""Three short stories: an agreement ends a hardship complaint, two schemes in one complaint, a referral taken back."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands import register as r
from register.worker import Worker
from tests.build import DETAILS, Bench, a_case
from tests.clock import SteppedClock
from tests.journeys.visitor import SignIn, Visitor
from tests.journeys.writing import begin, gate_asks, gate_is_content_with, say, send, submit
from tests.worker.relay import Manners

CASE = "/cases/C-2026-000001"
AFCA = "Australian Financial Complaints Authority"
TIO = "Telecommunications Industry Ombudsman"
TO_AFCA = "Answer to a complaint AFCA referred back"

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


@pytest.fixture
def clock() -> SteppedClock:
    """Monday 6 July 2026, half past nine in Sydney."""
    return SteppedClock(datetime(2026, 7, 5, 23, 30, tzinfo=UTC))


@pytest.fixture
def olive(firm: Bench, sign_in: SignIn) -> Visitor:
    return sign_in("olive")


@pytest.mark.provision("HB8", "HB11")
def test_a_hardship_complaint_ends_with_the_confirmation_of_what_was_agreed(
    firm: Bench, olive: Visitor, worker: Worker, posted: Manners
) -> None:
    """271.93(a): agreed inside the limit, so it is kept; 271.99: the confirmation is the answer it is closed with."""
    a_case(firm, classifying=c.Classifying("credit-hardship-notice"))
    olive.open(CASE)
    olive.reads("Dates", "271.93(a), Table 2", "Mon, 27 July 2026")
    olive.happened("We agreed with the customer on a change", at="2026-07-06T09:20", evidence="On the telephone")
    olive.reads("Dates", "Confirm the agreement in writing", "Wed, 5 Aug 2026")
    begin(olive, CASE, "Confirmation of a hardship or postponement agreement")
    gate_asks(olive, "271.99, NCC s73(1)")
    say(olive, block_agreed_terms="No payments until 6 October 2026.")
    submit(olive)
    send(olive, worker, CASE, "Confirmation")
    olive.open(CASE)
    olive.step("close", outcome="Resolved", basis="An IDR response was sent", root_cause="Unclear or wrong information")
    olive.reads("How it ended", "Resolved")
    olive.look()
    assert len(posted.letters) == 1


@pytest.mark.provision("FC2", "I1")
def test_two_schemes_look_at_one_complaint_and_its_answer_names_both(firm: Bench, olive: Visitor) -> None:
    """A bank that sells telephone lines as well: each body has its dates, and the answer its address."""
    packs = ("au-asic-rg271", "au-acma-tcp")
    entity = r.SetEntity(entity="harbour", name="Harbour", licence="AFSL-000000", place="NSW", packs=packs)
    firm.do(entity, CONSOLE)
    firm.do(r.SetDetails(details=(*DETAILS, ("tio-name", TIO), ("tio-phone", "1800 062 058"))), CONSOLE)
    a_case(firm)
    olive.open(CASE)
    olive.step("external", kind="The complainant went there", scheme=AFCA, at="2026-07-06T09:10")
    olive.step("external", kind="Sent back to us", scheme=TIO, at="2026-07-06T09:20", due_on="2026-07-17")
    olive.reads("Flags and safeguards", AFCA, TIO, "answer asked for by Fri, 17 July 2026")
    olive.reads("Dates", "Answer to the ombudsman's referral", "Fri, 17 July 2026")
    expect(olive.card("Dates")).not_to_contain_text(TO_AFCA, use_inner_text=True)
    olive.look()
    begin(olive, CASE, "IDR response")
    gate_asks(olive, "271.53(a)", "acma.gov.au how telcos must handle complaints")
    gate_is_content_with(olive, "271.53(c)", "TIO referral process")
    say(
        olive, block_outcome="We accept.", block_actions_taken="We refunded the fee.", block_plan="You need do nothing."
    )
    submit(olive)
    paper = olive.page.locator("article.letter").inner_text()
    assert [words for words in ("1800 931 678", "1800 062 058") if words not in paper] == []


@pytest.mark.provision("FC2")
def test_a_referral_that_was_another_complaints_is_taken_back(firm: Bench, olive: Visitor) -> None:
    """What was recorded by mistake sets no date any more; that it was, and why it is not, stays in the history."""
    a_case(firm)
    olive.open(CASE)
    olive.step("external", kind="Sent back to us", scheme=AFCA, at="2026-07-06T09:20", due_on="2026-07-20")
    olive.reads("Dates", TO_AFCA, "Mon, 20 July 2026")
    olive.takes_back("A step with an external scheme", "The letter was about another complaint")
    expect(olive.card("Dates").locator("li, tr").filter(has_text=TO_AFCA)).not_to_contain_text(
        "open", use_inner_text=True
    )
    olive.reads("Flags and safeguards", "not involved")
    olive.reads("What happened", "Taken back as a mistake", "The letter was about another complaint")
    olive.look()
