"""The first half of the README's tour: one complaint, from the comment to the closed case."""

import re
from datetime import datetime
from typing import Final

from playwright.sync_api import Locator, expect

from tests.journeys.tour import Tour, Tourist, says

WORDS: Final = "We are sorry. Please tell us here, in private, how we can reach you."
EMAIL: Final = "visitor@customer.example"


@says("Sign in as the people that `make demo` prints: Olive is an officer, Ash an approver, Audrey an auditor.")
def sign_in(tour: Tour) -> None:
    for name, role in (("olive", "officer"), ("ash", "approver"), ("audrey", "auditor")):
        tour.people[name] = Tourist(tour.browser, tour.site, f"{name}@harbour.example", thorough=False)
        tour.people[name].open("/account")
        assert role in tour.people[name].page.locator("main").inner_text().lower()


@says("*Inbox* shows what arrived and waits, the longest waiting first.")
def see_the_inbox(tour: Tour) -> None:
    tour.olive.go("Inbox")
    at = [found.get_attribute("datetime") or "" for found in tour.olive.page.locator(".inbox-head time").all()]
    waiting = [datetime.fromisoformat(each) for each in at]
    assert waiting
    assert waiting == sorted(waiting)


@says("Press *Decide* beside a public Facebook comment.")
def press_decide(tour: Tour) -> None:
    comments = tour.olive.page.locator(".inbox > li").filter(has_text="Facebook · Public").filter(has_not_text="Unsure")
    comments.first.get_by_role("link", name="Decide").click()
    tour.olive.page.get_by_role("heading", name="Is it a complaint?").wait_for()


@says(
    "The decision is a two-step test: was dissatisfaction expressed about us, with an answer expected; and, for a "
    "public post only, is the page ours, are we its subject, is the author identifiable and contactable."
)
def see_the_test(tour: Tour) -> None:
    page = tour.olive.page
    asked = page.locator(".question").locator("legend").all_inner_texts()[:3]
    given = page.locator(".given > summary").all_inner_texts()
    for text, word in zip(asked, ("dissatisfied", "about our", "answer expected"), strict=True):
        assert word in text
    for text, word in zip(given, ("own or control", "subject", "identified", "contacted"), strict=True):
        assert word in text


@says("The channel answers the second step by itself, and the first “no” ends the test.")
def see_what_the_channel_answers(tour: Tour) -> None:
    page = tour.olive.page
    assert ["Yes" in text for text in page.locator(".given > summary").all_inner_texts()] == [True] * 4
    expect(page.get_by_text("The first “no” ends the test")).to_be_visible()


@says(
    "Answer the first step with *Yes* three times, write down the *Points raised* and *Register the complaint*: it "
    "becomes case `C-<year>-<number>`."
)
def register_it(tour: Tour) -> None:
    page = tour.olive.page
    for number in range(3):
        page.locator(".question").nth(number).get_by_label("Yes", exact=True).check()
    page.get_by_label("Points raised").fill("The fee was wrong")
    page.get_by_role("button", name="Register the complaint").click()
    page.wait_for_url(re.compile(r"/cases/C-\d{4}-\d{6}$"))
    tour.case = page.url.rpartition("/")[2]


@says(
    "On the case page each date has a *Why this date?*: the rule and its paragraph, the moment it counts from, the "
    "days counted, the holidays left out by name."
)
def ask_why(tour: Tour) -> None:
    dates = tour.olive.card("Dates")
    rows = dates.locator(".rows > li")
    assert rows.count() == dates.get_by_text("Why this date?").count() > 2
    for row in rows.all():
        row.get_by_text("Why this date?").click()
        row.locator(".proofs").wait_for()
    said = dates.inner_text()
    assert "271." in said
    assert re.search(r"\d+ calendar days", said)
    tour.olive.look()


@says("*Record the acknowledgement* asks how, and the words used.")
def acknowledge(tour: Tour) -> None:
    tour.olive.step("acknowledge", method="By a private reply", evidence=WORDS)


@says("*Record the complainant* asks for the name, *Add contact details* for an e-mail address and its source.")
def say_who(tour: Tour) -> None:
    tour.olive.step("complainant", name="Vera Visitor", kind="Individual consumer")
    tour.olive.step("contact", kind="E-mail", value=EMAIL, source="Told us in a private reply", of="Complainant")
    tour.olive.reads("Complainant", EMAIL, "not verified")


