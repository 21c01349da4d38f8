"""A complaint from the first call to the closed case, through REST alone, on both engines."""

from datetime import UTC, datetime
from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands import letter as le
from register.domain.values import Code, Id
from tests.api.caller import House, a_closing, an_opening, codes
from tests.build import AFCA_BLOCKS, a_message

YES = {"answer": "yes", "basis": "seen on our page"}
TEST = dict.fromkeys(
    ("expressed", "about_us", "answer_expected", "controlled", "subject", "identifiable", "contactable"), YES
)


def a_letter(contact: str, **changes: Any) -> dict[str, Any]:
    return {
        "type": "idr-response",
        "language": "en",
        "via": "email",
        "decision": "accepted",
        "contact": contact,
        "blocks": {"outcome": "We accept.", "actions-taken": "We refunded the fee.", **dict(AFCA_BLOCKS)},
        **changes,
    }


def test_from_the_first_call_to_the_closed_case(both: House) -> None:
    officer = both.officer
    made = officer.post("/cases", an_opening())
    assert made.status_code == 201
    ref = made.json["reference"]
    assert made.headers["ETag"] == f'"{made.json["version"]}"'
    case = officer.get(f"/cases/{ref}")
    assert case.json["complainant"]["name"] == "Robin Example"
    assert case.json["contacts"][0]["value"] == "robin@customer.example"
    told = {"method": "phone", "evidence": "Call 7"}
    seen = officer.post(f"/cases/{ref}/acknowledgement", told, If_Match=case.headers["ETag"])
    assert seen.status_code == 200

    letter = through_the_gate(both, ref, case.json["contacts"][0]["id"])
    by_a_second_person(both, ref, letter)
    send(both, made.json["id"], letter)
    ended = officer.post(
        f"/cases/{ref}/closure",
        {
            "closing": {"outcome": "resolved", "basis": "response", "root_cause": "process", "words": "Got it back"},
            "remedies": [{"code": "fee-refund-waiver", "amount": "25.00", "due_on": "2026-08-10"}],
        },
        If_Match="*",
    )
    assert ended.status_code == 200, ended.text
    assert both.file(ref).case.status == "closed"
    assert both.officer.get(f"/letters/{letter}/document").data == b"%PDF-1.7"


def through_the_gate(house: House, ref: str, contact: str) -> str:
    officer = house.officer
    empty = officer.post(f"/cases/{ref}/letters", a_letter(contact, blocks={}), If_Match="*")
    letter: str = empty.json["made"]["letter"]
    closed = officer.post(f"/letters/{letter}/submission", If_Match=empty.headers["ETag"])
    assert closed.status_code == 409
    assert "block-missing" in codes(closed)
    assert any(error["cite"] for error in closed.json["errors"])
    written = officer.put(f"/letters/{letter}", a_letter(contact), If_Match=empty.headers["ETag"])
    assert officer.post(f"/letters/{letter}/submission", If_Match=written.headers["ETag"]).status_code == 200
    return letter


def test_a_letter_in_another_language_takes_its_original_along(house: House) -> None:
    made = house.officer.post("/cases", an_opening()).json
    contact = house.officer.get(f"/cases/{made['reference']}").json["contacts"][0]["id"]
    blocks = {"outcome": "Kami setuju.", "actions-taken": "Biaya telah kami kembalikan.", **dict(AFCA_BLOCKS)}
    pack = house.bench.register.policies.pack("au-asic-rg271", "2021-10-05+1")
    blocks["afca-right"] = pack.texts[Code("id")].blocks[Code("afca-right")].text
    said = a_letter(contact, language="id", blocks=blocks)
    drafted = house.officer.post(f"/cases/{made['reference']}/letters", said, If_Match="*")
    letter = drafted.json["made"]["letter"]
    closed = house.officer.post(f"/letters/{letter}/submission", If_Match="*")
    assert sorted(codes(closed)) == ["translation-missing", "translation-missing", "translator-needed"]
    original = {"translator": "Tara Translator", "blocks": {"outcome": "We accept.", "actions-taken": "Refunded."}}
    written = house.officer.put(f"/letters/{letter}", {**said, "original": original}, If_Match="*")
    assert written.status_code == 200, written.text
    assert house.officer.post(f"/letters/{letter}/submission", If_Match="*").status_code == 200
    content = house.approver.get(f"/letters/{letter}").json["content"]
    assert content["translator"] == "Tara Translator"
    assert ("Kami setuju.", "We accept.") in {(block["text"], block["original"]) for block in content["blocks"]}


