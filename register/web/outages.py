"""Answers while the register cannot use its storage: 503, what is wrong, and what became of what was sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import structlog
from flask import Flask, Response, current_app, make_response, request
from flask_babel import gettext

from register import committed
from register.outage import OUTAGES, Outage, of_system
from register.web.problems import MACHINES, problem_answer
from register.web.texts import locale

LOG_EVERY: Final = timedelta(minutes=1)


class Application(Flask):
    """A Flask application whose storage may fail at any moment of a request, around its session too."""

    def handle_exception(self, e: Exception) -> Response:
        """Answer what no handler was asked about."""
        if isinstance(e, Outage):
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


def install_outages(app: Flask, now: Callable[[], datetime]) -> None:
    """Let ``app`` answer outages, its own and the operating system's, and know what each request has committed."""
    app.extensions[__name__] = Notices(now)
    app.register_error_handler(Outage, outage_answer)
    app.register_error_handler(OSError, _on_system)
    app.teardown_request(lambda _: committed.forget())


def note_outage(outage: Outage) -> None:
    """Put an outage that is answered elsewhere into the log."""
    notices: Notices | None = current_app.extensions.get(__name__)
    if notices is not None:
        notices.note(outage)


def outage_answer(outage: Outage) -> Response:
    """Return the answer to a request that the storage failed: a page for people, problem+json for machines."""
    note_outage(outage)
    what = gettext(OUTAGES[outage.code])
    kept = gettext(OUTAGES["kept-though" if committed.anything() else outage.kept])
    status = HTTPStatus.SERVICE_UNAVAILABLE
    answer = problem_answer(status, f"{what} {kept}") if request.path.startswith(MACHINES) else _page(what, kept)
    answer.status_code = status
    answer.headers["Retry-After"] = str(outage.retry_after)
    return answer


def _page(what: str, kept: str) -> Response:
    """Return a page that needs neither a session nor the database, for those may be what failed."""
    part = bool(request.headers.get("HX-Request"))
    template = current_app.jinja_env.get_template("error_part.html" if part else "outage.html")
    return make_response(template.render(title=what, texts=[kept], locale=locale()))


def _on_system(error: OSError) -> Response:
    outage = of_system(error)
    if outage is None:
        raise error
    return outage_answer(outage)
