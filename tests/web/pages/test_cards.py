"""The case's page in cards: each by itself, forms only where they are asked for, the same without scripts."""

import re
from typing import Final

import pytest
import sqlalchemy as sa

from register.domain.commands import case as c
from register.web.pages.cases.cards import CARDS, STEPS
from tests.build import Bench, a_case
from tests.web.pages.visit import Forms, Visit

CASE: Final = "/cases/C-2026-000001"
PART: Final = {"HX-Request": "true"}


def test_the_page_holds_no_form_of_a_step_and_leads_to_each(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    page = olive.get(CASE)
    assert [action for action in Forms(page).by_action if action.startswith("/cases/")] == []
    offered = re.findall(rf'<a href="{CASE}/([a-z-]+)" data-form>', page)
    assert {"classify", "note", "assign", "contact", "close"} <= set(offered)
    assert "reopen" not in offered
    for step in offered:
        part, whole = olive.client.get(f"{CASE}/{step}", headers=PART).text, olive.get(f"{CASE}/{step}")
        assert "<html" not in part
        assert Forms(part).by_action[f"{CASE}/{step}"].keys() == Forms(whole).by_action[f"{CASE}/{step}"].keys()


@pytest.mark.parametrize("card", CARDS)
def test_each_card_is_given_by_itself(bench: Bench, olive: Visit, audrey: Visit, card: str) -> None:
    a_case(bench)
    part, whole = olive.client.get(f"{CASE}/cards/{card}", headers=PART).text, olive.get(f"{CASE}/cards/{card}")
    assert "<html" not in part
    assert part.strip() in olive.get(CASE)
    assert part.strip() in whole
    assert "step-" not in audrey.get(f"{CASE}/cards/{card}")


def test_a_step_that_has_nothing_to_do_leads_back_to_its_card(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    answer = olive.client.get(f"{CASE}/reopen")
    assert (answer.status_code, answer.location) == (302, f"{CASE}#next")
    assert "“Reopen” is not to be done now." in olive.get(CASE)


def test_every_reading_is_written_down_once(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    for address in (CASE, f"{CASE}/note", f"{CASE}/cards/notes"):
        before = len(readings(bench, case))
        olive.get(address)
        assert len(readings(bench, case)) == before + 1


def readings(bench: Bench, case: str) -> list[str]:
    """Return the names of those who read the case, once for each time."""
    log = sa.table("security_log", sa.column("actor"), sa.column("what"), sa.column("subject_id"))
    query = sa.select(log.c.actor).where(log.c.what == "read:case", log.c.subject_id == case)
    with bench.register.reader._engine.connect() as connection:
        return list(connection.execute(query).scalars())


def test_no_card_and_no_step_of_another_name_is_known(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    olive.get(f"{CASE}/cards/guard", 404)
    olive.get(f"{CASE}/guard", 404)


def test_what_is_refused_shows_its_card_beside_the_form(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    bench.do(c.AddNote(case=case, text="The branch was closed that day"))
    answer = olive.step(case, "note", text=" ")
    assert answer.status_code == 422
    assert "The branch was closed that day" in answer.text
    assert f'action="{CASE}/note"' in answer.text


def test_each_step_stands_on_one_card() -> None:
    assert sorted(STEPS) == sorted(step for card in CARDS.values() for step in card.steps)


def test_the_page_shows_the_newest_of_a_long_history_and_the_card_all_of_it(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    for number in range(40):
        bench.do(c.AddNote(case=case, text=f"Called, {number} times by now."))
    page, whole = olive.get(f"/cases/{case}"), olive.get(f"/cases/{case}/cards/history")
    history = page.partition('id="history"')[2]
    assert "Called, 39 times" in history
    assert "Called, 3 times" not in history
    assert re.search(r"All \d+ lines", history)
    assert all(f"Called, {number} times" in whole for number in range(40))
