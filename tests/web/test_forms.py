"""Forms tie their words to their fields; axe does not see when they do not."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.house import House, post

FILLED = {"product": "home", "received": "2026-08-03", "way": "phone", "words": "It leaks."}


def input_of(page: str, name: str) -> str:
    found = re.search(rf'<(?:input|select|textarea)[^>]* name="{name}"[^>]*>', page)
    assert found is not None
    return found[0]


def test_hint_and_error_are_both_tied_to_the_field(officer: FlaskClient) -> None:
    shown = input_of(officer.get("/queue/form").text, "received")
    assert 'aria-describedby="received-hint"' in shown
    assert "aria-invalid" not in shown
    page = post(officer, "/queue/form").text
    refused = input_of(page, "received")
    assert 'aria-describedby="received-hint received-error"' in refused
    assert 'aria-invalid="true"' in refused
    assert 'id="received-hint"' in page
    assert 'id="received-error"' in page


@pytest.mark.parametrize("name", ["way", "needs"])
def test_choices_stand_in_a_fieldset_with_a_legend(officer: FlaskClient, name: str) -> None:
    page = officer.get("/queue/form").text
    group = re.search(rf'(?s)<fieldset[^>]* id="{name}".*?</fieldset>', page)
    assert group is not None
    assert "<legend" in group[0]
    assert group[0].count("form-check-label") == 2


def test_summary_leads_to_every_problem(officer: FlaskClient) -> None:
    page = post(officer, "/queue/form", product="home").text
    summary = page.split('id="problems"', 1)[1].split("</div>", 1)[0]
    for name in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{name}"' in page
    assert summary.count("<li>") == 3


def test_refusal_of_the_door_is_shown_at_its_field(officer: FlaskClient) -> None:
    page = post(officer, "/queue/form", **FILLED).text
    assert re.search(r'(?s)id="brand-error".*?The register has no such brand\.', page)
    summary = page.split('id="problems"', 1)[1].split("</div>", 1)[0]
    assert "There is no such complaint" in summary
    assert 'href="#brand"' in summary


def test_what_was_typed_is_still_there(officer: FlaskClient) -> None:
    page = post(officer, "/queue/form", words="<b>It leaks</b>").text
    assert "&lt;b&gt;It leaks&lt;/b&gt;</textarea>" in page


def test_form_without_its_token_is_refused(house: House, officer: FlaskClient) -> None:
    assert officer.post("/queue/form", data=FILLED).status_code == 400
