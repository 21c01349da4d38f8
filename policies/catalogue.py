"""Every pack and calendar shipped with the register: which is in force for a complaint, and which calendar counts."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from policies.loader import load_pack
from policies.lock import released
from register.domain.errors import Invalid, Problem
from register.domain.law.calendars import Calendar, Holiday, no_holidays
from register.domain.law.policy import Pack
from register.domain.values import Code

FOLDER: Final = Path(__file__).resolve().parent
LISTS: Final = (
    "complainant-type",
    "complaint-outcome",
    "delay-ground",
    "direct-contact-exception",
    "early-close-basis",
    "first-receiver",
    "idr-decision",
    "issue",
    "not-a-complaint",
    "priority-trigger",
    "product",
    "received-channel",
    "remedy",
    "representative-type",
    "root-cause",
    "systemic-example",
)

Choice = Callable[[Sequence[Pack], date], Pack | None]


@dataclass(frozen=True)
class Policies:
    """The packs by id and version, the newest calendar of each place by id, and every calendar by id and version."""

    packs: Mapping[tuple[str, str], Pack]
    calendars: Mapping[str, Calendar]
    every_calendar: Mapping[tuple[str, str], Calendar]
    released: frozenset[tuple[str, str]]

    def pack(self, pack_id: str, version: str) -> Pack:
        """Return one version of a pack; raises ``Invalid`` (unknown-pack)."""
        if (pack_id, version) not in self.packs:
            raise Invalid(Problem("unknown-pack", "pack", None, {"pack": pack_id[:60], "version": version[:60]}))
        return self.packs[pack_id, version]

    def versions(self, pack_id: str) -> tuple[Pack, ...]:
        """Return every version of a pack, the oldest first; empty where nobody knows it."""
        found = (pack for (known, _), pack in self.packs.items() if known == pack_id)
        return tuple(sorted(found, key=lambda pack: pack.order))

    def newest(self) -> tuple[Pack, ...]:
        """Return the last version of every pack."""
        return tuple(self.versions(pack_id)[-1] for pack_id in dict.fromkeys(pack_id for pack_id, _ in self.packs))

    @property
    def drafts(self) -> frozenset[tuple[str, str]]:
        """The packs, by id and version, whose law is not made yet."""
        return frozenset(key for key, pack in self.packs.items() if pack.is_draft)

    def in_force(
        self, ids: Iterable[str], received: date, accepted: Collection[tuple[str, str]] = ()
    ) -> tuple[Pack, ...]:
        """Return the version of each pack in force for a complaint received on a local day.

        Draft law holds only where it is among ``accepted``, and is left out otherwise. Raises ``Invalid`` naming every
        pack that is unknown (unknown-pack) or was not in force (pack-not-in-force), and what was left out where nothing
        else is in force (draft-not-accepted).
        """
        return self._chosen(ids, received, accepted, self._in_force)

    def nearest(
        self, ids: Iterable[str], received: date, accepted: Collection[tuple[str, str]] = ()
    ) -> tuple[Pack, ...]:
        """Return the version of each pack in force on a local day; before the first took force, that first one.

        Draft law reaches no day before it starts. Raises as ``in_force`` does for a pack that is unknown, or that had
        come to its end.
        """
        return self._chosen(ids, received, accepted, self._nearest)

    def _in_force(self, binding: Sequence[Pack], received: date) -> Pack | None:
        started = [pack for pack in binding if pack.claims(received)]
        ended = not started or (started[-1].effective_to is not None and received > started[-1].effective_to)
        return None if ended else started[-1]

    def _nearest(self, binding: Sequence[Pack], received: date) -> Pack | None:
        """Return the one in force, or the first version, in its last correction, where the day lies before all."""
        law = [pack for pack in binding if not pack.is_draft]
        if any(pack.claims(received) for pack in binding) or not law:
            return self._in_force(binding, received)
        return next(pack for pack in reversed(law) if pack.effective_from == law[0].effective_from)

    def _chosen(
        self, ids: Iterable[str], received: date, accepted: Collection[tuple[str, str]], choose: Choice
    ) -> tuple[Pack, ...]:
        chosen: list[Pack] = []
        problems: list[Problem] = []
        left_out: list[Problem] = []
        for pack_id in ids:
            versions = self.versions(pack_id)
            binding = [pack for pack in versions if not pack.is_draft or (pack.id, pack.version) in accepted]
            pack = choose(binding, received)
            if pack is not None:
                chosen.append(pack)
                continue
            told: dict[str, str | int] = {"pack": pack_id[:60], "received": received.isoformat()}
            reason = "unknown-pack" if not versions else "pack-not-in-force"
            if not binding and any(each.claims(received) for each in versions):
                reason = "draft-not-accepted"
            only_draft = bool(versions) and all(each.is_draft for each in versions)
            (left_out if only_draft else problems).append(Problem(reason, "pack", None, told))
        if problems or (left_out and not chosen):
            raise Invalid(*problems, *left_out)
        return tuple(chosen)

    def calendar(self, calendar_id: str, version: str) -> Calendar:
        """Return one version of a calendar, to derive an older date again; raises ``Invalid`` (unknown-calendar)."""
        if (calendar_id, version) not in self.every_calendar:
            params: dict[str, str | int] = {"calendar": calendar_id[:60], "version": version[:60]}
            raise Invalid(Problem("unknown-calendar", "calendar", None, params))
        return self.every_calendar[calendar_id, version]


def load(folder: Path = FOLDER) -> Policies:
    """Read everything under ``folder``.

    Raises ``Invalid`` with the mistakes of every file: a wrong pack, a changed released one, overlapping versions, a
    broken calendar, a place whose calendar is missing.
    """
    problems: list[Problem] = []
    packs: dict[tuple[str, str], Pack] = {}
    calendars: dict[tuple[str, str], Calendar] = {("none", "1"): no_holidays()}
    for path in sorted((folder / "packs").glob("*/*.toml")):
        try:
            pack = load_pack(path)
            packs[pack.id, pack.version] = pack
        except Invalid as refusal:
            problems.extend(refusal.problems)
    for path in sorted((folder / "calendars").glob("*/*.json")):
        try:
            calendar = load_calendar(path)
            calendars[calendar.id, calendar.version] = calendar
        except Invalid as refusal:
            problems.extend(refusal.problems)
    locked, changed = released(folder)
    problems += [
        *changed,
        *_overlaps(packs.values()),
        *missing_calendars(packs.values(), {key[0] for key in calendars}),
        *missing_lists(packs.values()),
    ]
    if problems:
        raise Invalid(*problems)
    newest: dict[str, Calendar] = {
        calendar.id: calendar for _, calendar in sorted(calendars.items(), key=lambda item: _numbers(item[0][1]))
    }
    return Policies(packs, newest, calendars, locked)


@cache
def shipped() -> Policies:
    """Return what is shipped with the register, read once a process; raises as ``load`` does."""
    return load()


def load_calendar(path: Path) -> Calendar:
    """Return a frozen calendar; raises ``Invalid`` (calendar-unreadable, calendar-misplaced)."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        days: dict[date, tuple[Holiday, ...]] = {}
        for row in data["holidays"]:
            day = date.fromisoformat(row["date"])
            days[day] = (*days.get(day, ()), _holiday(row))
        last, gazetted = int(data["last_year"]), int(data["gazetted_year"])
        found = Calendar(Code(data["id"]), Code(data["version"]), days, last, gazetted)
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise Invalid(
            Problem("calendar-unreadable", name, None, {"file": name, "reason": str(broken)[:200]})
        ) from broken
    if (found.id, found.version) != (path.parent.name, path.stem):
        raise Invalid(Problem("calendar-misplaced", name, None, {"file": name, "found": f"{found.id}/{found.version}"}))
    return found


