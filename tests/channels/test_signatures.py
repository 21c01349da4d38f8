"""Vectors made with ``openssl dgst -hmac`` over a body with the escapes Meta writes, so none agree by accident."""

import base64
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.channels.signatures import SCHEMES, BadSignature, verify

BODY = rb'{"note":"Gr\u00fc\u00dfe\/1"}'
SECRET = "winter-secret"
STAMP = "1763604600"
NOW = datetime(2025, 11, 20, 2, 10, tzinfo=UTC)
TIMED_HEX = "2120829813b9732b1ab90389741f07ddc18013e54ce3c45e847bb16898948cef"

VECTORS: dict[str, tuple[str, dict[str, str]]] = {
    "meta": (
        SECRET,
        {"X-Hub-Signature-256": "sha256=bee5fb15e3b437e24d2994fe27086a1e1270796c4622d5afd34598f3a8558d4a"},
    ),
    "x": (SECRET, {"X-Twitter-Webhooks-Signature": "sha256=vuX7FeO0N+JNKZT+JwhqHhJweWxGItWv00WY86hVjUo="}),
    "linkedin": (SECRET, {"X-LI-Signature": "bbba97e409028c022d035d6d2142a2efb0a84cd3ba3449d29f467071df8a8bb4"}),
    "tiktok": (SECRET, {"TikTok-Signature": f"t={STAMP},s={TIMED_HEX}"}),
    "chatwoot": (SECRET, {"X-Chatwoot-Signature": f"sha256={TIMED_HEX}", "X-Chatwoot-Timestamp": STAMP}),
    "zendesk": (
        SECRET,
        {
            "X-Zendesk-Webhook-Signature": "ctcHrEpptflZQ3jVYnb7Zr8J8jVKTomJmgjQ6wNn4BE=",
            "X-Zendesk-Webhook-Signature-Timestamp": "2025-11-20T02:10:00Z",
        },
    ),
    "zammad": (SECRET, {"X-Hub-Signature": "sha1=8c8bb62130a5fb6ddb0571a00a3e487f812332bd"}),
    "standard-webhooks": (
        "whsec_dHdlbnR5LWZvdXIgYnl0ZXMgb2Yga2V5",
        {
            "webhook-id": "msg_1",
            "webhook-timestamp": STAMP,
            "webhook-signature": "v1,IHRAs2ARfp2WDBl/zQd1BYeRxnQD6s9UIK4OBBCY+Ac=",
        },
    ),
}
TIMED = ("tiktok", "chatwoot", "zendesk", "standard-webhooks")


def refusal(
    scheme: str, headers: dict[str, str], *, body: bytes = BODY, secrets: tuple[str, ...] = (), now: datetime = NOW
) -> str:
    with pytest.raises(BadSignature) as refused:
        verify(scheme, headers, body, secrets or (VECTORS[scheme][0],), now)
    return refused.value.code


def test_every_scheme_has_a_vector() -> None:
    assert set(VECTORS) == set(SCHEMES)


@pytest.mark.parametrize("scheme", VECTORS)
def test_the_vector_holds_under_any_case_of_header_name(scheme: str) -> None:
    secret, headers = VECTORS[scheme]
    verify(scheme, headers, BODY, [secret], NOW)
    verify(scheme, {name.upper(): value for name, value in headers.items()}, BODY, [secret], NOW)


@pytest.mark.parametrize("scheme", VECTORS)
def test_an_old_secret_still_counts_while_it_is_being_rotated(scheme: str) -> None:
    secret, headers = VECTORS[scheme]
    verify(scheme, headers, BODY, ["whsec_bmV3" if scheme == "standard-webhooks" else "new", secret], NOW)


@pytest.mark.parametrize("scheme", VECTORS)
def test_any_flipped_bit_is_refused(scheme: str) -> None:
    secret, headers = VECTORS[scheme]
    for place in ("", *headers):
        whole = headers[place].encode("latin-1") if place else BODY
        for bit in range(len(whole) * 8):
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            given = {**headers, place: changed.decode("latin-1")} if place else headers
            assert refusal(scheme, given, body=BODY if place else bytes(changed), secrets=(secret,))


