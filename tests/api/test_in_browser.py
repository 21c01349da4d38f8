"""The page that shows the API, in a real browser: drawn whole under the strict policy, nothing from elsewhere."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from tests.api.caller import House

QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"

pytestmark = pytest.mark.browser


@pytest.fixture
def site(house: House) -> Iterator[str]:
    server = create_server(house.app, host="127.0.0.1", port=0, threads=2)
    thread = Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join()


def test_every_operation_is_drawn_without_a_complaint(site: str) -> None:
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET.split())
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}/api/v1/docs")
        page.wait_for_selector(".opblock", timeout=30_000)
        assert page.locator(".opblock").count() > 60
        browser.close()
    assert complaints == []
