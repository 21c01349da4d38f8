"""Sessions are rows that know no token."""

from flask.testing import FlaskClient

from register.web.session import LONGEST, key_of
from tests.web.house import FIELD, PASSWORD, House
from tests.web.test_login import enrol


def token_of(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return cookie.value


def test_only_the_hash_of_the_token_is_kept(house: House, officer: FlaskClient) -> None:
    token = token_of(officer)
    assert key_of(token) in house.sessions.rows
    assert all(token not in repr(row) for row in house.sessions.rows.values())


def test_row_names_the_account_after_signing_in_only(house: House, browser: FlaskClient) -> None:
    browser.get("/login")
    before = token_of(browser)
    house.sign_in(browser)
    after = token_of(browser)
    assert after != before
    assert list(house.sessions.rows) == [key_of(after)]
    assert house.sessions.rows[key_of(after)].account == house.person().id


def test_a_stranger_leaves_no_row_whatever_they_look_at_and_guess(house: House, browser: FlaskClient) -> None:
    for address in ("/login", "/queue/", "/login/code", "/login/recovery", "/nowhere"):
        browser.get(address)
    for _ in range(3):
        assert house.sign_in(browser, password="a wrong guess").status_code == 200
    browser.post("/login", data={"email": "x", "password": "without the form's token"})
    assert house.sessions.rows == {}


def test_a_form_of_a_stranger_is_proven_by_the_signed_cookie_alone(house: House, browser: FlaskClient) -> None:
    page = browser.get("/login").text
    values = {
        "csrf_token": page.split(FIELD, 1)[1].split('"', 1)[0],
        "email": house.person().email,
        "password": PASSWORD,
    }
    cookie = token_of(browser)
    # Not the last character: some of its bits say nothing.
    forged = f"{cookie[:-2]}{'A' if cookie[-2] != 'A' else 'B'}{cookie[-1]}"
    for planted in (forged, "a.b", "eyJ9.x", "."):
        browser.set_cookie("session", planted)
        assert browser.post("/login", data=values).status_code == 303
    browser.set_cookie("session", cookie)
    house.clock.step(seconds=LONGEST.total_seconds() + 1)
    assert browser.post("/login", data=values).status_code == 303
    house.clock.step(seconds=-LONGEST.total_seconds())
    browser.set_cookie("session", cookie)
    assert browser.post("/login", data=values).status_code == 302


def test_a_right_password_that_waits_for_its_code_is_kept_by_the_store(house: House, officer: FlaskClient) -> None:
    enrol(officer)
    officer.get("/logout")
    house.sessions.rows.clear()
    assert house.sign_in(officer).location.startswith("/login/code")
    assert list(house.sessions.rows) == [key_of(token_of(officer))]


def test_revoked_row_signs_out(house: House, officer: FlaskClient) -> None:
    assert officer.get("/queue/").status_code == 200
    house.sessions.revoke(key_of(token_of(officer)), house.clock())
    assert officer.get("/queue/").status_code == 302


def test_invented_token_is_not_adopted(house: House, browser: FlaskClient) -> None:
    browser.set_cookie("session", "chosen-by-somebody-else")
    house.sign_in(browser)
    assert token_of(browser) != "chosen-by-somebody-else"
    assert key_of("chosen-by-somebody-else") not in house.sessions.rows


def test_reading_writes_a_row_once_a_minute_at_most(house: House, officer: FlaskClient) -> None:
    officer.get("/trail/")
    row = house.sessions.rows[key_of(token_of(officer))]
    house.clock.step(seconds=30)
    officer.get("/trail/")
    assert house.sessions.rows[row.key] is row
    house.clock.step(seconds=31)
    officer.get("/trail/")
    assert house.sessions.rows[row.key].seen_at == house.clock()


def test_page_without_session_sets_no_cookie(house: House, browser: FlaskClient) -> None:
    with browser.get("/static/register.css") as answer:
        assert "Set-Cookie" not in answer.headers
    assert not house.sessions.rows
