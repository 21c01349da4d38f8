"""The other firms of a complaint, on its page: named, told, answering for themselves, and sharing the loss."""

import re

from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit


def plainly(person: Visit, case: str, step: str = "") -> str:
    """Return the page, or a step's form, without the marks that keep the direction of words to themselves."""
    return re.sub("[\u2068\u2069]", "", person.get(f"/cases/{case}{step and f'/{step}'}"))


def named(bench: Bench, olive: Visit) -> tuple[Id, Id]:
    case = a_case(bench)
    done = step(olive, case, "respondent", name="Tin Can Telecom", sector="telco", contact="02 5550 0009")
    assert done.status_code == 302, done.text
    (respondent,) = read(bench, case).respondents
    return case, respondent.id


def answered(olive: Visit, case: Id, party: str, result: str, **more: str) -> None:
    done = step(olive, case, "finding", respondent=party, result=result, words="By our own review", **more)
    assert done.status_code == 302, done.text


def test_another_firm_is_named_and_told_with_consent(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    assert "No other firm is named." in plainly(olive, case)
    case, telco = named(bench, olive)
    page = plainly(olive, case)
    assert "Tin Can Telecom" in page
    assert "Telecommunications firm" in page
    told = {"respondent": telco, "way": "passed", "what": "The text messages"}
    refused = step(olive, case, "exchange", **told)
    assert refused.status_code == 422
    assert "Say when the complainant agreed" in refused.text
    agreed = {"consent_at": "2026-08-01T09:00", "consent": "Said so on the phone"}
    done = step(olive, case, "exchange", **told, **agreed)
    assert done.status_code == 302, done.text
    page = plainly(olive, case)
    assert "The text messages" in page
    assert "Said so on the phone" in page


def test_the_form_for_shares_starts_from_equal_ones_and_refuses_more_than_all(bench: Bench, olive: Visit) -> None:
    case, telco = named(bench, olive)
    assert "No figure is offered until every firm has answered." in plainly(olive, case)
    answered(olive, case, "own", "not-complied")
    answered(olive, case, telco, "not-complied")
    page = plainly(olive, case)
    assert "a default of the house" in page
    field = f"shares_{telco.replace('-', '_')}"
    assert '"50.00 %"' in plainly(olive, case, "shares")
    refused = step(olive, case, "shares", shares_own="60 %", **{field: "40.01 %"})
    assert refused.status_code == 422
    assert "The shares come to 100.01 %: at most 100 % together." in re.sub("[\u2068\u2069]", "", refused.text)
    over = step(olive, case, "shares", shares_own="100.01 %", **{field: ""})
    assert "A share of 100.01 % is more than all of it" in over.text
    done = step(olive, case, "shares", loss="10000.00", shares_own="5000.00", **{field: "5000.00"})
    assert done.status_code == 302, done.text
    assert "Of a loss of" in plainly(olive, case)
    agreed = step(olive, case, "shares-agreed", evidence="Both firms wrote so")
    assert agreed.status_code == 302, agreed.text
    page = plainly(olive, case)
    assert "Both firms wrote so" in page
    assert "shares-agreed" not in page
    history = page.split('id="history"')[1]
    assert "Shares of the loss proposed" in history
    assert "Tin Can Telecom: 5000.00" in history


def test_where_one_played_a_greater_part_no_figure_is_offered(bench: Bench, olive: Visit) -> None:
    case, telco = named(bench, olive)
    answered(olive, case, "own", "not-complied")
    answered(olive, case, telco, "not-complied", greater_part="y")
    assert "No figure is offered: one firm played a materially greater part." in plainly(olive, case)


def test_a_firm_named_by_mistake_is_taken_back(bench: Bench, olive: Visit) -> None:
    case, telco = named(bench, olive)
    assert "Another firm that was named" in plainly(olive, case, "withdraw")
    done = step(olive, case, "withdraw", record=f"respondent:{telco}", reason="Another firm of that name")
    assert done.status_code == 302, done.text
    assert "No other firm is named." in plainly(olive, case)
