"""The application as such: what stands around every request, of people and of programs."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from register import committed
from register.outage import Outage
from register.web.machines import by_a_machine
from register.web.outages import note, outage_answer


class Application(Flask):
    """A Flask application whose storage may fail at any moment of a request, around its session too.

    Programs pass ``machines_door`` and nothing else: sessions, forms and signing in are for people.
    """

    machines_door: Callable[[], Response | None] | None = None

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, which has committed nothing yet."""
        committed.forget()
        return super().wsgi_app(environ, start_response)

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Ask who comes."""
        if self.machines_door is not None and by_a_machine():
            return self.machines_door()
        return super().preprocess_request()

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Put an outage into the log, whoever answers it."""
        if isinstance(e, Outage):
            note(self, e)
        return super().handle_user_exception(e)

    def handle_exception(self, e: Exception) -> Response:
        """Answer what no handler was asked about."""
        if isinstance(e, Outage):
            note(self, e)
            return self.finalize_request(outage_answer(e), from_error_handler=True)
        return super().handle_exception(e)
