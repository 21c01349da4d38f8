"""The table at the end of a run: each work on each engine, what it cost beside what was measured with it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

HEAD = ("work", "engine", "beside it", "register", "ratio", "reach")


@dataclass(frozen=True, slots=True)
class Line:
    """One work: figures with their units, as they are printed; ``beside`` and ``ratio`` are empty where none is."""

    work: str
    engine: str
    beside: str
    register: str
    ratio: str
    reach: str


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table that is read as it stands and as Markdown."""
    rows = [HEAD, *(astuple(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    drawn = [_drawn(row, widths) for row in rows]
    return "\n".join([drawn[0], _drawn(["-" * width for width in widths], widths), *drawn[1:]])


def _drawn(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
