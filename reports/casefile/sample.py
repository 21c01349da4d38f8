"""A fictional case, for looking at the chronicle."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from reports.casefile.inputs import Chronicle, Detail, Event, Limit, Proof

DATA = Path(__file__).with_name("sample.toml")


def sample() -> Chronicle:
    """Return the sample chronicle."""
    shape = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Chronicle(
        **shape["chronicle"],
        summary=_details(shape["summary"]),
        limits=tuple(Limit(**limit) for limit in shape["limits"]),
        proofs=tuple(Proof(p["name"], p.get("aloud", ""), _details(p["why"])) for p in shape["proofs"]),
        events=tuple(_event(number, shape["started_at"], each) for number, each in enumerate(shape["events"], 1)),
    )


def _event(number: int, started_at: datetime, event: Mapping[str, Any]) -> Event:
    details = _details({label: words for label, words in event.items() if label not in {"minute", "actor", "text"}})
    at = started_at + timedelta(minutes=event["minute"])
    return Event(number, at, event["actor"], event["text"], details, sha256(event["text"].encode()).hexdigest())


def _details(pairs: Mapping[str, str]) -> tuple[Detail, ...]:
    return tuple(Detail(label, words) for label, words in pairs.items())
