"""The frame around every page: what is in the menu for whom, theme and language, and the visitor's own account."""

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from register.admission import install_admission
from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER
from register.web import unsent_pages
from register.web.assets import Icon, icon
from register.web.filters import install_filters
from register.web.late_forms import install_unsent
from register.web.login import LogIn, ask_to_sign_in, install_login
from register.web.problems import install_error_pages
from register.web.security import protect
from register.web.texts import LANGUAGE_COOKIE, install_languages, languages, locale

THEME_COOKIE: Final = "theme"
THEMES: Final = ("auto", "light", "dark")
FOR_EVER: Final = timedelta(days=365)
BUSINESS: Final = frozenset({OFFICER, APPROVER, AUDITOR})


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows of the installation: the firm's name and the zone of dates that belong to no entity."""

    firm: str
    zone: tzinfo = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu; it is shown when its page exists and the visitor holds one of ``roles``."""

    endpoint: str
    text: LazyString
    icon: Icon
    roles: frozenset[str]

    @property
    def section(self) -> str:
        """The blueprint whose pages light up this entry."""
        return self.endpoint.partition(".")[0]


MENU: Final = (
    Place("inbox.index", _("Inbox"), icon("inbox"), frozenset({OFFICER, AUDITOR})),
    Place("queue.index", _("Queue"), icon("list-check"), BUSINESS),
    Place("at_risk.index", _("At risk"), icon("alarm"), BUSINESS),
    Place("remedies.index", _("Remedies"), icon("check-circle"), BUSINESS),
    Place("logging.index", _("Log a complaint"), icon("pencil-square"), frozenset({OFFICER})),
    Place("approvals.index", _("Approvals"), icon("person-check"), BUSINESS | {ADMINISTRATOR}),
    Place("reports.index", _("Reports"), icon("file-earmark-bar-graph"), BUSINESS),
    Place("policies.index", _("Policies"), icon("journal-text"), BUSINESS | {ADMINISTRATOR}),
    Place("trail.index", _("Audit trail"), icon("shield-check"), BUSINESS | {ADMINISTRATOR}),
    Place("setup.index", _("Set-up"), icon("gear"), frozenset({ADMINISTRATOR})),
)

pages = Blueprint("shell", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


def install_shell(app: Flask, log_in: LogIn, frame: Frame) -> None:
    """Give ``app`` the frame: headers, languages, log-in, error pages, and what every template may use.

    ``app`` must have been made with ``static_folder=None``; the frame serves ``/static`` itself.
    """
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = FOR_EVER
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install_admission(app)
    protect(app, secure=log_in.secure)
    install_languages(app)
    # Before log-in, whose own templates ours replace.
    app.register_blueprint(pages)
    install_login(app, log_in)
    install_error_pages(app)
    install_unsent(app, log_in.unsent)
    app.register_blueprint(unsent_pages.make())
    install_filters(app, log_in.now, frame.zone)
    app.context_processor(lambda: around(frame))


def around(frame: Frame) -> dict[str, Any]:
    """Return what the layout shows around a page."""
    theme = request.cookies.get(THEME_COOKIE, "auto")
    return {
        "firm": frame.firm,
        "menu": menu(),
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "languages": languages(),
        "locale": locale(),
        "here": request.full_path.rstrip("?"),
    }


def menu() -> list[tuple[Place, bool]]:
    """Return the visitor's menu: each place, and whether they are in it."""
    if not current_user.is_authenticated:
        return []
    roles = current_user.credentials.roles
    known = current_app.view_functions
    return [
        (place, request.blueprint == place.section) for place in MENU if place.endpoint in known and roles & place.roles
    ]


@pages.get("/")
def home() -> ResponseReturnValue:
    """Go to the first place of the visitor's menu."""
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    places = menu()
    return redirect(url_for(places[0][0].endpoint if places else "shell.account"))


@pages.get("/account")
def account() -> ResponseReturnValue:
    """Show the visitor's own account: roles, password, second factor."""
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    has_tokens = "tokens.index" in current_app.view_functions
    return render_template("account.html", credentials=current_user.credentials, has_tokens=has_tokens)


@pages.post("/preferences")
def preferences() -> ResponseReturnValue:
    """Keep theme and language in cookies of this browser and go back to where the visitor was."""
    answer = redirect(_own_path(request.form.get("next", "")))
    choices = {THEME_COOKIE: THEMES, LANGUAGE_COOKIE: tuple(str(spoken) for spoken in languages())}
    for name, allowed in choices.items():
        chosen = request.form.get(name)
        if chosen in allowed:
            answer.set_cookie(name, chosen, max_age=FOR_EVER, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def _own_path(address: str) -> str:
    """Return ``address`` when it is a path of this site, else the first page: a form must not lead elsewhere."""
    parts = urlsplit(address.replace("\\", "/"))
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address
