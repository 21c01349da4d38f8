"""One letter, as the fragment a web page shows and as the PDF that is sent: the same words from the same template."""

from datetime import UTC, datetime
from gettext import NullTranslations

from reports.letters.labels import labels
from reports.letters.model import Letter
from reports.letters.placeholders import fill
from reports.letters.prose import pieces
from reports.renderers.html import render
from reports.renderers.pdf import Paper, print_pdf
from reports.renderers.words import long_day
from reports.style.sheet import style


def preview(letter: Letter) -> str:
    """Return the letter as an HTML fragment (an ``article``), everything in it escaped."""
    return render("letters/letter.html", _values(letter), NullTranslations())


def print_letter(letter: Letter, created: datetime) -> bytes:
    """Return the letter as PDF, the same bytes for the same letter and ``created`` (an aware instant)."""
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {**_values(letter), "created": stamp, "page": labels(letter.language).page}
    html = render("letters/page.html", values, NullTranslations())
    return print_pdf(Paper(html, letter.document_id, created, style()))


def _values(letter: Letter) -> dict[str, object]:
    reference = fill(labels(letter.language).reference, {"reference": letter.reference})
    date = long_day(letter.date, letter.language)
    return {"letter": letter, "date": date, "reference": reference, "pieces": pieces}
