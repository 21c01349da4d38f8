"""Whoever signs in with what is not enough yet does nothing else before it is mended."""

from flask import Flask

from register.domain.actors import CONSOLE
from register.domain.commands.account import SetPassword
from register.domain.commands.register import SetHouseRules
from register.domain.subjects.firm import HouseRules
from register.domain.values import Id
from tests.build import Bench
from tests.web.pages.test_signing_in import PASSWORD, an_enrolled_officer, given_password, sign_in
from tests.web.pages.visit import Visit, visit

OWN = "a lantern over quiet water"
PAGES = ("/queue/", "/inbox/", "/account", "/account/tokens/", "/cases/C-2026-000001", "/", "/trail/")


def test_a_password_somebody_else_made_opens_nothing_but_its_change(app: Flask, bench: Bench) -> None:
    email = given_password(app, bench, CONSOLE)
    browser = app.test_client()
    assert sign_in(browser, email) == 302
    for address in PAGES:
        answer = browser.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/account/password")
    page = browser.get("/account/password").text
    assert "Somebody else made your password." in page
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    told = {"csrf_token": token, "password": PASSWORD, "new_password": OWN, "new_password_confirm": OWN}
    assert browser.post("/account/password", data=told).status_code == 302
    assert browser.get("/queue/").status_code == 200
    assert sign_in(app.test_client(), email, OWN) == 302


def needed_by(bench: Bench, *roles: str) -> None:
    kept = HouseRules()
    rules = SetHouseRules(
        officer_amount=kept.officer_amount,
        second_person=kept.second_person,
        assess_within_days=kept.assess_within_days,
        second_factor=roles,
    )
    bench.do(rules, bench.admin)


def test_a_role_that_needs_a_second_factor_sets_one_up_first(app: Flask, bench: Bench, ash: Visit) -> None:
    needed_by(bench, "officer")
    email = given_password(app, bench, bench.officer)
    browser = app.test_client()
    assert sign_in(browser, email) == 302
    for address in PAGES:
        answer = browser.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/account/second-factor")
    assert "Your role needs a second factor." in browser.get("/account/second-factor").text
    ash.get("/queue/")


def test_whoever_has_a_second_factor_goes_on(app: Flask, bench: Bench) -> None:
    needed_by(bench, "officer")
    an_enrolled_officer(app, bench)
    assert visit(app, bench, bench.officer).client.get("/queue/").status_code == 200


def test_a_program_of_theirs_goes_on(app: Flask, bench: Bench) -> None:
    needed_by(bench, "officer")
    bench.do(SetPassword(account=Id(str(bench.officer.account)), password_hash="$argon2id$x"), CONSOLE)
    assert app.test_client().get("/api/v1/cases").status_code == 401
    assert app.test_client().get("/login").status_code == 200
