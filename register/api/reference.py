"""The page that shows the API to people, drawn by Swagger UI from our own files."""

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, current_app, render_template, url_for

from register.api.blueprint import ROOT

reference = Blueprint("reference", __name__, url_prefix=ROOT, template_folder="templates")

SCRIPT: Final = Path(__file__).with_name("static") / "reference.js"
BROWSER_FILES: Final = "shell.static"


@reference.get("/docs")
def page() -> str:
    """Show every address of the API; without the browser files, say where its description is."""
    described = url_for("api-docs.openapi_json")
    drawn = BROWSER_FILES in current_app.view_functions
    return render_template("reference.html", described=described, drawn=drawn)


@reference.get("/docs/reference.js")
def script() -> Response:
    """Start the page."""
    return Response(SCRIPT.read_bytes(), mimetype="text/javascript")
