"""Signing in over the register's own tables."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from register.app import create_app
from register.domain.actors import CONSOLE, Actor
from register.domain.commands.account import SetPassword, SetRecoveryCodes, SetTotp
from register.domain.values import Id
from register.ids import new_token
from register.web.accounts import Credentials
from register.web.ports import RegisterAccounts
from tests.build import Bench
from tests.worker.bench import a_worker

RECOVERY = "1234-abcd-5678"
PASSWORD = "quiet harbour lantern"


def rows(bench: Bench, table: str) -> int:
    with bench.register.reader._engine.connect() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())


def sign_in(browser: FlaskClient, email: str, password: str = PASSWORD) -> int:
    token = browser.get("/login").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return browser.post("/login", data={"csrf_token": token, "email": email, "password": password}).status_code


def test_what_strangers_leave_behind_is_swept_up_when_somebody_signs_in(app: Flask, bench: Bench) -> None:
    email = given_password(app, bench, bench.officer)
    for number in range(3):
        assert sign_in(app.test_client(), f"stranger{number}@elsewhere.example") == 200
    assert (rows(bench, "sessions"), rows(bench, "sign_in_attempts")) == (0, 9)
    bench.clock.step(hours=13)
    assert sign_in(app.test_client(), email) == 302
    # A right password is no try.
    assert (rows(bench, "sessions"), rows(bench, "sign_in_attempts")) == (1, 0)


def test_however_much_strangers_try_the_log_grows_by_a_number(app: Flask, bench: Bench) -> None:
    before = rows(bench, "security_log")
    browser, wrong = app.test_client(), {"Authorization": f"Bearer {new_token()}"}
    for number in range(4):
        assert sign_in(browser, "olive@harbour.example", "a wrong guess") == 200
        assert browser.get(f"/login?seen={number}").status_code == 200
        assert browser.get("/api/v1/cases", headers=wrong).status_code == 401
    sign_in(browser, "olive@harbour.example", "a wrong guess")
    assert [sign_in(browser, "olive@harbour.example", "a wrong guess") for _ in range(3)] == [429] * 3
    assert (rows(bench, "sessions"), rows(bench, "security_log"), rows(bench, "tallies")) == (0, before, 3)
    worker = a_worker(bench)
    worker.run_once()
    assert (rows(bench, "security_log"), rows(bench, "tallies")) == (before + 3, 0)
    with bench.register.reader._engine.connect() as connection:
        query = sa.text("SELECT what, codes FROM security_log WHERE actor = 'stranger' ORDER BY what")
        told = {row.what: row.codes for row in connection.execute(query)}
    since = bench.clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    times = {"refused": 5, "refused:token": 4, "throttled": 3}
    assert told == {what: f'["times:{number}","since:{since}"]' for what, number in times.items()}
    bench.clock.step(days=2)
    worker.run_once()
    assert rows(bench, "sign_in_attempts") == 0


def given_password(app: Flask, bench: Bench, by: Actor) -> str:
    """The officer's address, once ``by`` gave them the password."""
    officer = Id(str(bench.officer.account))
    file = bench.register.reader.accounts.by_id(officer)
    assert file is not None
    with app.test_request_context():
        bench.do(SetPassword(account=officer, password_hash=hash_password(PASSWORD)), by)
    return file.text(file.account.email) or ""


def an_enrolled_officer(app: Flask, bench: Bench) -> tuple[Credentials, str]:
    """An officer with a password, an authenticator's key and one recovery code: the credentials and the key."""
    key = pyotp.random_base32()
    officer = Id(str(bench.officer.account))
    with app.test_request_context():
        security = app.extensions["security"]
        bench.do(SetPassword(account=officer, password_hash=hash_password(PASSWORD)), bench.officer)
        secret = security.totp_factory._totp(key=key).to_json(encrypt=True)
        bench.do(SetTotp(account=officer, secret=secret))
        (kept,) = security.mf_recovery_codes_util._encrypt_codes([RECOVERY])
        bench.do(SetRecoveryCodes(account=officer, codes=(kept,)))
    found = RegisterAccounts(bench.register).find_by_id(officer)
    assert found is not None
    return found, key


@pytest.mark.parametrize("way", ["code", "recovery"])
def test_one_code_signs_in_one_of_two_who_come_at_once(app: Flask, bench: Bench, way: str) -> None:
    credentials, key = an_enrolled_officer(app, bench)
    code = RECOVERY if way == "recovery" else pyotp.TOTP(key).now()
    browsers = [app.test_client() for _ in range(6)]
    for browser in browsers:
        assert sign_in(browser, credentials.email) == 302
    barrier = Barrier(len(browsers))

    def enter(browser: FlaskClient) -> int:
        page = browser.get(f"/login/{way}").text
        token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
        barrier.wait(30)
        return browser.post(f"/login/{way}", data={"csrf_token": token, "code": code}).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(enter, browsers))
    assert answers.count(302) == 1, answers
    assert set(answers) <= {200, 302, 429}


def test_many_guesses_at_once_are_counted_as_many(app: Flask, bench: Bench) -> None:
    browsers = [app.test_client() for _ in range(12)]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(lambda browser: sign_in(browser, "olive@harbour.example"), browsers))
    assert sorted(answers) == [200] * 5 + [429] * 7


def test_an_address_is_known_again_after_a_restart(app: Flask, bench: Bench) -> None:
    with app.test_request_context():
        officer = Id(str(bench.officer.account))
        bench.do(SetPassword(account=officer, password_hash=hash_password(PASSWORD)), CONSOLE)
    assert sign_in(app.test_client(), "olive@harbour.example") == 302
    again = create_app(bench.register)
    for _ in range(8):
        assert sign_in(again.test_client(), "olive@harbour.example", "wrong") == 200
    assert sign_in(again.test_client(), "olive@harbour.example") == 302
