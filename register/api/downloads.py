"""Bytes that leave as a file: never shown by a browser in our place, never guessed at."""

from flask import Response


def download(content: bytes, media_type: str, name: str) -> Response:
    """Return bytes as an attachment under a plain ASCII name."""
    answer = Response(content, mimetype=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
