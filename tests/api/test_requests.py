"""A request sent twice counts once, a stale version changes nothing, pages hold still, and bad input is named."""

import base64
import json
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from tests.api.caller import Caller, House, a_closing, an_opening, codes
from tests.build import a_case, a_message

# What our own cursors look like, with a row id that no database takes.
FORGED_NUL = base64.urlsafe_b64encode(json.dumps(["2026-01-01T00:00:00+00:00", "\x00"]).encode()).decode()
TRACES = ("entries", "subjects", "cases", "sealed_values", "documents", "commands", "messages", "reports", "deadlines")


def traces(house: House) -> dict[str, int]:
    """How many rows stand in every table a command can touch, and in the security log."""
    with house.bench.register.reader._engine.connect() as connection:
        count = {table: connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TRACES}
        count["security_log"] = connection.execute(sa.text("SELECT count(*) FROM security_log")).scalar_one()
    return count


def reference(house: House) -> str:
    return str(house.file(a_case(house.bench)).case.reference)


# ---------------------------------------------------------------------------------------------- idempotency


@pytest.mark.parametrize("key", ["0198FE00-0000-4000-8000-00000000ABCD", "order-2026/17 é", "x" * 255])
def test_the_same_key_and_request_get_the_same_answer_once(both: House, key: str) -> None:
    sent = key.encode().decode("latin-1")
    first, second = (both.officer.post("/cases", an_opening(), Idempotency_Key=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert first.headers["ETag"] == second.headers["ETag"]
    assert len(both.officer.get("/cases").json["items"]) == 1


def test_a_change_replays_although_the_version_moved_on(both: House) -> None:
    ref = reference(both)
    etag = both.officer.get(f"/cases/{ref}").headers["ETag"]
    sent: dict[str, str] = {"If_Match": etag, "Idempotency_Key": "one"}
    first, second = (both.officer.post(f"/cases/{ref}/notes", {"text": "called"}, **sent) for _ in range(2))
    assert (first.status_code, second.status_code, second.json) == (201, 201, first.json)
    assert len(both.officer.get(f"/cases/{ref}/notes").json["items"]) == 1


def test_a_key_is_good_for_one_request(house: House) -> None:
    house.officer.post("/cases", an_opening(), Idempotency_Key="one")
    other = house.officer.post("/cases", an_opening(summary="Something else"), Idempotency_Key="one")
    assert (other.status_code, codes(other)) == (422, ["command-id-reused"])


def test_keys_of_others_are_never_in_the_way(house: House) -> None:
    mine = house.officer.post("/cases", an_opening(), Idempotency_Key="one")
    theirs = house.approver.post("/cases", an_opening(summary="Another"), Idempotency_Key="one")
    assert (theirs.status_code, theirs.json["id"] != mine.json["id"]) == (201, True)


@pytest.mark.parametrize(("key", "code"), [("", "required"), ("x" * 256, "too-long")])
def test_a_key_that_is_none_is_refused(house: House, key: str, code: str) -> None:
    assert codes(house.officer.post("/cases", an_opening(), Idempotency_Key=key)) == [code]


# ---------------------------------------------------------------------------------------------- versions


def test_a_change_must_say_which_version_was_seen(house: House) -> None:
    ref = reference(house)
    answer = house.officer.put(f"/cases/{ref}/assignee", {"assignee": None})
    assert (answer.status_code, codes(answer)) == (428, ["version-needed"])


@pytest.mark.parametrize("seen", ['"1"', '"999"', "yesterday", '"1" , "2"', '"99999999999999999999"'])
def test_a_stale_version_changes_nothing(house: House, seen: str) -> None:
    ref = reference(house)
    house.officer.post(f"/cases/{ref}/notes", {"text": "first"}, If_Match="*")
    answer = house.officer.post(f"/cases/{ref}/notes", {"text": "second"}, If_Match=seen)
    assert (answer.status_code, codes(answer)) == (412, ["changed-meanwhile"])
    assert len(house.officer.get(f"/cases/{ref}/notes").json["items"]) == 1


def test_each_change_names_the_version_for_the_next(house: House) -> None:
    ref = reference(house)
    etag = house.officer.get(f"/cases/{ref}").headers["ETag"]
    for number in range(3):
        answer = house.officer.post(f"/cases/{ref}/notes", {"text": f"note {number}"}, If_Match=etag)
        assert answer.status_code == 201
        etag = answer.headers["ETag"]


# ---------------------------------------------------------------------------------------------- pages


def walk(caller: Caller, path: str, limit: int = 2) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    items: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = caller.get(f"{path}{'&' if '?' in path else '?'}limit={limit}&cursor={cursor}").json
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next"]
    return items


def test_pages_hold_still_while_cases_come_in(both: House) -> None:
    for _ in range(4):
        a_case(both.bench)
    first = both.officer.get("/cases?limit=2").json
    a_case(both.bench, received_at=both.bench.clock().replace(year=2025))
    second = both.officer.get(f"/cases?limit=2&cursor={first['next']}").json
    seen = [item["id"] for item in (*first["items"], *second["items"])]
    assert len(seen) == len(set(seen)) == 4
    assert second["next"] is None


def test_every_list_is_walked_to_its_end(both: House) -> None:
    ref = reference(both)
    for number in range(3):
        both.officer.post(f"/cases/{ref}/notes", {"text": f"note {number}"}, If_Match="*")
        a_case(both.bench)
    both.bench.register.sealer.seal()
    assert [item["text"] for item in walk(both.officer, f"/cases/{ref}/notes")] == ["note 0", "note 1", "note 2"]
    assert [item["seq"] for item in walk(both.officer, f"/cases/{ref}/entries")] == [1, 2, 3, 4]
    indexes = [item["index"] for item in walk(both.auditor, "/entries?subject_kind=case")]
    assert indexes == sorted(indexes, reverse=True)
    assert len(indexes) == 7
    for path in (f"/cases/{ref}/deadlines", "/packs", "/tokens", "/cases", "/approvals", "/messages"):
        assert len(walk(both.officer, path, 1)) == len(walk(both.officer, path, 200))


LISTS = ("/cases", "/messages", "/entries", "/approvals", "/packs", "/tokens", "/reports")
FORGED = ("nonsense", "-1", "bnVsbA", "9" * 40, "WyIyMDI2LTAxLTAxIiwgIngiXQ", FORGED_NUL, "%00")


@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_nobody_gave_is_named(both: House, path: str) -> None:
    for cursor in FORGED:
        answer = both.officer.get(f"{path}?cursor={cursor}")
        assert answer.status_code == 422, cursor
        assert set(codes(answer)) <= {"bad-cursor", "unreadable-characters"}


def test_no_page_is_longer_than_two_hundred(house: House) -> None:
    for limit in ("0", "201", "-5", "many", "1e3", "99999999999999999999999"):
        answer = house.officer.get(f"/cases?limit={limit}")
        assert (answer.status_code, answer.json["errors"][0]["where"]) == (422, "limit"), limit


# ---------------------------------------------------------------------------------------------- bad input

BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"received_at": "2026-08-03T10:30:00"}, "naive-time", "received_at"),
    ({"received_at": "2026-08-04T10:30:00+10:00"}, "future-time", "received_at"),
    ({"received_at": "yesterday"}, "not-a-time", "received_at"),
    ({"received_at": "0001-01-01T00:00:00+14:00"}, "not-a-time", "received_at"),
    ({"received_at": 1754181000}, "not-a-time", "received_at"),
    ({"received_at": None}, "required", "received_at"),
    ({"classifying": {"complaint_class": "gravest"}}, "unknown-class", "complaint_class"),
    ({"classifying": {"tier": 4}}, "number-out-of-range", "classifying.tier"),
    ({"classifying": {"tier": "1"}}, "not-a-number", "classifying.tier"),
    ({"classifying": {"product": "moon-rocks"}}, "unknown-code", "product"),
    ({"classifying": []}, "not-an-object", "classifying"),
    ({"brand": "elsewhere"}, "unknown-brand", "brand"),
    ({"channel": "pigeon"}, "unknown-code", "channel"),
    ({"summary": " "}, "required", "summary"),
    ({"summary": 17}, "not-text", "summary"),
    ({"summary": "x" * 100_001}, "too-long", "summary"),
    ({"summary": "a\x00b"}, "unreadable-characters", "summary"),
    ({"summary": "a\ud800b"}, "unreadable-characters", "summary"),
    ({"colour": "red"}, "unknown-field", "colour"),
    ({"contacts": [{"kind": "email", "value": "nobody", "source": "x"}]}, "not-an-email", "contact.value"),
    ({"contacts": [{"kind": "email", "source": "x"}]}, "required", "contacts.0.value"),
    ({"contacts": "none"}, "not-a-list", "contacts"),
    ({"points": ["x"] * 101}, "too-long", "points"),
]


