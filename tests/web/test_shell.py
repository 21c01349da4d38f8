"""The frame: headers, menu, theme, language, error pages."""

import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import gettext

from register.web.security import CONTENT_SECURITY_POLICY, HEADERS, protect
from register.web.texts import install_languages, language_name
from tests.web.house import House, post


def test_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none';")


@pytest.mark.parametrize("address", ["/login", "/queue/", "/nowhere", "/static/register.css"])
def test_every_answer_carries_the_headers(browser: FlaskClient, address: str) -> None:
    with browser.get(address) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_pages_are_not_stored_and_files_are(browser: FlaskClient) -> None:
    assert browser.get("/login").headers["Cache-Control"] == "no-store"
    with browser.get("/static/register.css") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_https_is_insisted_on_where_people_use_it() -> None:
    app = Flask(__name__, static_folder=None)
    protect(app, secure=True)
    assert app.test_client().get("/").headers["Strict-Transport-Security"].startswith("max-age=")


def test_pages_hold_no_inline_script_or_style(officer: FlaskClient) -> None:
    for address in ("/queue/", "/account", "/account/second-factor", "/nowhere"):
        page = officer.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)


def test_menu_shows_what_exists_and_is_open(house: House, officer: FlaskClient) -> None:
    page = officer.get("/queue/").text
    menu = page.split('class="places"', 1)[1].split("</nav>", 1)[0]
    assert re.findall(r'<a href="([^"]+)"', menu) == ["/inbox/", "/queue/", "/trail/"]
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == ["/queue/"]


def test_theme_is_kept_and_leads_back(officer: FlaskClient) -> None:
    assert 'data-theme="auto" data-bs-theme="light"' in officer.get("/account").text
    answer = post(officer, "/preferences", "/account", theme="dark", next="/account")
    assert answer.headers["Location"] == "/account"
    assert 'data-theme="dark" data-bs-theme="dark"' in officer.get("/account").text


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""])
def test_preferences_lead_nowhere_else(officer: FlaskClient, there: str) -> None:
    answer = post(officer, "/preferences", "/account", theme="sepia", next=there)
    assert answer.headers["Location"] == "/"
    assert "theme=" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(("address", "status"), [("/nowhere", 404), ("/set-up/", 403)])
def test_errors_are_pages_of_the_register(officer: FlaskClient, address: str, status: int) -> None:
    answer = officer.get(address)
    assert answer.status_code == status
    assert f'class="error-status">{status}<' in answer.text
    assert "Sign out" in answer.text


def test_machines_get_problem_json(browser: FlaskClient) -> None:
    answer = browser.get("/api/v1/nowhere")
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json() == {"type": "about:blank", "status": 404, "title": "Not Found"}


def test_broken_page_says_so_without_details(officer: FlaskClient) -> None:
    answer = officer.get("/queue/broken")
    assert answer.status_code == 500
    assert "Something broke" in answer.text
    assert "ZeroDivision" not in answer.text


def test_uncaught_refusal_lists_every_reason(officer: FlaskClient) -> None:
    answer = officer.get("/queue/refused")
    assert answer.status_code == 409
    assert "Letter not approved. (RG 271.53)" in answer.text
    assert "There is no such complaint" in answer.text


def test_htmx_gets_the_message_alone(officer: FlaskClient) -> None:
    answer = officer.get("/queue/refused", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_visitor_reads_in_a_language_of_their_choice(tmp_path: Path) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Sign in", "Se connecter")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    app = Flask(__name__, static_folder=None)
    install_languages(app, tmp_path)
    app.add_url_rule("/", "words", lambda: f"{gettext('Sign in')} {language_name('zh')}")
    visitor = app.test_client()
    assert visitor.get("/").text == "Sign in Chinese"
    assert visitor.get("/", headers={"Accept-Language": "fr-CH, en;q=0.5"}).text == "Se connecter chinois"
    visitor.set_cookie("language", "fr")
    assert visitor.get("/", headers={"Accept-Language": "en"}).text == "Se connecter chinois"
    visitor.set_cookie("language", "../../etc")
    assert visitor.get("/").text == "Sign in Chinese"


def test_words_of_others_are_escaped_and_isolated(house: House) -> None:
    source = "{% from 'macros/parts.html' import quote %}{{ quote(words) }}"
    with house.app.test_request_context():
        page = render_template_string(source, words="<script>x</script>\u202etxt.exe\x00")
    assert "<script>" not in page
    assert "\u202e" not in page
    assert "\x00" not in page
    assert "holds hidden characters" in page


def test_every_icon_of_the_code_is_on_the_sheet() -> None:
    web = Path(__file__).parents[2] / "register" / "web"
    sheet = (web / "static" / "vendor" / "icons.svg").read_text(encoding="utf-8")
    asked = {
        name
        for file in [*web.rglob("*.html"), *web.rglob("*.py"), Path(__file__).parent / "kitchen.html"]
        for name in re.findall(r'\bicon\("([a-z0-9-]+)"\)', file.read_text(encoding="utf-8"))
    }
    assert asked
    assert {name for name in asked if f'id="{name}"' not in sheet} == set()