@given(body=st.binary(), other=st.binary(), secret=st.text(min_size=1))
def test_a_signature_holds_for_its_own_body_alone(body: bytes, other: bytes, secret: str) -> None:
    key = secret.encode("utf-8", "replace")
    headers = {"x-hub-signature-256": "sha256=" + hmac.digest(key, body, "sha256").hex()}
    verify("meta", headers, body, [secret], NOW)
    if other != body:
        assert refusal("meta", headers, body=other, secrets=(secret,)) == "signature-wrong"


@pytest.mark.parametrize("scheme", VECTORS)
def test_each_header_is_needed(scheme: str) -> None:
    headers = VECTORS[scheme][1]
    for missing in headers:
        rest = {name: value for name, value in headers.items() if name != missing}
        assert refusal(scheme, rest) in {"signature-missing", "signature-untimed", "signature-malformed"}


@pytest.mark.parametrize("scheme", VECTORS)
def test_another_secret_and_another_body_are_refused(scheme: str) -> None:
    headers = VECTORS[scheme][1]
    other = "whsec_b3RoZXI=" if scheme == "standard-webhooks" else "other"
    assert refusal(scheme, headers, secrets=(other,)) == "signature-wrong"
    assert refusal(scheme, headers, body=BODY + b" ") == "signature-wrong"


@pytest.mark.parametrize("scheme", TIMED)
@pytest.mark.parametrize("sign", [-1, 1])
def test_five_minutes_are_allowed_and_no_more(scheme: str, sign: int) -> None:
    secret, headers = VECTORS[scheme]
    verify(scheme, headers, BODY, [secret], NOW + sign * timedelta(seconds=300))
    assert refusal(scheme, headers, now=NOW + sign * timedelta(seconds=301)) == "signature-expired"


def test_the_older_sha1_header_of_meta_alone_is_not_enough() -> None:
    assert refusal("meta", VECTORS["zammad"][1]) == "signature-missing"


def test_an_empty_secret_never_signs() -> None:
    headers = {"X-Hub-Signature-256": "sha256=" + hmac.digest(b"", BODY, "sha256").hex()}
    with pytest.raises(BadSignature) as refused:
        verify("meta", headers, BODY, ["", ""], NOW)
    assert refused.value.code == "secret-missing"


@pytest.mark.parametrize("secret", ["whsec_", "whsec_***", "whsec_é"])
def test_a_secret_that_cannot_be_read_is_named_as_our_fault(secret: str) -> None:
    assert refusal("standard-webhooks", VECTORS["standard-webhooks"][1], secrets=(secret,)) == "secret-malformed"


def test_one_of_several_listed_signatures_is_enough() -> None:
    secret, headers = VECTORS["standard-webhooks"]
    listed = f"v1a,AAAA v1,AAAA {headers['webhook-signature']}"
    verify("standard-webhooks", {**headers, "webhook-signature": listed}, BODY, [secret], NOW)


@pytest.mark.parametrize("value", ["sha256=é\udcff", "sha256=", "SHA256=00", "\x00", "sha256=" + "A" * 10_000])
def test_strange_header_values_are_refused_not_raised(value: str) -> None:
    assert refusal("meta", {"X-Hub-Signature-256": value}) in {"signature-malformed", "signature-wrong"}


@pytest.mark.parametrize("stamp", ["yesterday", "2025-11-20T02:10:00", "99999999999999999999", "-1"])
def test_a_signed_time_that_is_none_is_named(stamp: str) -> None:
    signature = base64.b64encode(hmac.digest(SECRET.encode(), stamp.encode() + BODY, "sha256")).decode()
    headers = {"X-Zendesk-Webhook-Signature": signature, "X-Zendesk-Webhook-Signature-Timestamp": stamp}
    assert refusal("zendesk", headers) == "signature-untimed"