def by_a_second_person(house: House, ref: str, letter: str) -> None:
    waiting = house.approver.get("/approvals").json["items"]
    assert [(item["kind"], item["reference"]) for item in waiting] == [("letter", ref)]
    seen = house.approver.get(f"/letters/{letter}")
    assert "We accept." in {block["text"] for block in seen.json["content"]["blocks"]}
    path, said = f"/letters/{letter}/approval", {"content": seen.json["content_hash"]}
    assert codes(house.officer.post(path, said, If_Match="*")) == ["not-permitted"]
    assert codes(house.approver.post(path, {"content": "0" * 64}, If_Match="*")) == ["content-changed"]
    assert house.approver.post(path, said, If_Match=seen.headers["ETag"]).status_code == 200


def send(house: House, case: str, letter: str) -> None:
    do = house.bench.do
    queued = do(le.QueueLetter(case=Id(case), letter=Id(letter), document=b"%PDF-1.7"), WORKER).made["dispatch"]
    do(le.StartDispatch(case=Id(case), dispatch=queued), WORKER)
    do(le.ReportDispatch(case=Id(case), dispatch=queued, result="accepted"), WORKER)


def test_log_and_close_in_one_request(both: House) -> None:
    made = both.officer.post("/cases/log-and-close", a_closing())
    assert made.status_code == 201, made.text
    assert both.file(made.json["reference"]).case.status == "closed"
    lines = both.officer.get("/cases?status=closed").json["items"]
    assert [line["reference"] for line in lines] == [made.json["reference"]]


def test_a_message_becomes_a_case(both: House) -> None:
    message = a_message(both.bench)
    (waiting,) = both.officer.get("/messages").json["items"]
    assert (waiting["id"], waiting["text"]) == (message, "You charged me twice!")
    said = {"test": TEST, "channel": "social-media", "summary": "Charged twice on Facebook"}
    made = both.officer.post(f"/messages/{message}/registration", said)
    assert made.status_code == 201, made.text
    assert both.officer.get(f"/messages/{message}").json["cases"] == [made.json["id"]]
    assert both.officer.get("/messages").json["items"] == []
    assert both.officer.get("/messages?state=registered").json["items"][0]["id"] == message


def test_a_message_is_set_aside_and_taken_up_again(house: House) -> None:
    message = a_message(house.bench)
    no = {**TEST, "answer_expected": {"answer": "no", "basis": "a thank-you"}}
    assert codes(house.officer.post(f"/messages/{message}/dismissal", {"reason": "boredom", "test": no})) == [
        "unknown-code"
    ]
    reason = next(
        iter(house.bench.register.policies.versions("au-asic-rg271")[-1].codes[Code("not-a-complaint")].entries)
    )
    done = house.officer.post(f"/messages/{message}/dismissal", {"reason": reason, "test": no})
    assert done.status_code == 200, done.text
    again = house.officer.post(f"/messages/{message}/reopening", {"reason": "read too fast"})
    assert again.status_code == 200
    assert house.officer.get(f"/messages/{message}").json["state"] == "awaiting"


def test_every_deadline_comes_with_its_proof(house: House) -> None:
    ref = house.officer.post("/cases", an_opening()).json["reference"]
    listed = house.officer.get(f"/cases/{ref}/deadlines").json["items"]
    response = next(item for item in listed if item["due"]["duty"] == "idr-response")
    proof = response["due"]["derivation"]
    assert (proof["cite"], proof["counted"], proof["due_calendar"]) == ("271.56", 30, "2026-09-02")
    assert response["passed"] is False
    house.bench.clock.step(days=40)
    later = house.officer.get(f"/cases/{ref}/deadlines").json["items"]
    assert next(item for item in later if item["id"] == response["id"])["passed"] is True


@pytest.mark.provision("K2")
def test_every_deadline_is_told_in_words_day_by_day_and_aloud(house: House) -> None:
    ref = house.officer.post("/cases", an_opening()).json["reference"]
    dates = {item["due"]["rule"]: item for item in house.officer.get(f"/cases/{ref}/deadlines").json["items"]}
    response = dates["idr-response-standard"]
    said = {each["term"]: each["text"] for each in response["why"]}
    assert said["Day 1"] == "Tue, 4 Aug 2026; the day it counts from, Mon, 3 Aug 2026, is not counted"
    assert "271.56 Note" in said["Paragraphs"]
    assert [(each["kind"], each["from_day"], each["until_day"], each["counts"]) for each in response["days"]] == [
        ("start", "2026-08-03", "2026-08-03", 0),
        ("counted", "2026-08-04", "2026-09-02", 30),
    ]
    assert response["aloud"] == "We must answer your complaint in writing by Wednesday 2 September 2026."
    assert response["replacement"] is None
    hours, day = dates["acknowledgement-24-hours"], dates["acknowledgement-one-business-day"]
    assert (hours["alternative_of"], day["alternative_of"]) == (None, hours["id"])
    assert house.officer.get(f"/cases/{ref}").json["missing_dates"] == []