def test_bad_input_is_named_and_leaves_a_security_row_alone(both: House) -> None:
    for changes, code, where in BAD:
        before = traces(both)
        answer = both.officer.post("/cases", an_opening(**changes))
        assert (answer.status_code, codes(answer)) == (422, [code]), changes
        assert answer.json["errors"][0]["where"] == where
        assert traces(both) == {**before, "security_log": before["security_log"] + 1}


def test_every_mistake_is_told_at_once(house: House) -> None:
    answer = house.officer.post("/cases", {"received_at": "2026-08-03T10:30:00", "colour": "red"})
    told = {(error["code"], error["where"]) for error in answer.json["errors"]}
    assert told == {
        ("naive-time", "received_at"), ("unknown-field", "colour"),
        ("required", "brand"), ("required", "channel"), ("required", "summary"),
    }  # fmt: skip


def test_steps_that_are_refused_leave_a_security_row_alone(house: House) -> None:
    ref = house.officer.post("/cases/log-and-close", a_closing()).json["reference"]
    before = traces(house)
    illegal = house.officer.put(f"/cases/{ref}/assignee", {"assignee": None}, If_Match="*")
    assert (illegal.status_code, codes(illegal)) == (409, ["illegal-step"])
    stale = house.officer.post(f"/cases/{ref}/notes", {"text": "x"}, If_Match='"7"')
    assert (stale.status_code, codes(stale)) == (412, ["changed-meanwhile"])
    forbidden = house.auditor.post(f"/cases/{ref}/notes", {"text": "x"}, If_Match="*")
    assert (forbidden.status_code, codes(forbidden)) == (403, ["not-permitted"])
    unseen = house.officer.post(f"/cases/{ref}/notes", {"text": "x"})
    assert (unseen.status_code, codes(unseen)) == (428, ["version-needed"])
    nowhere = house.officer.post("/cases/C-2026-999999/notes", {"text": "x"}, If_Match="*")
    assert (nowhere.status_code, codes(nowhere)) == (404, ["no-such-case"])
    assert traces(house) == {**before, "security_log": before["security_log"] + 5}


