"""Careful reading of a platform's JSON: nothing is trusted to have the type, size or shape its vendor promises."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from register.domain.display import storable
from register.domain.values import Code, utc

IDENTIFIER = re.compile(r"[\x21-\x7e]{1,255}")
LINK = re.compile(r"https?://[\x21-\x7e]{1,2000}")
STEP, LONGEST_PIECE = re.compile(r"(\w+)(?:\[(\d{1,6})\])?"), 4_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
SECONDS, MILLISECONDS = re.compile(r"[0-9]{1,11}(\.[0-9]{1,9})?"), re.compile(r"[0-9]{12,14}")


class Unreadable(Exception):
    """A body or item that cannot be read: ``reason`` is a code, ``detail`` the field at fault, never its content."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the reason and the field."""
        self.reason = Code(reason)
        self.detail = detail
        super().__init__(f"{reason} {detail}".rstrip())


def loads(body: bytes) -> object:
    """Return the JSON in ``body`` with every number as text, so that no id is rounded; raises ``Unreadable``."""
    try:
        return json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise Unreadable("not-json") from None


def mapping(value: object, where: str) -> Mapping[str, object]:
    """Return ``value`` as an object; raises ``Unreadable``."""
    if not isinstance(value, dict):
        raise Unreadable("bad-shape", where)
    return value


def rows(value: object, where: str) -> Sequence[object]:
    """Return ``value`` as a list; raises ``Unreadable``."""
    if not isinstance(value, list):
        raise Unreadable("bad-shape", where)
    return value


def words(holder: Mapping[str, object], name: str) -> str | None:
    """Return free text, fit for every store, or None when absent; raises ``Unreadable`` when it is not text."""
    value = holder.get(name)
    if value is None or isinstance(value, str):
        return None if value is None else storable(value)
    raise Unreadable("bad-shape", name)


def identifier(holder: Mapping[str, object], *names: str) -> str | None:
    """Return the first of ``names`` that holds a native id or a platform's word (visible ASCII), or None."""
    values = (holder.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and IDENTIFIER.fullmatch(value)), None)


def link(value: object) -> str | None:
    """Return ``value`` when it is a web address that a page may link to, else None (``javascript:`` and the like)."""
    return value if isinstance(value, str) and LINK.fullmatch(value) else None


def moment(value: object) -> datetime:
    """Return the instant in Unix seconds, Unix milliseconds or ISO 8601 with an offset; raises ``ValueError``.

    Meta mixes seconds and milliseconds: twelve digits and more are milliseconds. Zero is a blank, not 1970, and a
    time outside 2000 to 2099 is a fault: it would start or end a legal period nobody could have meant.
    """
    text = value if isinstance(value, str) else ""
    if SECONDS.fullmatch(text):
        found = EPOCH + timedelta(seconds=float(text))
    elif MILLISECONDS.fullmatch(text):
        found = EPOCH + timedelta(milliseconds=int(text))
    else:
        found = datetime.fromisoformat(text)
    if found.tzinfo is None or not EARLIEST <= found < LATEST:
        raise ValueError("no plausible instant")
    return utc(found)


def piece(body: bytes, path: str) -> str:
    """Return what stands at ``path`` (``entry[0].changes[2]``) for people to read; all of it where that leads nowhere.

    Long ones are cut: the bytes are kept whole.
    """
    try:
        found = loads(body)
    except Unreadable:
        return storable(body[:LONGEST_PIECE].decode("utf-8", "replace"))
    for name, number in STEP.findall(path):
        inner = found.get(name) if isinstance(found, dict) else None
        found = (
            inner[int(number)] if number and isinstance(inner, list) and int(number) < len(inner) else inner or found
        )
    return storable(json.dumps(found, ensure_ascii=False, indent=1))[:LONGEST_PIECE]
