"""A phone complaint that was settled in the call: one page, no letter."""

import pytest

from register.reader.cases import QueueView
from tests.build import Bench
from tests.journeys.visitor import SignIn, fill

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


SAID = {
    "summary": "A monthly fee was charged although the account has none",
    "name": "Robin Example",
    "phone": "02 5550 0199",
    "product": "Current Accounts",
    "issues": "Incorrect fees/ costs",
    "outcome": "Resolved",
    "basis": "Resolved to the complainant's satisfaction",
    "remedy": "Apology",
    "second_remedy": "Refund or waiver of a fee or charge",
    "second_amount": "25.00",
    "evidence": "Said in the call that this settles it",
    "root_cause": "System or technology",
    "words": "Thanks, that settles it",
}


@pytest.mark.provision("Q6", "M2")
def test_a_phone_complaint_is_logged_and_closed_on_one_page(sign_in: SignIn, firm: Bench) -> None:
    olive = sign_in("olive")
    olive.go("Log a complaint")
    for name, value in SAID.items():
        fill(olive.page.locator(f"main [name='{name}']"), value)
    olive.page.get_by_role("button", name="Log and close").click()
    olive.page.get_by_text("Logged and closed.").wait_for()
    olive.look()
    olive.page.get_by_role("link", name="Open the complaint").click()
    olive.look()
    olive.reads("How it ended", "Resolved", "Thanks, that settles it", "Said in the call")
    olive.reads("Remedies and tasks", "Apology", "Refund or waiver of a fee or charge", "$25.00")
    olive.reads("Letters", "No letter yet.")
    (line,) = firm.register.reader.cases.queue(firm.officer, QueueView("closed")).items
    case = firm.register.reader.cases.open(firm.officer, line.id).case
    assert (line.reference, case.closure.basis if case.closure else None) == (
        "C-2026-000001",
        "resolved-to-satisfaction",
    )
    assert [limit.met_at for limit in case.deadlines if limit.due.duty == "early-close"] == [firm.clock()]
