"""Guessing made slow: attempts at a password or code are counted before they are judged."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, g, request
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from register.web.accounts import SignInEvent, SignIns
from register.web.session import current_session

WINDOW: Final = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS: Final = 5
PER_ACCOUNT: Final = 30
PER_ADDRESS: Final = 60

LOG_IN: Final = "security.login"
GUESSES: Final = frozenset(
    {
        LOG_IN,
        "security.verify",
        "security.change_password",
        "security.two_factor_token_validation",
        "security.mf_recovery",
    }
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many attempts one key may make within the window."""

    key: str
    most: int


def limit_guessing(app: Flask, sign_ins: SignIns, now: Callable[[], datetime]) -> None:
    """Refuse further attempts with 429 once an allowance is used up; a right answer starts it afresh."""

    @app.before_request
    def count() -> None:
        if request.endpoint not in GUESSES or request.method != "POST":
            return
        at = now()
        g.allowances = allowances = list(_allowances())
        used_up = [a for a in allowances if sign_ins.add_attempt(a.key, at, at - WINDOW) > a.most]
        if used_up:
            sign_ins.record(SignInEvent("throttled", _account(), at, _address()))
            raise TooManyRequests(retry_after=int(WINDOW.total_seconds()))

    @app.after_request
    def judge(response: Response) -> Response:
        allowances: list[Allowance] = g.pop("allowances", [])
        if not allowances:
            return response
        if response.status_code == HTTPStatus.FOUND:
            # What one address tried against other accounts stays counted.
            for allowance in allowances[:-1]:
                sign_ins.clear_attempts(allowance.key)
        elif response.status_code == HTTPStatus.OK:
            sign_ins.record(SignInEvent("refused", _account(), now(), _address()))
        return response


def _allowances() -> Iterable[Allowance]:
    whom, address = _whom(), _address()
    yield Allowance(_key(str(request.endpoint), whom, address), PER_ACCOUNT_AND_ADDRESS)
    yield Allowance(_key(str(request.endpoint), whom), PER_ACCOUNT)
    yield Allowance(_key(str(request.endpoint), address), PER_ADDRESS)


def _whom() -> str:
    """Return whose secret is being guessed: the address typed, who signed in, or who gave a right password.

    The log-in page takes what is typed, whatever the session says; no other page does.
    """
    if request.endpoint == LOG_IN:
        return request.form.get("email", "").strip().lower()
    if current_user.is_authenticated:
        return str(current_user.id)
    return str(current_session().get("tf_user_id", ""))


def _account() -> str | None:
    return str(current_user.id) if current_user.is_authenticated else None


def _address() -> str:
    return request.remote_addr or ""


def _key(*parts: str) -> str:
    """Return a counter's key; hashed, so that the counters hold no personal data."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
