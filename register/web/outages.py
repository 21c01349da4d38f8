"""Answers while the register cannot use its storage: 503, what is wrong, and what became of what was sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import structlog
from flask import Flask, Response, make_response
from flask_babel import gettext

from register import committed
from register.outage import Outage, of_system
from register.web.machines import by_a_machine
from register.web.problems import bare_page, problem_answer
from register.wording.outages import OUTAGES

LOG_EVERY: Final = timedelta(minutes=1)


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
    """Let ``app`` answer outages, its own and the operating system's."""
    app.extensions[__name__] = Notices(now)
    app.register_error_handler(Outage, outage_answer)
    app.register_error_handler(OSError, _on_system)


def note(app: Flask, outage: Outage) -> None:
    """Put an outage into the log of ``app``."""
    app.extensions[__name__].note(outage)


def outage_answer(outage: Outage) -> Response:
    """Return the answer to a request that the storage failed: a page for people, problem+json for machines."""
    what = gettext(OUTAGES[outage.code])
    kept = gettext(OUTAGES["kept-though" if committed.anything() else outage.kept])
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if by_a_machine():
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