@says("*Record an identity check* asks how, and for the contact details that it makes *verified*.")
def check_identity(tour: Tour) -> None:
    tour.olive.step("identity", method="Security questions", passed="yes", contact=f"E-mail: {EMAIL}")
    tour.olive.reads("Complainant", "verified")
    expect(tour.olive.card("Complainant")).not_to_contain_text("not verified")


@says("*Classify* asks for the class, the product and the issue.")
def classify(tour: Tour) -> None:
    said = {"complaint_class": "Standard complaint", "product": "Credit Cards", "issues": "Incorrect fees/ costs"}
    tour.olive.step("classify", **said)


@says("*Write a letter*, choose the decision *Rejected* and *Show the parts of this letter*.")
def write_a_letter(tour: Tour) -> None:
    page = tour.olive.page
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("Decision", exact=True).focus()
    page.keyboard.type("Rejected")
    page.get_by_role("button", name="Show the parts of this letter").click()
    page.get_by_label("Answer to point 1").wait_for()


@says(
    "The *Gate* lists what is missing, each with its paragraph: the decision, a point raised that is unanswered, no "
    "findings on the facts, no reasons."
)
def read_the_gate(tour: Tour) -> None:
    gate = tour.olive.page.locator("#gate").inner_text()
    for word in ("Our decision", "Point 1 is not answered", "State the findings", "Why we decided", "271.54(c)"):
        assert word in gate, gate


@says("The right to go to AFCA is *done* already: it stands there in the words of the rules.")
def see_the_right(tour: Tour) -> None:
    written = [part.input_value() for part in tour.olive.page.locator("#letter-form textarea").all()]
    assert any("AFCA" in text for text in written)
    assert re.search(r"AFCA 271\.53\(b\)\s+done", tour.olive.page.locator("#gate").inner_text())


@says("Fill in what is missing, then *Save and submit*.")
def fill_it_in(tour: Tour) -> None:
    page = tour.olive.page
    page.get_by_label("Our decision").fill("We cannot accept your complaint.")
    page.get_by_label("Answer to point 1").fill("The fee is the one in your contract.")
    page.get_by_label("Finding 1", exact=True).fill("The fee was charged once.")
    page.get_by_label("Information behind finding 1").fill("Your statement of last month.")
    for part in page.locator("section.card").filter(has_text="Required").locator("textarea").all():
        if not part.input_value():
            part.fill("As you told us, and as our records show.")
    page.get_by_role("button", name="Save and submit").click()
    page.get_by_text("Waiting for a second person").wait_for()


def waiting_letter(tour: Tour) -> Locator:
    return tour.ash.page.get_by_role("rowheader").get_by_role("link", name=tour.case)


@says("*Approvals* shows exactly the content the approval binds to; one changed character voids it.")
def change_a_character(tour: Tour) -> None:
    letter = tour.olive.page.url
    tour.ash.go("Approvals")
    waiting_letter(tour).click()
    tour.ash.page.get_by_text("The fee was charged once.").first.wait_for()
    tour.olive.page.goto(f"{letter}/edit")
    tour.olive.page.get_by_label("Our decision").fill("We cannot accept your complaint!")
    tour.olive.page.get_by_role("button", name="Save the draft").click()
    tour.olive.page.get_by_text("The draft is kept.").wait_for()
    tour.ash.page.get_by_role("button", name="Approve", exact=True).click()
    tour.ash.page.locator("#problems, [role=alert]").first.wait_for()
    tour.ash.complaints.clear()
    tour.olive.page.goto(f"{letter}/edit")
    tour.olive.page.get_by_role("button", name="Save and submit").click()
    tour.olive.page.get_by_text("Waiting for a second person").wait_for()


@says("*Approve*; the register sends the letter by itself (the demo keeps it on this machine).")
def approve(tour: Tour) -> None:
    before = len(list(tour.mail.iterdir()))
    tour.ash.go("Approvals")
    waiting_letter(tour).click()
    tour.ash.page.get_by_role("button", name="Approve", exact=True).click()
    tour.ash.page.get_by_text("The letter is approved.").wait_for()
    for _round in range(2):
        tour.worker.run_once()
    assert len(list(tour.mail.iterdir())) > before


@says(
    "Olive can then *Close* the case: it asks for the outcome, the basis, the root cause and the complainant's own "
    "words."
)
def close(tour: Tour) -> None:
    tour.olive.page.goto(f"{tour.site}/cases/{tour.case}")
    tour.olive.step(
        "close",
        outcome="Unresolved",
        basis="An IDR response was sent",
        root_cause="Unclear or wrong information",
        words="At least now I know why",
    )
    tour.olive.reads("How it ended", "Unresolved", "At least now I know why")
