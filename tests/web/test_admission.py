"""Limits before any reading: who may send how much, of what."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from register.admission import FORM, MOST_FIELDS, STRANGER, WHERE_FILES_COME
from register.web.pages.cases.cards import STEPS
from tests.web.house import House

URLENCODED = "application/x-www-form-urlencoded"


class Endless(io.RawIOBase):
    """A body without a length, as a server hands it on that ends it itself; knows how much of it is left."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer is all that comes
        piece = min(len(buffer), self.left)
        buffer[:piece] = b"a" * piece
        self.left -= piece
        return piece


def test_a_stranger_sends_a_log_in_and_no_more(browser: FlaskClient) -> None:
    assert browser.post("/login", data=b"a=" + b"x" * (STRANGER - 2), content_type=URLENCODED).status_code == 400
    answer = browser.post("/login", data=b"a=" + b"x" * (STRANGER - 1), content_type=URLENCODED)
    assert (answer.status_code, "Too large" in answer.text) == (413, True)


def test_somebody_signed_in_sends_a_form_and_no_more(officer: FlaskClient) -> None:
    assert officer.post("/queue/form", data=b"a=" + b"x" * (FORM - 2), content_type=URLENCODED).status_code == 400
    assert officer.post("/queue/form", data=b"a=" + b"x" * (FORM - 1), content_type=URLENCODED).status_code == 413


@pytest.mark.parametrize(("fields", "status"), [(MOST_FIELDS, 400), (MOST_FIELDS + 1, 413)])
def test_fields_are_counted_before_they_are_taken_apart(officer: FlaskClient, fields: int, status: int) -> None:
    body = "&".join("a" for _ in range(fields))
    assert officer.post("/queue/form", data=body, content_type=URLENCODED).status_code == status


def test_a_body_without_length_is_held_to_the_same_and_read_to_its_end(house: House) -> None:
    body = Endless(45 * 1024 * 1024)
    environ = EnvironBuilder("/login", method="POST", content_type=URLENCODED).get_environ()
    environ.pop("CONTENT_LENGTH", None)
    environ |= {"wsgi.input": io.BufferedReader(body), "wsgi.input_terminated": True}
    pieces, status, _ = run_wsgi_app(house.app, environ)
    assert (status[:3], b"Too large" in b"".join(pieces)) == ("413", True)
    # Whoever still sends when the connection closes never reads the answer.
    assert body.left == 0


@pytest.mark.parametrize("said", ["5", "[]", '{"csrf_token": 1}', "{"])
def test_pages_read_no_json(browser: FlaskClient, officer: FlaskClient, said: str) -> None:
    for visitor in (browser, officer):
        for method in ("GET", "POST"):
            answer = visitor.open("/login", method=method, data=said, content_type="application/json")
            assert answer.status_code == 415


def test_no_key_of_a_session_signs_anybody_in_as_a_token(house: House, browser: FlaskClient) -> None:
    with house.app.test_request_context():
        token = house.app.extensions["security"].datastore.find_user(id=house.person().id).get_auth_token()
    assert browser.get("/queue/", headers={"Authentication-Token": token}).status_code == 302
    assert browser.get("/queue/", query_string={"auth_token": token}).status_code == 302


def test_an_endless_address_is_not_taken_apart(browser: FlaskClient) -> None:
    assert browser.get("/login?" + "a&" * 20_000).status_code == 414


def test_every_step_that_takes_a_file_may_be_sent_one() -> None:
    steps = {("cases.act", name) for name, step in STEPS.items() if step.FILES}
    assert steps == {place for place in WHERE_FILES_COME if place[0] == "cases.act"}
