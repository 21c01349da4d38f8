"""Who really sent this delivery: one verifier and a table of how each sender signs (channels reference, section 3).

Every signature is over the raw bytes as they came; nothing may be parsed before it holds.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from register.domain.errors import Problem, Refused

TOLERANCE = timedelta(seconds=300)
UNIX_SECONDS = re.compile(r"[0-9]{1,11}")


class BadSignature(Refused):
    """The delivery is not from whom it claims, or too old: to be counted, not kept (HTTP 403)."""

    kind = "unverified"

    def __init__(self, code: str, header: str = "") -> None:
        """Keep the reason code and the header it concerns."""
        self.code = code
        super().__init__(Problem(code, header))


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one sender signs.

    ``header`` may hold several parts split at ``separator``; those starting with ``prefix`` are signatures.
    ``prepended`` goes before the body in the signed bytes and may name ``{time}`` and ``{id}``, which are read from
    ``time_header`` (or the part of ``header`` starting with ``time_prefix``) and ``id_header``.
    """

    header: str
    prefix: str = ""
    prepended: str = ""
    digest: Literal["sha256", "sha1"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    separator: str | None = None
    time_header: str | None = None
    time_prefix: str | None = None
    id_header: str | None = None
    secret_prefix: str | None = None


SCHEMES: Mapping[str, Scheme] = {
    "meta": Scheme("x-hub-signature-256", prefix="sha256="),
    "x": Scheme("x-twitter-webhooks-signature", prefix="sha256=", encoding="base64"),
    "linkedin": Scheme("x-li-signature", prepended="hmacsha256="),
    "tiktok": Scheme("tiktok-signature", prefix="s=", prepended="{time}.", separator=",", time_prefix="t="),
    "chatwoot": Scheme(
        "x-chatwoot-signature", prefix="sha256=", prepended="{time}.", time_header="x-chatwoot-timestamp"
    ),
    "zendesk": Scheme(
        "x-zendesk-webhook-signature",
        prepended="{time}",
        encoding="base64",
        time_header="x-zendesk-webhook-signature-timestamp",
    ),
    "zammad": Scheme("x-hub-signature", prefix="sha1=", digest="sha1"),
    "standard-webhooks": Scheme(
        "webhook-signature",
        prefix="v1,",
        prepended="{id}.{time}.",
        encoding="base64",
        separator=" ",
        time_header="webhook-timestamp",
        id_header="webhook-id",
        secret_prefix="whsec_",  # noqa: S106 - the published marker in front of every such secret, not a secret
    ),
}


def verify(scheme: str, headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Return when ``body`` was signed under one of ``secrets`` (several while one is being rotated).

    Raises ``BadSignature`` with ``signature-missing``, ``-malformed``, ``-untimed``, ``-expired``, ``-wrong``, or
    ``secret-missing`` and ``secret-malformed`` when our own settings are at fault.
    """
    row = SCHEMES[scheme]
    given = {name.lower(): value for name, value in headers.items()}
    parts = _parts(row, given)
    claimed = [part.removeprefix(row.prefix) for part in parts if part.startswith(row.prefix)]
    if not claimed:
        raise BadSignature("signature-malformed", row.header)
    keys = [_key(row, secret) for secret in secrets if secret]
    if not keys:
        raise BadSignature("secret-missing")
    message = _prepended(row, given, parts) + body
    expected = [sign(row, key, message) for key in keys]
    matches = [hmac.compare_digest(e, c.encode("utf-8", "replace")) for e in expected for c in claimed]
    if not any(matches):
        raise BadSignature("signature-wrong", row.header)
    _check_time(row, given, parts, now)


def sign(row: Scheme, key: bytes, message: bytes) -> bytes:
    """Return the signature of ``message`` as it stands in the header, without its prefix."""
    raw = hmac.digest(key, message, row.digest)
    return raw.hex().encode() if row.encoding == "hex" else base64.b64encode(raw)


def _parts(row: Scheme, given: Mapping[str, str]) -> list[str]:
    value = given.get(row.header, "")
    if not value:
        raise BadSignature("signature-missing", row.header)
    return value.split(row.separator) if row.separator else [value]


def _key(row: Scheme, secret: str) -> bytes:
    if row.secret_prefix is None:
        return secret.encode("utf-8", "replace")
    try:
        key = base64.b64decode(secret.removeprefix(row.secret_prefix), validate=True)
    except (binascii.Error, ValueError):
        raise BadSignature("secret-malformed") from None
    if not key:
        raise BadSignature("secret-malformed")
    return key


def _prepended(row: Scheme, given: Mapping[str, str], parts: Sequence[str]) -> bytes:
    identity = given.get(row.id_header, "") if row.id_header else ""
    if row.id_header and not identity:
        raise BadSignature("signature-malformed", row.id_header)
    return row.prepended.format(time=_time_text(row, given, parts), id=identity).encode("utf-8", "replace")


def _time_text(row: Scheme, given: Mapping[str, str], parts: Sequence[str]) -> str:
    if row.time_header:
        text = given.get(row.time_header, "")
    elif row.time_prefix:
        text = next((p.removeprefix(row.time_prefix) for p in parts if p.startswith(row.time_prefix)), "")
    else:
        return ""
    if not text:
        raise BadSignature("signature-untimed", row.time_header or row.header)
    return text


def _check_time(row: Scheme, given: Mapping[str, str], parts: Sequence[str], now: datetime) -> None:
    text = _time_text(row, given, parts)
    if not text:
        return
    try:
        unix = UNIX_SECONDS.fullmatch(text)
        signed = datetime.fromtimestamp(int(text), UTC) if unix else datetime.fromisoformat(text)
    except ValueError:
        raise BadSignature("signature-untimed", row.time_header or row.header) from None
    if signed.tzinfo is None:
        raise BadSignature("signature-untimed", row.time_header or row.header)
    if abs(now - signed) > TOLERANCE:
        raise BadSignature("signature-expired", row.time_header or row.header)