def test_money_is_decimal_text(house: House) -> None:
    ref = reference(house)
    for amount in ("25.001x", "1e3", "-5", "٢٥", "25,00", 25, 25.0, "", "1" * 16, "5\n"):
        said = {"code": "fee-refund-waiver", "amount": amount}
        refused = house.officer.post(f"/cases/{ref}/remedies", said, If_Match="*")
        assert codes(refused) == ["not-an-amount"], amount


def test_money_comes_back_as_it_was_said(house: House) -> None:
    ref = reference(house)
    said = {"code": "fee-refund-waiver", "amount": "25.10", "due_on": "2026-08-31"}
    assert house.officer.post(f"/cases/{ref}/remedies", said, If_Match="*").status_code == 201
    (remedy,) = house.officer.get(f"/cases/{ref}").json["remedies"]
    assert (remedy["amount"], remedy["due_on"]) == ("25.10", "2026-08-31")


def test_what_is_not_the_json_wanted_is_refused(house: House) -> None:
    headers = {"Authorization": f"Bearer {house.officer.token}", "Content-Type": "application/json"}
    for body in (b"{", b"\xff\xfe", b"[]", b"null", b'"x"', b"NaN", b'{"a":1,"a":2}', b""):
        answer = house.app.test_client().post("/api/v1/cases", data=body, headers=headers)
        assert answer.status_code in {400, 422}, body
        assert codes(answer)


