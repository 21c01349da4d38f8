"""The platforms' side of the register: what they may deliver, and what is refused, counted and forgotten."""

import hashlib
import hmac
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from register import admission
from register.api import hooks
from register.domain.actors import CONSOLE
from register.domain.commands.channel import AddChannel, ChangeSecrets, CloseChannel
from register.intake import Intake
from tests.build import Bench
from tests.channels.shapes import body, comment, entry

PAGE = "1000000000001"
ADDRESS = "/hooks/facebook/harbour"


@pytest.fixture
def client(bench: Bench) -> FlaskClient:
    app = Flask("platforms")
    app.register_blueprint(hooks.blueprint(bench.register))
    return app.test_client()


def signed(content: bytes, secret: str = "app-secret") -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}


def test_a_signed_delivery_is_kept_byte_for_byte_and_parsed_later(bench: Bench, client: FlaskClient) -> None:
    content = body(entry(comment(), page=PAGE), future_field={"unheard": "of"})
    answer = client.post(ADDRESS, data=content, headers=signed(content))
    (kept,) = bench.register.reader.work.deliveries()
    assert (answer.status_code, kept.channel, kept.body) == (200, bench.channel, content)
    assert kept.arrived_at == bench.clock()
    assert bench.register.reader.inbox.counts() == {}


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "signature-missing"),
        ({"X-Hub-Signature-256": "sha256=" + "0" * 64}, "signature-wrong"),
        ({"X-Hub-Signature-256": "plain"}, "signature-malformed"),
        ({"X-Hub-Signature": "sha1=" + "0" * 40}, "signature-missing"),
    ],
)
def test_what_is_not_signed_is_refused_counted_and_not_kept(
    bench: Bench, client: FlaskClient, headers: dict[str, str], reason: str
) -> None:
    for _ in range(3):
        assert client.post(ADDRESS, data=body(entry(comment(), page=PAGE)), headers=headers).status_code == 403
    assert bench.register.reader.deliveries.refused() == {reason: 3}
    assert bench.register.reader.work.deliveries() == []


def test_one_changed_byte_breaks_the_signature(bench: Bench, client: FlaskClient) -> None:
    content = body(entry(comment(), page=PAGE))
    assert client.post(ADDRESS, data=content + b" ", headers=signed(content)).status_code == 403
    assert bench.register.reader.work.deliveries() == []


def test_while_a_secret_is_rotated_both_hold(bench: Bench, client: FlaskClient) -> None:
    bench.do(ChangeSecrets(channel=bench.channel, secrets=("app-secret", "next-secret")), CONSOLE)
    answers = [client.post(ADDRESS, data=b"{}", headers=signed(b"{}", s)) for s in ("app-secret", "next-secret", "old")]
    assert [answer.status_code for answer in answers] == [200, 200, 403]


def test_a_delivery_of_more_than_a_megabyte_is_refused(bench: Bench, client: FlaskClient) -> None:
    largest = b" " * admission.DELIVERY
    assert client.post(ADDRESS, data=largest, headers=signed(largest)).status_code == 200
    too_much = largest + b" "
    assert client.post(ADDRESS, data=too_much, headers=signed(too_much)).status_code == 413
    assert len(bench.register.reader.work.deliveries()) == 1
    assert bench.register.reader.deliveries.refused() == {"too-large": 1}


@pytest.mark.parametrize("address", ["/hooks/facebook/nobody", "/hooks/no-such/harbour", "/hooks/phone/harbour"])
def test_an_unknown_address_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.post(address, data=b"{}", headers=signed(b"{}")).status_code == 404
    assert client.get(address).status_code == 404


def test_a_channel_by_hand_takes_no_deliveries(bench: Bench, client: FlaskClient) -> None:
    bench.do(AddChannel(platform="phone", slug="line", brand="harbour"), bench.admin)
    assert client.post("/hooks/phone/line", data=b"{}", headers=signed(b"{}")).status_code == 405
    assert client.get("/hooks/phone/line").status_code == 405
    assert bench.register.reader.work.deliveries() == []


def test_a_closed_channel_is_gone(bench: Bench, client: FlaskClient) -> None:
    bench.do(CloseChannel(channel=bench.channel), bench.admin)
    assert client.post(ADDRESS, data=b"{}", headers=signed(b"{}")).status_code == 410
    assert bench.register.reader.work.deliveries() == []


def test_the_handshake_repeats_the_challenge_as_plain_text(client: FlaskClient) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444"}
    answer = client.get(ADDRESS, query_string=asked)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"1158201444", "text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "wrong", [{"hub.verify_token": "guess"}, {"hub.mode": "other"}, {"hub.challenge": "<script>alert(1)</script>"}]
)
def test_a_handshake_of_a_stranger_is_refused(client: FlaskClient, wrong: dict[str, str]) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444", **wrong}
    answer = client.get(ADDRESS, query_string=asked)
    assert (answer.status_code, answer.data) == (403, b"refused")


def test_bytes_that_are_no_text_are_kept_all_the_same(bench: Bench, client: FlaskClient) -> None:
    content = b"\x00\xff\xfe" + json.dumps({"a": "\ud800"}).encode()
    assert client.post(ADDRESS, data=content, headers=signed(content)).status_code == 200
    (kept,) = bench.register.reader.work.deliveries()
    assert kept.body == content
    register = bench.register
    results = Intake(register.registrar, register.reader, register.upkeep).take(kept)
    assert list(results.values()) == [("parked", "not-json")]
    assert [parked.part for parked in register.reader.deliveries.parked()] == ["body"]
