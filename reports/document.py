"""What a printed document is made of: sections with tables and pictures, ready in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from reports.renderers.pdf import Resource

KEPT_WHOLE = 16


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, whether its cells are numbers, and its share of the width against the others."""

    name: str
    numeric: bool = True
    wide: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Cells ready to print; ``foot`` is the total row, ``note`` the small print under it."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()
    note: str = ""
    dense: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return len(self.rows) <= KEPT_WHOLE

    def width(self, column: Column) -> str:
        """The column's share of the whole width, in per cent."""
        return f"{100 * column.wide / sum(each.wide for each in self.columns):.1f}%"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; ``title`` is printed above it and ``description`` is read out instead of it."""

    kind: ClassVar[str] = "picture"
    title: str
    description: str
    svg: str

    @property
    def name(self) -> str:
        """The file name it is asked for by, the same for the same drawing."""
        return f"{sha256(self.svg.encode()).hexdigest()[:16]}.svg"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    kind: ClassVar[str] = "prose"
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms and what they mean, or labels and values."""

    kind: ClassVar[str] = "terms"
    pairs: Sequence[tuple[str, str]]


Part = Table | Picture | Prose | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with all that stands under it; ``cite`` names the paragraph of the rules it answers."""

    id: str
    title: str
    cite: str
    lead: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One big figure with the prior period's beside it."""

    label: str
    value: str
    prior: str
    note: str


def text(name: str, wide: int = 4) -> Column:
    """A column of words."""
    return Column(name, numeric=False, wide=wide)


def pictures(sections: Sequence[Section]) -> dict[str, Resource]:
    """The drawings of ``sections`` as resources for printing."""
    drawn = (part for section in sections for part in section.parts if isinstance(part, Picture))
    return {picture.name: Resource(picture.svg.encode(), "image/svg+xml") for picture in drawn}
