"""One letter, as the fragment a web page shows and as the PDF that is sent: the same words from the same template."""

from datetime import UTC, datetime

from reports.letters.model import Letter
from reports.letters.prose import pieces
from reports.renderers.html import Speech, render
from reports.renderers.pdf import Paper, print_pdf
from reports.renderers.words import Words
from reports.style.sheet import style


def preview(letter: Letter, speech: Speech) -> str:
    """Return the letter as an HTML fragment (an ``article``), everything in it escaped."""
    return render("letters/letter.html", _values(letter, speech), speech)


def print_letter(letter: Letter, created: datetime, speech: Speech) -> bytes:
    """Return the letter as PDF, the same bytes for the same letter and ``created`` (an aware instant)."""
    values = {**_values(letter, speech), "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    html = render("letters/page.html", values, speech)
    return print_pdf(Paper(html, letter.document_id, created, style()))


def _values(letter: Letter, speech: Speech) -> dict[str, object]:
    words = Words(speech, letter.language, "UTC")
    return {"letter": letter, "date": words.long_day(letter.date), "pieces": pieces}
