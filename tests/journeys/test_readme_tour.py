"""The tour of the README, taken literally: each of its sentences is a step here, and one without a step fails."""

import re
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from register.app import create_app
from register.cli.demo import settings_of_demo
from register.demo.sink import sinking
from register.wiring import wire
from register.worker import Worker
from tests.browser import served, visits_ended
from tests.cli.console import Console
from tests.journeys import tour_of_a_case  # noqa: F401 -- it brings the first half of the steps
from tests.journeys.test_auditor import download, verified
from tests.journeys.test_log_and_close import SAID
from tests.journeys.tour import COMMANDS, PATIENCE, SENTENCES, STEPS, Tour, says
from tests.journeys.visitor import fill

pytestmark = pytest.mark.browser


@says(
    "*Log a complaint* takes a phone call that was settled with an apology and a refund: one page, no letter, closed "
    "within five business days with its basis and evidence."
)
def log_and_close(tour: Tour) -> None:
    page = tour.olive.page
    tour.olive.go("Log a complaint")
    for name, value in SAID.items():
        fill(page.locator(f"main [name='{name}']"), value)
    page.get_by_role("button", name="Log and close").click()
    page.get_by_text("Logged and closed.").wait_for()
    page.get_by_role("link", name="Open the complaint").click()
    tour.olive.reads("How it ended", SAID["basis"], SAID["evidence"])
    tour.olive.reads("Letters", "No letter yet.")


@says("*Audit trail* shows every entry as a sentence, and the signed checkpoint.")
def read_the_trail(tour: Tour) -> None:
    for _round in range(2):
        tour.worker.run_once()
    tour.audrey.go("Audit trail")
    told = tour.audrey.page.locator("th.happened").all_inner_texts()
    assert len(told) == 50
    assert all(re.match(r"[A-Z][a-z]+", text) for text in told)
    tour.audrey.reads("Checkpoint", "demo.harbour.example")


@says("*Export* it: what is restricted or privileged is left out, and the file's name says *part*.")
def export(tour: Tour) -> None:
    tour.export = download(tour.audrey, "Export", tour.home.parent)
    assert tour.export.name.startswith("audit-trail-part-")


@says(
    "Unpack the ZIP on another machine and run `python3 verify.py` there: it needs nothing but Python, and says in "
    "plain words what is proven and what is not."
)
def verify(tour: Tour) -> None:
    elsewhere = tour.home.parent / "elsewhere"
    with zipfile.ZipFile(tour.export) as packed:
        packed.extractall(elsewhere)
    status, said = verified(elsewhere)
    assert status == 0, said
    assert "proven" in said.lower(), said


@says("Last month's report was prepared under a checkpoint and waits in *Approvals* for another person.")
def find_the_report(tour: Tour) -> None:
    tour.ash.go("Approvals")
    tour.ash.page.get_by_role("rowheader").get_by_role("link", name="Report").first.click()
    tour.ash.reads("This report", "Made under the checkpoint")
    tour.report = tour.ash.page.url


@says("Once Ash approves it, Olive issues it in *Reports*, and its bytes are kept for ever.")
def issue(tour: Tour) -> None:
    tour.ash.page.get_by_role("button", name="Approve", exact=True).click()
    tour.ash.page.get_by_text("The report is approved.").wait_for()
    tour.olive.page.goto(tour.report)
    tour.olive.page.get_by_label("To whom").fill("The regulator")
    tour.olive.page.get_by_role("button", name="Issue", exact=True).click()
    tour.olive.page.get_by_text("These bytes are kept for ever.").wait_for()


@says("It reconciles, or it refuses to be printed.")
def print_it(tour: Tour) -> None:
    document = tour.olive.page.request.get(f"{tour.report}/document", timeout=PATIENCE)
    assert (document.status, document.body()[:5]) == (200, b"%PDF-")


@pytest.fixture
def tour(chromium: Browser, tmp_path: Path) -> Iterator[Tour]:
    """The demo as `make demo` makes and serves it."""
    home = tmp_path / "demo"
    Console(home).does("demo", "--set-up-only")
    with sinking(tmp_path / "mail") as sink:
        register = wire(settings_of_demo(home, 8000, sink.port))
        with served(create_app(register)) as site, visits_ended(chromium):
            yield Tour(chromium, site, home, Worker(register), tmp_path / "mail")
        register.close()


def test_every_sentence_of_the_tour_has_a_step() -> None:
    assert list(STEPS) == SENTENCES


def test_the_tour_is_literally_true(tour: Tour) -> None:
    for sentence in SENTENCES:
        try:
            STEPS[sentence](tour)
        except Exception as untrue:
            raise AssertionError(sentence) from untrue
    assert COMMANDS
    for command in COMMANDS:
        Console(tour.home).does(*shlex.split(command))
