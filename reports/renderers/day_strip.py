"""A picture of a limit's days, a week a row: SVG without script, style or outside reference.

Every kind of day has a shape of its own beside its colour, so that it is read in grey; a page's sheet may give the
classes other colours. What the marks mean stands in words beside it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Protocol
from xml.sax.saxutils import escape, quoteattr

from register.domain.law.day_by_day import COUNTED, HOLIDAY, START, STOPPED, WEEKEND, Day
from register.domain.values import Code
from reports.renderers.canvas import FONT, INK, QUIET

PITCH, CELL, GUTTER, HEAD = 28, 25, 50, 16
# More rows are no glance any more; fewer than three weeks on end are not worth folding.
ROWS: Final = 15
RUN: Final = 3
NUMBER: Final = 3
FILLS: Final = {COUNTED: "#dcebf7", WEEKEND: "#eef1f4", HOLIDAY: "#fbe9c8", STOPPED: "#e3e6ea", START: "#ffffff"}


class Pictured(Protocol):
    """The days of a limit and every word of their picture; ``labels`` are written into days."""

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...

    @property
    def days(self) -> tuple[Day, ...]: ...

    @property
    def labels(self) -> Mapping[date, str]: ...

    @property
    def weekdays(self) -> tuple[str, ...]: ...

    @property
    def last(self) -> date: ...

    @property
    def today(self) -> date | None: ...

    def week(self, monday: date, /) -> str: ...

    def folded(self, weeks: int, counts: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A week by its Monday and its days, or several ``weeks`` on end folded into one row."""

    monday: date
    days: tuple[Day, ...]
    weeks: int = 1


def draw(picture: Pictured) -> str:
    """Return the picture as one SVG with a title and a description."""
    rows = rows_of(picture)
    width, height = GUTTER + 7 * PITCH, HEAD + len(rows) * PITCH
    heads = (_text(_middle(column), 10, name, "head") for column, name in enumerate(picture.weekdays))
    shapes = [shape for number, row in enumerate(rows) for shape in _row(row, HEAD + number * PITCH, picture)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'class="strip" role="img" aria-label={quoteattr(picture.title)} font-family="{FONT}" font-size="10">'
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.description)}</desc>"
        f"{''.join(heads)}{''.join(shapes)}</svg>"
    )


def rows_of(picture: Pictured) -> list[Row]:
    """Return the rows; of many weeks, those on end in which nothing but counting happened are folded into one.

    Where that is not enough, the weeks with holidays are folded too: their names stand beside the picture.
    """
    weeks = [Row(monday, tuple(days)) for monday, days in groupby(picture.days, lambda day: _monday(day.on))]
    if len(weeks) <= ROWS:
        return weeks
    marked = {_monday(on) for on in (picture.days[0].on, picture.last, picture.today) if on is not None}
    named = marked | {_monday(day.on) for day in picture.days if day.holiday is not None}
    rows = _folded(weeks, lambda week: week.monday not in named)
    return rows if len(rows) <= ROWS else _folded(weeks, lambda week: week.monday not in marked)


def _folded(weeks: list[Row], plain: Callable[[Row], bool]) -> list[Row]:
    rows: list[Row] = []
    for is_plain, run in groupby(weeks, lambda week: (plain(week), _kinds(week))):
        each = list(run)
        if is_plain[0] and len(each) >= RUN:
            rows.append(Row(each[0].monday, tuple(day for week in each for day in week.days), len(each)))
        else:
            rows += each
    return rows


def _kinds(week: Row) -> bool:
    """Whether the count stood still all through a week: such weeks are folded by themselves."""
    return all(day.kind == STOPPED for day in week.days)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _middle(column: int) -> float:
    return GUTTER + column * PITCH + CELL / 2


def _row(row: Row, top: float, picture: Pictured) -> Iterator[str]:
    yield _text(GUTTER - 6, top + 16, picture.week(row.monday), "head", "end")
    if row.weeks > 1:
        box = f'x="{GUTTER}" y="{top}" width="{7 * PITCH - 3}" height="{CELL}" rx="3"'
        yield f'<rect class="strip-weekend" {box} fill="{FILLS[WEEKEND]}"/>'
        yield _text(_middle(3), top + 16, picture.folded(row.weeks, sum(day.counts for day in row.days)), "ink")
        return
    for day in row.days:
        yield from _day(day, top, picture)
    if picture.today is not None and _monday(picture.today) == row.monday:
        x = GUTTER + picture.today.weekday() * PITCH
        yield f'<path class="strip-today" d="M{x + 7.5} {top}h10l-5 6z" fill="#c4541c"/>'


def _day(day: Day, top: float, picture: Pictured) -> Iterator[str]:
    column = day.on.weekday()
    x, label = GUTTER + column * PITCH, picture.labels.get(day.on, "")
    box = f'x="{x}" y="{top}" width="{CELL}" height="{CELL}" rx="3"'
    yield f'<rect class="strip-{day.kind}" {box} fill="{FILLS[day.kind]}"/>'
    yield from _shape(day.kind, x, top)
    if label:
        yield _written(day, label, _middle(column), top + 17, picture.last)
    if day.on == picture.last:
        inner = f'x="{x + 1}" y="{top + 1}" width="{CELL - 2}" height="{CELL - 2}" rx="3"'
        yield f'<rect class="strip-last" {inner} fill="none" stroke="{INK}" stroke-width="2"/>'


def _shape(kind: Code, x: float, top: float) -> Iterator[str]:
    """Yield what tells a day that is not counted from the others without colour."""
    if kind == START:
        ring = f'cx="{x + CELL / 2}" cy="{top + CELL / 2}" r="6"'
        yield f'<circle class="strip-mark" {ring} fill="none" stroke="{INK}" stroke-width="1.5"/>'
    elif kind == WEEKEND:
        yield f'<path class="strip-mark" d="M{x + 8.5} {top + CELL / 2}h8" stroke="{QUIET}" stroke-width="1.2"/>'
    elif kind == STOPPED:
        yield f'<path class="strip-mark" d="M{x + 10} {top + 8}v9m5 0v-9" stroke="{QUIET}" stroke-width="1.8"/>'


def _written(day: Day, label: str, x: float, y: float, last: date) -> str:
    """Return what is written into a day; hours and minutes fill it, so they are smaller."""
    text = _text(x, y, label, "due" if day.on == last else "ink")
    return text if len(label) <= NUMBER else text.replace("<text ", '<text font-size="8" ')


def _text(x: float, y: float, words: str, role: str, anchor: str = "middle") -> str:
    """Return one line of text: a head in the quiet colour, or in ink; a last day's is bold."""
    weight = ' font-weight="700"' if role == "due" else ""
    fill = QUIET if role == "head" else INK
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return f'<text class="strip-{role}" {place} fill="{fill}"{weight}>{escape(words)}</text>'
