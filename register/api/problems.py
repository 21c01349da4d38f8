"""Every refusal as problem+json (RFC 9457): each reason with its code, place, paragraph and sentence."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from flask import Response, jsonify
from werkzeug.exceptions import HTTPException

from register import committed
from register.api.context import asked_by, the_register
from register.domain.errors import Problem, Refused
from register.outage import Outage
from register.wording.sentences import sentence

STATUS: Final = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "forbidden": HTTPStatus.FORBIDDEN,
    "illegal": HTTPStatus.CONFLICT,
    "gate": HTTPStatus.CONFLICT,
    "stale": HTTPStatus.PRECONDITION_FAILED,
    "unknown": HTTPStatus.NOT_FOUND,
    "reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unconditional": HTTPStatus.PRECONDITION_REQUIRED,
    "stranger": HTTPStatus.UNAUTHORIZED,
}
# A file that is too large is an invalid command to the domain, and has a status of its own here.
OF_CODES: Final = {"file-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
OF_HTTP: Final = {
    HTTPStatus.BAD_REQUEST: "not-json",
    HTTPStatus.NOT_FOUND: "no-such-address",
    HTTPStatus.METHOD_NOT_ALLOWED: "no-such-method",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "request-too-large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "not-sent-as-json",
    HTTPStatus.REQUEST_URI_TOO_LONG: "address-too-long",
    HTTPStatus.INTERNAL_SERVER_ERROR: "broken",
}
MEDIA_TYPE: Final = "application/problem+json"


class Unconditional(Refused):
    """A change of something that exists must say which version was seen (HTTP 428)."""

    kind = "unconditional"


class Stranger(Refused):
    """Nobody knows who asks (HTTP 401)."""

    kind = "stranger"


def on_refusal(refusal: Refused) -> Response:
    """Answer a refusal; one that the registrar does not know of is written to the security log first."""
    asked = asked_by()
    if asked is not None and not asked.recorded:
        the_register().upkeep.record_refusal(asked.actor.name, asked.what, refusal, None)
    codes = (OF_CODES[problem.code] for problem in refusal.problems if problem.code in OF_CODES)
    answer = _answer(next(codes, STATUS[refusal.kind]), refusal.problems)
    if isinstance(refusal, Stranger):
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def on_http_error(error: HTTPException) -> Response:
    """Answer an HTTP error; its own headers (``Allow``, ``Retry-After``) stay."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    code = OF_HTTP.get(status, "not-possible")
    answer = _answer(status, [Problem("broken-afterwards" if code == "broken" and committed.anything() else code)])
    kept = [pair for pair in error.get_headers() if pair[0] not in {"Content-Type", "Content-Length"}]
    answer.headers.extend(kept)
    return answer


def on_outage(outage: Outage) -> Response:
    """Answer while the storage cannot be used: what is wrong, what became of the request, and when to try again."""
    kept = "kept-though" if committed.anything() else outage.kept
    answer = _answer(HTTPStatus.SERVICE_UNAVAILABLE, [Problem(outage.code), Problem(kept)])
    answer.headers["Retry-After"] = str(outage.retry_after)
    return answer


def told(problem: Problem) -> dict[str, Any]:
    """Return a problem, or a remark, as callers read it."""
    codes = {"code": problem.code, "where": problem.where, "cite": problem.cite}
    return {**codes, "params": problem.params, "text": sentence(problem)}


def _answer(status: HTTPStatus, problems: Sequence[Problem]) -> Response:
    errors = [told(problem) for problem in problems]
    detail = " ".join(dict.fromkeys(str(error["text"]) for error in errors))
    answer = jsonify(type="about:blank", title=status.phrase, status=int(status), detail=detail, errors=errors)
    answer.status_code, answer.mimetype = status, MEDIA_TYPE
    return answer
