"""A public comment becomes a case, is answered in a letter that a second person approved, and is closed."""

import hashlib
import hmac
import os
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from register.worker import Worker
from tests.build import Bench
from tests.channels.shapes import body, comment, entry
from tests.clock import SteppedClock
from tests.journeys.visitor import SignIn, Visitor
from tests.worker.relay import Manners

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
THEMES: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "case.png"), ("dark", "case-dark.png"))
CASE = "/cases/C-2026-000001"
WORDS = "Charged my card twice for one bill, and two weeks on nobody answers. When do I get my money back?"

# The Friday before a bank holiday, which some count as a business day and some do not.
FRIDAY = datetime(2026, 7, 31, 1, 30, tzinfo=UTC)

pytestmark = pytest.mark.browser


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(FRIDAY)


def deliver(site: str, firm: Bench) -> None:
    """Send the comment as the platform does: signed, to the address of the channel."""
    created = int(firm.clock().timestamp()) - 300
    told = comment(message=WORDS, created_time=created, comment_id="555_777")
    content = body(entry(told, page="1000000000001", time=created + 3))
    signature = hmac.new(b"app-secret", content, hashlib.sha256).hexdigest()
    with closing(HTTPConnection(site.removeprefix("http://"), timeout=20)) as platform:
        platform.request("POST", "/hooks/facebook/harbour", content, {"X-Hub-Signature-256": f"sha256={signature}"})
        assert platform.getresponse().status == 200


def answer(olive: Visitor, question: str, said: str, basis: str = "") -> None:
    asked = olive.page.locator(".question").filter(has_text=question)
    asked.get_by_label(said, exact=True).check()
    if basis:
        asked.get_by_label("Basis").fill(basis)


def decide(olive: Visitor) -> None:
    """Find it in the inbox, see who wrote it, and register it by the two-step test."""
    olive.open("/inbox/")
    olive.page.get_by_role("link", name="Decide about the message").click()
    expect(olive.page.get_by_role("heading", name="Message from").get_by_text("Rowan Testperson")).to_be_visible()
    expect(olive.page.get_by_text(WORDS).first).to_be_visible()
    olive.look()
    answer(olive, "Is somebody dissatisfied?", "Yes")
    answer(olive, "Is it about our products", "Yes")
    answer(olive, "Is an answer expected", "Yes")
    given = olive.page.locator(".given").filter(has_text="Can the author be contacted?")
    expect(given.get_by_text("Yes", exact=True).first).to_be_visible()
    given.locator("summary").click()
    answer(olive, "Can the author be contacted?", "Yes", "A private reply is open")
    olive.page.get_by_label("Points raised").fill("The card was charged twice\nNobody answered for two weeks")
    olive.page.get_by_role("button", name="Register the complaint").click()
    olive.page.wait_for_url(olive.site + CASE)


def ask_why(olive: Visitor) -> None:
    """Open the proof of every legal date."""
    dates = olive.card("Legal dates")
    proofs = dates.get_by_text("Why this date?")
    for number in range(proofs.count()):
        proofs.nth(number).click()
        dates.locator(".proofs").nth(number).wait_for()
    olive.reads("Legal dates", "24 hours", "30 calendar days", "Bank Holiday")
    olive.look()


def get_in_touch(olive: Visitor) -> None:
    """Acknowledge the way it came, asking how to reach the person; record what comes back, and who it is."""
    asked = "We are sorry. Please tell us here, in private, how we can reach you."
    olive.step("acknowledge", method="By a private reply", evidence=asked)
    waiting = "An e-mail address or phone number"
    olive.step("task", kind="Information", waiting_on="The complainant", text=waiting)
    olive.step(
        "contact", kind="E-mail", value="rowan@customer.example", source="Told us in a private reply", of="Complainant"
    )
    olive.reads("Complainant", "rowan@customer.example", "Told us in a private reply", "not verified")
    olive.step("task-done", task=waiting)
    olive.step("complainant", name="Rowan Testperson", kind="Individual consumer", author_matched="y")
    olive.step("identity", method="Security questions", passed="yes", contact="E-mail: rowan@customer.example")
    olive.reads("Complainant", "Security questions", "Olive Officer", "passed")
    expect(olive.card("Complainant")).not_to_contain_text("not verified", use_inner_text=True)
    olive.look()


def work(olive: Visitor, evidence: Path) -> None:
    """Say what it is about and who has it; keep what was found."""
    olive.step("classify", complaint_class="Standard complaint", product="Credit Cards", issues="Incorrect fees/ costs")
    olive.step("assign", assignee="Olive Officer")
    olive.step("note", text="Merchant confirms one order, two captures")
    olive.step("file", file=str(evidence))
    expect(olive.card("Notes and files").get_by_role("link", name="statement.txt")).to_be_visible()
    olive.look()


