"""Where somebody lands: after a step, at an address of a step, at what is not there, in a list of the past."""

import pytest

from register.domain.commands import message as m
from tests.build import Bench, a_case, a_message, a_no_test, a_post
from tests.clock import SteppedClock
from tests.web.pages.visit import Visit

CASE = "/cases/C-2026-000001"


def test_the_page_stays_at_the_card_and_says_what_was_recorded(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    answer = olive.send(f"{CASE}/note", f"{CASE}/note", text="She rang.")
    assert answer.status_code == 302
    assert answer.location == f"{CASE}#notes"
    page = olive.get(CASE)
    assert "Recorded. Note added." in page
    assert 'id="notes"' in page


@pytest.mark.parametrize(
    ("step", "page"),
    [
        ("/trail/verify", "/trail#step-verify"),
        ("/preferences", "/#step-preferences"),
    ],
)
def test_address_of_a_step_leads_to_its_page(bench: Bench, olive: Visit, step: str, page: str) -> None:
    a_case(bench)
    answer = olive.client.get(step)
    assert (answer.status_code, answer.location) == (302, page)


def test_address_of_a_message_step_leads_to_the_message(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    assert olive.client.get(f"/inbox/{message}/decision").location == f"/inbox/{message}#step-decision"


@pytest.mark.parametrize("address", ["/cases/C-2026-000099", "/letters/C-2026-000099/new", "/inbox/nothing"])
def test_what_is_not_there_is_titled_so(bench: Bench, olive: Visit, address: str) -> None:
    answer = olive.client.get(address)
    assert answer.status_code == 404
    assert "<h1>Nothing here</h1>" in answer.text
    assert "This was not done" not in answer.text


def test_decided_messages_stand_newest_first_over_pages(bench: Bench, olive: Visit, clock: SteppedClock) -> None:
    for number in range(1, 53):
        message = a_message(bench, a_post(bench, f"1_{number}", f"Thank you, number {number}!"))
        bench.do(m.DismissMessage(message=message, reason="no-response-expected", test=a_no_test()))
        clock.step(minutes=1)
    inbox = bench.register.reader.inbox
    first = inbox.decided(bench.officer)
    second = inbox.decided(bench.officer, cursor=first.next)
    told = [file.text(file.message.text) for file in (*first.items, *second.items)]
    assert told == [f"Thank you, number {number}!" for number in range(52, 0, -1)]
    assert "the newest first" in olive.get("/inbox/?view=decided")


def test_empty_inbox_promises_nothing_that_does_not_happen(olive: Visit) -> None:
    page = olive.get("/inbox/")
    assert "by themselves" not in page
    assert "when you load the page again" in page


def test_a_password_is_never_optional(olive: Visit) -> None:
    page = olive.get("/account/password")
    assert "optional" not in page.partition("<main")[2]
