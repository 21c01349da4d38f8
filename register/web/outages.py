"""Answers while the register cannot use its storage: 503, what is wrong, and what became of what was sent."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

import structlog
from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from register import committed
from register.outage import Outage, of_system
from register.web.problems import MACHINES, bare_page, problem_answer
from register.wording.outages import OUTAGES

LOG_EVERY: Final = timedelta(minutes=1)


class Application(Flask):
    """A Flask application whose storage may fail at any moment of a request, around its session too."""

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, which has committed nothing yet."""
        committed.forget()
        return super().wsgi_app(environ, start_response)

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Put an outage into the log, whoever answers it."""
        if isinstance(e, Outage):
            self.extensions[__name__].note(e)
        return super().handle_user_exception(e)

    def handle_exception(self, e: Exception) -> Response:
        """Answer what no handler was asked about."""
        if isinstance(e, Outage):
            self.extensions[__name__].note(e)
            return self.finalize_request(outage_answer(e), from_error_handler=True)
        return super().handle_exception(e)


class Notices:
    """Says in the log that the storage fails, once a minute however many ask."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Tell the time by ``now``."""
        self._now, self._said = now, dict[str, datetime]()
        self._log = structlog.get_logger("register.web")

    def note(self, outage: Outage) -> None:
        """Log the outage unless it was a moment ago."""
        now = self._now()
        if self._said.get(outage.code, now - LOG_EVERY) <= now - LOG_EVERY:
            self._said[outage.code] = now
            self._log.error("storage-unavailable", code=outage.code, detail=outage.detail)


def install_outages(app: Application, now: Callable[[], datetime]) -> None:
    """Let ``app`` answer outages, its own and the operating system's."""
    app.extensions[__name__] = Notices(now)
    app.register_error_handler(Outage, outage_answer)
    app.register_error_handler(OSError, _on_system)


def outage_answer(outage: Outage) -> Response:
    """Return the answer to a request that the storage failed: a page for people, problem+json for machines."""
    what = gettext(OUTAGES[outage.code])
    kept = gettext(OUTAGES["kept-though" if committed.anything() else outage.kept])
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if request.path.startswith(MACHINES):
        answer = problem_answer(status, f"{what} {kept}")
    else:
        answer = make_response(bare_page(status, what, [kept]), status)
    answer.headers["Retry-After"] = str(outage.retry_after)
    return answer


def _on_system(error: OSError) -> Response:
    outage = of_system(error)
    if outage is None:
        raise error
    return outage_answer(outage)
