"""Sessions are rows that know no token."""

from flask.testing import FlaskClient

from register.web.session import key_of
from tests.web.house import House


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
    assert house.sessions.rows[key_of(before)].account is None
    house.sign_in(browser)
    after = token_of(browser)
    assert after != before
    assert key_of(before) in house.sessions.revoked
    assert house.sessions.rows[key_of(after)].account == house.person().id


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
