"""Rows into CSV that a spreadsheet opens as data and never as a formula."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: object) -> object:
    """Return ``cell`` as it is, but a text that a spreadsheet would run gets a leading apostrophe."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return cell


def lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the header and each row as one CSV line (RFC 4180, CRLF); ``None`` is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in itertools.chain([columns], rows):
        writer.writerow([cell if type(cell) is str and cell[:1].isalnum() else harmless(cell) for cell in row])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
