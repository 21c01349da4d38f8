"""Old complaints through REST, on both engines: brought in on purpose, dates told by whose they are (M15)."""

from typing import Any

from tests.api.caller import House, an_opening, codes

BEFORE = "2021-10-04T10:30:00+11:00"
FROM_OLD = {"source": "Old desk, ticket 4711", "reason": "Still open when we moved"}


def an_old_one(**changes: Any) -> dict[str, Any]:
    return an_opening(**{"received_at": BEFORE, "carried_over": FROM_OLD, **changes})


def deadlines(house: House, ref: str) -> list[dict[str, Any]]:
    items = house.officer.get(f"/cases/{ref}/deadlines").json["items"]
    return [item for item in items if not item["replaced"]]


def test_an_old_complaint_comes_in_on_purpose_alone_and_says_whose_each_date_is(both: House) -> None:
    officer = both.officer
    refused = officer.post("/cases", an_old_one(carried_over=None))
    assert codes(refused) == ["pack-not-in-force"]
    assert "name the system or file it comes from, and why" in refused.json["errors"][0]["text"]
    stated = {"duty": "idr-response", "last_day": "2026-08-14", "source": "Their field “due”"}
    opened = officer.post("/cases", an_old_one(carried_over={**FROM_OLD, "dates": [stated]}))
    assert opened.status_code == 201, opened.text
    ref = opened.json["reference"]
    case = officer.get(f"/cases/{ref}").json
    assert [choice["unclaimed"] for choice in case["packs"]] == [True]
    assert (case["carried_over"]["source"], case["carried_over"]["reason"]) == tuple(FROM_OLD.values())
    told = {(item["claimed"], item["source"], item["legal"]) for item in deadlines(both, ref)}
    assert (False, None, False) in told
    assert (True, "Their field “due”", True) in told
    assert all(not item["legal"] for item in deadlines(both, ref) if item["source"] is None)
    (line,) = officer.get("/cases").json["items"]
    assert (line["next_due_legal"], line["next_due_at"]) == (True, "2026-08-14T14:00:00Z")
    officer.post("/cases", an_old_one())
    assert [line["next_due_legal"] for line in officer.get("/cases").json["items"]] == [False, True]
    assert officer.get("/at-risk/possible-breaches").json["items"] == []
    tags = [fact["fact"] for entry in officer.get(f"/cases/{ref}/entries").json["items"] for fact in entry["facts"]]
    assert {"case:case:carried-over/1", "case:date:carried-over/1"} <= set(tags)
    assert both.bench.register.inspector.verify().holds


def test_a_date_is_carried_over_and_taken_back(both: House) -> None:
    officer = both.officer
    ref = officer.post("/cases", an_opening()).json["reference"]
    address = f"/cases/{ref}/carried-dates"
    wrong = officer.post(address, {"duty": "moon", "last_day": "2026-08-14", "source": "Old desk"}, If_Match="*")
    assert codes(wrong) == ["unknown-duty"]
    early = officer.post(address, {"duty": "idr-response", "last_day": "2026-08-01", "source": " "}, If_Match="*")
    assert set(codes(early)) == {"before-receipt", "required"}
    instant = {"duty": "acknowledgement", "at": "2026-08-03T12:00:00+10:00", "source": "Old desk"}
    made = officer.post(address, instant, If_Match="*")
    assert made.status_code == 201, made.text
    (own,) = [item for item in deadlines(both, ref) if item["carried"]]
    assert (own["due"]["due_at"], own["source"]) == ("2026-08-03T02:00:00Z", "Old desk")
    back = {"kind": "carried-date", "record": made.json["made"]["date"], "reason": "Of another ticket"}
    assert officer.post(f"/cases/{ref}/withdrawals", back, If_Match="*").status_code == 200
    assert [item for item in deadlines(both, ref) if item["carried"]] == []


def test_what_happened_there_is_recorded_at_its_time(both: House) -> None:
    officer = both.officer
    ref = officer.post("/cases", an_old_one()).json["reference"]
    said = {"method": "phone", "at": "2021-10-05T09:00:00+11:00", "evidence": "Their call log"}
    assert officer.post(f"/cases/{ref}/acknowledgement", said, If_Match="*").status_code == 200
    told = {"event": "extension_sent", "at": "2021-10-29T09:00:00+11:00", "evidence": "Letter 16 of the old desk"}
    assert officer.post(f"/cases/{ref}/events", told, If_Match="*").status_code == 201
    late = {**told, "at": "2026-08-03T11:31:00+10:00"}
    both.bench.clock.step(hours=1)
    assert codes(officer.post(f"/cases/{ref}/events", late, If_Match="*")) == ["done-here"]


def test_a_receipt_moves_to_before_the_first_version_by_name(both: House) -> None:
    officer = both.officer
    ref = officer.post("/cases", an_opening()).json["reference"]
    said = {"received_at": BEFORE, "reason": "The letter lay in the branch"}
    assert codes(officer.put(f"/cases/{ref}/receipt", said, If_Match="*")) == ["receipt-before-pack"]
    moved = officer.put(f"/cases/{ref}/receipt", {**said, "before_first_version": True}, If_Match="*")
    assert moved.status_code == 200, moved.text
    assert all(not item["claimed"] for item in deadlines(both, ref) if item["due"]["derivation"]["confirmed"] != "U")
    assert both.bench.register.inspector.rederive(1).holds
