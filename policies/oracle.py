"""Comparing a pack with worked dates: a table of them in a file, and the examples inside the pack itself."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.errors import Invalid, Problem
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.policy import Column, Example, Pack, Place
from register.domain.moments import on_the_wall, written
from register.domain.values import Code

NO_CALENDAR: Final = Code("none")
GIVEN: Final = frozenset({"id", "holiday_calendar", "complaint_class", "received_local"})
REMARK: Final = "note"
BEYOND: Final = "beyond the last column"


@dataclass(frozen=True, slots=True)
class Difference:
    """One date that is not what the table says: which row, which column, what was expected and what was found."""

    row: str
    column: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Name everything on one line."""
        return f"{self.row}: {self.column}: expected {self.expected}, found {self.found or 'nothing'}"


def compare(pack: Pack, table: Path, calendars: Mapping[str, Calendar]) -> list[Difference]:
    """Return every filled cell of ``table`` that the pack does not yield; empty when all agree.

    The columns ``id``, ``holiday_calendar`` (a place of the pack, or ``none``), ``complaint_class`` and
    ``received_local`` say what happened; the pack names what every other column is compared with. Raises ``Invalid``
    (oracle-unreadable) for a file that is no such table.
    """
    here = replace(pack, places={**pack.places, NO_CALENDAR: Place(NO_CALENDAR, NO_CALENDAR, pack.default_zone)})
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, restkey=BEYOND, restval="", strict=True)
            missing = GIVEN - set(rows.fieldnames or ())
            if missing:
                raise _unreadable(table, f"no column {', '.join(sorted(missing))}")
            return [difference for row in rows for difference in _row(here, row, calendars)]
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise _unreadable(table, str(broken)) from broken


def _unreadable(table: Path, reason: str) -> Invalid:
    return Invalid(Problem("oracle-unreadable", table.name, None, {"file": table.name, "reason": reason[:200]}))


def _row(pack: Pack, row: dict[str, str], calendars: Mapping[str, Calendar]) -> Iterator[Difference]:
    """Compare one row; a row that cannot be worked differs as a whole."""
    name = row["id"]
    try:
        dues = derive(pack, _circumstances(pack, row), calendars)
    except (Invalid, ValueError) as refusal:
        yield Difference(name, "*", "dates", str(refusal))
        return
    for column, expected in row.items():
        if column in GIVEN or column == REMARK or not expected:
            continue
        wanted = pack.oracle.get(column)
        found = _part(pack, wanted, dues) if wanted else "a column the pack does not know"
        if found != expected:
            yield Difference(name, column, str(expected), found)


def _circumstances(pack: Pack, row: dict[str, str]) -> Circumstances:
    place = pack.place(row["holiday_calendar"])
    zone = ZoneInfo(place.zone)
    received = on_the_wall(written(row["received_local"]), zone).astimezone(zone)
    return Circumstances(Code(row["complaint_class"]), place.id, place.zone, {}, {"received": (received,)})


def _part(pack: Pack, column: Column, dues: tuple[Due, ...]) -> str:
    """Return a part of the date of a duty as the table writes it; empty where nothing is due."""
    due = next((due for due in dues if due.duty == column.duty), None)
    if due is None:
        return ""
    if column.part == "due_local":
        return due.due_at.astimezone(ZoneInfo(due.derivation.zone)).replace(tzinfo=None).isoformat(timespec="minutes")
    if column.part == "limit":
        limit = pack.rules[due.rule].limit
        return str(limit.count) if limit else ""
    return str(getattr(due.derivation, column.part) or "")


def check_examples(pack: Pack, calendars: Mapping[str, Calendar]) -> list[Difference]:
    """Return every date of the pack's own worked examples that its rules do not yield; empty when all agree."""
    return [difference for example in pack.examples for difference in _example(pack, example, calendars)]


def _example(pack: Pack, example: Example, calendars: Mapping[str, Calendar]) -> Iterator[Difference]:
    zone = pack.place(example.place).zone
    given = Circumstances(example.complaint_class, example.place, zone, example.values, example.events, example.parties)
    dues = {(due.rule, due.party): due for due in derive(pack, given, calendars)}
    for (rule, party), expected in example.expected.items():
        due = dues.get((rule, party))
        if expected is None:
            if due is not None:
                yield Difference(example.id, rule, "no date", str(due.derivation.due_calendar or due.due_at))
            continue
        for part, day in expected.items():
            found = str(getattr(due.derivation, part) or "") if due else ""
            if found != str(day):
                yield Difference(example.id, f"{rule}.{part}", str(day), found)
