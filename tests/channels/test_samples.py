"""Every channel reads the deliveries recorded beside it, into what is written down beside them."""

import json
from pathlib import Path
from typing import Any

import pytest

from register.channels.catalogue import PLATFORMS
from register.domain.subjects.inbound import Inbound
from tests.rules.source import ROOT

CHANNELS = ROOT / "register" / "channels"
ROOMS = {path.name for path in CHANNELS.iterdir() if (path / "__init__.py").exists()}
EXPECTED = ".expected.json"
SAMPLES = sorted(path for path in CHANNELS.glob("*/samples/*.json") if not path.name.endswith(EXPECTED))


def told(item: object, fields: list[str]) -> dict[str, Any]:
    """Return the fields of a message that are written down, as they are written down."""
    assert isinstance(item, Inbound), item
    every = {
        "operation": item.operation.value,
        "native_id": item.native_id,
        "text": item.text,
        "visibility": item.visibility.value,
        "occurred": item.occurred and item.occurred.isoformat(),
        "author": item.author.name,
        "thread": item.thread,
    }
    return {name: every[name] for name in fields}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_recorded_delivery_is_read_as_it_is_written_down(sample: Path) -> None:
    expected = json.loads(sample.with_name(f"{sample.stem}{EXPECTED}").read_text(encoding="utf-8"))
    parse = PLATFORMS[sample.parts[-3].replace("_", "-")].parse
    assert parse is not None
    items = parse(sample.read_bytes(), *expected["accounts"]).items
    assert len(items) == len(expected["items"])
    for item, wanted in zip(items, expected["items"], strict=True):
        assert told(item, list(wanted)) == wanted


def test_every_room_has_a_row_and_samples() -> None:
    assert {room.replace("_", "-") for room in ROOMS} <= PLATFORMS.keys()
    assert {path.parts[-3] for path in SAMPLES} == ROOMS
