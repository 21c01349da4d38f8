"""Guessing made slow: what was judged wrong is counted, by address first, and the next try waits ever longer.

Nobody is locked out: an account that strangers guess at stays open to the addresses it signed in from before.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Final

from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from flask_security import UserMixin, user_authenticated
from werkzeug.exceptions import TooManyRequests

from register.visits import NO_TRIES, Pace
from register.web.accounts import SignInEvent, SignIns
from register.web.listeners import listen
from register.web.session import current_session

WINDOW: Final = timedelta(minutes=15)
FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(minutes=15)
# An address stays known for so long after the last success there.
REMEMBERED: Final = timedelta(days=90)

LOG_IN: Final = "security.login"
PASSWORD: Final = "password"  # noqa: S105 -- names what is guessed
CODE: Final = "code"
GUESSES: Final = {
    LOG_IN: PASSWORD,
    "security.verify": PASSWORD,
    "security.change_password": PASSWORD,
    "security.two_factor_token_validation": CODE,
    "security.mf_recovery": CODE,
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many wrong tries one key has free within the window, and the longest pause after each further one."""

    key: str
    free: int
    longest: timedelta = LONGEST_PAUSE

    def wait(self, pace: Pace, now: datetime) -> timedelta:
        """Return how long the next try has to wait (zero or less: not at all)."""
        if pace.tries < self.free or pace.last is None:
            return timedelta()
        pause: timedelta = FIRST_PAUSE * 2 ** min(pace.tries - self.free, 10)
        return min(pause, self.longest) - (now - pace.last)


class Throttle:
    """Counts wrong tries. ``secret`` keys the counters' names, so that they tell neither account nor address."""

    def __init__(self, sign_ins: SignIns, now: Callable[[], datetime], secret: str) -> None:
        self._sign_ins, self._now, self._secret = sign_ins, now, secret.encode()

    def admit(self) -> None:
        """Raise ``TooManyRequests`` while a pause lasts; else count the try, so that many at once are counted too."""
        whom = _whom()
        if request.endpoint not in GUESSES or request.method != "POST" or not whom:
            return
        allowances = list(self._allowances(GUESSES[request.endpoint], whom))
        keys, now = [allowance.key for allowance in allowances], self._now()

        def pause(paces: Mapping[str, Pace]) -> timedelta:
            return max(allowance.wait(paces.get(allowance.key, NO_TRIES), now) for allowance in allowances)

        if wait := self._sign_ins.count_try(keys, now, now - WINDOW, pause):
            self._sign_ins.record(SignInEvent("throttled", _account(), now, _address()))
            raise TooManyRequests(retry_after=ceil(wait.total_seconds()))
        g.tries = keys

    def judge(self, response: Response) -> Response:
        """Keep the place of a try that was wrong, give back every other."""
        keys: list[str] = g.pop("tries", [])
        if keys and response.status_code == HTTPStatus.OK and g.get("guessed_wrong", True):
            self._sign_ins.record(SignInEvent("refused", _account(), self._now(), _address()))
        elif keys:
            self._sign_ins.take_back_tries(keys)
        return response

    def signed_in(self, _: Flask, user: UserMixin, **__: object) -> None:
        """Start the person's counters afresh, and know the address from now on: nobody else can bring that about."""
        whom = user.email.lower()
        self._sign_ins.take_back_tries(g.pop("tries", []))
        for kind in (PASSWORD, CODE):
            self._sign_ins.clear_tries([self._key(kind, whom, _address()), self._key(kind, whom)])
        self._sign_ins.know(self._key("known", whom, _address()), self._now(), REMEMBERED)

    def _allowances(self, kind: str, whom: str) -> Iterator[Allowance]:
        here = self._key(kind, whom, _address())
        known = self._sign_ins.knows(self._key("known", whom, _address()), self._now() - REMEMBERED)
        if kind == PASSWORD and known:
            yield Allowance(here, 60, timedelta(seconds=30))
            return
        yield Allowance(self._key(_address()), 60)
        yield Allowance(here, 5)
        if not known:
            yield Allowance(self._key(kind, whom), 30, timedelta(minutes=1))

    def _key(self, *parts: str) -> str:
        return hmac.new(self._secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def limit_guessing(app: Flask, throttle: Throttle) -> None:
    """Hold every page of ``app`` where secrets are asked for to the throttle."""
    app.before_request(throttle.admit)
    app.after_request(throttle.judge)
    listen(app, user_authenticated, throttle.signed_in)


def _whom() -> str:
    """Return whose secret is being guessed, by e-mail: the address typed, who signed in, or gave a right password.

    The log-in page takes what is typed, whatever the session says; no other page does.
    """
    if request.endpoint == LOG_IN:
        return request.form.get("email", "").strip().lower()
    if current_user.is_authenticated:
        return str(current_user.email).lower()
    half = current_session().get("tf_user_id")
    user = current_app.extensions["security"].datastore.find_user(fs_uniquifier=half) if half else None
    return str(user.email).lower() if user else ""


def _account() -> str | None:
    return str(current_user.id) if current_user.is_authenticated else None


def _address() -> str:
    """Return where the visitor comes from; all of a network of the sixth protocol is one place."""
    text = request.remote_addr or ""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    return str(int(address) >> 64) if isinstance(address, IPv6Address) and address.ipv4_mapped is None else text
