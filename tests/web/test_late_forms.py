"""What somebody typed when their session was over: kept for them, shown to nobody else, sent by their own click."""

import html
import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from register.web.late_forms import LONGEST, MOST_FIELDS
from register.web.session import LONGEST as LONGEST_SESSION
from tests.web.house import ADMINISTRATOR, FIELD, House

ADDRESS = "/queue/form"
WORDS = "The roof leaks; they said “wait”.\r\nTwice. <b>"


def token_on(browser: FlaskClient, page: str = ADDRESS) -> str:
    return browser.get(page).text.split(FIELD, 1)[1].split('"', 1)[0]


def filled(browser: FlaskClient) -> dict[str, str]:
    return {"csrf_token": token_on(browser), "product": "home", "way": "phone", "words": WORDS}


def fields_of(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_late_form_is_kept_and_sent_after_signing_in_again(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    late = officer.post(ADDRESS, data=typed)
    assert late.status_code == 303
    assert late.location.startswith("/login?next=/unsent/")
    assert "What you typed is kept" in officer.get(late.location).text
    token = token_on(officer, late.location)
    signed_in = officer.post(
        late.location, data={"csrf_token": token, "email": house.person().email, "password": "quiet harbour lantern"}
    )
    assert "/unsent/" in signed_in.location
    page = officer.get(signed_in.location).text
    assert "The roof leaks; they said" in page
    assert "<b>" not in page.split("<main", 1)[1].split("</main>", 1)[0].replace("</b>", "")
    action = re.search(r'action="(/queue/form\?unsent=[^"]+)"', page)
    assert action is not None
    again = fields_of(page.split(action[0], 1)[1].split("</form>", 1)[0])
    assert again == {**typed, "csrf_token": again["csrf_token"]}
    taken = officer.post(action[1], data=again)
    assert "Brand" in taken.text
    assert house.unsent.rows == {}
    assert "was not sent" not in officer.get("/queue/").text


@pytest.mark.parametrize("ended", ["idle", "over", "revoked", "closed browser", "signed out"])
def test_whatever_ended_the_session_the_words_are_there(house: House, officer: FlaskClient, ended: str) -> None:
    typed = filled(officer)
    if ended == "idle":
        house.clock.step(hours=1, seconds=1)
    elif ended == "over":
        house.clock.now += LONGEST_SESSION + timedelta(days=2)
    elif ended == "revoked":
        for key in list(house.sessions.rows):
            house.sessions.revoke(key, house.clock())
    elif ended == "closed browser":
        officer.delete_cookie("session")
    else:
        officer.post("/logout", data={"csrf_token": token_on(officer)})
    assert officer.post(ADDRESS, data=typed).status_code == 303
    ((owner, _key),) = house.unsent.rows
    assert owner == house.person().id
    house.sign_in(officer)
    assert "Something you typed was not sent" in officer.get("/queue/").text
    assert "The roof leaks" in officer.get("/unsent/").text


def test_nothing_is_carried_out_by_signing_in(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    late = officer.post(ADDRESS, data=typed)
    house.sign_in(officer)
    officer.get(late.location.partition("next=")[2])
    assert len(house.unsent.rows) == 1


def test_page_older_than_the_sign_in_keeps_its_words(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    house.sign_in(officer)
    answer = officer.post(ADDRESS, data=typed)
    assert answer.status_code == 303
    assert answer.location.startswith("/unsent/")
    assert "The roof leaks" in officer.get(answer.location).text


def test_another_person_is_shown_nothing(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    late = officer.post(ADDRESS, data=typed)
    house.sign_in(officer, ADMINISTRATOR)
    assert officer.get(late.location.partition("next=")[2]).location == "/"
    assert "Nothing of yours waits" in officer.get("/account").text
    assert "roof" not in officer.get("/unsent/").text
    refused = officer.post(ADDRESS, data=typed)
    assert refused.status_code == 403
    assert "roof" not in refused.text
    assert {owner for owner, _ in house.unsent.rows} == {house.person().id}


def test_discarded_is_gone_and_only_by_its_owner(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    officer.post(ADDRESS, data=typed)
    ((_owner, key),) = house.unsent.rows
    ada = house.app.test_client()
    house.sign_in(ada, ADMINISTRATOR)
    ada.post(f"/unsent/{key}/discard", data={"csrf_token": token_on(ada, "/account")})
    assert house.unsent.rows
    house.sign_in(officer)
    officer.post(f"/unsent/{key}/discard", data={"csrf_token": token_on(officer, "/account")})
    assert house.unsent.rows == {}


def test_secrets_and_files_are_never_kept(house: House, officer: FlaskClient) -> None:
    secret = {"password": "hunter22", "secrets": "s3cr3t", "verify_token": "t0k3n", "secrets-secrets": "s3cr3t"}
    typed = {**filled(officer), **secret, "file": (BytesIO(b"bytes in a file"), "evidence.txt")}
    house.clock.step(hours=2)
    officer.post(ADDRESS, data=typed)
    (kept,) = house.unsent.rows.values()
    assert not any(word in kept.content for word in ("hunter22", "s3cr3t", "t0k3n", "bytes in a file"))
    assert "The roof leaks" in kept.content
    house.sign_in(officer)
    assert "Not everything could be kept" in officer.get(f"/unsent/{kept.form}").text


@pytest.mark.parametrize("many", ["long", "fields"])
def test_what_is_too_long_is_refused_with_the_way_out(house: House, officer: FlaskClient, many: str) -> None:
    typed = filled(officer)
    if many == "long":
        typed["words"] = "x" * (LONGEST + 1)
    else:
        typed |= {f"f{number}": "" for number in range(MOST_FIELDS)}
    house.clock.step(hours=2)
    answer = officer.post(ADDRESS, data=typed)
    assert answer.status_code == 413
    assert "Go back" in answer.text
    assert house.unsent.rows == {}


def test_a_letter_longer_than_a_stranger_may_send_is_kept(house: House, officer: FlaskClient) -> None:
    typed = {**filled(officer), "words": "字" * 20_000}
    house.clock.step(hours=2)
    assert officer.post(ADDRESS, data=typed).status_code == 303
    (kept,) = house.unsent.rows.values()
    assert "字" * 20_000 in kept.content


def test_stranger_with_too_much_is_told_where_it_stands(house: House) -> None:
    answer = house.app.test_client().post(ADDRESS, data={"words": "x" * 100_000})
    assert answer.status_code == 413
    assert "You are not signed in any more" in answer.text


def test_forged_form_is_refused_as_ever(house: House, officer: FlaskClient) -> None:
    for token in ("", "invented", token_on(house.app.test_client(), "/login")):
        stranger = house.app.test_client()
        assert stranger.post(ADDRESS, data={"csrf_token": token, "words": WORDS}).status_code == 400
    assert officer.post(ADDRESS, data={"words": WORDS}).status_code == 400
    assert house.unsent.rows == {}


def test_part_of_a_page_says_so_and_leads_nowhere(house: House, officer: FlaskClient) -> None:
    typed = filled(officer)
    house.clock.step(hours=2)
    part = officer.post(ADDRESS, data=typed, headers={"HX-Request": "true"})
    assert part.status_code == 401
    assert "HX-Redirect" not in part.headers
    assert "Your text stays here" in part.text
    assert house.unsent.rows == {}
    house.sign_in(officer)
    assert "save it to go on" in officer.post(ADDRESS, data=typed, headers={"HX-Request": "true"}).text


def test_sign_in_page_that_waited_too_long_asks_once_more(house: House, browser: FlaskClient) -> None:
    typed = {"csrf_token": token_on(browser, "/login"), "email": "officer@kookaburra.example", "password": "secret"}
    house.clock.step(hours=2)
    answer = browser.post("/login?next=/queue/", data=typed)
    assert answer.status_code == 303
    assert answer.location == "/login?next=/queue/"
    assert "waited too long" in browser.get(answer.location).text
    assert house.unsent.rows == {}
