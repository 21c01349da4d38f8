"""Void cases through REST, on both engines: proposed, settled by a second person, brought back; the trail holds."""

from tests.api.caller import House, an_opening, codes
from tests.api.test_flows import TEST
from tests.build import a_message, a_post


def logged(house: House, **changes: object) -> str:
    return str(house.officer.post("/cases", an_opening(**changes)).json["reference"])


def settled(house: House, ref: str, *, approve: bool = True) -> None:
    waiting = house.officer.get(f"/cases/{ref}").json["voiding_proposal"]
    said = {"proposal": waiting["id"], "approve": approve}
    assert house.approver.post(f"/cases/{ref}/voiding/settlement", said, If_Match="*").status_code == 200


def test_a_case_made_of_a_message_in_error_gives_the_message_back(both: House) -> None:
    message = a_message(both.bench, a_post(both.bench))
    told = {"test": TEST, "channel": "social-public-post", "summary": "Charged twice"}
    ref = both.officer.post(f"/messages/{message}/registration", told).json["reference"]
    said = {"reason": "registered-in-error", "words": "About another bank"}
    assert codes(both.officer.post(f"/cases/{ref}/voiding", {"reason": "no"}, If_Match="*")) == ["required"]
    assert both.officer.post(f"/cases/{ref}/voiding", said, If_Match="*").status_code == 201
    assert codes(both.officer.post(f"/cases/{ref}/voiding", said, If_Match="*")) == ["already-proposed"]
    waiting = both.officer.get(f"/cases/{ref}").json["voiding_proposal"]
    settling = {"proposal": waiting["id"], "approve": True}
    assert codes(both.officer.post(f"/cases/{ref}/voiding/settlement", settling, If_Match="*")) == ["not-permitted"]
    settled(both, ref)
    assert both.officer.get(f"/cases/{ref}").json["status"] == "void"
    assert both.officer.get(f"/messages/{message}").json["state"] == "awaiting"
    assert [item["reference"] for item in both.officer.get("/cases?status=void").json["items"]] == [ref]
    assert both.officer.get("/cases").json["items"] == []
    back = both.officer.post(f"/cases/{ref}/reinstatement", {"reason": "About us after all"}, If_Match="*")
    assert back.status_code == 200
    assert both.officer.get(f"/messages/{message}").json["cases"] == [both.file(ref).case.id]
    both.bench.register.sealer.seal()
    assert both.bench.register.inspector.verify().faults == ()


def test_a_second_registration_is_merged_into_the_first(both: House) -> None:
    first, second = logged(both), logged(both, points=["the fee was  charged twice", "Rude when asked"])
    raised = [point["text"] for point in both.officer.get(f"/cases/{first}").json["points"]]
    into = both.file(first).case.id
    said = {"reason": "registered-twice", "words": "The same call", "into": into}
    assert both.officer.post(f"/cases/{second}/voiding", said, If_Match="*").status_code == 201
    settled(both, second, approve=False)
    assert both.file(second).case.status == "open"
    assert both.officer.post(f"/cases/{second}/voiding", said, If_Match="*").status_code == 201
    settled(both, second)
    assert both.officer.get(f"/cases/{first}").json["merged"][0]["reference"] == second
    points = [point["text"] for point in both.officer.get(f"/cases/{first}").json["points"]]
    assert (raised, points) == (["The fee was charged twice"], ["The fee was charged twice", "Rude when asked"])
    assert both.file(second).case.open_deadlines("deadline") == ()
    both.bench.register.sealer.seal()
    assert both.bench.register.inspector.verify().faults == ()
