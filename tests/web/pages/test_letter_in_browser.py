"""From the first word to the approval, in a real browser: the gate answers while the author writes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import Browser, Page, expect

from register.app import create_app
from register.domain.actors import Actor
from register.domain.commands import case as c
from register.domain.commands.account import SetPassword
from tests.browser import FITS, PASSWORD, a_browser, give_password, served, violations, visits_ended
from tests.build import Bench, a_case
from tests.clock import SteppedClock

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(sqlite_bench: Bench) -> Bench:
    """A founded register; one engine is enough for what the browser adds."""
    return sqlite_bench


@pytest.fixture
def app(bench: Bench) -> Flask:
    """The application, its people with passwords."""
    app = create_app(bench.register)
    with app.test_request_context():
        hashed = hash_password(PASSWORD)
    for person in (bench.officer, bench.approver, bench.auditor):
        assert person.account is not None
        bench.do(SetPassword(account=person.account, password_hash=hashed), person)
    return app


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The application, served."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of the module."""
    with a_browser() as running:
        yield running


@pytest.fixture
def chromium(site: str, browser: Browser) -> Iterator[Browser]:
    """The same; what is open in it is closed before the site is."""
    assert site
    with visits_ended(browser):
        yield browser


def sign_in(browser: Browser, site: str, bench: Bench, person: Actor, *, scripts: bool = True) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=scripts).new_page()
    page.goto(f"{site}/login")
    give_password(page, address_of(person, bench))
    return page


def address_of(person: Actor, bench: Bench) -> str:
    file = bench.register.reader.accounts.by_id(str(person.account))
    assert file is not None
    return file.text(file.account.email) or ""