@pytest.mark.provision("T2")
def test_a_replaced_deadline_says_so_and_a_missing_date_what_it_waits_for(house: House) -> None:
    """271.77: no date while a court decides."""
    opening = an_opening(classifying={"complaint_class": "traditional-trustee"})
    ref = house.officer.post("/cases", opening).json["reference"]
    path, officer = f"/cases/{ref}", house.officer
    house.bench.clock.step(days=2)
    started = {"event": "proceedings_started", "at": house.bench.clock().isoformat(), "evidence": "The summons"}
    assert officer.post(f"{path}/events", started, If_Match="*").status_code == 201
    (missing,) = officer.get(path).json["missing_dates"]
    assert (missing["rule"], missing["lacks"], missing["names"]) == (
        "idr-response-traditional-trustee",
        "stopped",
        ["proceedings_ended"],
    )
    assert missing["words"].startswith("No date: the law has stopped the count since")
    gone = [item for item in officer.get(f"{path}/deadlines").json["items"] if item["replacement"] is not None]
    assert gone
    assert all(item["replaced"] and item["aloud"] is None for item in gone)


def test_a_date_past_the_holidays_announced_says_so(house: House) -> None:
    house.bench.clock.now = datetime(2027, 12, 13, 2, tzinfo=UTC)
    officer = house.caller(house.bench.officer)
    ref = officer.post("/cases", an_opening(received_at="2027-12-13T01:00:00Z")).json["reference"]
    listed = {item["due"]["rule"]: item for item in officer.get(f"/cases/{ref}/deadlines").json["items"]}
    far, near = listed["idr-response-standard"], listed["early-close"]
    assert (far["due"]["provisional"], far["announced_year"], far["estimated"]) == (True, 2027, [])
    assert (near["due"]["provisional"], near["announced_year"]) == (False, None)


def test_entries_hold_commitments_and_a_case_the_words_behind_them(house: House) -> None:
    ref = house.officer.post("/cases", an_opening()).json["reference"]
    (entry,) = house.officer.get(f"/cases/{ref}/entries").json["items"]
    assert "Charged a fee twice" in entry["texts"].values()
    house.bench.register.sealer.seal()
    trail = house.auditor.get("/entries?subject_kind=case")
    assert len(trail.json["items"]) == 1
    assert trail.json["items"][0]["facts"] == entry["facts"]
    assert "Robin" not in trail.text
    assert house.auditor.get("/checkpoint").json["size"] > 1


def test_a_complaint_goes_to_the_external_scheme_and_comes_back(both: House) -> None:
    ref = both.officer.post("/cases", an_opening()).json["reference"]
    at = both.bench.clock().isoformat()
    path = f"/cases/{ref}/external"
    refused = both.officer.post(path, {"kind": "referred-by-firm", "at": at}, If_Match="*")
    assert refused.status_code == 422, refused.text
    assert set(codes(refused)) == {"consent-to-refer-needed", "required"}
    assert refused.json["errors"][0]["cite"] == "271.111-271.116"
    agreed = {"kind": "referred-by-firm", "at": at, "consent_at": at, "consent": "Said so on the phone"}
    assert both.officer.post(path, agreed, If_Match="*").status_code == 201
    back = {"kind": "referred-back", "at": at, "due_on": "2026-08-20", "reference": "X-1"}
    answer = both.officer.post(path, back, If_Match="*")
    assert (answer.status_code, answer.json["remarks"]) == (201, [])
    listed = both.officer.get(f"/cases/{ref}/deadlines").json["items"]
    (stated,) = [item["due"] for item in listed if item["due"]["duty"] == "refer-back-response"]
    assert (stated["rule"], stated["derivation"]["due_calendar"]) == ("refer-back-stated", "2026-08-20")
    assert both.file(ref).case.external_steps[-1].kind == "referred-back"
    more = {"kind": "extended", "at": at, "due_on": "2026-09-04"}
    refused = both.officer.post(path, more, If_Match="*")
    assert [(error["code"], error["cite"]) for error in refused.json["errors"]] == [("delay-notice-needed", "271.66")]
    through = {**back, "stage": "through", "stage_reason": "Their letter says so"}
    assert both.officer.post(path, through, If_Match="*").status_code == 201
    remarks = both.officer.post(path, more, If_Match="*").json["remarks"]
    assert [(remark["code"], remark["cite"]) for remark in remarks] == [
        ("longer-than-usual", "AFCA member page"),
        ("delay-not-notified", "271.66"),
    ]
    assert "usually gives at most 7 more days" in remarks[0]["text"]
