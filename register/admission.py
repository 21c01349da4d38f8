"""How much a visitor may make us read: decided by who asks for what, before a byte of the body is read."""

import io
from typing import IO, Any, Final, cast

from flask import Flask, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

STRANGER: Final = 64 * 1024
FORM: Final = 2 * 1024 * 1024
# A file of 25 MB, as base64 in JSON.
FILE: Final = 40 * 1024 * 1024
# A platform may send 1,000 updates at once; the longest comment takes 16 kB.
DELIVERY: Final = 16 * 1024 * 1024
LONGEST_QUERY: Final = 16 * 1024
MOST_FIELDS: Final = 1_000
MOST_JSON_PARTS: Final = 250_000

# The addresses where files come, and the step of theirs that takes one (None: all of the address does).
WHERE_FILES_COME: Final = frozenset({("cases.act", "file"), ("api-evidence.attach", None)})

# What is read past a limit and forgotten, so that whoever sends it can read the answer.
MOST_FORGOTTEN: Final = 256 * 1024 * 1024
PIECE: Final = 64 * 1024


class CountedFields(FormDataParser):
    """Counts the fields of a form before it takes them apart: each costs a hundred times what it takes to send."""

    def _parse_urlencoded(self, stream: Any, mimetype: str, content_length: int | None, options: Any) -> Any:  # noqa: ANN401 -- the library's own signature
        held = stream.read()
        if held.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(io.BytesIO(held), mimetype, content_length, options)


class Bounded(LimitedStream):
    """A body whose length nobody has said: more of it than admitted is refused, never cut off in silence."""

    def on_exhausted(self) -> None:
        """Look whether there is more; raises ``RequestEntityTooLarge``."""
        if self._stream.read(1):
            raise RequestEntityTooLarge

    def readall(self) -> bytes:
        """Return the whole body."""
        held = super().readall()
        self.on_exhausted()
        return held


class BoundedRequest(Request):
    """A request whose body is read up to what was admitted: nobody's more than a stranger's until they are known."""

    form_data_parser_class = CountedFields

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body, as far as it may be read."""
        body = super().stream
        if self.content_length is None and isinstance(body, LimitedStream):
            most = self.max_content_length or STRANGER
            return cast("IO[bytes]", Bounded(self.environ["wsgi.input"], most, is_max=True))
        return body


def install_admission(app: Flask) -> None:
    """Hold every request of ``app`` to a stranger's measure until ``admit`` widens it."""
    app.request_class = BoundedRequest
    app.config.update(MAX_CONTENT_LENGTH=STRANGER, MAX_FORM_MEMORY_SIZE=FORM, MAX_FORM_PARTS=MOST_FIELDS)
    app.after_request(_read_on)


def admit_stranger() -> None:
    """Admit what somebody unknown asks; raises ``RequestEntityTooLarge`` or ``RequestURITooLarge``."""
    _admit(STRANGER)


def admit_late() -> None:
    """Admit the form of somebody whose session is over: what they typed is kept."""
    _admit(FORM)


def admit_delivery() -> None:
    """Admit what a platform delivers: bytes that are kept, and read once their signature holds."""
    _admit(DELIVERY)


def admit_known() -> None:
    """Admit what somebody asks who has said who they are: a form, or a file where files come."""
    step = (request.view_args or {}).get("step")
    _admit(FILE if {(request.endpoint, step), (request.endpoint, None)} & WHERE_FILES_COME else FORM)


def admit_json(held: bytes) -> None:
    """Admit JSON of a reasonable number of parts; raises ``RequestEntityTooLarge``."""
    if held.count(b",") + held.count(b"[") + held.count(b"{") > MOST_JSON_PARTS:
        raise RequestEntityTooLarge


def _admit(most: int) -> None:
    if len(request.query_string) > LONGEST_QUERY:
        raise RequestURITooLarge
    request.max_content_length = most
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge


def _read_on(response: Response) -> Response:
    """Read on after a body that was too large: a connection closed on unread bytes is reset, the answer lost."""
    if response.status_code == RequestEntityTooLarge.code and request.environ.get("wsgi.input_terminated"):
        stream, left = request.environ["wsgi.input"], MOST_FORGOTTEN
        while left > 0 and (piece := stream.read(PIECE)):
            left -= len(piece)
    return response
