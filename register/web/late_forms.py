"""Forms that could not be taken: the session was over, or the page is older than the sign-in.

Such a form is never carried out by itself. Its words are kept for the person the page was made for, who sees them after
signing in and sends them with a click of their own. The token against forgery says whose page it was: it is signed, and
begins with the account. Passwords, secrets and files are never kept.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Protocol, cast
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_security import UserMixin, user_authenticated
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData, URLSafeTimedSerializer

from register.web.listeners import listen
from register.web.problems import error_page, on_http_error
from register.web.session import CSRF_TOKEN, current_session

LONGEST: Final = 1_000_000
MOST_FIELDS: Final = 500
SENT: Final = "unsent"
# Nothing is typed into these: they sign people in and out, and choose how pages look.
NOTHING_TO_KEEP: Final = frozenset({"security", "shell"})
NEVER_KEPT: Final = re.compile(r"password|secret|token")
TOKEN_SALT: Final = "wtf-csrf-token"  # noqa: S105 -- Flask-WTF's own name for what its tokens are signed for
REFERRER: Final = "referrer"


class KeptForm(Protocol):
    """One form as the store keeps it."""

    @property
    def form(self) -> str:
        """Its key among those of one person."""

    @property
    def saved_at(self) -> datetime:
        """When it was kept."""

    @property
    def content(self) -> str:
        """What it held, as JSON text."""


class KeptForms(Protocol):
    """Where forms are kept for a while, each for one account."""

    def keep(self, account: str, form: str, content: str) -> None:
        """Keep a form in place of what stood under its key."""

    def of(self, account: str) -> Sequence[KeptForm]:
        """Return what is kept for the account, the newest first."""

    def drop(self, account: str, form: str) -> None:
        """Forget one; nothing happens when there is none."""

    def sweep(self) -> None:
        """Delete what is too old, whosever it was."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that was not taken: where it was going, the page it was on, its fields, the names of those not kept."""

    address: str
    page: str
    fields: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, sent: Request) -> "Unsent":
        """Return what a request holds."""
        fields = list(sent.form.items(multi=True))
        left_out = {name for name, value in fields if NEVER_KEPT.search(name) and not name.endswith(CSRF_TOKEN)}
        files = {name for name, file in sent.files.items(multi=True) if file.filename}
        kept = tuple((name, value) for name, value in fields if not NEVER_KEPT.search(name))
        came_from = urlsplit(sent.referrer or "")
        page = came_from.path if came_from.netloc == sent.host else ""
        return cls(sent.full_path.rstrip("?"), page, kept, tuple(sorted(left_out | files)))

    @classmethod
    def read(cls, content: str) -> "Unsent":
        """Return what was kept; the inverse of ``written``."""
        found: dict[str, Any] = json.loads(content)
        fields = tuple((str(name), str(value)) for name, value in found["fields"])
        return cls(found["address"], found["page"], fields, tuple(found["left_out"]))

    @property
    def written(self) -> str:
        """The form as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def key(self) -> str:
        """What it is kept under: one for each address, so that a second attempt replaces the first."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:32]

    @property
    def fits(self) -> bool:
        """Whether it is small enough to be kept."""
        return len(self.fields) <= MOST_FIELDS and sum(len(name) + len(value) for name, value in self.fields) <= LONGEST


def install_unsent(app: Flask, store: KeptForms) -> None:
    """Keep in ``store`` what people typed into forms that ``app`` could not take."""
    app.extensions[SENT] = store
    app.register_error_handler(CSRFError, on_forged_or_late)

    @app.after_request
    def forget(response: Response) -> Response:
        # Refused or done, its words now stand on a page or in the register.
        seen = response.status_code < HTTPStatus.BAD_REQUEST or response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        if request.method == "POST" and SENT in request.args and seen and current_user.is_authenticated:
            drop(request.args[SENT])
        return response

    def sweep(_: Flask, user: UserMixin, **__: object) -> None:
        store.sweep()
        current_session()[SENT] = bool(store.of(str(user.id)))

    listen(app, user_authenticated, sweep)


def drop(key: str) -> None:
    """Forget a form of the visitor, and say no more that something waits once nothing does."""
    store, me = kept_forms(), str(current_user.id)
    store.drop(me, key)
    current_session()[SENT] = bool(store.of(me))


def kept_forms() -> KeptForms:
    """Return where the running application keeps them."""
    return cast("KeptForms", current_app.extensions[SENT])


def on_forged_or_late(error: CSRFError) -> ResponseReturnValue:
    """Answer a form without the token of this session: kept where the token tells whose it was, refused otherwise."""
    if REFERRER in str(error.description):
        return on_http_error(error)
    if request.blueprint in NOTHING_TO_KEEP and _told_by(_token()) is not None:
        return _start_again()
    return put_aside() or on_http_error(error)


def put_aside() -> Response | None:
    """Keep the form of this request for the person its page was made for; None when that cannot be told.

    Only a whole form is kept. A part of a page that asks the register while somebody writes is told to wait.
    """
    owner = owner_of(_token())
    if owner is None:
        return None
    signed_in = bool(current_user.is_authenticated)
    if request.headers.get("HX-Request"):
        return _part(signed_in=signed_in)
    unsent = Unsent.of(request)
    if not unsent.fits:
        text = gettext("It is too long to be kept. Go back: it still stands on the page. Copy it before you reload.")
        return _not_sent(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    kept_forms().keep(owner, unsent.key, unsent.written)
    if signed_in and str(current_user.id) != owner:
        text = gettext("This page was opened by another person. What was typed is kept for them; nothing was changed.")
        return _not_sent(HTTPStatus.FORBIDDEN, text)
    again = url_for("unsent.show", key=unsent.key)
    if not signed_in:
        flash(gettext("Your session had ended. What you typed is kept: sign in and send it."), "warning")
        again = url_for("security.login", next=again)
    return make_response(redirect(again, HTTPStatus.SEE_OTHER))


def owner_of(token: str) -> str | None:
    """Return the account that the page with this token was made for; None for a stranger's token, or none of ours."""
    account, dot, _chance = (_told_by(token) or "").partition(".")
    return account if dot else None


def _told_by(token: str) -> str | None:
    """Return what a token of ours says; None for a token that this register never signed."""
    try:
        return str(URLSafeTimedSerializer(cast("str", current_app.secret_key), salt=TOKEN_SALT).loads(token))
    except BadData:
        return None


def _token() -> str:
    named = (value for name, value in request.form.items() if name.endswith(CSRF_TOKEN) and value)
    return next(named, request.headers.get("X-CSRFToken", ""))


def _not_sent(status: HTTPStatus, text: str) -> Response:
    return make_response(error_page(status, gettext("Not sent"), [text]), status)


def _part(*, signed_in: bool) -> Response:
    title, text = gettext("Your session has ended"), gettext("Your text stays here: save it, sign in, and go on.")
    if signed_in:
        title, text = gettext("You signed in again"), gettext("Your text stays here: save it to go on.")
    return make_response(error_page(HTTPStatus.UNAUTHORIZED, title, [text]), HTTPStatus.UNAUTHORIZED)


def _start_again() -> ResponseReturnValue:
    if request.endpoint == "security.login" or not current_user.is_authenticated:
        flash(gettext("The page had waited too long. Enter it once more."), "warning")
        return redirect(url_for("security.login", next=request.args.get("next")), HTTPStatus.SEE_OTHER)
    flash(gettext("The page was older than your sign-in. Nothing was changed; do it once more."), "warning")
    return redirect(url_for("shell.account"), HTTPStatus.SEE_OTHER)
