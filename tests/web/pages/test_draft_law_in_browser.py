"""The warning of a draft pack in a real browser: accepted by two administrators, then on a complaint held to it."""

from collections.abc import Iterator

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser, Page, expect

from register.app import create_app
from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.values import Id
from tests.browser import FITS, PASSWORD, a_browser, served, sign_in, violations
from tests.build import Bench, a_case, a_person, work_to_draft_law

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def bench(sqlite_bench: Bench) -> Bench:
    return sqlite_bench


@pytest.fixture
def drafted(bench: Bench) -> Id:
    """A complaint held to draft law, accepted while there is no second administrator yet."""
    work_to_draft_law(bench, "au-spf")
    return a_case(bench)


@pytest.fixture
def abe(bench: Bench) -> Actor:
    """A second administrator."""
    return a_person(lambda command: bench.do(command, CONSOLE), "Abe Admin", "administrator")


@pytest.fixture
def site(bench: Bench, abe: Actor) -> Iterator[str]:
    app = create_app(bench.register)
    with app.test_request_context():
        hashed = hash_password(PASSWORD)
    for person in (bench.officer, bench.admin, abe):
        bench.do(a.SetPassword(account=Id(str(person.account)), password_hash=hashed), person)
    with served(app) as address:
        yield address


def signed_in(page: Page, site: str, who: str) -> Page:
    sign_in(page, site, f"{who}@harbour.example")
    return page


def test_a_draft_is_accepted_by_two_and_warned_of(chromium: Browser, site: str, bench: Bench) -> None:
    with chromium.new_context() as visit:
        page = signed_in(visit.new_page(), site, "ada")
        page.goto(f"{site}/set-up/draft-law")
        expect(page.locator(".notice-warn")).to_contain_text("Draft law, UNCONFIRMED")
        expect(page.get_by_text("not accepted: holds nobody")).to_be_visible()
        page.get_by_label("Why the firm works to it").fill("To be ready on the day")
        page.get_by_role("button", name="Propose").click()
        expect(page.get_by_text("waits for a second administrator")).to_be_visible()
        assert violations(page) == []
    assert bench.register.reader.firm.now().firm.drafts == ()
    with chromium.new_context() as visit:
        page = signed_in(visit.new_page(), site, "abe")
        page.goto(f"{site}/set-up/firm")
        expect(page.get_by_text("Work to draft law, UNCONFIRMED")).to_be_visible()
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_role("link", name="The firm works to law that is not made yet.")).to_be_visible()
    assert len(bench.register.reader.firm.now().firm.drafts) == 1


def test_a_complaint_under_it_warns_first_wide_and_narrow(chromium: Browser, drafted: Id, site: str) -> None:
    for width in (1280, 360):
        with chromium.new_context(viewport={"width": width, "height": 900}) as visit:
            page = signed_in(visit.new_page(), site, "olive")
            page.goto(f"{site}/cases/{drafted}")
            warning = page.locator(".notice-warn").filter(has_text="Draft law, UNCONFIRMED")
            expect(warning).to_contain_text("no legal deadlines and never a possible breach")
            expect(page.get_by_role("heading", name="Draft law, UNCONFIRMED: not legal dates")).to_be_visible()
            assert page.evaluate(FITS)
            assert violations(page) == []
