"""From a message to a decision: every way it can go, and what the page refuses."""

from datetime import timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.subjects.inbound import Author, Operation
from register.domain.values import Id
from register.reader.inbox import MessageFile
from tests.build import Bench, a_case, a_message, a_post
from tests.web.pages.visit import Visit

YES = {
    "expressed": "yes",
    "about_us": "yes",
    "answer_expected": "yes",
    "identifiable": "yes",
    "identifiable_basis": "Posts under a full name",
    "contactable": "yes",
    "contactable_basis": "Private reply is open",
}


def opened(bench: Bench, message: str) -> MessageFile:
    return bench.register.reader.inbox.open(bench.officer, Id(message))


def decide(person: Visit, message: str, decision: str, **fields: Any) -> Any:
    return person.send(f"/inbox/{message}", f"/inbox/{message}/decision", **{**YES, "decision": decision, **fields})


@pytest.mark.provision("C5")
def test_the_longest_waiting_message_stands_first(bench: Bench, olive: Visit) -> None:
    a_message(bench, a_post(bench, "1_1", "The newer one"))
    a_message(bench, a_post(bench, "1_2", "The older one", occurred=bench.clock() - timedelta(hours=30)))
    page = olive.get("/inbox/")
    assert page.index("The older one") < page.index("The newer one")
    assert "passed 6 hours ago" in page
    assert "due in 23 hours" in page


def test_messages_are_found_by_their_words(bench: Bench, olive: Visit) -> None:
    a_message(bench, a_post(bench, "1_1", "My kettle broke", author=Author("77", None, "Mo Kettering")))
    a_message(bench, a_post(bench, "1_2", "A lamp"))
    for wanted in ("kettle", "ettering", "KETTERING broke"):
        page = olive.get(f"/inbox/?q={wanted}")
        assert "My kettle broke" in page
        assert "A lamp" not in page
        assert "1 found for" in page
    assert "My kettle broke" in olive.get("/inbox/?q=kettle&view=waiting")
    assert "Nothing found" in olive.get("/inbox/?q=kettle&view=decided")
    message = next(file.message.id for file in bench.register.reader.inbox.search(bench.officer, "kettle").items)
    assert "Decide<" in olive.get("/inbox/?q=kettle")
    decide(olive, message, "register")
    assert "Decide<" not in olive.get("/inbox/?q=kettle")