def write(olive: Visitor) -> None:
    """Draft a rejection; the gate names what is missing with its paragraph, until nothing is."""
    page, gate = olive.page, olive.page.locator("#gate")
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("Decision", exact=True).select_option(label="Rejected")
    page.get_by_role("button", name="Show the parts of this letter").click()
    page.get_by_label("Answer to point 1").wait_for()
    page.get_by_role("button", name="Save and submit").click()
    page.get_by_text("Your draft is kept").wait_for()
    for paragraph in ("271.54(a)", "271.54(b)", "271.54(c)"):
        expect(gate.get_by_text(paragraph).first).to_be_visible()
    olive.look()
    page.get_by_label("Our decision").fill("We cannot accept your complaint.")
    page.get_by_label("Answer to point 1").fill("The second amount was held, never taken; it fell away on 30 July.")
    page.get_by_label("Answer to point 2").fill("We answered on 23 July, but to an address you no longer use.")
    page.get_by_label("Finding 1", exact=True).fill("One amount was taken.")
    page.get_by_label("Information behind finding 1").fill("Your statement of 31 July; the merchant's record.")
    fill_what_is_left(olive)
    gate.get_by_text("The gate is open").wait_for()
    page.get_by_label("It holds information about an account").check()
    olive.look()
    page.get_by_role("button", name="Save and submit").click()
    page.get_by_text("Waiting for a second person").wait_for()
    olive.look()


def fill_what_is_left(olive: Visitor) -> None:
    """Write something into each required part that is still empty."""
    for part in olive.page.locator("section.card").filter(has_text="Required").locator("textarea").all():
        if not part.input_value():
            part.fill("As you told us, and as our records of the card show.")


def approve(ash: Visitor) -> None:
    """Look at what waits, and approve exactly what is shown."""
    ash.go("Approvals")
    ash.page.get_by_role("rowheader").get_by_role("link", name="C-2026-000001").click()
    ash.page.get_by_text("One amount was taken.").wait_for()
    ash.look()
    ash.page.get_by_role("button", name="Approve", exact=True).click()
    ash.page.get_by_text("The letter is approved.").wait_for()
    ash.look()


def close(olive: Visitor) -> None:
    """See that it was accepted; close with what came of it."""
    olive.page.goto(olive.site + CASE)
    olive.card("Letters").get_by_role("link").click()
    olive.reads("Sending", "Accepted")
    olive.look()
    olive.page.goto(olive.site + CASE)
    olive.step(
        "close",
        outcome="Unresolved",
        basis="An IDR response was sent",
        root_cause="Unclear or wrong information",
        words="At least now I know why",
        remedy="Goodwill payment",
        amount="25.00",
        due_on="2026-12-31",
    )
    olive.reads("How it ended", "Unresolved", "Unclear or wrong information", "At least now I know why")
    olive.reads("Remedies and tasks", "Goodwill payment", "$25.00")
    olive.look()


def photograph(olive: Visitor) -> None:
    """Make the pictures of the documentation, when asked: an ordinary run leaves the tree as it is."""
    if os.environ.get("REGISTER_PICTURES") != "1":
        return
    PICTURES.mkdir(exist_ok=True)
    for theme, name in THEMES:
        olive.page.emulate_media(color_scheme=theme)
        olive.open(CASE)
        olive.card("Legal dates").locator("li").filter(has_text="271.71").get_by_text("Why this date?").click()
        olive.card("Legal dates").locator(".proofs").wait_for()
        olive.page.evaluate("window.scrollTo(0, 0)")
        olive.page.screenshot(path=PICTURES / name)
    olive.page.emulate_media(color_scheme="light")


@pytest.mark.provision("C8", "R2")
def test_from_a_public_comment_to_a_closed_case(
    sign_in: SignIn, site: str, firm: Bench, worker: Worker, posted: Manners
) -> None:
    evidence = firm.register.settings.home / "statement.txt"
    evidence.write_text("23 July  one capture, one hold\n")
    deliver(site, firm)
    worker.run_once()
    olive = sign_in("olive")
    decide(olive)
    ask_why(olive)
    get_in_touch(olive)
    work(olive, evidence)
    photograph(olive)
    firm.clock.step(days=4)
    olive, ash = sign_in("olive"), sign_in("ash")
    olive.page.goto(olive.site + CASE)
    write(olive)
    approve(ash)
    worker.run_once()
    close(olive)
    (letter,) = posted.letters
    assert (letter["To"], letter["Subject"]) == (
        "rowan@customer.example",
        "Our response to your complaint (C-2026-000001)",
    )
    (document,) = letter.iter_attachments()
    assert document.get_content().startswith(b"%PDF-")
    worker.run_once()
    assert firm.register.inspector.verify().holds