def is_clean(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate(FITS)


def test_a_letter_is_written_refused_by_the_gate_submitted_and_approved(
    chromium: Browser, site: str, bench: Bench
) -> None:
    a_case(bench)
    complaints: list[str] = []
    olive = sign_in(chromium, site, bench, bench.officer)
    olive.on("console", lambda message: complaints.append(message.text))
    olive.goto(f"{site}/letters/C-2026-000001/new")
    is_clean(olive)
    expect(olive.locator("#gate")).to_contain_text("2 things to do")
    olive.get_by_label("Our decision").fill("We accept your complaint.")
    olive.locator("#gate").get_by_text("1 thing to do").wait_for()
    olive.get_by_role("button", name="Save and submit").click()
    olive.get_by_text("Your draft is kept").wait_for()
    expect(olive.locator("#problems")).to_be_focused()
    is_clean(olive)
    olive.get_by_label("What we have done").fill("We refunded the fee.")
    olive.locator("#gate").get_by_text("The gate is open").wait_for()
    olive.get_by_role("button", name="Save and submit").click()
    olive.get_by_text("Waiting for a second person").wait_for()
    is_clean(olive)

    ash = sign_in(chromium, site, bench, bench.approver)
    ash.goto(f"{site}/approvals/")
    is_clean(ash)
    ash.get_by_role("link", name="Letter · C-2026-000001").click()
    ash.get_by_text("We refunded the fee.").wait_for()
    is_clean(ash)
    ash.get_by_role("button", name="Approve", exact=True).click()
    ash.get_by_text("The letter is approved.").wait_for()
    expect(ash.get_by_text("Nothing waits for you")).to_be_visible()

    olive.reload()
    expect(olive.locator("dd", has_text="Ash Approver")).to_be_visible()
    assert complaints == []


def test_choosing_another_decision_shows_its_parts_and_keeps_what_was_written(
    chromium: Browser, site: str, bench: Bench
) -> None:
    a_case(bench)
    page = sign_in(chromium, site, bench, bench.officer)
    page.goto(f"{site}/letters/C-2026-000001/new")
    page.get_by_label("Our decision").fill("We cannot accept it.")
    page.get_by_label("Decision", exact=True).select_option("rejected")
    page.get_by_role("button", name="Show the parts of this letter").click()
    page.get_by_label("Answer to point 1").wait_for()
    expect(page.get_by_label("Our decision")).to_have_value("We cannot accept it.")
    expect(page.get_by_label("Finding 1").first).to_be_visible()
    is_clean(page)


def test_a_choice_in_a_list_sends_nothing(chromium: Browser, site: str, bench: Bench) -> None:
    """WCAG 3.2.2: neither a key nor a pointer in a list sends anything; a button does."""
    a_case(bench)
    page = sign_in(chromium, site, bench, bench.officer)
    page.goto(f"{site}/letters/C-2026-000001/new")
    page.get_by_label("Our decision").fill("We cannot accept it.")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.is_navigation_request() else None)
    page.get_by_label("Decision", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_label("Decision", exact=True).dispatch_event("pointerdown")
    page.get_by_label("Decision", exact=True).select_option("partly-rejected")
    page.wait_for_timeout(300)
    expect(page.locator("#decision")).to_be_focused()
    assert sent == []
    page.get_by_label("Decision", exact=True).select_option("rejected")
    page.get_by_role("button", name="Show the parts of this letter").click()
    page.get_by_label("Answer to point 1").wait_for()
    expect(page.get_by_label("Our decision")).to_have_value("We cannot accept it.")


@pytest.mark.parametrize("width", [1440, 390])
def test_one_word_without_end_widens_no_page(chromium: Browser, site: str, bench: Bench, width: int) -> None:
    word = "x" * 600
    case = a_case(bench, summary=word, points=(word,))
    bench.do(c.AddNote(case=case, text=word))
    page = sign_in(chromium, site, bench, bench.officer)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/cases/C-2026-000001", "/queue/", "/trail/", "/letters/C-2026-000001/new"):
        page.goto(f"{site}{address}")
        assert page.evaluate(FITS), address


def test_the_auditor_verifies_in_plain_words(chromium: Browser, site: str, bench: Bench) -> None:
    a_case(bench)
    bench.register.sealer.seal()
    page = sign_in(chromium, site, bench, bench.auditor)
    page.goto(f"{site}/trail/")
    page.get_by_text("Details and proof").first.click()
    is_clean(page)
    page.get_by_role("button", name="Verify now").click()
    page.get_by_role("heading", name="The trail holds").wait_for()
    is_clean(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_letter_outlives_the_session_it_was_written_in(
    chromium: Browser, site: str, bench: Bench, clock: SteppedClock, scripts: bool
) -> None:
    case = a_case(bench)
    olive = sign_in(chromium, site, bench, bench.officer, scripts=scripts)
    olive.goto(f"{site}/letters/C-2026-000001/new")
    clock.step(hours=2)
    olive.get_by_label("Our decision").fill("We accept your complaint.\nIt was our mistake.")
    if scripts:
        olive.locator("#gate").get_by_text("Your session has ended").wait_for()
        is_clean(olive)
    olive.get_by_role("button", name="Save the draft").click()
    olive.get_by_text("What you typed is kept").wait_for()
    if scripts:
        is_clean(olive)
    give_password(olive, address_of(bench.officer, bench))
    olive.get_by_role("heading", name="Not sent yet").wait_for()
    expect(olive.get_by_text("It was our mistake.")).to_be_visible()
    if scripts:
        is_clean(olive)
    assert bench.register.reader.cases.open(bench.officer, case).case.letters == ()
    olive.get_by_role("button", name="Send it now").click()
    olive.get_by_text("The draft is kept.").wait_for()
    expect(olive.get_by_text("It was our mistake.").first).to_be_visible()
    assert bench.register.late_forms.of(str(bench.officer.account)) == []


def test_a_note_outlives_the_session_and_nobody_else_sees_it(
    chromium: Browser, site: str, bench: Bench, clock: SteppedClock
) -> None:
    a_case(bench)
    page = sign_in(chromium, site, bench, bench.officer)
    page.goto(f"{site}/cases/C-2026-000001")
    page.locator("details#step-note summary").click()
    page.locator("#note-text").wait_for()
    clock.step(hours=2)
    page.locator("#note-text").fill("She rang and was close to tears.")
    page.locator("details#step-note button").click()
    page.get_by_text("What you typed is kept").wait_for()
    give_password(page, address_of(bench.approver, bench))
    page.get_by_text("Nothing of yours waits").wait_for()
    assert "close to tears" not in page.content()
    page.goto(f"{site}/unsent/")
    assert "close to tears" not in page.content()

    again = sign_in(chromium, site, bench, bench.officer)
    again.get_by_role("link", name="Look at it").click()
    again.get_by_role("link", name="She rang").click()
    again.get_by_role("button", name="Send it now").click()
    again.wait_for_url(lambda url: "/cases/" in url)
    expect(again.get_by_text("She rang and was close to tears.").first).to_be_visible()
