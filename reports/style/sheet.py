"""The one print style, as a resource for printing."""

from pathlib import Path

from reports.renderers.pdf import Resource


def style() -> dict[str, Resource]:
    """Return the style sheet under the name the templates link to."""
    return {"print.css": Resource(Path(__file__).with_name("print.css").read_bytes(), "text/css")}
