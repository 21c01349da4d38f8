"""What a row says of where its complaint was open before: the system or file, why, and the dates it had there."""

import re
from datetime import date, datetime
from typing import Final

from register.domain.commands.case import CarryingOver, DateElsewhere
from register.domain.errors import Invalid, Problem
from register.domain.moments import YEARS, NoMoment, settled, written
from register.imports.cells import Cells

FROM, BECAUSE, DATES = "carried_from", "carried_because", "carried_dates"
A_DATE: Final = re.compile(r"(?:(?P<pack>[\w-]+)/)?(?P<duty>[\w-]+)\s*=\s*(?P<when>\S.*)", re.ASCII)
A_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Where the door names a part of the command, and the column it came from.
COLUMN: Final = (("carried_over.source", FROM), ("carried_over.reason", BECAUSE), ("carried_over.dates", DATES))


def carrying_over(cells: Cells) -> CarryingOver | None:
    """Return where the complaint was open before; None where the row says nothing of it."""
    source, because, dates = cells.text(FROM), cells.text(BECAUSE), cells.several(DATES)
    if not (source or because or dates):
        return None
    return CarryingOver(source, because, tuple(found for text in dates if (found := _date(text, cells)) is not None))


def in_columns(refusal: Invalid) -> Invalid:
    """Return a refusal whose places are the columns of the file."""
    return Invalid(*(Problem(p.code, _column(p.where), p.cite, p.params) for p in refusal.problems))


def _column(where: str) -> str:
    return next((column for part, column in COLUMN if where.startswith(part)), where)


def _date(text: str, cells: Cells) -> DateElsewhere | None:
    """Return a date written as ``duty=2026-06-20``, ``pack/duty=…`` or with a time and its offset, noting another."""
    found = A_DATE.fullmatch(text)
    if found is None:
        cells.refuse(DATES, Problem("not-a-carried-date", params={"given": text[:60]}))
        return None
    try:
        last_day, at = _when(found["when"].strip())
    except NoMoment as fault:
        cells.refuse(DATES, fault.problem)
        return None
    return DateElsewhere(found["duty"], last_day, at, pack=found["pack"])


def _when(text: str) -> tuple[date | None, datetime | None]:
    """Return the last day or the instant that is written; raises ``NoMoment``."""
    if A_DAY.fullmatch(text) is None:
        return None, settled(written(text))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoMoment("not-a-day") from None
    if day.year not in YEARS:
        raise NoMoment("date-out-of-range", year=day.year)
    return day, None
