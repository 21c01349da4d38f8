"""How a CSV file is written: which character parts its cells, which line ends; read so that a bad row costs itself."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from register.imports.columns import Columns

DELIMITERS: Final = (",", ";", "\t", "|")
# Spreadsheets write this line for each other, and show it to nobody.
MARK: Final = "sep="


@dataclass(frozen=True, slots=True)
class Dialect:
    """What parts the cells."""

    delimiter: str = ","


class Record(NamedTuple):
    """One row's cells, or why they cannot be told apart; then they are the line as it stands."""

    cells: Sequence[str]
    fault: str | None = None


def dialect_of(text: str, columns: Columns) -> tuple[Dialect, list[str], int]:
    """Return how the file is written, its lines from the heading's on, and how many rows stand above."""
    # The end of a line within quotes is the cell's own.
    lines = list(io.StringIO(text, newline=""))
    if lines[0].lower().startswith(MARK) and len(lines[0].strip()) == len(MARK) + 1:
        return Dialect(lines[0][len(MARK)]), lines[1:], 0
    above = next(number for number, line in enumerate(lines) if line.strip(" \t\r\n,;|"))
    known = {mark: columns.known_in(next(cells(lines[above:], Dialect(mark))).cells) for mark in DELIMITERS}
    return Dialect(max(DELIMITERS, key=lambda mark: known[mark])), lines[above:], above


def cells(lines: Sequence[str], dialect: Dialect) -> Iterator[Record]:
    """Yield each row.

    A quote that is never closed would take every following line into its cell. So a row that cannot be read, or that
    ran over lines which are rows by themselves, is its first line alone, and reading goes on with the next.
    """
    at, width = 0, None
    while at < len(lines):
        taken, record = _row(lines, at, dialect)
        if record.fault is None and width is not None and taken > 1 and len(record.cells) != width:
            alone, following = _row(lines, at + 1, dialect)
            if alone == 1 and following.fault is None and len(following.cells) == width:
                taken, record = 1, Record((lines[at].rstrip("\r\n"),), "a quote that is not closed")
        if record.fault is None and width is None and any(cell.strip() for cell in record.cells):
            width = len(record.cells)
        yield record
        at += taken


def _row(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[int, Record]:
    rest = map(lines.__getitem__, range(at, len(lines)))
    reader = csv.reader(rest, delimiter=dialect.delimiter, strict=True)
    try:
        found = next(reader)
    except csv.Error as error:
        return 1, Record((lines[at].rstrip("\r\n"),), str(error))
    return reader.line_num, Record(found)
