"""HTML into PDF. The only module that knows WeasyPrint, imported when the first document is printed.

A document is closed: it can reach the resources given with it and nothing else, no file and no network. The same
paper always gives the same bytes (identifier and dates come from the caller).
"""

import io
import logging
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from typing import IO, Any

SCHEME = "own:"
PROFILE = "sRGB2014.icc"
QUICK = 3


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


def print_pdf(paper: Paper) -> bytes:
    """Return ``paper`` as a tagged PDF/A-3 with bookmarks; raises :class:`Unprintable` with all that was wrong."""
    import weasyprint  # noqa: PLC0415  # slow to load, and only needed by those who print

    with _complaints() as problems:
        page = weasyprint.HTML(string=paper.html, url_fetcher=_fetcher(paper.resources), base_url=SCHEME)
        document = page.render(pdf_variant="pdf/a-3a")
        document.metadata.attachments = [_attachment(weasyprint, item, paper.created) for item in paper.attachments]
        content = _written(document, paper)
    if problems:
        raise Unprintable(problems)
    return content


def _written(document: Any, paper: Paper) -> bytes:  # noqa: ANN401  # WeasyPrint ships no types
    """The finished bytes: the one seat for the PDF/UA claim and the signature."""
    from weasyprint.css import ColorProfile  # noqa: PLC0415  # see print_pdf

    # WeasyPrint's own way to the same profile leaves the file open.
    profile = io.BytesIO((files("weasyprint.pdf") / PROFILE).read_bytes())
    document.color_profiles["paper"] = ColorProfile(profile, PROFILE, "relative-colorimetric", ("r", "g", "b"))
    target = io.BytesIO()
    document.write_pdf(
        target,
        finisher=_pack_files,
        pdf_variant="pdf/a-3a",
        output_intent="paper",
        pdf_identifier=sha256(paper.identifier.encode()).digest()[:16],
    )
    return target.getvalue()


def _pack_files(_document: object, pdf: Any) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    """Compress the attached files once; left to itself the writer does it twice, in the slowest way there is."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/EmbeddedFile":
            item.stream = [zlib.compress(b"".join(item.stream), QUICK)]
            item.extra["Filter"] = "/FlateDecode"
            item.compress = False


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
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of in this thread, for it goes on where we must stop."""
    problems: list[str] = []
    thread = threading.get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                problems.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield problems
    finally:
        logger.removeHandler(listener)
