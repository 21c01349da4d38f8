"""Endings through REST, on both engines: whose words, promises that stay work, replies, and cases that are related."""

from typing import Any

import pytest

from tests.api.caller import House, a_closing, an_opening, codes
from tests.api.test_flows import TEST
from tests.build import a_case, a_message, a_post


def ended(house: House, **changes: Any) -> Any:
    return house.officer.post("/cases/log-and-close", a_closing(**changes)).json


@pytest.mark.provision("P9")
def test_promises_are_listed_until_they_are_done(both: House) -> None:
    """271.165: the apology was given, the refund waits, on a closed case."""
    ref = ended(both)["reference"]
    (line,) = both.officer.get("/remedies").json["items"]
    assert (line["reference"], line["status"], line["code"]) == (ref, "closed", "fee-refund-waiver")
    day = f"/cases/{ref}/remedies/{line['id']}/day"
    assert codes(both.officer.put(day, {"due_on": "2026-09-30"}, If_Match="*")) == ["required"]
    said = {"due_on": "2026-09-30", "reason": "New account details"}
    assert both.officer.put(day, said, If_Match="*").status_code == 200
    assert both.officer.get("/remedies").json["items"][0]["due_on"] == "2026-09-30"
    done = both.officer.post(f"/cases/{ref}/remedies/{line['id']}/completion", {"paid": "25.00"}, If_Match="*")
    assert done.status_code == 200
    assert both.officer.get("/remedies").json == {"items": [], "next": None}


def test_who_may_not_read_cases_sees_no_promises(house: House) -> None:
    assert codes(house.admin.get("/remedies")) == ["not-permitted"]
    assert codes(house.officer.get("/remedies?cursor=nonsense")) == ["bad-cursor"]


@pytest.mark.provision("Q2")
def test_a_withdrawal_names_who_withdrew(house: House) -> None:
    """271.73."""
    ref = house.officer.post("/cases", an_opening()).json["reference"]
    closing: dict[str, Any] = {"outcome": "abandoned-withdrawn", "basis": "withdrawn", "root_cause": "process"}
    closing["withdrawal"] = "Forget it"
    refused = house.officer.post(f"/cases/{ref}/closure", {"closing": closing}, If_Match="*")
    assert codes(refused) == ["who-withdrew-needed"]
    closing["withdrawing"] = {"by": "complainant", "at": "2026-08-03T11:00:00+10:00", "how": "phone"}
    assert house.officer.post(f"/cases/{ref}/closure", {"closing": closing}, If_Match="*").status_code == 200
    assert house.file(ref).case.closure_proposal is not None


@pytest.mark.provision("K1")
def test_a_reply_goes_on_with_a_closed_case_and_a_new_issue_with_a_new_one(both: House) -> None:
    """271.56: the old date stands."""
    earlier = ended(both)
    ref, due = earlier["reference"], [d.due.due_at for d in both.file(earlier["reference"]).case.deadlines]
    message = a_message(both.bench, a_post(both.bench, text="Still not refunded"))
    assert codes(both.officer.post(f"/messages/{message}/link", {"case": ref})) == ["issue-needed"]
    refused = both.officer.post(f"/messages/{message}/link", {"case": ref, "issue": "new"})
    assert codes(refused) == ["new-issue-new-case"]
    assert both.officer.post(f"/messages/{message}/link", {"case": ref, "issue": "same"}).status_code == 200
    case = both.file(ref).case
    assert (case.status, [d.due.due_at for d in case.deadlines]) == ("open", due)
    other = a_message(both.bench, a_post(both.bench, "1_2", text="And now my card is blocked"))
    told = {"test": TEST, "channel": "social-public-post", "summary": "Card blocked", "related": earlier["id"]}
    new = both.officer.post(f"/messages/{other}/registration", told).json
    assert both.officer.get(f"/cases/{ref}").json["related"] == [{"case": new["id"], "reference": new["reference"]}]
    assert both.file(new["reference"]).case.related[0].reference == ref


def test_one_person_pays_no_more_than_one_may_settle(both: House) -> None:
    """Promised, it waits; carried out alone, it is refused; a second person approves exactly this money."""
    ref = both.officer.post("/cases", an_opening()).json["reference"]
    said = {"code": "compensation", "amount": "99999.00", "due_on": "2026-09-30"}
    promised = both.officer.post(f"/cases/{ref}/remedies", said, If_Match="*")
    assert promised.status_code == 201
    (remedy,) = both.file(ref).case.remedies
    completion = f"/cases/{ref}/remedies/{remedy.id}/completion"
    assert codes(both.officer.post(completion, {"paid": "99999.00"}, If_Match="*")) == ["above-delegation"]
    (waiting,) = both.officer.get(f"/cases/{ref}").json["remedy_proposals"]
    settled = {"proposal": waiting["id"], "content": waiting["content"], "approve": True}
    at = f"/cases/{ref}/remedies/settlement"
    assert codes(both.officer.post(at, settled, If_Match="*")) == ["not-permitted"]
    assert both.approver.post(at, settled, If_Match="*").status_code == 200
    assert both.officer.post(completion, {"paid": "99999.00"}, If_Match="*").status_code == 200
    more = {"code": "compensation", "amount": "1.00", "due_on": "2026-09-30"}
    assert both.officer.post(f"/cases/{ref}/remedies", more, If_Match="*").status_code == 201
    assert len(both.file(ref).case.remedy_proposals) == 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"[" * 5000, 400), (b'{"finished": true}', 422), (b"[]", 422), (b"{}", 200), (b"", 200)]
)
def test_a_step_whose_address_says_all_takes_nothing_beside_it(house: House, content: bytes, code: int) -> None:
    ref = str(house.file(a_case(house.bench)).case.reference)
    house.officer.post(
        f"/cases/{ref}/tasks", {"kind": "information", "waiting_on": "handler", "text": "x"}, If_Match="*"
    )
    (task,) = house.file(ref).case.tasks
    headers = {"Authorization": f"Bearer {house.officer.token}", "Content-Type": "application/json", "If-Match": "*"}
    address = f"/api/v1/cases/{ref}/tasks/{task.id}/completion"
    assert house.app.test_client().post(address, data=content, headers=headers).status_code == code
    assert (house.file(ref).case.tasks[0].done_at is not None) == (code == 200)
