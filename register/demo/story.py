"""The demo's content as a list of things that happen, each at its instant."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

CONTENT: Final = Path(__file__).with_name("content")
AFTER = re.compile(r"(?:(\d+)d)? ?(?:(\d+)h)?(?:(\d+)m)?")
SOCIAL: Final = frozenset({"comment", "post", "rating", "mention"})
LATEST: Final = timedelta(minutes=20)
ZONE: Final = ZoneInfo("Australia/Sydney")


@dataclass(slots=True)
class Scene:
    """One arrival and what became of it so far: the content's words, and the ids the register gave."""

    key: str
    told: Mapping[str, Any]
    arrived: datetime
    number: int
    officer: str
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def social(self) -> bool:
        """Whether it arrives over a platform rather than being logged by hand."""
        return self.told["by"] in SOCIAL


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that happens: when (and in which order at that instant), to what, which step, in which words."""

    at: datetime
    order: int
    scene: Scene = field(compare=False)
    step: str = field(compare=False)
    words: str = field(compare=False)


def content(name: str) -> dict[str, Any]:
    """Return one file of the content."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def events(now: datetime) -> list[Event]:
    """Return everything that has happened by ``now``, in order."""
    stories = content("stories")["story"]
    found: list[Event] = []
    for scene in scenes(now):
        steps = scene.told.get("steps") or stories.get(scene.told.get("story"), ())
        told = (["+0d arrive"] if scene.social else []) + list(steps)
        for line in told:
            after, _, rest = line.partition(" ")
            step, _, words = rest.partition(" ")
            at = scene.arrived + duration(after.removeprefix("+"))
            if at <= now:
                found.append(Event(at, len(found), scene, step, words))
    return sorted(found)


def scenes(now: datetime) -> Iterator[Scene]:
    """Yield every arrival of the content, officers taking turns."""
    rows = [*content("closed")["case"], *content("open")["case"], *content("messages")["message"]]
    for number, told in enumerate(rows):
        officer = told.get("officer") or ("olive", "oscar")[number % 2]
        yield Scene(told.get("key") or f"message-{number}", told, _arrived(told, now), number, officer)


def duration(text: str) -> timedelta:
    """Return a stretch of time written like ``9d1h``, ``3d 2h`` or ``25m``."""
    found = AFTER.fullmatch(text)
    if found is None or not text:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def _arrived(told: Mapping[str, Any], now: datetime) -> datetime:
    if "ago" in told:
        return now - duration(told["ago"])
    day = now.astimezone(ZONE).date() + timedelta(days=told["day"])
    return datetime.combine(day, time.fromisoformat(told["time"]), ZONE).astimezone(now.tzinfo)