def _holiday(row: dict[str, Any]) -> Holiday:
    bank = {"public": False, "bank": True}[row["category"]]
    return Holiday(Code(row["code"]), row["name"], bank, row.get("estimated") is True)


def _numbers(version: str) -> tuple[int, ...]:
    """Return a calendar version as numbers, so that 2026.10 is newer than 2026.9."""
    return tuple(int(part) for part in version.split("."))


def _overlaps(packs: Iterable[Pack]) -> list[Problem]:
    """Note versions of one pack that claim the same day: each starts later than the one before it ends."""
    lawful = (pack for pack in packs if pack.corrects is None)
    ordered = sorted(lawful, key=lambda pack: (pack.id, pack.effective_from, pack.version))
    return [
        Problem("pack-overlap", f"{new.id}/{new.version}.toml: pack.effective_from", None, {"other": old.version})
        for old, new in pairwise(ordered)
        if old.id == new.id and new.effective_from <= (old.effective_to or old.effective_from)
    ]


def missing_lists(packs: Iterable[Pack]) -> list[Problem]:
    """Note code lists the register asks every pack for; one that a regime does not know is declared empty."""
    return [
        Problem("pack-missing-key", f"{pack.id}/{pack.version}.toml: codes.{name}", None, _at(pack, f"codes.{name}"))
        for pack in packs
        for name in LISTS
        if name not in pack.codes
    ]


def _at(pack: Pack, key: str) -> dict[str, str | int]:
    return {"file": f"{pack.id}/{pack.version}.toml", "key": key}


def missing_calendars(packs: Iterable[Pack], known: Collection[str]) -> list[Problem]:
    """Note places that count by a calendar nobody shipped."""
    return [
        Problem(
            "unknown-calendar", f"{pack.id}/{pack.version}.toml: place[{place.id}]", None, {"found": place.calendar}
        )
        for pack in packs
        for place in pack.places.values()
        if place.calendar not in known
    ]
