"""The document as plain text for a terminal: wrapped, in sections, nothing cut off."""

from collections.abc import Iterable, Iterator
from functools import partial
from textwrap import wrap as wrapped

from reports.policy.model import Chapter, Document, Entry, Grid, Group, Part
from reports.renderers.legible import legible

NARROWEST = 40
TERM = 22
wrap = partial(wrapped, break_long_words=False, break_on_hyphens=False)


def plain_policy(document: Document, width: int) -> str:
    """Return the document in lines of at most ``width`` characters, except for words longer than that."""
    return "\n".join(_document(document, max(width, NARROWEST))) + "\n"


def _document(document: Document, width: int) -> Iterator[str]:
    yield document.title
    yield "=" * min(len(document.title), width)
    if document.warning:
        yield from ("", *wrap(f"*** {document.warning} ***", width), "")
    for label, value in document.facts:
        yield from _pair(label, (value,), width)
    for number, each in enumerate(document.chapters, 1):
        yield from _chapter(number, each, width)


def _chapter(number: int, each: Chapter, width: int) -> Iterator[str]:
    title = f"{number} {each.title}"
    yield from ("", "", title, "-" * min(len(title), width))
    yield from wrap(each.lead, width)
    for part in each.parts:
        yield from _part(part, width)


def _part(part: Part, width: int) -> Iterator[str]:
    if isinstance(part, Entry):
        yield from _entry(part, width)
    elif isinstance(part, Grid):
        yield from _grid(part, width)
    elif isinstance(part, Group):
        yield from ("", *wrap(f"# {part.title}", width))
    else:
        yield from ("", *wrap(part.text, width))


def _entry(entry: Entry, width: int) -> Iterator[str]:
    yield ""
    yield from wrap(f"{entry.title} [{entry.code}]" if entry.code else entry.title, width)
    marks = " | ".join(each for each in (entry.cite, *(mark.text for mark in entry.marks)) if each)
    yield from wrap(marks, width, initial_indent="  ", subsequent_indent="  ")
    for pair in entry.pairs:
        yield from _pair(pair.term, [line.text for line in pair.said], width)


def _grid(grid: Grid, width: int) -> Iterator[str]:
    yield from ("", *wrap(f"{grid.caption}:", width))
    for row in grid.rows:
        first, *rest = row.cells
        yield from wrap("; ".join(line.text for line in first), width, initial_indent="- ", subsequent_indent="  ")
        for column, cell in zip(grid.columns[1:], rest, strict=True):
            if cell:
                yield from _pair(column.name, [line.text for line in cell], width)


def _pair(term: str, said: Iterable[str], width: int) -> Iterator[str]:
    """Yield a term with what is said of it beside it, each of its lines on lines of its own."""
    name = f"  {term}: ".ljust(TERM)
    for text in said:
        for paragraph in legible(text).splitlines():
            yield from wrap(paragraph, width, initial_indent=name, subsequent_indent=" " * TERM)
            name = " " * TERM
