"""What is another team's, through REST: its own limit, who took it, the answer, and later dissatisfaction."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.caller import House, codes
from tests.api.test_flows import TEST
from tests.build import a_message, a_post


def handed(house: House, **said: Any) -> str:
    message = a_message(house.bench, a_post(house.bench, text="I did not make this payment"))
    told = {"kind": "disputed-transaction", "recipient": "Card disputes", **said}
    assert house.officer.post(f"/messages/{message}/hand-off", told).status_code == 200
    return message


def test_a_hand_off_comes_with_its_limit_and_ends_with_its_answer(both: House) -> None:
    message = handed(both, kind="hardship")
    due = both.officer.get(f"/messages/{message}").json["handoff"]["due"]
    assert (due["derivation"]["cite"], due["derivation"]["due_calendar"]) == ("NCC s72", "2026-08-24")
    assert both.officer.post(f"/messages/{message}/hand-off/acceptance", {"who": "Toni Test"}).status_code == 200
    assert codes(both.officer.post(f"/messages/{message}/hand-off/answer", {"evidence": " "})) == ["required"]
    assert (
        both.officer.post(f"/messages/{message}/hand-off/answer", {"evidence": "Agreed by letter"}).status_code == 200
    )
    handoff = both.officer.get(f"/messages/{message}").json["handoff"]
    assert (handoff["accepted_by"], handoff["answer"]) == ("Toni Test", "Agreed by letter")


def test_safety_wants_a_person(house: House) -> None:
    message = a_message(house.bench)
    said = {"kind": "safety", "recipient": "Care team"}
    assert codes(house.officer.post(f"/messages/{message}/hand-off", said)) == ["name-a-person"]
    said = {"kind": "safety", "person": str(house.bench.approver.account)}
    assert house.officer.post(f"/messages/{message}/hand-off", said).status_code == 200


@pytest.mark.provision("N4")
def test_later_dissatisfaction_is_received_on_its_own_day(both: House) -> None:
    """X24."""
    message = handed(both)
    both.bench.clock.now += timedelta(days=7)
    at = both.bench.clock() - timedelta(hours=1)
    said = {"at": at.isoformat(), "words": "Nobody called me back", "channel": "telephone", "summary": "Not handled"}
    made = both.officer.post(f"/messages/{message}/later-dissatisfaction", said)
    assert made.status_code == 201, made.text
    origin = both.file(made.json["reference"]).case.origin
    assert (origin.received_at, origin.basis, origin.message) == (at, "later-dissatisfaction", message)
    assert codes(both.officer.post(f"/messages/{message}/later-dissatisfaction", said)) == ["already-turned"]


def test_a_later_message_names_the_earlier_one(house: House) -> None:
    message = handed(house)
    again = a_message(house.bench, a_post(house.bench, "1_2", text="Still no answer!"))
    said = {
        "test": TEST,
        "earlier": message,
        "channel": "social-public-post",
        "summary": "Nobody answers",
    }
    made = house.officer.post(f"/messages/{again}/registration", said)
    assert made.status_code == 201, made.text
    assert set(house.file(made.json["reference"]).case.messages) == {message, again}


def test_asking_about_a_complaint_with_a_representative_is_refused(house: House) -> None:
    message = a_message(house.bench)
    said = {"test": TEST, "channel": "social-public-post", "summary": "Twice"}
    ref = house.officer.post(f"/messages/{message}/registration", said).json["reference"]
    question = {"method": "private-reply", "words": "Which account is it?"}
    assert house.officer.post(f"/messages/{message}/question", question).status_code == 200
    acting = {"kind": "legal", "name": "Lee Law", "authority_at": house.bench.clock().isoformat()}
    assert house.officer.put(f"/cases/{ref}/representative", acting, If_Match="*").status_code == 200
    assert codes(house.officer.post(f"/messages/{message}/question", question)) == ["representative-acts"]


def test_urgency_is_said_with_its_reason(house: House) -> None:
    message = a_message(house.bench)
    said = {"test": TEST, "channel": "social-public-post", "summary": "Twice"}
    ref = house.officer.post(f"/messages/{message}/registration", said).json["reference"]
    urgent = {"triggers": ["abuse"], "tier": 2}
    assert codes(house.officer.put(f"/cases/{ref}/priority", urgent, If_Match="*")) == ["required"]
    urgent = {"triggers": ["abuse"]}
    assert house.officer.put(f"/cases/{ref}/priority", urgent, If_Match="*").status_code == 200
    assert house.file(ref).case.classification.tier == 3
