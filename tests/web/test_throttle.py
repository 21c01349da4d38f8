"""What makes guessing slow, and shuts nobody out."""

import hashlib

import pytest
from flask.testing import FlaskClient

from tests.web.house import ADMINISTRATOR, OFFICER, PASSWORD, House, post
from tests.web.test_login import enrol


def at(browser: FlaskClient, address: str) -> FlaskClient:
    """Come from another address."""
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def guess(house: House, browser: FlaskClient, times: int = 1, email: str = OFFICER) -> list[int]:
    return [house.sign_in(browser, email=email, password="wrong").status_code for _ in range(times)]


def test_wrong_guesses_wait_ever_longer_although_the_next_is_right(house: House, browser: FlaskClient) -> None:
    assert guess(house, browser, 5) == [200] * 5
    for pause in (15, 30, 60):
        refused = house.sign_in(browser)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(pause))
        assert "Too many attempts" in refused.text
        house.clock.step(seconds=pause)
        assert guess(house, browser) == [200]
    house.clock.step(seconds=120)
    assert house.sign_in(browser).status_code == 302


def test_what_was_not_judged_is_not_counted(house: House, browser: FlaskClient) -> None:
    guess(house, browser, 40)
    assert max(len(tries) for tries in house.sign_ins.tries.values()) == 5


def test_guesses_elsewhere_shut_nobody_out(house: House, browser: FlaskClient) -> None:
    thief = house.app.test_client()
    guess(house, at(thief, "203.0.113.9"), 40)
    assert house.sign_in(browser).status_code == 302


def test_guesses_from_everywhere_slow_strangers_down_and_not_where_one_signed_in_before(house: House) -> None:
    mine = at(house.app.test_client(), "198.51.100.7")
    assert house.sign_in(mine).status_code == 302
    for number in range(6):
        assert guess(house, at(house.app.test_client(), f"203.0.113.{number}"), 5) == [200] * 5
    again, elsewhere = (at(house.app.test_client(), address) for address in ("198.51.100.7", "192.0.2.1"))
    refused = house.sign_in(elsewhere)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "15")
    assert house.sign_in(again).status_code == 302
    assert house.sign_in(elsewhere).status_code == 302


def test_a_colleague_who_guesses_shuts_nobody_out_of_the_same_office(house: House, browser: FlaskClient) -> None:
    house.sign_in(browser)
    guess(house, house.app.test_client(), 40)
    assert house.sign_in(house.app.test_client()).status_code == 302


def test_right_passwords_of_a_whole_office_are_never_counted(house: House) -> None:
    for number in range(70):
        house.add_person(f"p{number}@kookaburra.example", f"Person {number}", "officer")
        assert house.sign_in(house.app.test_client(), f"p{number}@kookaburra.example").status_code == 302
    assert not any(house.sign_ins.tries.values())


def test_one_address_cannot_try_everybody(house: House, browser: FlaskClient) -> None:
    answers = [house.sign_in(browser, email=f"p{n}@kookaburra.example").status_code for n in range(61)]
    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True), ("2001:db8:1:2::1", "2001:db8:1:3::1", False)
])  # fmt: skip
def test_a_network_of_the_sixth_protocol_is_one_address(house: House, one: str, other: str, same: bool) -> None:
    guess(house, at(house.app.test_client(), one), 5)
    assert guess(house, at(house.app.test_client(), other)) == [429 if same else 200]


def test_somebody_signed_in_clears_no_counter_of_another(house: House, officer: FlaskClient) -> None:
    thief = house.app.test_client()
    guess(house, thief, 4, ADMINISTRATOR)
    token = officer.get("/account/password").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    for password in ("wrong", PASSWORD):
        form = {"csrf_token": token, "email": ADMINISTRATOR, "password": password}
        assert officer.post("/login", data=form).status_code == 302
    assert guess(house, thief, 2, ADMINISTRATOR) == [200, 429]


def test_counters_tell_neither_account_nor_address(house: House, browser: FlaskClient) -> None:
    guess(house, browser)
    plain = ("127.0.0.1", f"password\x1f{OFFICER}", f"password\x1f{OFFICER}\x1f127.0.0.1")
    guessed = {hashlib.sha256(text.encode()).hexdigest() for text in plain}
    assert not guessed & set(house.sign_ins.tries)


def test_a_right_password_of_ones_own_hides_no_guesses_at_another(house: House, officer: FlaskClient) -> None:
    enrol(officer)
    post(officer, "/logout", "/account")
    token = officer.get("/login").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    def say(email: str, password: str) -> int:
        return officer.post("/login", data={"csrf_token": token, "email": email, "password": password}).status_code

    answers = []
    for _ in range(6):
        # After a right password, but before the code, the guesser's session names an account.
        assert [say(OFFICER, PASSWORD), say(OFFICER, PASSWORD)] == [302, 302]
        answers.append(say(ADMINISTRATOR, "wrong"))
    assert answers == [200] * 5 + [429]


def test_a_visitor_without_a_right_password_forgets_no_guesses_at_a_code(house: House, officer: FlaskClient) -> None:
    enrol(officer)
    post(officer, "/logout", "/account")
    house.sign_in(officer)
    elsewhere, answers = house.app.test_client(), []
    for _ in range(6):
        answers.append(post(officer, "/login/code", code="000000").status_code)
        post(elsewhere, "/login/code", "/login", code="000000", email=house.person().fs_uniquifier)
    assert answers[-1] == 429
