"""What the document is made of: chapters of entries and tables in words, for paper, screen and terminal alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from reports.document import KEPT_WHOLE, Column


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; ``anchor`` is the place in the document it leads to, ``language`` the one it is written in."""

    text: str
    anchor: str = ""
    language: str = ""


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A term and what is said of it, line by line."""

    term: str
    said: Cell


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word that stands out; tones: law, guide, own, warn, quiet."""

    text: str
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the pack holds: its title, its code in the files, its paragraph, and all that is said of it."""

    kind: ClassVar[str] = "entry"
    anchor: str
    title: str
    code: str
    cite: str
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``anchor`` is empty where nothing leads to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells may lead elsewhere in the document; ``titled``: the heading above it says its caption."""

    kind: ClassVar[str] = "grid"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    titled: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return len(self.rows) <= KEPT_WHOLE

    def width(self, column: Column) -> str:
        """The column's share of the whole width, in per cent."""
        return f"{100 * column.wide / sum(each.wide for each in self.columns):.1f}%"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a chapter."""

    kind: ClassVar[str] = "group"
    title: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A paragraph."""

    kind: ClassVar[str] = "remark"
    text: str


Part = Entry | Grid | Group | Remark


@dataclass(frozen=True, slots=True)
class Chapter:
    """One heading of the table of contents with all that stands under it."""

    id: str
    title: str
    lead: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A pack in words. ``warning`` is said loudly at the top; ``facts`` stand on the cover."""

    title: str
    version: str
    warning: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]


def lines(*texts: str) -> Cell:
    """Return a line for each text that is not empty."""
    return tuple(Line(text) for text in texts if text)


def pairs(*found: tuple[str, Cell | str]) -> tuple[Pair, ...]:
    """Return a pair for each term of which anything is said."""
    made = (Pair(term, lines(said) if isinstance(said, str) else said) for term, said in found)
    return tuple(pair for pair in made if pair.said)


def chapter(head: tuple[str, str, str], parts: Iterable[Part]) -> tuple[Chapter, ...]:
    """Return the chapter with this id, title and lead, or none where it would be empty."""
    found = tuple(parts)
    return (Chapter(*head, found),) if found else ()
