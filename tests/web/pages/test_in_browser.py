"""The officer's day in a real browser: from a public comment to a case, and a complaint logged and closed by phone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser, Locator, Page, expect

from register.app import create_app
from register.domain.actors import WORKER
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.values import Id
from register.reader.cases import QueueView
from tests.browser import FITS, PASSWORD, a_browser, served, sign_in, violations
from tests.build import Bench, a_case, a_message, a_post

OLIVE = "olive@harbour.example"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def bench(sqlite_bench: Bench) -> Bench:
    return sqlite_bench


@pytest.fixture
def site(bench: Bench) -> Iterator[str]:
    app = create_app(bench.register)
    with app.test_request_context():
        hashed = hash_password(PASSWORD)
    account = bench.officer.account
    assert account is not None
    bench.do(a.SetPassword(account=account, password_hash=hashed))
    with served(app) as address:
        yield address


def answer(page: Page, question: str, said: str, basis: str = "") -> None:
    row = page.locator(".question").filter(has_text=question)
    row.get_by_label(said, exact=True).check()
    if basis:
        row.get_by_label("Basis").fill(basis)


def panel(page: Page, name: str, *, scripts: bool) -> Locator:
    """Open a step's form: in place, or without scripts as a page of its own."""
    page.locator("summary").get_by_text(name, exact=True).click()
    if not scripts:
        page.get_by_role("link", name="Open the form").click()
    return page.locator("main form:has([name$='command_id'])")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_comment_becomes_a_case_and_is_worked_on(chromium: Browser, site: str, bench: Bench, scripts: bool) -> None:
    a_message(bench, a_post(bench, url="https://facebook.example/p/1"))
    with chromium.new_context(java_script_enabled=scripts) as visit:
        page = visit.new_page()
        sign_in(page, site, OLIVE)
        page.get_by_role("link", name="Decide about").click()
        expect(page.get_by_role("link", name="Open the post")).to_have_attribute("href", "https://facebook.example/p/1")
        answer(page, "Is somebody dissatisfied?", "Yes")
        answer(page, "Is it about our products", "Yes")
        page.get_by_role("button", name="Register the complaint").click()
        expect(page.locator("#problems").get_by_text("Answer this question.")).to_be_visible()
        answer(page, "Is an answer expected", "Yes")
        page.get_by_role("button", name="Register the complaint").click()
        page.wait_for_url(f"{site}/cases/C-2026-000001")
        dates = page.locator("section.card").filter(has=page.get_by_role("heading", name="Legal dates"))
        dates.get_by_text("Why this date?").last.click()
        if not scripts:
            dates.get_by_role("link", name="Open the proof").last.click()
        page.get_by_text("30 calendar days counted").last.wait_for()
        if not scripts:
            page.go_back()
        acknowledge = panel(page, "Record the acknowledgement", scripts=scripts)
        acknowledge.get_by_label("Evidence").fill("We are sorry. How can we reach you?")
        acknowledge.get_by_role("button", name="Record").click()
        page.get_by_text("By a private reply").first.wait_for()
        contact = panel(page, "Add contact details", scripts=scripts)
        contact.get_by_label("Address or number").fill("robin@customer.example")
        contact.get_by_label("Where it comes from").select_option("private-reply")
        contact.get_by_role("button", name="Add").click()
        page.get_by_text("Told us in a private reply").first.wait_for()
        expect(page.get_by_text("not verified")).to_be_visible()
    case = bench.register.reader.cases.find(bench.officer, "C-2026-000001")
    assert bench.register.reader.cases.open(bench.officer, case).case.acknowledgement is not None


def test_log_and_close_by_keyboard(chromium: Browser, site: str, bench: Bench) -> None:
    with chromium.new_context(timezone_id="Australia/Sydney", locale="en-AU") as visit:
        page = visit.new_page()
        sign_in(page, site, OLIVE)
        page.get_by_role("link", name="Log a complaint").click()
        # The cursor waits where the writing starts.
        page.keyboard.type("Charged an account fee twice; rude when asked")
        page.get_by_label("Who complains").fill("Robin Example")
        page.locator("#remedy").select_option("apology")
        page.get_by_label("Further remedy").select_option("fee-refund-waiver")
        page.get_by_label("Its amount").fill("25.00")
        page.get_by_label("Evidence").fill("Said on the phone that this settles it")
        page.get_by_label("Root cause").select_option("system")
        page.get_by_label("In the customer's words").fill("Thanks, that settles it")
        page.get_by_role("button", name="Log and close").press("Enter")
        expect(page.get_by_role("heading", name="C-2026-000001")).to_be_visible()
        assert violations(page) == []
    closed = bench.register.reader.cases.queue(bench.officer, QueueView("closed")).items
    assert [line.reference for line in closed] == ["C-2026-000001"]


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_the_pages_are_accessible(
    chromium: Browser, site: str, bench: Bench, theme: Literal["light", "dark"], width: int
) -> None:
    message, case, held = a_message(bench), a_case(bench), a_held_case_at_risk(bench)
    with chromium.new_context(color_scheme=theme, viewport={"width": width, "height": 900}) as visit:
        page = visit.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        sign_in(page, site, OLIVE)
        cases = (f"/cases/{case}", f"/cases/{held}", "/at-risk/")
        for address in ("/inbox/", f"/inbox/{message}", "/queue/", "/log/", "/log/open", *cases):
            page.goto(site + address)
            for disclosure in page.locator("main details").all():
                disclosure.evaluate("details => { details.open = true }")
            expect(page.locator("main a[data-form]")).to_have_count(0, timeout=30_000)
            assert violations(page) == [], address
            assert page.evaluate(FITS), address
        assert complaints == []


def a_held_case_at_risk(bench: Bench) -> Id:
    """A complaint whose last day is near, with a hold nobody confirmed and an escalation nobody took up."""
    received = bench.clock() - timedelta(days=29)
    case = a_case(bench, classifying=c.Classifying("credit-default-notice"), received_at=received)
    bench.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"))
    bench.do(c.EscalateRisks(case=case), WORKER)
    return case
