"""HTML into PDF. The only module that knows WeasyPrint, imported when the first document is printed.

A document is closed: it can reach the resources given with it and nothing else, no file and no network. The same
paper always gives the same bytes (identifier and dates come from the caller). Any text prints: characters that no font
of this machine has are found out by printing, and written out (:mod:`reports.renderers.legible`).
"""

import io
import logging
import os
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import IO, Any, Final

from reports.renderers.legible import legible, unseen
from reports.renderers.pdf_ua import claim_accessibility

SCHEME = "own:"
PROFILE = "sRGB2014.icc"
QUICK = 3
DRAWING = "image/svg+xml"
# What WeasyPrint says of a character without a font; the character is the first thing it names.
NO_FONT = ".notdef glyph"
# Every installation has these, or nothing would print.
PLAIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | {"\n", "\r", "\t"}
SHEET: Final = (
    '<html lang="en"><head><title>.</title></head><body style="font-family: Noto Sans"><p>{}</p></body></html>'
)


class Unprintable(Exception):
    """The document asked for something it may not have, or is not well made; ``problems`` holds each complaint."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the complaints, at least one."""
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class Resource:
    """Something the document may use: a style sheet or a picture, by the name it is asked for (``own:NAME``)."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A data file carried inside the PDF; ``file`` is read from its start."""

    name: str
    description: str
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document to print. ``html`` names its language and title itself; ``created`` is an aware instant."""

    html: str
    identifier: str
    created: datetime
    resources: Mapping[str, Resource] = field(default_factory=dict)
    attachments: tuple[Attached, ...] = ()


class _Fonts:
    """What the fonts of this machine were found to have and to lack, for as long as the process lives."""

    def __init__(self) -> None:
        self.lacking: frozenset[str] = frozenset()
        self.having: frozenset[str] = PLAIN


FONTS: Final = _Fonts()


def print_pdf(paper: Paper) -> bytes:
    """Return ``paper`` as an accessible PDF/A-3a with bookmarks; raises :class:`Unprintable` with all that was wrong.

    Printed again, with what no font has written out, should the print itself find more such characters.
    """
    _try(paper.html)
    while True:
        written = _legible(paper, FONTS.lacking)
        with _complaints() as (problems, lacking):
            content = _print(written)
        if problems:
            raise Unprintable(problems)
        if lacking <= FONTS.lacking:
            return content
        FONTS.lacking |= lacking


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of ``text`` that would have to be written out on paper, each once, in order."""
    _try(text)
    never = unseen(text)
    return tuple(dict.fromkeys(char for char in text if char in never or char in FONTS.lacking))


def _try(text: str) -> None:
    """Find out which characters of ``text`` have a font, by printing those not met before."""
    unknown = sorted(set(legible(text)) - FONTS.having - FONTS.lacking)
    if unknown:
        sheet = Paper(SHEET.format(escape(" ".join(unknown))), "fonts", datetime(2000, 1, 1, tzinfo=UTC))
        with _complaints() as (_, lacking):
            _print(sheet)
        FONTS.lacking |= lacking
        FONTS.having |= set(unknown) - lacking


def _legible(paper: Paper, lacking: frozenset[str]) -> Paper:
    drawn = {
        name: Resource(legible(resource.content.decode(), lacking).encode(), DRAWING)
        for name, resource in paper.resources.items()
        if resource.media_type == DRAWING
    }
    return replace(paper, html=legible(paper.html, lacking), resources={**paper.resources, **drawn})


def _print(paper: Paper) -> bytes:
    import weasyprint  # noqa: PLC0415  # slow to load, and only needed by those who print

    # A cut font is stamped with the time it was cut at, unless this says otherwise (reproducible-builds.org).
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    page = weasyprint.HTML(string=paper.html, url_fetcher=_fetcher(paper.resources), base_url=SCHEME)
    document = page.render(pdf_variant="pdf/a-3a")
    document.metadata.attachments = [_attachment(weasyprint, item, paper.created) for item in paper.attachments]
    return _written(document, paper)


def _written(document: Any, paper: Paper) -> bytes:  # noqa: ANN401  # WeasyPrint ships no types
    """The finished bytes: the one seat for the PDF/UA claim and the signature."""
    claim_accessibility(document)
    from weasyprint.css import ColorProfile  # noqa: PLC0415  # see print_pdf

    # WeasyPrint's own way to the same profile leaves the file open.
    profile = io.BytesIO((files("weasyprint.pdf") / PROFILE).read_bytes())
    document.color_profiles["paper"] = ColorProfile(profile, PROFILE, "relative-colorimetric", ("r", "g", "b"))
    target = io.BytesIO()
    document.write_pdf(
        target,
        finisher=_finish,
        pdf_variant="pdf/a-3a",
        output_intent="paper",
        pdf_identifier=sha256(paper.identifier.encode()).digest()[:16],
    )
    return target.getvalue()


def _finish(_document: object, pdf: Any) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    """Compress the attached files once; left to itself the writer does it twice, in the slowest way there is.

    Pictures, those of colour emoji among them, are drawn point by point: PDF/A forbids smoothing (ISO 19005-3, 6.2.8).
    """
    for item in pdf.objects:
        kept = getattr(item, "extra", {})
        if kept.get("Type") == "/EmbeddedFile":
            item.stream = [zlib.compress(b"".join(item.stream), QUICK)]
            kept["Filter"] = "/FlateDecode"
            item.compress = False
        if "Interpolate" in kept:
            kept["Interpolate"] = "false"
    _say_what_is_headed(pdf.objects)


def _type(item: Any) -> object:  # noqa: ANN401  # WeasyPrint ships no types
    return item.get("Type") if isinstance(item, dict) else None


def _say_what_is_headed(objects: Iterable[Any]) -> None:
    """Say of each head of a table whether it is a column's or a row's (ISO 32000-1, table 349)."""
    parts = {item.reference: item for item in objects if _type(item) == "/StructElem"}
    for head in (part for part in parts.values() if part["S"] == "/TH"):
        row = parts[head["P"]]
        head["A"]["Scope"] = "/Column" if parts[row["P"]]["S"] == "/THead" else "/Row"


def _attachment(weasyprint: Any, item: Attached, created: datetime) -> Any:  # noqa: ANN401  # WeasyPrint ships no types
    item.file.seek(0)
    return weasyprint.Attachment(
        file_obj=io.BytesIO(item.file.read()),  # a real file would bring its own name and dates
        name=item.name,
        description=item.description,
        created=created,
        modified=created,
        relationship="Data",
    )


def _fetcher(resources: Mapping[str, Resource]) -> Any:  # noqa: ANN401  # WeasyPrint ships no types
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  # see print_pdf

    class Own(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Answers from ``resources`` and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401  # WeasyPrint ships no types
            resource = resources.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
            if resource is None:
                raise ValueError(f"a document may not fetch {url[:200]}")
            return URLFetcherResponse(url, resource.content, {"Content-Type": resource.media_type})

    return Own()


@contextmanager
def _complaints() -> Iterator[tuple[list[str], set[str]]]:
    """Collect what WeasyPrint warns of in this thread (it goes on where we must stop), and what it had no font for."""
    problems: list[str] = []
    lacking: set[str] = set()
    thread = threading.get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread != thread:
                return
            if str(record.msg).startswith(NO_FONT) and isinstance(record.args, tuple):
                # A space between letters of a font without one is told too; written out, no markup would be left.
                lacking.update({str(record.args[0])} - PLAIN)
            else:
                problems.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield problems, lacking
    finally:
        logger.removeHandler(listener)
