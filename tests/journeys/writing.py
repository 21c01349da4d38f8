"""Letters as people write, approve and send them in the browser."""

from register.worker import Worker
from tests.journeys.visitor import Visitor, fill


def begin(author: Visitor, case: str, letter: str, **chosen: str) -> None:
    """Open a new letter of this kind from the case's page; ``chosen`` are its decision and language as they read."""
    author.page.goto(author.site + case)
    author.page.get_by_role("link", name="Write a letter").click()
    for name, said in {"type": letter, **chosen}.items():
        choose(author, name, said)


def choose(author: Visitor, name: str, said: str) -> None:
    """Choose the letter's kind, decision or language: the page comes back with the parts it has then."""
    box = author.page.locator(f"#letter-form [name='{name}']")
    if box.locator("option:checked").text_content() != said:
        fill(box, said)
        with author.page.expect_navigation():
            author.page.get_by_role("button", name="Show the parts of this letter").click()


def say(author: Visitor, **said: str) -> None:
    """Fill parts of the letter in, each by the name of its field."""
    for name, text in said.items():
        fill(author.page.locator(f"#letter-form [name='{name.replace('_', '-')}']"), text)


def gate_asks(author: Visitor, *words: str) -> None:
    """See that the gate still wants all of this, by its words or its paragraph."""
    gate = author.page.locator("#gate")
    for each in words:
        gate.locator(".gate-open").get_by_text(each).first.wait_for()


def gate_is_content_with(author: Visitor, *words: str) -> None:
    """See that the gate has nothing left to say on any of this."""
    gate = author.page.locator("#gate")
    for each in words:
        gate.locator(".gate-done").get_by_text(each).first.wait_for()


def submit(author: Visitor) -> None:
    """Send it through the gate, once that is open."""
    author.page.locator("#gate").get_by_text("The gate is open").wait_for()
    author.look()
    author.page.get_by_role("button", name="Save and submit").click()
    author.page.get_by_text("The gate let the letter through.").wait_for()
    author.look()


def approve(second: Visitor, reference: str, *words: str) -> None:
    """Find it among what waits for a second person, see these words, and approve exactly what is shown."""
    second.go("Approvals")
    second.page.get_by_role("rowheader").get_by_role("link", name=reference).click()
    second.page.get_by_role("button", name="Approve", exact=True).wait_for()
    said = second.page.locator("main").inner_text()
    assert [each for each in words if each not in said] == [], said
    second.look()
    second.page.get_by_role("button", name="Approve", exact=True).click()
    second.page.get_by_text("The letter is approved.").wait_for()


def send(author: Visitor, worker: Worker, case: str, letter: str) -> None:
    """Let the worker send what was approved, and see that the mail server took it."""
    worker.run_once()
    author.page.goto(author.site + case)
    author.card("Letters").get_by_role("link", name=letter).last.click()
    author.reads("Sending", "Accepted")
