"""The page of all parts and the pages for signing in, looked at by axe in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import FITS, a_browser, served, sign_in, violations
from tests.web.house import OFFICER, PASSWORD, House

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def site(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_every_part_is_accessible(chromium: Browser, site: str, theme: str, width: int) -> None:
    with chromium.new_context(
        color_scheme="dark" if theme == "dark" else "light", viewport={"width": width, "height": 900}
    ) as visit:
        page = visit.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{site}/login")
        assert violations(page) == []
        sign_in(page, site, OFFICER, PASSWORD)
        page.goto(f"{site}/queue/form")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
        for disclosure in page.locator("main details").all():
            disclosure.evaluate("details => { details.open = true }")
        assert violations(page) == []
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.locator("#problems")).to_be_focused()
        assert violations(page) == []
        assert page.evaluate(FITS)
        for address in (
            "/account",
            "/account/password",
            "/account/second-factor",
            "/account/recovery-codes",
            "/account/again",
            "/nowhere",
        ):
            page.goto(site + address)
            assert violations(page) == []
        assert [line for line in complaints if "404" not in line] == []


def test_all_of_it_works_without_scripts(chromium: Browser, site: str) -> None:
    with chromium.new_context(java_script_enabled=False) as visit:
        page = visit.new_page()
        sign_in(page, site, OFFICER, PASSWORD)
        page.goto(f"{site}/queue/")
        page.get_by_text("Why this date?").click()
        expect(page.get_by_text("Australia Day")).to_be_visible()
        page.get_by_label("Theme and language").click()
        page.get_by_label("Theme", exact=True).select_option("dark")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        page.get_by_text("Void letter…").click()
        page.get_by_role("button", name="Void it").click()
        expect(page.get_by_text("There are 4 problems")).to_be_visible()
        page.locator("summary[aria-label^='Your menu']").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{site}/login**")


def test_keyboard_reaches_the_page_first(chromium: Browser, site: str) -> None:
    with chromium.new_context() as visit:
        page = visit.new_page()
        sign_in(page, site, OFFICER, PASSWORD)
        page.goto(f"{site}/queue/")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
