"""Who may knock: the handshake of a subscription, and the signature of a delivery."""

import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from register.channels import signatures
from register.domain.errors import Problem, Refused

CHALLENGE = re.compile(r"[A-Za-z0-9._-]{1,200}")


class BadHandshake(Refused):
    """A subscription request that does not know our token, or whose challenge is not fit to be repeated (HTTP 403)."""

    kind = "unverified"


def handshake(args: Mapping[str, str], verify_token: str) -> str:
    """Return the challenge to answer as plain text; raises ``BadHandshake``. An empty token never matches."""
    given = args.get("hub.verify_token", "").encode("utf-8", "replace")
    known = hmac.compare_digest(given, verify_token.encode("utf-8", "replace"))
    if args.get("hub.mode") != "subscribe" or not verify_token or not known:
        raise BadHandshake(Problem("handshake-refused", "hub.verify_token"))
    challenge = args.get("hub.challenge", "")
    if not CHALLENGE.fullmatch(challenge):
        raise BadHandshake(Problem("handshake-malformed", "hub.challenge"))
    return challenge


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Return when the body was signed with the app secret; raises ``BadSignature``. Nothing is timed: dedupe guards."""
    signatures.verify("meta", headers, body, secrets, now)
