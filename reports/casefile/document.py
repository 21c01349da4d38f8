"""The chronicle of one case as PDF: what it is, its limits, and every entry of its trail in order."""

from datetime import UTC

from reports.casefile.inputs import Chronicle
from reports.renderers.html import Speech, render
from reports.renderers.pdf import DRAWING, Paper, Resource, print_pdf
from reports.renderers.words import Words
from reports.style.sheet import style


def render_chronicle(chronicle: Chronicle, speech: Speech) -> bytes:
    """Return the chronicle as PDF, the same bytes for the same chronicle."""
    words = Words(speech, chronicle.language, chronicle.zone)
    html = render(
        "casefile/chronicle.html",
        {
            "chronicle": chronicle,
            "words": words,
            "created": chronicle.as_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        speech,
    )
    drawn = [proof for proof in chronicle.proofs if proof.drawing]
    drawings = {proof.picture: Resource(proof.drawing.encode(), DRAWING) for proof in drawn}
    return print_pdf(Paper(html, chronicle.document_id, chronicle.as_at, {**style(), **drawings}))