def test_a_public_post_becomes_a_case_with_its_dates(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    answer = decide(olive, message, "register")
    assert answer.status_code == 302
    case = bench.register.reader.cases.open(bench.officer, opened(bench, message).message.cases[0]).case
    assert answer.headers["Location"].endswith(f"/cases/{case.reference}")
    assert case.origin.message == message
    test = {answered.question: answered.answer for answered in opened(bench, message).message.test}
    assert test == dict.fromkeys(
        ("expressed", "about-us", "answer-expected", "controlled", "subject", "identifiable", "contactable"), "yes"
    )
    page = olive.get(answer.headers["Location"])
    assert "You charged me twice!" in page
    assert "Why this date?" in page


@pytest.mark.parametrize(
    ("text", "suggested"),
    [("You charged me twice!", "standard"), ("I lost my job and can't pay", "credit-hardship-notice")],
    ids=["no-words", "hardship"],
)
def test_the_class_its_words_call_for_is_suggested(bench: Bench, olive: Visit, text: str, suggested: str) -> None:
    address = f"/inbox/{a_message(bench, a_post(bench, '1_9', text))}"
    assert olive.form(address, f"{address}/decision")["complaint_class"] == suggested


def test_sending_the_decision_twice_makes_one_case(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    values = olive.form(f"/inbox/{message}", f"/inbox/{message}/decision") | YES | {"decision": "register"}
    for _ in range(2):
        assert olive.client.post(f"/inbox/{message}/decision", data=values).status_code == 302
    assert len(opened(bench, message).message.cases) == 1


def test_a_message_edited_meanwhile_is_looked_at_again(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    address = f"/inbox/{message}/decision"
    values = olive.form(f"/inbox/{message}", address) | YES | {"decision": "register"}
    a_message(bench, a_post(bench, text="Never mind, my mistake", operation=Operation.EDITED, version="2"))
    answer = olive.client.post(address, data=values)
    assert answer.status_code == 422
    assert "This message changed while you were looking" in answer.text
    assert "Never mind, my mistake" in answer.text
    assert opened(bench, message).message.cases == ()


def test_an_unanswered_question_is_named_at_its_field(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    answer = decide(olive, message, "register", expressed="", contactable_basis="")
    assert answer.status_code == 422
    assert 'id="expressed-error"' in answer.text
    assert 'id="contactable-error"' in answer.text
    assert "Posts under a full name" in answer.text
    assert opened(bench, message).message.state == "awaiting"


def test_a_thumb_up_is_set_aside_with_one_answer_and_a_reason(bench: Bench, olive: Visit) -> None:
    message = a_message(bench, a_post(bench, text="👍"))
    said = {"expressed": "no", "reason": "praise", "decision": "dismiss"}
    answer = olive.send(f"/inbox/{message}", f"/inbox/{message}/decision", **said)
    assert answer.status_code == 302
    assert opened(bench, message).message.state == "not-a-complaint"
    page = olive.get(f"/inbox/{message}")
    assert "Praise or thanks" in page


def test_the_channel_answers_the_second_step(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    shown = olive.form(f"/inbox/{message}", f"/inbox/{message}/decision")
    for question in ("controlled", "subject", "identifiable", "contactable"):
        assert shown[question] == ["yes"]
        assert shown[f"{question}_basis"]


def test_an_unanswered_test_is_told_in_one_sentence(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    said = {"reason": "praise", "decision": "dismiss"}
    refused = olive.send(f"/inbox/{message}", f"/inbox/{message}/decision", **said)
    assert refused.status_code == 422
    assert "There is a problem" in refused.text
    assert "Nothing in the test says no yet" in refused.text
    assert "this is a complaint" not in refused.text.partition("<form")[0]


@pytest.mark.provision("C2", "C6")
def test_not_a_complaint_needs_the_packs_reason(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    said = {"answer_expected": "no", "answer_expected_basis": "A thank-you"}
    assert decide(olive, message, "dismiss", **said).status_code == 422
    assert decide(olive, message, "dismiss", **said, reason="no-response-expected").status_code == 302
    assert opened(bench, message).message.reason == "no-response-expected"
    page = olive.get(f"/inbox/{message}")
    assert "No response or resolution expected" in page
    assert olive.send(f"/inbox/{message}", f"/inbox/{message}/reopen", reason="Read too fast").status_code == 302
    assert opened(bench, message).message.state == "awaiting"


def test_unknown_cannot_end_it_before_somebody_asked(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    said = {"expressed": "no", "contactable": "unknown", "reason": "no-response-expected"}
    refused = decide(olive, message, "dismiss", **said)
    assert "needs a recorded attempt to ask" in refused.text
    assert decide(olive, message, "unsure", contactable="unknown").status_code == 302
    assert opened(bench, message).message.state == "unsure"
    asked = olive.send(f"/inbox/{message}", f"/inbox/{message}/ask", words="May we have your e-mail address?")
    assert asked.status_code == 302
    assert "May we have your e-mail address?" in olive.get(f"/inbox/{message}")
    assert decide(olive, message, "dismiss", **said).status_code == 302


def test_a_message_is_linked_by_the_reference(bench: Bench, olive: Visit) -> None:
    message, case = a_message(bench), a_case(bench)
    address = f"/inbox/{message}"
    refused = olive.send(address, f"{address}/link", case="C-2026-999999")
    assert refused.status_code == 422
    assert 'id="link-case-error"' in refused.text
    assert olive.send(address, f"{address}/link", case="c-2026-000001").status_code == 302
    assert opened(bench, message).message.cases == (case,)
    assert "You charged me twice!" in olive.get(f"/cases/{case}")


def test_the_authors_other_messages_and_cases_stand_beside(bench: Bench, olive: Visit) -> None:
    first, again = a_message(bench), a_message(bench, a_post(bench, "1_2", "Still nothing!"))
    a_message(bench, a_post(bench, "1_3", "From somebody else", author=Author("99", None, "Sam Sample")))
    decide(olive, first, "register")
    page = olive.get(f"/inbox/{again}")
    assert "You charged me twice!" in page
    assert "C-2026-000001" in page
    assert "From somebody else" not in page
    assert olive.send(f"/inbox/{again}", f"/inbox/{again}/duplicate", of=first).status_code == 302
    assert opened(bench, again).message.duplicate_of == first


def test_a_hand_off_stays_red_until_it_is_taken(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    address = f"/inbox/{message}"
    given = olive.send(address, f"{address}/hand-off", kind="scam", recipient="Scam desk, Toni Test")
    assert given.status_code == 302
    assert "not accepted yet" in olive.get("/inbox/?view=handed-off")
    assert olive.send(address, f"{address}/accept").status_code == 302
    assert "not accepted yet" not in olive.get("/inbox/?view=handed-off")


def test_text_that_lies_to_the_eye_is_shown_safely(bench: Bench, olive: Visit) -> None:
    name = Author("77", None, "Sam \u202eSample")
    message = a_message(
        bench, a_post(bench, text="<b>now\u200b</b> \u202eevil", author=name, url="javascript:alert(1)")
    )
    for page in (olive.get("/inbox/"), olive.get(f"/inbox/{message}")):
        assert "\u202e" not in page
        assert "⟦U+202E⟧" in page
        assert "<b>now" not in page
    assert "javascript:" not in olive.get(f"/inbox/{message}")


def test_an_edited_message_keeps_its_earlier_text(bench: Bench, olive: Visit) -> None:
    message = a_message(bench)
    a_message(bench, a_post(bench, text="You charged me three times!", operation=Operation.EDITED, version="2"))
    page = olive.get(f"/inbox/{message}")
    assert "You charged me three times!" in page
    assert "1 earlier version" in page
    assert "You charged me twice!" in page


def test_an_auditor_reads_and_decides_nothing(bench: Bench, audrey: Visit) -> None:
    message = a_message(bench)
    page = audrey.get(f"/inbox/{message}")
    assert "You charged me twice!" in page
    assert "/decision" not in page


def test_an_administrator_sees_no_message(bench: Bench, ada: Visit) -> None:
    message = a_message(bench)
    ada.get("/inbox/", 403)
    ada.get(f"/inbox/{message}", 403)


def test_a_wrong_address_is_no_error_of_ours(bench: Bench, olive: Visit) -> None:
    olive.get("/inbox/nothing", 404)
    olive.get("/inbox/00000000-0000-7000-8000-000000000000", 404)


@pytest.mark.provision("K1")
def test_who_complained_before_is_offered_the_same_issue_or_a_related_case(bench: Bench, olive: Visit) -> None:
    first, again = a_message(bench), a_message(bench, a_post(bench, "1_2", "Still nothing!"))
    other = a_message(bench, a_post(bench, "1_3", "And my card is blocked"))
    assert decide(olive, first, "register").status_code == 302
    (case,) = opened(bench, first).message.cases
    read = bench.register.reader.cases.open
    reference = read(bench.officer, case).case.reference
    closing = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said thank you")
    bench.do(c.CloseCase(case=case, closing=closing))
    address = f"/inbox/{again}"
    assert olive.form(address, f"{address}/link")["link-case"] == reference
    assert "The complaint is closed" in olive.send(address, f"{address}/link").text
    assert olive.send(address, f"{address}/link", issue="same").status_code == 302
    assert read(bench.officer, case).case.status == "open"
    assert "Reply after the response" in olive.get(f"/cases/{reference}")
    assert decide(olive, other, "register", related=case).status_code == 302
    (new,) = opened(bench, other).message.cases
    assert read(bench.officer, new).case.related[0].case == case
    assert f"/cases/{read(bench.officer, new).case.reference}" in olive.get(f"/cases/{reference}")
