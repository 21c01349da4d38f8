"""Default deny: nobody gets anything without a token, and each role what it may, no more."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule

from register.api.access import PUBLIC
from register.domain.commands import account as a
from register.domain.values import Id
from tests.api.caller import ROOT, House, an_opening, codes
from tests.build import a_case, a_message, a_post, a_yes_test, restrict

EVERYBODY = {"healthz", "readyz", *PUBLIC}
AN_ID = "00000000-0000-7000-8000-00000000abcd"


def machine_routes(house: House) -> Iterator[tuple[Rule, str]]:
    """Every address of programs with each of its methods; pages and webhooks have tests of their own."""
    for rule in house.app.url_map.iter_rules():
        if rule.rule.startswith(f"{ROOT}/") or "." not in rule.endpoint:
            yield from ((rule, method) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"})


def address(rule: Rule) -> str:
    values = {"ref": "C-2026-000001", "pack": "au-asic-rg271"}
    parts = {name: values.get(name, AN_ID) for name in rule.arguments}
    path: str = rule.build({**parts}, append_unknown=False)[1]  # type: ignore[index]  # every part is given
    return path


def test_a_stranger_gets_nowhere(house: House) -> None:
    seen = 0
    for rule, method in machine_routes(house):
        answer = house.app.test_client().open(address(rule), method=method, environ_base={"REMOTE_ADDR": "203.0.113.9"})
        public = rule.endpoint in EVERYBODY
        assert (answer.status_code != 401) == public, (rule.rule, method, answer.status_code)
        if not public:
            assert codes(answer) == ["token-needed"]
            assert answer.headers["WWW-Authenticate"] == "Bearer"
        seen += 1
    assert seen > 60


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/cases", "/api/v1/cases/no"])
def test_a_stranger_does_not_learn_which_addresses_exist(house: House, path: str) -> None:
    assert house.app.test_client().get(path).status_code == 401
    known = house.app.test_client().get(path, headers={"Authorization": f"Bearer {house.officer.token}"})
    assert (known.status_code, codes(known)) == (404, ["no-such-address"])


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic dTpw", "Bearer reg_", f"Bearer reg_{'x' * 43}", "Bearer \xff"],
)
def test_no_other_words_open_the_door(house: House, authorization: str) -> None:
    answer = house.app.test_client().get(f"{ROOT}/cases", headers={"Authorization": authorization})
    assert answer.status_code == 401


def test_ended_tokens_and_closed_accounts_are_strangers(house: House) -> None:
    listed = house.officer.get("/tokens").json["items"]
    assert house.officer("DELETE", f"/tokens/{listed[0]['id']}").status_code == 200
    assert codes(house.officer.get("/cases")) == ["token-refused"]
    house.bench.do(a.DeactivateAccount(account=Id(str(house.bench.approver.account))), house.bench.admin)
    assert codes(house.approver.get("/cases")) == ["token-refused"]


def test_the_wrong_method_is_told_apart(house: House) -> None:
    answer = house.officer("DELETE", "/cases")
    assert (answer.status_code, codes(answer)) == (405, ["no-such-method"])
    assert "POST" in answer.headers["Allow"]


READS = ("/cases", "/cases/{ref}", "/cases/{ref}/deadlines", "/cases/{ref}/entries", "/cases/{ref}/notes",
         "/cases/{ref}/files", "/cases/{ref}/letters", "/messages", "/messages/{message}", "/approvals",
         "/entries", "/reports")  # fmt: skip
OPEN_TO_ALL = ("/packs", "/packs/au-asic-rg271/codes", "/packs/au-asic-rg271/2021-10-05", "/tokens")


def places(house: House) -> dict[str, Any]:
    case = a_case(house.bench)
    house.bench.register.sealer.seal()
    return {"ref": house.file(case).case.reference, "message": a_message(house.bench)}


def test_who_may_read_what(house: House) -> None:
    there = places(house)
    for path in READS:
        for caller in (house.officer, house.approver, house.auditor):
            assert caller.get(path.format(**there)).status_code == 200, path
        refused = house.admin.get(path.format(**there))
        assert (refused.status_code, codes(refused)) == (403, ["not-permitted"]), path
    for path in OPEN_TO_ALL:
        assert house.admin.get(path).status_code == 200


def test_who_may_change_what(house: House) -> None:
    ref = places(house)["ref"]
    note = {"text": "called back"}
    outcomes = {
        name: getattr(house, name).post(f"/cases/{ref}/notes", note, If_Match="*").status_code
        for name in ("officer", "approver", "auditor", "admin")
    }
    assert outcomes == {"officer": 201, "approver": 201, "auditor": 403, "admin": 403}
    openings = {name: getattr(house, name).post("/cases", an_opening()).status_code for name in outcomes}
    assert openings == outcomes
    conflicts = {"account": str(house.bench.officer.account), "reason": "same branch"}
    override = house.officer.post(f"/cases/{ref}/conflicts/override", conflicts, If_Match="*")
    assert codes(override) == ["not-permitted"]


def test_an_administrator_does_not_learn_which_cases_exist(house: House) -> None:
    there, not_there = places(house)["ref"], "C-2026-999999"
    answers = [house.admin.post(f"/cases/{ref}/notes", {"text": "x"}, If_Match="*") for ref in (there, not_there)]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize(
    ("scope", "path", "method"),
    [
        ("cases:read", "/cases/{ref}", "GET"),
        ("cases:read", "/messages", "GET"),
        ("cases:read", "/reports", "GET"),
        ("trail:read", "/entries", "GET"),
        ("trail:read", "/checkpoint", "GET"),
        ("cases:write", "/cases/{ref}/notes", "POST"),
    ],
)
def test_a_token_does_what_its_scopes_say(house: House, scope: str, path: str, method: str) -> None:
    ref = places(house)["ref"]
    other = "trail:read" if scope != "trail:read" else "cases:read"
    said = {"text": "x"} if method == "POST" else None
    can, cannot = (house.caller(house.bench.officer, given) for given in (scope, other))
    assert can(method, path.format(ref=ref), said, If_Match="*").status_code < 300
    refused = cannot(method, path.format(ref=ref), said, If_Match="*")
    assert (refused.status_code, codes(refused)) == (403, ["scope-missing"])


def test_brands_limit_what_is_seen(house: House) -> None:
    there = places(house)
    officer = house.bench.officer
    house.bench.do(a.LimitBrands(account=Id(str(officer.account)), brands=("tide",)), house.bench.admin)
    assert house.officer.get("/cases").json["items"] == []
    assert house.officer.get("/messages").json["items"] == []
    assert house.officer.get("/entries").json["items"] == []
    for path in ("/cases/{ref}", "/cases/{ref}/deadlines", "/messages/{message}"):
        assert house.officer.get(path.format(**there)).status_code == 404
    changed = house.officer.post(f"/cases/{there['ref']}/notes", {"text": "x"}, If_Match="*")
    assert codes(changed) == ["no-such-case"]


def test_restricted_cases_and_privileged_words_stay_with_their_readers(house: House) -> None:
    ref = places(house)["ref"]
    house.officer.post(f"/cases/{ref}/notes", {"text": "counsel says", "privileged": True}, If_Match="*")
    held = {"name": "advice.txt", "media_type": "text/plain", "content": "YWR2aWNl", "privileged": True}
    file = house.officer.post(f"/cases/{ref}/files", held, If_Match="*").json["made"]["file"]
    assert house.officer.get(f"/cases/{ref}/notes").json["items"][0]["text"] == "counsel says"
    assert house.auditor.get(f"/cases/{ref}/notes").json["items"][0]["text"] is None
    assert house.officer.get(f"/cases/{ref}/files/{file}").data == b"advice"
    assert house.auditor.get(f"/cases/{ref}/files/{file}").status_code == 404
    for answer in (house.auditor.get(f"/cases/{ref}/entries"), house.auditor.get(f"/cases/{ref}/files")):
        assert "counsel" not in answer.text
        assert "advice" not in answer.text
    case = Id(house.file(ref).case.id)
    restrict(house.bench, case, house.bench.approver)
    house.bench.register.sealer.seal()
    assert house.auditor.get(f"/cases/{ref}").status_code == 404
    assert house.auditor.get("/entries?subject_kind=case").json["items"] == []
    assert house.approver.get(f"/cases/{ref}").status_code == 200


def test_messages_of_a_restricted_case_stay_with_its_readers(house: House) -> None:
    bench = house.bench
    message = a_message(bench, a_post(bench, text="about a colleague of yours"))
    other = a_message(bench, a_post(bench, "1_2", text="something else"))
    test = a_yes_test()
    case = a_case(bench, message=message, test=test, channel="social-media", received_at=None, points=(), contacts=())
    assert "colleague" in house.officer.get("/messages?state=registered").text
    restrict(bench, case, bench.approver)
    assert house.officer.get("/messages?state=registered").json["items"] == []
    assert house.officer.get(f"/messages/{message}").status_code == 404
    bench.register.sealer.seal()
    listed = house.auditor.get("/entries?subject_kind=message").json["items"]
    assert {entry["subject"] for entry in listed} == {other}
    beside = bench.register.reader.inbox.open(bench.officer, other).message
    assert bench.register.reader.authors.other_messages(bench.officer, beside) == []
    (shown,) = bench.register.reader.authors.other_messages(bench.approver, beside)
    assert shown.message.id == message
    assert "colleague" in house.approver.get(f"/messages/{message}").text
    assert "colleague" in house.approver.get("/messages?state=registered").text


def test_who_is_linked_to_a_complaint_does_not_read_it(house: House) -> None:
    there = places(house)
    officer = str(house.bench.officer.account)
    conflict = {"account": officer, "reason": "named"}
    assert house.approver.post(f"/cases/{there['ref']}/conflicts", conflict, If_Match="*").status_code == 201
    for address in (f"/cases/{there['ref']}", f"/cases/{there['ref']}/letters", f"/cases/{there['ref']}/entries"):
        answer = house.officer.get(address)
        assert answer.status_code == 403
        assert codes(answer) == ["conflict-of-interest"]
        assert house.approver.get(address).status_code == 200
    why = {"account": officer, "reason": "Nobody else is on duty"}
    assert house.approver.post(f"/cases/{there['ref']}/conflicts/override", why, If_Match="*").status_code == 200
    assert house.officer.get(f"/cases/{there['ref']}").status_code == 200


def security_log(house: House) -> list[tuple[str, str]]:
    """What the security log says, the oldest first: who, and what."""
    engine = house.bench.register.reader._engine
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT actor, what FROM security_log ORDER BY id")).all()
    return [(row.actor, row.what) for row in rows]


def test_reading_people_leaves_a_line_before_the_answer_leaves(house: House) -> None:
    there = places(house)
    before = len(security_log(house))
    for path in ("/cases/{ref}", "/messages", "/messages/{message}", "/cases?q=robin@customer.example"):
        house.auditor.get(path.format(**there))
    me = house.bench.auditor.name
    assert security_log(house)[before:] == [
        (me, "read:case"), (me, "read:messages"), (me, "read:message"), (me, "read:search")
    ]  # fmt: skip


def test_the_use_of_a_token_is_noted(house: House) -> None:
    assert house.officer.get("/packs").status_code == 200
    mine = house.bench.register.reader.accounts.by_id(str(house.bench.officer.account))
    assert mine is not None
    use = house.bench.register.reader.accounts.by_token(mine.account.tokens[0].digest, house.bench.clock())
    assert use is not None
    assert use.used_at == house.bench.clock()


def test_metrics_are_for_this_machine_or_a_token(house: House) -> None:
    client = house.app.test_client()
    a_case(house.bench)
    here = client.get("/metrics")
    assert (here.status_code, "register_unsealed " in here.text) == (200, True)
    assert "Robin" not in here.text
    afar: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert client.get("/metrics", **afar).status_code == 401
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401
    token = {"Authorization": f"Bearer {house.auditor.token}"}
    assert client.get("/metrics", headers=token, **afar).status_code == 200


def test_health_says_what_is_wrong(house: House) -> None:
    client = house.app.test_client()
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready", "database": "ready", "key": "ready"}
    house.bench.register.settings.key_file.unlink()
    broken = client.get("/readyz")
    assert (broken.status_code, broken.get_json()["key"]) == (503, "unreadable")
