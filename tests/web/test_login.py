"""Signing in, and the second factor."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pyotp
import pytest
from flask.testing import FlaskClient

from register.domain.values import Id
from register.web.login import current_actor
from tests.web.house import ADMINISTRATOR, OFFICER, PASSWORD, House, post


def events(house: House) -> list[str]:
    return [event.kind for event in house.sign_ins.events]


def enrol(officer: FlaskClient) -> str:
    """Set up a second factor and return its key."""
    setup = post(officer, "/account/second-factor", setup="authenticator").text
    found = re.search(r'class="key">([A-Z0-9-]+)<', setup)
    assert found is not None
    target = re.search(r'action="(/account/second-factor/[^"]+)"', setup)
    assert target is not None
    key = found[1].replace("-", "")
    assert post(officer, target[1], "/account", code=pyotp.TOTP(key).now()).headers["Location"] == "/account"
    return key


def test_right_password_opens_the_page_that_was_wanted(house: House, browser: FlaskClient) -> None:
    wanted = browser.get("/queue/?tab=late")
    assert wanted.headers["Location"] == "/login?next=/queue/?tab%3Dlate"
    answer = post(browser, wanted.headers["Location"], email=OFFICER.upper(), password=PASSWORD)
    assert answer.headers["Location"] == "/queue/?tab=late"
    assert browser.get("/queue/").status_code == 200
    assert events(house) == ["signed-in"]


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "\\\\evil.example"])
def test_log_in_never_leads_to_another_site(browser: FlaskClient, next_page: str) -> None:
    answer = browser.get("/login", query_string={"next": next_page})
    token = answer.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    form = {"csrf_token": token, "email": OFFICER, "password": PASSWORD}
    answer = browser.post("/login", query_string={"next": next_page}, data=form)
    assert urlsplit(answer.headers.get("Location", "")).netloc == ""


def test_stranger_wrong_password_and_closed_account_read_the_same(house: House, browser: FlaskClient) -> None:
    house.add_person("closed@kookaburra.example", "Cleo Closed", "officer")
    closed = house.person("closed@kookaburra.example")
    object.__setattr__(closed, "active", False)
    pages = [
        post(browser, "/login", email=email, password=password).text
        for email, password in (
            ("stranger@kookaburra.example", PASSWORD),
            (OFFICER, "not the password"),
            ("closed@kookaburra.example", PASSWORD),
        )
    ]
    told = [re.search(r'(?s)id="problems".*?</div>', page) for page in pages]
    assert all(told)
    assert all(one and other and one[0] == other[0] for one, other in pairwise(told))
    assert events(house) == ["refused"] * 3


def test_second_factor_is_asked_for_and_a_code_works_once(house: House, officer: FlaskClient) -> None:
    totp = pyotp.TOTP(enrol(officer))
    stored = house.person().totp_secret
    assert stored is not None
    assert totp.secret not in stored
    post(officer, "/logout", "/account")

    assert house.sign_in(officer).headers["Location"].startswith("/login/code")
    assert officer.get("/queue/").status_code == 302
    # The code that confirmed the set-up was accepted once already.
    counter = house.sign_ins.counters[house.person().id]
    assert post(officer, "/login/code", code=totp.generate_otp(counter)).status_code == 200
    assert officer.get("/queue/").status_code == 302
    house.sign_ins.counters[house.person().id] -= 10
    assert post(officer, "/login/code", code=totp.now()).status_code == 302
    assert officer.get("/queue/").status_code == 200


def test_recovery_code_replaces_the_phone_once(house: House, officer: FlaskClient) -> None:
    enrol(officer)
    page = post(officer, "/account/recovery-codes", generate_new_codes="yes").text
    codes = re.findall(r"<code>([0-9a-f-]+)</code>", page)
    assert len(codes) == 8
    assert not set(codes) & set(house.person().recovery_codes)
    for expected in (302, 200):
        post(officer, "/logout", "/account")
        house.sign_in(officer)
        assert post(officer, "/login/recovery", code=codes[0]).status_code == expected
        if expected == 302:
            assert officer.get("/queue/").status_code == 200
    assert len(house.person().recovery_codes) == 7


def test_second_factor_can_be_turned_off_by_its_owner(house: House, officer: FlaskClient) -> None:
    enrol(officer)
    post(officer, "/account/second-factor", setup="disable")
    assert house.person().totp_secret is None
    assert officer.get("/queue/").status_code == 200


def test_new_second_factor_ends_the_other_sessions(house: House, officer: FlaskClient) -> None:
    elsewhere = house.app.test_client()
    house.sign_in(elsewhere)
    enrol(officer)
    assert officer.get("/queue/").status_code == 200
    assert elsewhere.get("/queue/").status_code == 302


def test_second_factor_can_be_made_a_duty(house: House, browser: FlaskClient) -> None:
    house.app.config["SECURITY_TWO_FACTOR_REQUIRED"] = True
    assert house.sign_in(browser).headers["Location"] == "/account/second-factor"
    assert browser.get("/queue/").status_code == 302
    page = post(browser, "/account/second-factor", setup="authenticator").text
    key = page.split('class="key">', 1)[1].split("<", 1)[0].replace("-", "")
    assert post(browser, "/login/code", "/account/second-factor", code=pyotp.TOTP(key).now()).status_code == 302
    assert browser.get("/queue/").status_code == 200
    assert house.person().totp_secret is not None


def test_new_password_ends_the_other_sessions(house: House, officer: FlaskClient) -> None:
    elsewhere = house.app.test_client()
    house.sign_in(elsewhere)
    before = house.person()
    fresh = "another calm lighthouse"
    form = {"password": PASSWORD, "new_password": fresh, "new_password_confirm": fresh}
    assert post(officer, "/account/password", **form).headers["Location"] == "/account"
    assert house.person().fs_uniquifier != before.fs_uniquifier
    assert str(house.person().password_hash).startswith("$argon2id$")
    assert officer.get("/queue/").status_code == 200
    assert elsewhere.get("/queue/").status_code == 302
    assert house.sign_in(elsewhere).status_code == 200
    assert house.sign_in(elsewhere, password=fresh).status_code == 302


def test_short_password_is_refused_beside_its_field(officer: FlaskClient, house: House) -> None:
    before = house.person()
    form = {"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"}
    page = post(officer, "/account/password", **form).text
    assert 'id="new_password-error"' in page
    assert house.person() == before


def test_a_password_anybody_would_try_is_refused_beside_its_field(officer: FlaskClient, house: House) -> None:
    before = house.person()
    form = {"password": PASSWORD, "new_password": "password1234", "new_password_confirm": "password1234"}
    page = post(officer, "/account/password", **form).text
    assert "one of the first that anybody would try" in page
    assert house.person() == before


def test_going_back_to_the_code_signs_nobody_out(officer: FlaskClient) -> None:
    assert officer.get("/login/code").headers["Location"] == "/account"
    assert officer.get("/queue/").status_code == 200


@pytest.mark.parametrize("address", ["/queue", "/login/code", "/"])
def test_no_redirect_believes_the_host_somebody_names(officer: FlaskClient, address: str) -> None:
    answer = officer.get(address, headers={"Host": "evil.example"})
    assert (answer.status_code in {302, 308}, "evil.example" in answer.headers["Location"]) == (True, False)


def test_signing_out_leaves_nothing_behind(house: House, officer: FlaskClient) -> None:
    stolen = officer.get_cookie("session")
    assert stolen is not None
    post(officer, "/logout", "/account")
    assert officer.get("/queue/").status_code == 302
    thief = house.app.test_client()
    thief.set_cookie("session", stolen.value)
    assert thief.get("/queue/").status_code == 302
    assert events(house) == ["signed-in", "signed-out"]


def test_post_without_token_changes_nothing(house: House, officer: FlaskClient) -> None:
    answer = officer.post("/logout")
    assert answer.status_code == 400
    assert "This page has expired" in answer.text
    assert officer.get("/queue/").status_code == 200


def test_help_by_mail_is_shut(browser: FlaskClient) -> None:
    assert browser.get("/login/rescue").status_code == 404


def test_roles_open_pages_and_name_the_actor(house: House, officer: FlaskClient) -> None:
    assert officer.get("/set-up/").status_code == 403
    assert officer.get("/trail/").status_code == 200
    with officer:
        officer.get("/queue/")
        actor = current_actor()
    assert actor.account == Id(house.person().id)
    assert actor.name == f"account:{house.person().id}"
    assert actor.roles == {"officer"}


def test_administrator_sees_no_queue(house: House, browser: FlaskClient) -> None:
    house.sign_in(browser, ADMINISTRATOR)
    assert browser.get("/queue/").status_code == 403
    assert browser.get("/").headers["Location"] == "/trail/"


def test_closed_account_is_out_at_once(house: House, officer: FlaskClient) -> None:
    object.__setattr__(house.person(), "active", False)
    assert officer.get("/queue/").status_code == 302


def test_idle_and_long_sessions_end(house: House, officer: FlaskClient) -> None:
    for _ in range(13):
        house.clock.step(minutes=50)
        assert officer.get("/queue/").status_code == 200
    house.clock.step(minutes=61)
    assert officer.get("/queue/").status_code == 302
    house.sign_in(officer)
    for _ in range(15):
        house.clock.step(minutes=50)
        last = officer.get("/queue/").status_code
    assert last == 302


def test_sign_in_required_answers_machines_and_parts_in_their_way(house: House, browser: FlaskClient) -> None:
    part = browser.get("/queue/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/login")
