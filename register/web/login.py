"""Signing in: Flask-Security over plain accounts, with a password, a second factor and recovery codes."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Blueprint, Flask, Response, abort, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user, user_logged_out
from flask_security import MailUtil, PasswordUtil, Security, UserMixin, user_authenticated
from flask_wtf import CSRFProtect
from werkzeug.exceptions import UnsupportedMediaType

from register.admission import admit_known, admit_late, admit_stranger
from register.domain.actors import Actor, account_name
from register.domain.passwords import is_common
from register.domain.values import Id
from register.web.accounts import AccountDatastore, Accounts, SignInEvent, SignIns
from register.web.late_forms import KeptForms, put_aside
from register.web.listeners import listen
from register.web.login_forms import NoRescueForm, PasswordForm, SecondFactorForm
from register.web.second_factor import RecoveryCodes, one_time_codes
from register.web.session import RowSessions, SessionStore, current_session
from register.web.throttle import Throttle, limit_guessing

SHORTEST_PASSWORD: Final = 12
SHUT: Final = frozenset({"security.two_factor_rescue", "security.tf_select"})
# Whoever holds no role changes nothing, their own password neither.
OWN_PAGES: Final = frozenset(
    {
        "security.change_password",
        "security.mf_recovery_codes",
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
    }
)
CODE_PAGE: Final = "security.two_factor_token_validation"
# What stays open to somebody whose password or second factor is not enough yet.
OPEN_BEFORE: Final = frozenset({"shell.static", "security.logout", "security.verify"})
SETTING_UP: Final = frozenset({"security.two_factor_setup", "security.two_factor_setup_validate", CODE_PAGE})

SETTINGS: Final[dict[str, Any]] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_FRESHNESS": timedelta(minutes=30),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
    "SECURITY_FRESHNESS_ALLOW_AUTH_TOKEN": False,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_STATIC_FOLDER": None,
    # Ours says no-store on every page; theirs writes a header that is none.
    "SECURITY_CACHE_CONTROL": None,
    "SECURITY_LOGIN_URL": "/login",
    "SECURITY_LOGOUT_URL": "/logout",
    "SECURITY_VERIFY_URL": "/account/again",
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_POST_CHANGE_VIEW": "shell.account",
    "SECURITY_TWO_FACTOR_SETUP_URL": "/account/second-factor",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "shell.account",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/login/code",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/login/rescue",
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/login/recovery",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
    "SECURITY_TOTP_ISSUER": "Complaints register",
}


@dataclass(frozen=True, slots=True)
class LogIn:
    """What log-in stands on.

    ``secret`` is the installation's own key material (32 bytes or more); the keys for passwords, second factors and
    recovery codes are derived from it. ``secure`` says that people come over HTTPS.
    """

    accounts: Accounts
    sign_ins: SignIns
    sessions: SessionStore
    unsent: KeptForms
    now: Callable[[], datetime]
    secret: bytes = field(repr=False)
    secure: bool = True
    second_factor_required: bool = False


class Addresses(MailUtil):
    """Addresses as look-up keys: whether one can receive mail is no question of signing in."""

    def normalize(self, email: str) -> str:
        """Return the address as accounts are found by."""
        return email.strip().lower()


class Passwords(PasswordUtil):
    """New passwords: long enough, and none that anybody would try first."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """Return what is wrong with a new password, and the password as it is compared."""
        wrong, folded = super().validate(password, is_register, **kwargs)
        user = kwargs.get("user")
        if not wrong and user is not None and is_common(folded, user.email, user.name):
            wrong = [gettext("This password is one of the first that anybody would try. Choose other words.")]
        return wrong, folded


def install_login(app: Flask, log_in: LogIn) -> Security:
    """Give ``app`` sessions, CSRF protection and the pages for signing in."""
    app.config.update(SETTINGS)
    app.config.update(
        SECRET_KEY=derive(log_in.secret, "signing"),
        SECURITY_PASSWORD_SALT=derive(log_in.secret, "password"),
        SECURITY_TOTP_SECRETS={"1": derive(log_in.secret, "second factor")},
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[derive(log_in.secret, "recovery codes").encode()],
        SECURITY_TWO_FACTOR_REQUIRED=log_in.second_factor_required,
        SECURITY_TWO_FACTOR_ALWAYS_VALIDATE=True,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = RowSessions(log_in.sessions, log_in.now, secure=log_in.secure)
    app.before_request(admit_visitor)
    CSRFProtect(app)
    security = Security(
        app,
        AccountDatastore(log_in.accounts),
        login_form=PasswordForm,
        two_factor_setup_form=SecondFactorForm,
        two_factor_rescue_form=NoRescueForm,
        mail_util_cls=Addresses,
        password_util_cls=Passwords,
        totp_cls=one_time_codes(log_in.sign_ins),
        mf_recovery_codes_util_cls=RecoveryCodes,
    )
    security.unauthn_handler(lambda *_, **__: ask_to_sign_in())
    security.want_json(lambda _: False)
    # The library looks for a token of its own in the JSON of whoever comes; the register has its own tokens.
    app.login_manager.request_loader(lambda _: None)  # type: ignore[attr-defined]  # set by the library
    limit_guessing(app, Throttle(log_in.sign_ins, log_in.now, derive(log_in.secret, "counters")))
    _keep_log(app, log_in)

    app.before_request(_shut_doors)
    app.before_request(_first_things)
    return security


def _shut_doors() -> ResponseReturnValue | None:
    """Keep the library's pages shut that are not offered, and its code page from signing anybody out."""
    if request.endpoint in SHUT:
        abort(HTTPStatus.NOT_FOUND)
    if request.endpoint in OWN_PAGES and current_user.is_authenticated and not current_user.credentials.roles:
        abort(HTTPStatus.FORBIDDEN)
    settling = current_session().get("tf_state") == "validating_profile"
    if request.endpoint == CODE_PAGE and current_user.is_authenticated and not settling:
        # The library takes it for an attack, though the visitor may only have gone back a page.
        return redirect(url_for("shell.account"))
    return None


