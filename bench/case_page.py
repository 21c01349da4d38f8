"""A case's page, a card and a form of it: CPU and bytes, beside Flask and Jinja sending as many bytes of one text.

The case has been through intake, contact, tasks, a letter that was approved and sent, closing and reopening.
"""

import tempfile
from pathlib import Path

from flask import Flask, render_template_string
from flask.testing import FlaskClient

from bench.spent import cpu_of
from register.app import create_app
from register.domain.commands import case as c
from register.store.schema import migrate
from tests.build import Bench, a_case, a_register, an_accepted_response, approved, sent
from tests.clock import SteppedClock
from tests.web.pages.visit import visit

ROUNDS = 20
MILLI = 1000


def run() -> None:
    """Print what one request of each costs, and how many bytes it answers."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        url = f"sqlite:///{home}/register.db"
        migrate(url)
        bench = a_register(url, SteppedClock(), Path(home))
        case = _lived(bench)
        olive = visit(create_app(bench.register), bench, bench.officer).client
        for what in ("", "/cards/dates", "/note", "/classify"):
            print(_told(olive, f"/cases/{case}{what}", what))
        bench.register.close()


def _told(olive: FlaskClient, address: str, what: str) -> str:
    size = len(olive.get(address).data)
    spent = cpu_of(lambda: olive.get(address), ROUNDS)
    floor = _floor(size)
    return (
        f"case page{f', {what}' if what else ''}: {spent * MILLI:.1f} ms CPU, {size / MILLI:.1f} kB, "
        f"{spent / floor:.1f} x as dear as sending the bytes"
    )


def _floor(size: int) -> float:
    app = Flask(__name__)
    app.add_url_rule("/", "page", lambda: render_template_string("{{ words }}", words="a" * size))
    client = app.test_client()
    client.get("/")
    return cpu_of(lambda: client.get("/"), ROUNDS)


def _lived(bench: Bench) -> str:
    """Return a case in which much has happened."""
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Called at nine"))
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    for number in range(3):
        bench.do(c.AddNote(case=case, text=f"The branch called for the {number + 1}. time"))
        bench.do(c.RaisePoint(case=case, text=f"Nobody called back, point {number + 1}"))
    bench.do(c.OpenTask(case=case, kind="information", waiting_on="complainant", text="The receipt"))
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    return str(case)
