"""What every answer carries so that a browser runs, frames and remembers nothing it should not."""

from typing import Final
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, request

DIRECTIVES: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # The style sheet draws its check marks and arrows as data: pictures; so is the QR code of a second factor.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
CONTENT_SECURITY_POLICY: Final = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS: Final = "max-age=63072000; includeSubDomains"


def protect(app: Flask, *, secure: bool) -> None:
    """Add the headers to every answer of ``app``; ``secure`` says that people reach it over HTTPS."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
        if response.location:
            response.headers["Location"] = _own_path(response.location)
        if request.endpoint != "shell.static":
            # Pages show personal data: nothing of them may stay in a cache.
            response.headers["Cache-Control"] = "no-store"
        return response


def _own_path(location: str) -> str:
    """Return a redirect within this site without its host: who asks can say any host, a browser knows where it is."""
    parts = urlsplit(location)
    return urlunsplit(("", "", parts.path, parts.query, parts.fragment)) if parts.netloc == request.host else location
