"""People in a real browser, who look at each page: open to everybody, no wider than a phone, nothing to complain of."""

from collections.abc import Callable
from typing import ClassVar, Final

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import FITS, PASSWORD, PATIENCE, give_password, violations

DESK: Final = {"width": 1440, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
# What a list offers to the eye, without the marks that keep a name's direction to itself.
OFFERED: Final = r"all => all.map(one => [one.label.replace(/[\u2066-\u2069]/g, ''), one.value])"
# What the browser itself says of a step that was not taken.
UNTAKEN: Final = "Failed to load resource: the server responded with a status of 422 (UNPROCESSABLE ENTITY)"
# What axe judges a page by, as far as it goes: every kind of element on it, and the order of its headings.
BONES: Final = """() => [
  ...new Set([...document.querySelectorAll("body *")].map(each => [
    each.tagName, each.getAttribute("class"), each.getAttribute("role"), each.getAttribute("type"),
    each.getAttributeNames().sort(),
  ].join("|"))),
  [...document.querySelectorAll("h1, h2, h3, h4")].map(each => each.tagName).join().replace(/(H\\d)(,\\1)+/g, "$1"),
]"""

SignIn = Callable[[str], "Visitor"]


class Visitor:
    """Somebody signed in, on one page after the other.

    ``thorough``: whether each page is held against axe too, as long as it shows something no page before it showed.
    """

    judged: ClassVar[set[str]] = set()

    def __init__(self, browser: Browser, site: str, email: str, *, thorough: bool) -> None:
        self.site, self.email, self.thorough = site, email, thorough
        self.page: Page = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce").new_page()  # type: ignore[arg-type]  # a size is a plain mapping
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{site}/login")
        self.look()
        self._sign_in()
        self.look()

    def _sign_in(self) -> None:
        give_password(self.page, self.email, self.password())

    def password(self) -> str:
        """Return what they sign in with."""
        return PASSWORD

    def come_back(self, address: str) -> None:
        """Sign in once more on a later day, when the session is over, and go to an address of the site."""
        self.page.goto(f"{self.site}/login")
        self._sign_in()
        self.page.goto(self.site + address)

    def look(self) -> None:
        """See that the page as it stands is open to everybody, fits a phone, and made the browser say nothing."""
        self.page.wait_for_load_state()
        where = self.page.url
        bones = set(self.page.evaluate(BONES)) if self.thorough else set()
        if not bones <= self.judged:
            self.judged.update(bones)
            assert violations(self.page) == [], where
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # as above
        assert self.page.evaluate(FITS), f"wider than a phone: {where}"
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above
        assert self.complaints == [], where

    def open(self, address: str) -> None:
        """Go to an address of the site and look."""
        self.page.goto(self.site + address)
        self.look()

    def go(self, name: str) -> None:
        """Go where the menu leads, and look."""
        with self.page.expect_navigation():
            self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        self.look()

    def card(self, title: str) -> Locator:
        """Return the card with this title."""
        return self.page.locator("section.card").filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def reads(self, title: str, *words: str) -> None:
        """See that the card with this title says all of it, to the eye."""
        for each in words:
            expect(self.card(title)).to_contain_text(each, use_inner_text=True)

    def step(self, name: str, /, **said: str) -> None:
        """Open a step in place, fill its fields in as a person would (lists by what they say), and send it."""
        self._take(name, **said)
        self.page.get_by_role("status").get_by_text("Recorded.").wait_for()

    def refused(self, name: str, why: str, /, **said: str) -> None:
        """Take a step that is refused, see that the page says why, and go back to the complaint."""
        self._take(name, **said)
        self.page.get_by_role("alert").get_by_text(why).first.wait_for()
        self.complaints.remove(UNTAKEN)
        with self.page.expect_navigation():
            self.page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").last.click()

    def happened(self, event: str, **said: str) -> None:
        """Record an event that the page offers, by how it begins there."""
        panel = self._open("event")
        offered = panel.locator("[name='event-event'] option").filter(has_text=event)
        self.step("event", event=offered.text_content() or "", **said)

    def takes_back(self, record: str, reason: str) -> None:
        """Take back what was recorded by mistake, by how the page names it."""
        offered = self._open("withdraw").locator("[name='withdraw-record'] option").filter(has_text=record)
        self.step("withdraw", record=offered.text_content() or "", reason=reason)

    def _open(self, name: str) -> Locator:
        """Open a step's form, and return where it stands."""
        panel = self.page.locator(f"#step-{name}")
        if not panel.locator("form").is_visible():
            panel.locator("summary").click()
            panel.locator("form").wait_for()
        return panel

    def _take(self, name: str, /, **said: str) -> None:
        panel = self._open(name)
        for field, value in said.items():
            fill(panel.locator(f"[name='{name}-{field}']"), value)
        # What the page before it said must not be taken for the answer.
        with self.page.expect_navigation():
            panel.locator("form > .buttons button").click()


def fill(box: Locator, value: str) -> None:
    """Fill a field in, whatever kind it is; a box to tick or an answer is given by its value."""
    kind = box.first.evaluate("box => box.type")
    if kind in {"radio", "checkbox"}:
        box.and_(box.page.locator(f"[value='{value}']")).check()
    elif kind == "select-one":
        offered = box.locator("option").evaluate_all(OFFERED)
        box.select_option(value=next(code for label, code in offered if label == value))
    elif kind == "file":
        box.set_input_files(value)
    else:
        box.fill(value)
