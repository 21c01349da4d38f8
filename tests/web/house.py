"""A whole application around the shell, with two people, a page for officers and the page of all parts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, render_template
from flask.testing import FlaskClient
from flask_security import hash_password
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.test import TestResponse
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from register.domain.errors import Illegal, Invalid, Problem
from register.domain.values import Cite
from register.web.accounts import Credentials
from register.web.forms import CheckboxesField, RegisterForm, blank_to_none
from register.web.login import LogIn, for_roles
from register.web.shell import Frame, install_shell
from tests.clock import SteppedClock
from tests.web.memory import Accounts, Sessions, SignIns, Unsents

OFFICER = "officer@kookaburra.example"
ADMINISTRATOR = "admin@kookaburra.example"
PASSWORD = "quiet harbour lantern"
# Slow hashes are the library's promise, not what these tests are about.
QUICK = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
ZONE = ZoneInfo("Australia/Sydney")
FIELD = 'name="csrf_token" value="'


class ComplaintForm(RegisterForm):
    product = SelectField(
        "Product",
        [InputRequired()],
        choices=[SelectChoice("home", "Home insurance"), SelectChoice("car", "Car insurance")],
    )
    brand = StringField("Brand", [Optional()], filters=[blank_to_none], description="As the customer names it.")
    received = DateField("Received on", [InputRequired("Enter a date.")], description="In the zone of the entity.")
    way = RadioField(
        "How it came",
        [InputRequired("Choose one.")],
        choices=[SelectChoice("phone", "Phone"), SelectChoice("post", "Post")],
    )
    needs = CheckboxesField(
        "Support needs", [Optional()], choices=[SelectChoice("large", "Large print"), SelectChoice("relay", "Relay")]
    )
    words = TextAreaField("In the customer's words", [InputRequired("Write down what was said.")])
    urgent = BooleanField("Urgent")


@dataclass
class House:
    """The application and what it stands on."""

    accounts: Accounts = field(default_factory=Accounts)
    sign_ins: SignIns = field(default_factory=SignIns)
    sessions: Sessions = field(default_factory=Sessions)
    unsent: Unsents = field(default_factory=Unsents)
    clock: SteppedClock = field(default_factory=SteppedClock)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = app = Flask(__name__, static_folder=None)
        app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = QUICK
        log_in = LogIn(
            self.accounts, self.sign_ins, self.sessions, self.unsent, self.clock, secret=b"s" * 32, secure=False
        )
        install_shell(app, log_in, Frame("Kookaburra Mutual", ZONE))
        loader = app.jinja_env.loader
        assert loader is not None
        app.jinja_env.loader = ChoiceLoader([loader, FileSystemLoader(Path(__file__).parent)])
        _add_pages(app, self.clock)
        self.add_person(OFFICER, "Odile Officer", "officer")
        self.add_person(ADMINISTRATOR, "Ada Administrator", "administrator")

    def add_person(self, email: str, name: str, *roles: str) -> None:
        with self.app.test_request_context():
            hashed = hash_password(PASSWORD)
        account = f"00000000-0000-7000-8000-{len(self.accounts.rows):012}"
        self.accounts.add(Credentials(account, email, name, frozenset(roles), f"key-{account}", hashed))

    def person(self, email: str = OFFICER) -> Credentials:
        found = self.accounts.find_by_email(email)
        assert found is not None
        return found

    def sign_in(self, browser: FlaskClient, email: str = OFFICER, password: str = PASSWORD) -> TestResponse:
        return post(browser, "/login", email=email, password=password)


def post(browser: FlaskClient, address: str, page: str | None = None, **fields: str) -> TestResponse:
    """Send a form as a browser does: with the token of the page that carries the form."""
    shown = browser.get(page or address).text
    token = shown.split(FIELD, 1)[1].split('"', 1)[0]
    return browser.post(address, data={"csrf_token": token, **fields})


def _add_pages(app: Flask, clock: SteppedClock) -> None:
    queue = Blueprint("queue", __name__, url_prefix="/queue")
    inbox = Blueprint("inbox", __name__, url_prefix="/inbox")
    setup = Blueprint("setup", __name__, url_prefix="/set-up")
    trail = Blueprint("trail", __name__, url_prefix="/trail")
    for_roles(queue, "officer")
    for_roles(inbox, "officer")
    for_roles(setup, "administrator")
    for_roles(trail)
    queue.add_url_rule("/", "index", lambda: kitchen(ComplaintForm(), clock()))
    inbox.add_url_rule("/", "index", lambda: "inbox")
    setup.add_url_rule("/", "index", lambda: "set-up")
    trail.add_url_rule("/", "index", lambda: "trail")

    @queue.route("/form", methods=["GET", "POST"])
    def form() -> str:
        complaint = ComplaintForm()
        if complaint.validate_on_submit():
            complaint.take(Invalid(Problem("unknown-brand", "brand"), Problem("no-such-case")))
        return kitchen(complaint, clock())

    @queue.get("/refused")
    def refused() -> str:
        raise Illegal(Problem("letter-not-approved", cite=Cite("RG 271.53")), Problem("no-such-case"))

    @queue.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError

    for pages in (queue, inbox, setup, trail):
        app.register_blueprint(pages)


def kitchen(form: ComplaintForm, now: datetime) -> str:
    today = now.astimezone(ZONE).date()
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), ZONE).astimezone(UTC)
    return render_template(
        "kitchen.html",
        form=form,
        now=now,
        midnight=midnight,
        span=timedelta,
        holiday=date(2026, 1, 26),
        zone=ZONE,
    )