def test_ten_thousand_characters_of_everything_come_back_unchanged(both: House) -> None:
    text = ("emoji \U0001f9fe rtl \u202e\u05e2\u05d1\u05e8 zero\u200bwidth \ufdfd " * 400)[:10_000]
    ref = both.officer.post("/cases", an_opening(summary=text)).json["reference"]
    assert both.officer.get(f"/cases/{ref}").json["summary"] == text


# ---------------------------------------------------------------------------------------------- files


def test_a_file_comes_as_json_or_as_a_form(both: House) -> None:
    ref = reference(both)
    said = {"name": "note.txt", "media_type": "text/plain", "content": base64.b64encode(b"from json").decode()}
    assert both.officer.post(f"/cases/{ref}/files", said, If_Match="*").status_code == 201
    form = {"file": (BytesIO(b"from a form"), "form.txt"), "privileged": "false"}
    headers = {"Authorization": f"Bearer {both.officer.token}", "If-Match": "*"}
    sent = both.app.test_client().post(f"/api/v1/cases/{ref}/files", data=form, headers=headers)
    assert sent.status_code == 201, sent.text
    listed = both.officer.get(f"/cases/{ref}/files").json["items"]
    assert [(item["name"], item["size"]) for item in listed] == [("note.txt", 9), ("form.txt", 11)]
    held = both.officer.get(f"/cases/{ref}/files/{listed[1]['id']}")
    assert held.data == b"from a form"
    assert held.headers["Content-Disposition"].startswith("attachment")


def test_a_form_must_say_plainly_what_is_privileged(house: House) -> None:
    ref = reference(house)
    form = {"file": (BytesIO(b"x"), "form.txt"), "privileged": "yes"}
    headers = {"Authorization": f"Bearer {house.officer.token}", "If-Match": "*"}
    sent = house.app.test_client().post(f"/api/v1/cases/{ref}/files", data=form, headers=headers)
    assert codes(sent) == ["not-yes-or-no"]


@pytest.mark.parametrize(
    ("size", "code"), [(25 * 1024 * 1024 + 1, "file-too-large"), (31 * 1024 * 1024, "request-too-large")]
)
def test_a_file_that_is_too_large_is_told_so(house: House, size: int, code: str) -> None:
    ref = reference(house)
    said = {"name": "big.bin", "media_type": "application/zip", "content": base64.b64encode(bytes(size)).decode()}
    answer = house.officer.post(f"/cases/{ref}/files", said, If_Match="*")
    assert (answer.status_code, codes(answer)) == (413, [code])


@pytest.mark.parametrize("content", ["***", "YQ", "YQ==\n", "é"])
def test_bytes_that_are_not_base64_are_refused(house: House, content: str) -> None:
    ref = reference(house)
    said = {"name": "x", "media_type": "text/plain", "content": content}
    assert codes(house.officer.post(f"/cases/{ref}/files", said, If_Match="*")) == ["not-base64"]


def test_a_decided_message_is_not_decided_twice(house: House) -> None:
    message = a_message(house.bench)
    said = {"kind": "scam", "recipient": "Fraud desk"}
    assert house.officer.post(f"/messages/{message}/hand-off", said).status_code == 200
    again = house.officer.post(f"/messages/{message}/hand-off", said)
    assert (again.status_code, codes(again)) == (409, ["already-decided"])
    assert house.officer.post(f"/messages/{message}/hand-off/acceptance").status_code == 200
