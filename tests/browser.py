"""A real browser in front of a served application, and what axe finds on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

QUIET: Final = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
# What was right needs no selector: to make them is a good part of axe's time.
JUDGING: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "selectors": False,
}
FITS: Final = "document.documentElement.scrollWidth <= window.innerWidth"
PASSWORD: Final = "quiet harbour lantern"
PATIENCE: Final = 30_000

# A machine at work on other tests draws a page late; what never comes fails all the same.
expect.set_options(timeout=PATIENCE)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Run the browser of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET.split())
        yield browser
        browser.close()


@contextmanager
def visits_ended(browser: Browser) -> Iterator[Browser]:
    """Close what was opened in the browser meanwhile: an open connection would keep a site from closing."""
    yield browser
    for context in browser.contexts:
        context.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application; its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join()


def sign_in(page: Page, site: str, email: str, password: str = PASSWORD) -> None:
    """Sign in from the log-in page and wait for the page behind it."""
    page.goto(f"{site}/login")
    give_password(page, email, password)


def give_password(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the log-in page that is open, and wait for the page behind it."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/login" not in address)


def violations(page: Page) -> list[str]:
    """What keeps people out of the page as it stands, by axe."""
    found = Axe().run(page, options=JUDGING).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]
