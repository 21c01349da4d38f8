"""Comparing a pack with worked dates: a table of them in a file, and the examples inside the pack itself."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from policies.readers.oracle_rows import GIVEN, IN_UTC, LOCAL, RECEIVED, circumstances_of, says_something
from register.domain.errors import Invalid, Problem
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.policy import Pack, Place
from register.domain.law.worked import Column, Example
from register.domain.values import Code

NO_CALENDAR: Final = Code("none")
REMARK: Final = "note"
BEYOND: Final = "beyond the last column"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as the table says, or says nothing: the line and row, the column, what was expected and found."""

    row: str
    column: str
    expected: str
    found: str
    line: int = 0

    def __str__(self) -> str:
        """Name everything on one line."""
        place = f"line {self.line}, {self.row}" if self.line else self.row
        return f"{place}: {self.column}: expected {self.expected}, found {self.found or 'nothing'}"


def compare(pack: Pack, table: Path, calendars: Mapping[str, Calendar]) -> list[Difference]:
    """Return every filled cell of ``table`` that the pack does not yield; empty when all agree.

    The columns ``id``, ``holiday_calendar`` (a place of the pack, or ``none``), ``complaint_class`` and
    ``received_local`` or ``received_utc`` say what happened; columns of other events (``EVENT``, ``EVENT_utc``,
    ``EVENT@1`` for one of several parties) and of facts say more. The pack names what every other column is compared
    with. Raises ``Invalid`` (oracle-unreadable) for a file that is no such table.
    """
    here = replace(pack, places={**pack.places, NO_CALENDAR: Place(NO_CALENDAR, NO_CALENDAR, pack.default_zone)})
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, restkey=BEYOND, restval="", strict=True)
            _check(table, rows.fieldnames or ())
            found = ((rows.line_num, each) for row in rows for each in _row(here, row, calendars))
            return [replace(difference, line=line) for line, difference in found]
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise _unreadable(table, str(broken)) from broken


def _check(table: Path, columns: Sequence[str]) -> None:
    """Raise ``Invalid`` for a table without the columns every row needs, or with two of one name."""
    missing = sorted(set(GIVEN) - set(columns))
    if missing:
        raise _unreadable(table, f"no column {', '.join(missing)}")
    if not {f"{RECEIVED}{ending}" for ending in ("", LOCAL, IN_UTC)} & set(columns):
        raise _unreadable(table, f"no column {RECEIVED}{LOCAL} or {RECEIVED}{IN_UTC}")
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise _unreadable(table, f"line 1: the column {', '.join(twice)} stands there twice")


def _unreadable(table: Path, reason: str) -> Invalid:
    return Invalid(Problem("oracle-unreadable", table.name, None, {"file": table.name, "reason": reason[:200]}))


def _row(pack: Pack, row: dict[str, str], calendars: Mapping[str, Calendar]) -> Iterator[Difference]:
    """Compare one row; each cell that says nothing is named, and the dates of such a row are not compared."""
    name = row["id"]
    given = circumstances_of({column: cell for column, cell in row.items() if says_something(column, pack)}, pack)
    if isinstance(given, list):
        yield from (Difference(name, wrong.column, wrong.expected, wrong.found) for wrong in given)
        return
    try:
        dues = derive(pack, given, calendars)
    except (Invalid, OverflowError) as refusal:
        yield Difference(name, "*", "dates", str(refusal))
        return
    for column, expected in row.items():
        if column == REMARK or says_something(column, pack) or not expected:
            continue
        wanted = pack.oracle.get(column)
        found = _part(pack, wanted, dues) if wanted else "a column the pack does not know"
        if found != expected:
            yield Difference(name, column, str(expected), found)


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
