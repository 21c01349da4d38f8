"""The page that shows the API, in a real browser: drawn whole under the strict policy, nothing from elsewhere."""

from collections.abc import Iterator

import pytest

from tests.api.caller import House
from tests.browser import a_browser, served

pytestmark = pytest.mark.browser


@pytest.fixture
def site(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


def test_every_operation_is_drawn_without_a_complaint(site: str) -> None:
    complaints: list[str] = []
    with a_browser() as browser:
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}/api/v1/docs")
        page.wait_for_selector(".opblock", timeout=30_000)
        assert page.locator(".opblock").count() > 60
    assert complaints == []
