"""The report for the regulator: prepared by one person, approved by another, issued, and kept to the byte."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.clock import SteppedClock
from tests.journeys.visitor import SignIn
from tests.reports.paper import text

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


COVER = (
    "Management-prepared; RG 271 prescribes no such report; not an IDR data submission.",
    "Harbour Bank Limited",
    "AFSL-000000",
    "1 July 2026 – 31 July 2026",
    "Olive Officer",
    "Ash Approver",
)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(datetime(2026, 7, 20, 1, 30, tzinfo=UTC))


def test_a_report_is_prepared_approved_by_another_and_issued(sign_in: SignIn, firm: Bench, tmp_path: Path) -> None:
    case = a_case(firm)
    letter = an_accepted_response(firm, case)
    approved(firm, case, letter)
    sent(firm, case, letter)
    a_case(firm, summary="Nobody called back")
    firm.clock.step(days=14)
    olive, ash = sign_in("olive"), sign_in("ash")
    olive.go("Reports")
    olive.page.get_by_role("button", name="Prepare").click()
    olive.page.get_by_text("The report is prepared. Another person approves it.").wait_for()
    expect(olive.page.get_by_text("it needs a second person")).to_be_visible()
    olive.look()
    ash.open(olive.page.url.removeprefix(olive.site))
    ash.page.get_by_role("button", name="Approve", exact=True).click()
    ash.page.get_by_text("The report is approved.").wait_for()
    ash.look()
    olive.page.reload()
    olive.look()
    olive.page.get_by_label("To whom").fill("The regulator, by its portal")
    olive.page.get_by_role("button", name="Issue").click()
    olive.page.get_by_text("These bytes are kept for ever.").wait_for()
    olive.look()
    with olive.page.expect_download() as coming:
        olive.page.get_by_role("link", name="Download as issued").click()
    paper = tmp_path / "report.pdf"
    coming.value.save_as(paper)
    (file,) = firm.register.reader.reports.all(firm.officer)
    issued = hashlib.sha256(paper.read_bytes()).hexdigest()
    assert (file.report.state, file.report.issued_document) == ("issued", issued)
    olive.reads("This report", issued)
    said = text(paper)
    assert [words for words in COVER if words not in said] == []
