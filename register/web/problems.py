"""Answers that are not what was asked for: pages for people, problem+json for machines."""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from register import committed
from register.domain.errors import Refused
from register.web.machines import by_a_machine
from register.web.texts import locale, sentence
from register.wording.outages import OUTAGES

STATUS: Final = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "forbidden": HTTPStatus.FORBIDDEN,
    "illegal": HTTPStatus.CONFLICT,
    "stale": HTTPStatus.PRECONDITION_FAILED,
    "unknown": HTTPStatus.NOT_FOUND,
    "reused": HTTPStatus.UNPROCESSABLE_ENTITY,
}


def problem_answer(status: HTTPStatus, detail: str | None = None) -> Response:
    """Return a plain problem+json answer (RFC 9457) for ``status``."""
    more = {} if detail is None else {"detail": detail}
    answer = jsonify(type="about:blank", status=int(status), title=status.phrase, **more)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def install_error_pages(app: Flask) -> None:
    """Give people a page in the register's own look for everything that can go wrong."""
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Refused, on_refusal)


def on_http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer an HTTP error; its headers (``Retry-After``, ``Allow``) stay."""
    if error.response is not None:
        return error
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    kept = [pair for pair in error.get_headers() if pair[0] not in {"Content-Type", "Content-Length"}]
    if by_a_machine():
        answer = problem_answer(status)
        answer.headers.extend(kept)
        return answer
    behind = page_behind(request.path) if status is HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" else None
    if behind is not None:
        return redirect(behind)
    title, text = _words(status, error)
    page = bare_page if isinstance(error, InternalServerError) else error_page
    return page(status, title, [text]), status, kept


def on_refusal(refusal: Refused) -> ResponseReturnValue:
    """Answer a refusal that no page has caught, with every reason."""
    status = STATUS[refusal.kind]
    if by_a_machine():
        return problem_answer(status)
    return error_page(status, _refused(refusal), [sentence(problem) for problem in refusal.problems]), status


def page_behind(step: str) -> str | None:
    """Return the address of the page that a step stands on, for somebody who typed or kept the step's own address."""
    adapter = current_app.create_url_adapter(request)
    place, _slash, name = step.rstrip("/").rpartition("/")
    while adapter is not None:
        for address in (place, f"{place}/"):
            if address and adapter.test(address, "GET"):
                return f"{address}#step-{name}"
        if not place:
            break
        place = place.rpartition("/")[0]
    return None


def _refused(refusal: Refused) -> str:
    """Return the title of a refusal: nobody tried to do anything who only looked for what is not there."""
    titles: dict[str, str] = {
        "unknown": gettext("Nothing here"),
        "forbidden": gettext("Not open to you"),
        "stale": gettext("It changed meanwhile"),
    }
    return titles.get(refusal.kind, str(gettext("This was not done")))


def error_page(status: HTTPStatus, title: str, texts: list[str]) -> str:
    """Return the page, or only its message where htmx replaces a part of a page."""
    template = "error_part.html" if request.headers.get("HX-Request") else "errors.html"
    return render_template(template, status=int(status), title=title, texts=texts)


def _pause(error: HTTPException) -> int:
    pause = getattr(error, "retry_after", None)
    return pause if isinstance(pause, int) else 60


def bare_page(status: HTTPStatus, title: str, texts: list[str]) -> str:
    """Return a page that needs neither a session nor the database, for those may be what failed."""
    name = "error_part.html" if request.headers.get("HX-Request") else "bare.html"
    template = current_app.jinja_env.get_template(name)
    return template.render(status=int(status), title=title, texts=texts, locale=locale())


def _away() -> bool:
    """Whether a visitor's session has ended; asked where it matters alone, for after a fault there may be none."""
    return request.blueprint != "security" and not current_user.is_authenticated


def _words(status: HTTPStatus, error: HTTPException) -> tuple[str, str]:
    if isinstance(error, CSRFError):
        text = gettext("Go back, reload the page and send it again. Nothing was changed.")
        return gettext("This page has expired"), text
    known = {
        HTTPStatus.FORBIDDEN: (
            gettext("Not open to you"),
            gettext("Your roles do not include this page. An administrator can grant a role."),
        ),
        HTTPStatus.NOT_FOUND: (
            gettext("Nothing here"),
            gettext("The address is wrong, or what it names is not open to you."),
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: (
            gettext("Not like this"),
            gettext("This address takes another kind of request."),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            gettext("Too large"),
            gettext("What was sent is larger than the register accepts here. Nothing was kept."),
        ),
        HTTPStatus.TOO_MANY_REQUESTS: (
            gettext("Too many attempts"),
            gettext("Wait %(seconds)s seconds and try again. Nobody was signed in.", seconds=_pause(error)),
        ),
    }
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and _away():
        text = gettext(
            "You are not signed in any more. Go back: what you typed still stands on the page. Copy it, then sign in."
        )
        return gettext("Not sent"), text
    if status in known:
        return known[status]
    if isinstance(error, InternalServerError) and committed.anything():
        return gettext("Something broke"), gettext(OUTAGES["broken-afterwards"])
    if isinstance(error, InternalServerError):
        text = gettext("Nothing was changed. Try again; if it happens again, tell an administrator.")
        return gettext("Something broke"), text
    return gettext("This did not work"), gettext("Nothing was changed.")
