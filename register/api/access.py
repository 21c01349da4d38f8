"""Default deny: every address asks who you are, but for the few that are named public here."""

from typing import Final

from flask import Request, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from register.admission import admit_known
from register.api.context import Asked, the_register
from register.api.problems import Stranger, on_http_error, on_refusal
from register.domain.actors import Actor
from register.domain.errors import Forbidden, Problem, Refused
from register.ids import TOKEN, digest_of

PREFIX: Final = "/api/"
PUBLIC: Final = frozenset({"api-docs.openapi_json", "reference.page", "reference.script"})


def ask_who() -> Response | None:
    """Ask everybody who comes to the API for their token; only then tell them whether the address exists."""
    if not request.path.startswith(PREFIX) or request.endpoint in PUBLIC:
        return None
    try:
        g.asked = Asked(bearer(request), request.endpoint or "unknown")
        admit_known()
    except Refused as refusal:
        return on_refusal(refusal)
    except HTTPException as too_large:
        return on_http_error(too_large)
    wrong = request.routing_exception
    if isinstance(wrong, HTTPException) and not isinstance(wrong, RequestRedirect):
        return on_http_error(wrong)
    return None


def bearer(asked: Request) -> Actor:
    """Return whose token the request carries. The use of a token is noted.

    Raises ``Stranger``, and ``Forbidden`` for an account that holds no role (any more): there is nothing for it here.
    """
    kind, _, token = asked.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not TOKEN.fullmatch(token):
        raise Stranger(Problem("token-needed"))
    register = the_register()
    use = register.reader.accounts.by_token(digest_of(token), register.clock())
    if use is None:
        register.upkeep.tally("stranger", "refused:token")
        raise Stranger(Problem("token-refused"))
    if not use.actor.roles:
        refusal = Forbidden(Problem("not-permitted", "actor"))
        register.upkeep.record_refusal(use.actor.name, asked.endpoint or "unknown", refusal, None)
        raise refusal
    register.upkeep.token_used(use.token, use.used_at)
    return use.actor
