import json
from datetime import UTC, datetime

import pytest

from register.channels.facebook import BadHandshake, handshake, verify
from register.channels.signatures import BadSignature

AT = datetime(2025, 11, 20, 2, 10, tzinfo=UTC)


def asked(**changed: str) -> dict[str, str]:
    return {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "plum"} | {
        name.replace("_", ".", 1): value for name, value in changed.items()
    }


def test_the_handshake_repeats_the_challenge() -> None:
    assert handshake(asked(), "plum") == "1158201444"


@pytest.mark.parametrize(
    ("args", "token"),
    [
        (asked(), "pear"),
        (asked(hub_verify_token=""), ""),
        (asked(hub_verify_token="plum\udcff"), "plum"),
        (asked(hub_mode="unsubscribe"), "plum"),
        (asked(hub_challenge="<script>"), "plum"),
        (asked(hub_challenge=""), "plum"),
        (asked(hub_challenge="7" * 201), "plum"),
        ({}, "plum"),
    ],
)
def test_the_handshake_refuses(args: dict[str, str], token: str) -> None:
    with pytest.raises(BadHandshake):
        handshake(args, token)


def test_the_signature_is_over_the_bytes_as_sent() -> None:
    raw = rb'{"note":"Gr\u00fc\u00dfe\/1"}'
    headers = {"X-Hub-Signature-256": "sha256=bee5fb15e3b437e24d2994fe27086a1e1270796c4622d5afd34598f3a8558d4a"}
    verify(headers, raw, ["winter-secret"], AT)
    with pytest.raises(BadSignature):
        verify(headers, json.dumps(json.loads(raw)).encode(), ["winter-secret"], AT)
