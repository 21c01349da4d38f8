"""Signing in over the register's own tables."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from register.domain.actors import CONSOLE
from register.domain.commands.account import SetPassword
from register.domain.values import Id
from tests.build import Bench

PASSWORD = "quiet harbour lantern"


def rows(bench: Bench, table: str) -> int:
    with bench.register.reader._engine.connect() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())


def sign_in(browser: FlaskClient, email: str) -> int:
    token = browser.get("/login").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return browser.post("/login", data={"csrf_token": token, "email": email, "password": PASSWORD}).status_code


def test_what_strangers_leave_behind_is_swept_up_when_somebody_signs_in(app: Flask, bench: Bench) -> None:
    officer = Id(str(bench.officer.account))
    file = bench.register.reader.accounts.by_id(officer)
    assert file is not None
    with app.test_request_context():
        bench.do(SetPassword(account=officer, password_hash=hash_password(PASSWORD)), CONSOLE)
    for number in range(3):
        assert sign_in(app.test_client(), f"stranger{number}@elsewhere.example") == 200
    assert (rows(bench, "sessions"), rows(bench, "sign_in_attempts")) == (3, 9)
    bench.clock.step(hours=13)
    assert sign_in(app.test_client(), file.text(file.account.email) or "") == 302
    # The session of the log-in page, ended, and the one that followed; the attempt of this address.
    assert (rows(bench, "sessions"), rows(bench, "sign_in_attempts")) == (2, 1)
