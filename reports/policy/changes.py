"""What changed against the version before: both are told in words, and the words are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.document import text
from reports.policy.codes_in_words import Telling
from reports.policy.model import Cell, Chapter, Document, Entry, Grid, Line, Part, Remark, Row, chapter, lines

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a version tells: its name, where it stands, and what is said of it by term."""

    name: str
    anchor: str
    said: Said


def changes(telling: Telling, before: Document | None, now: Document, note: str) -> tuple[Chapter, ...]:
    """Return what is new, gone or different; without a version before, that it is the first.

    ``note``: what a correction tells firms, one point a line.
    """
    _ = telling.gettext
    title = _("What changed")
    if before is None:
        first = Remark(_("This is the first version of the pack that the register holds."))
        return chapter(("changes", title, ""), (first,))
    lead = _("Against version %(version)s.") % {"version": before.version}
    rows = tuple(_rows(telling, _told(before), _told(now)))
    columns = (text(_("What"), 5), text(_("Change"), 3), text(_("Before"), 5), text(_("Now"), 5))
    part: Part = (
        Grid(title, columns, rows, titled=True) if rows else Remark(_("Nothing that the pack says is different."))
    )
    points = (Remark(line.removeprefix("- ")) for line in note.strip().splitlines())
    return chapter(("changes", title, lead), (*points, part))


def _rows(telling: Telling, before: Mapping[str, Told], now: Mapping[str, Told]) -> Iterator[Row]:
    _ = telling.gettext
    for key in dict.fromkeys((*now, *before)):
        old, new = before.get(key), now.get(key)
        if old is None and new is not None:
            yield Row(((Line(new.name, new.anchor),), lines(_("new")), (), lines(*new.said.values())))
        elif new is None and old is not None:
            yield Row((lines(old.name), lines(_("gone")), lines(*old.said.values()), ()))
        elif old is not None and new is not None:
            for term in dict.fromkeys((*new.said, *old.said)):
                was, is_now = old.said.get(term, ""), new.said.get(term, "")
                if was != is_now:
                    yield Row(((Line(new.name, new.anchor),), lines(term), lines(was), lines(is_now)))


def _told(document: Document) -> dict[str, Told]:
    """Return everything a version tells, by a key that is the same in every version."""
    found = {"pack": Told(document.title, "", dict(document.facts))}
    for each in document.chapters:
        for part in each.parts:
            if isinstance(part, Entry):
                found[part.anchor] = Told(part.title, part.anchor, _of_entry(part))
            elif isinstance(part, Grid):
                found.update(_of_grid(each.id, part))
    return found


def _of_entry(entry: Entry) -> Said:
    marks = ", ".join(mark.text for mark in entry.marks)
    own = {entry.code: " · ".join(each for each in (entry.title, entry.cite, marks) if each)}
    return own | {pair.term: _joined(pair.said) for pair in entry.pairs}


def _of_grid(place: str, grid: Grid) -> Iterator[tuple[str, Told]]:
    names = [column.name for column in grid.columns]
    for row in grid.rows:
        if row.anchor:
            said = dict(zip(names, map(_joined, row.cells), strict=True))
            yield row.anchor, Told(said[names[0]], row.anchor, said)
    loose = {_joined(row.cells[0]): _cells(row.cells[1:]) for row in grid.rows if not row.anchor}
    if loose:
        yield f"{place}:{grid.caption}", Told(grid.caption, "", loose)


def _cells(cells: Iterable[Cell]) -> str:
    return " · ".join(each for each in map(_joined, cells) if each)


def _joined(cell: Cell) -> str:
    return "; ".join(line.text for line in cell)
