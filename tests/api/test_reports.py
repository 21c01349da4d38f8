"""Reports and tokens through REST."""

from typing import Any

import pytest

from register.domain.permissions import SCOPES
from tests.api.caller import Caller, House, a_closing, codes

PERIOD = {"kind": "board", "entity": "harbour", "from_on": "2026-07-01", "to_on": "2026-07-31"}


def test_a_report_is_prepared_by_one_approved_by_another_and_issued_once(both: House) -> None:
    officer, approver = both.officer, both.approver
    officer.post("/cases/log-and-close", a_closing())
    made = officer.post("/reports", PERIOD, Idempotency_Key="july")
    assert made.status_code == 201, made.text
    report = made.json["id"]
    assert officer.post("/reports", PERIOD, Idempotency_Key="july").json == made.json
    waiting = approver.get("/approvals").json["items"]
    assert [(item["kind"], item["subject"]) for item in waiting] == [("report", report)]

    document = officer.get(f"/reports/{report}").json["document"]
    said = {"document": document, "approve": True}
    assert codes(officer.post(f"/reports/{report}/approval", said)) == ["not-permitted"]
    assert codes(officer.post(f"/reports/{report}/issue", {"recipient": "The board"})) == ["report-state"]
    assert codes(approver.post(f"/reports/{report}/approval", {**said, "document": "0" * 64})) == ["content-changed"]
    assert approver.post(f"/reports/{report}/approval", said).status_code == 200

    issued = officer.post(f"/reports/{report}/issue", {"recipient": "The board"}, Idempotency_Key="out")
    assert issued.status_code == 200, issued.text
    assert (
        officer.post(f"/reports/{report}/issue", {"recipient": "The board"}, Idempotency_Key="out").json == issued.json
    )
    assert codes(officer.post(f"/reports/{report}/issue", {"recipient": "Others"})) == ["report-state"]
    file = both.auditor.get(f"/reports/{report}")
    assert (file.json["state"], file.json["recipient"]) == ("issued", "The board")
    assert file.headers["ETag"] == f'"{file.json["version"]}"'
    held = both.auditor.get(f"/reports/{report}/document")
    assert held.data.startswith(b"%PDF")
    assert both.auditor.get("/reports").json["items"][0]["id"] == report


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "horoscope"}, "unknown-report-kind"),
        ({"entity": "elsewhere"}, "unknown-entity"),
        ({"to_on": "2026-06-30"}, "ends-before-it-starts"),
        ({"from_on": "2026-02-30"}, "not-a-day"),
        ({"from_on": "0001-01-01"}, "date-out-of-range"),
        ({"to_on": "9999-12-31"}, "date-out-of-range"),
        ({"to_on": "2037-01-01"}, "period-too-long"),
        ({"from_on": "1950-01-01", "to_on": "1950-12-31"}, "pack-not-in-force"),
    ],
)
def test_a_report_that_cannot_be_is_named(house: House, changes: dict[str, Any], code: str) -> None:
    assert codes(house.officer.post("/reports", {**PERIOD, **changes})) == [code]


def test_a_token_is_told_once_and_works(house: House) -> None:
    said = {"name": "import", "scopes": ["cases:write"]}
    made = house.officer.post("/tokens", said, Idempotency_Key="one")
    assert made.status_code == 201
    again = house.officer.post("/tokens", said, Idempotency_Key="one")
    assert (again.status_code, again.json) == (201, {**made.json, "token": None})
    secret = made.json["token"]
    assert secret.startswith("reg_")
    assert len(secret) == 47
    assert secret not in house.officer.get("/tokens").text
    caller = Caller(house.app, secret)
    assert codes(caller.get("/cases")) == ["scope-missing"]
    assert house.officer("DELETE", f"/tokens/{made.json['made']['token']}").status_code == 200
    assert codes(caller.get("/cases")) == ["token-refused"]


def test_a_token_gives_no_more_than_it_has(house: House) -> None:
    small = house.caller(house.bench.officer, "admin:write")
    refused = small.post("/tokens", {"name": "more", "scopes": list(SCOPES)})
    assert refused.status_code == 422
    assert set(codes(refused)) == {"scope-missing"}
    assert small.post("/tokens", {"name": "same", "scopes": ["admin:write"]}).status_code == 201


def test_tokens_are_one_s_own_and_end_in_time(house: House) -> None:
    theirs = house.approver.get("/tokens").json["items"][0]["id"]
    assert house.officer("DELETE", f"/tokens/{theirs}").status_code == 404
    assert house.approver.get("/packs").status_code == 200
    said = {"name": "short", "scopes": ["cases:read"], "expires_at": "2026-08-03T12:00:00+10:00"}
    caller = Caller(house.app, house.officer.post("/tokens", said).json["token"])
    assert caller.get("/cases").status_code == 200
    house.bench.clock.step(hours=1)
    assert codes(caller.get("/cases")) == ["token-refused"]
    assert codes(house.officer.post("/tokens", said)) == ["already-expired"]
    assert codes(house.officer.post("/tokens", {"name": "none", "scopes": []})) == ["required"]


def test_the_codes_to_say_things_in(house: House) -> None:
    pack = next(pack for pack in house.admin.get("/packs").json["items"] if pack["id"] == "au-asic-rg271")
    known = house.admin.get(f"/packs/{pack['id']}/codes").json
    lists = {held["id"]: {code["code"] for code in held["codes"]} for held in known["lists"]}
    assert "standard" in lists["complaint-class"]
    assert "idr-response" in lists["letter-type"]
    assert {"complaint-outcome", "remedy", "product", "issue", "not-a-complaint"} <= lists.keys()
    assert codes(house.admin.get("/packs/nowhere/codes")) == ["unknown-pack"]
    assert codes(house.admin.get(f"/packs/{pack['id']}/codes?version=1")) == ["unknown-pack"]


def test_all_that_a_version_of_a_pack_says(house: House) -> None:
    said = house.admin.get("/packs/au-asic-rg271/2021-10-05").json
    assert said["rules"]["idr-response-standard"]["limit"] == {"count": 30, "unit": "day", "fact": ""}
    assert said["rules"]["scheme-window"]["confirmed"] == "U"
    assert said["letter_types"]["idr-response"]["outcomes"]
    assert said["provisions"]["C1"]["held"]
    assert said["codes"]["product"]["entries"]
    expected = next(example["expected"] for example in said["examples"] if example["id"] == "X23")
    assert expected["refer-back-through"]["due_calendar"] == "2026-07-22"
    assert expected["refer-back-standard"] is None
    assert codes(house.admin.get("/packs/au-asic-rg271/1999-01-01")) == ["unknown-pack"]