def _first_things() -> ResponseReturnValue | None:
    """Lead whoever signed in with what is not enough to the page that mends it; every other page waits."""
    if request.endpoint in OPEN_BEFORE or not current_user.is_authenticated:
        return None
    found = current_user.credentials
    if found.password_given:
        place, words = "security.change_password", gettext("Somebody else made your password. Choose one of your own.")
    elif found.second_factor_needed and request.endpoint not in SETTING_UP:
        place, words = "security.two_factor_setup", gettext("Your role needs a second factor. Set it up to go on.")
    else:
        return None
    if request.endpoint == place:
        return None
    flash(words, "warning")
    return redirect(url_for(place), HTTPStatus.SEE_OTHER)


def admit_visitor() -> None:
    """Admit what a visitor of the pages sends, before anything reads it."""
    if request.is_json and request.blueprint:
        raise UnsupportedMediaType
    if current_user.is_authenticated:
        admit_known()
    elif current_session().ended:
        admit_late()
    else:
        admit_stranger()


def derive(secret: bytes, purpose: str) -> str:
    """Return a key for one purpose, as URL-safe base64 of 32 bytes."""
    key = HKDF(SHA256(), length=32, salt=None, info=f"register/web/{purpose}".encode()).derive(secret)
    return base64.urlsafe_b64encode(key).decode()


def ask_to_sign_in() -> Response:
    """Answer who has not signed in with the log-in page; what they typed is kept."""
    kept = put_aside() if request.method == "POST" else None
    if kept is not None:
        return kept
    if request.headers.get("HX-Request"):
        return Response(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url_for("security.login")})
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return make_response(redirect(url_for("security.login", next=wanted)))


def for_roles(pages: Blueprint, *roles: str) -> None:
    """Open every page of a blueprint to people who signed in and hold one of ``roles`` (none named: any role)."""

    @pages.before_request
    def check() -> ResponseReturnValue | None:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        held = current_actor().roles
        if not (held.intersection(roles) if roles else held):
            abort(HTTPStatus.FORBIDDEN)
        return None


def current_actor() -> Actor:
    """Return who asks, as commands and the reader want it; only behind ``for_roles``."""
    credentials = current_user.credentials
    account = Id(credentials.id)
    also = frozenset(map(Id, credentials.also))
    return Actor(account_name(account), credentials.roles, account=account, brands=credentials.brands, also=also)


def _keep_log(app: Flask, log_in: LogIn) -> None:
    def signed_in(_: Flask, user: UserMixin, **__: object) -> None:
        current_session().belong_to(str(user.id))
        log_in.sign_ins.record(SignInEvent("signed-in", str(user.id), log_in.now(), request.remote_addr or ""))

    def signed_out(_: Flask, user: UserMixin | None, **__: object) -> None:
        current_session().belong_to(None)
        account = str(user.id) if user else None
        log_in.sign_ins.record(SignInEvent("signed-out", account, log_in.now(), request.remote_addr or ""))

    listen(app, user_authenticated, signed_in)
    listen(app, user_logged_out, signed_out)
