"""Classifying over REST: a proposal for a second person, limits that have passed, classes nobody has confirmed."""

from datetime import timedelta
from typing import Any

from tests.api.caller import House, an_opening, codes
from tests.build import PACK


def opened(house: House, **changes: Any) -> str:
    made = house.officer.post("/cases", {**an_opening(), **changes})
    assert made.status_code == 201, made.text
    ref: str = made.json["reference"]
    return ref


def classify(house: House, ref: str, complaint_class: str | None, **changes: Any) -> Any:
    told = {"complaint_class": complaint_class, "reason": "Read again", **changes}
    return house.officer.put(f"/cases/{ref}/classification", told, If_Match="*")


def test_more_time_for_a_limit_waits_for_an_approver(both: House) -> None:
    ref = opened(both, classifying={"complaint_class": "credit-hardship-notice"})
    answer = classify(both, ref, "standard")
    assert answer.status_code == 200
    proposal = both.officer.get(f"/cases/{ref}").json["classification_proposal"]
    assert proposal["id"] == answer.json["made"]["proposal"]
    assert [move["duty"] for move in proposal["moves"]] == ["idr-response"]
    assert proposal["reason"] == "Read again"
    address, told = f"/cases/{ref}/classification/settlement", {"proposal": proposal["id"], "approve": True}
    assert codes(both.officer.post(address, told, If_Match="*")) == ["not-permitted"]
    settled = both.approver.post(address, told, If_Match="*")
    assert (settled.status_code, settled.json["passed"]) == (200, [])
    assert both.file(ref).case.classification.complaint_class == "standard"
    assert codes(both.approver.post(address, told, If_Match="*")) == ["no-such-proposal"]


def test_the_answer_says_that_the_new_limit_has_passed(house: House) -> None:
    received = house.bench.clock() - timedelta(days=25)
    ref = opened(house, received_at=received.isoformat(), classifying={"complaint_class": "standard"})
    answer = classify(house, ref, "credit-hardship-notice")
    (passed,) = answer.json["passed"]
    assert (passed["rule"], passed["cite"]) == ("idr-response-hardship", "271.93(a), Table 2")
    assert house.file(ref).case.breaches[0].deadline == passed["deadline"]
    (breach,) = house.officer.get(f"/cases/{ref}").json["breaches"]
    (limit,) = [
        date for date in house.officer.get(f"/cases/{ref}/deadlines").json["items"] if date["id"] == breach["deadline"]
    ]
    named = {name: breach[name] for name in ("pack", "rule", "duty", "round", "due_at")}
    assert named == {**{name: limit["due"][name] for name in ("rule", "duty", "due_at")}, "pack": PACK, "round": 0}


def test_another_class_needs_its_reason(house: House) -> None:
    ref = opened(house, classifying={"complaint_class": "standard"})
    refused = classify(house, ref, "credit-hardship-notice", reason="")
    assert codes(refused) == ["required"]
    assert refused.json["errors"][0]["where"] == "reason"


def test_a_class_nobody_has_confirmed_is_told_as_such(house: House) -> None:
    ref = opened(house, summary="I lost my job", classifying={})
    told = house.officer.get(f"/cases/{ref}").json
    assert (told["class_confirmed"], told["classification"]["provisional"]) == (False, "credit-hardship-notice")
    assert house.officer.get("/cases").json["items"][0]["classify_by"] is not None
    classify(house, ref, "standard", reason="")
    assert house.officer.get(f"/cases/{ref}").json["class_confirmed"] is True


def test_a_class_of_a_pack_the_case_is_not_held_to_is_refused(house: House) -> None:
    ref = opened(house)
    assert codes(classify(house, ref, "standard", others={"nobody": "urgent"})) == ["unknown-pack"]
