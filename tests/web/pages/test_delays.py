"""The delay guard on the pages: why a case is at risk, what is offered and in which order, and a manager in time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from register.domain.actors import WORKER, Actor
from register.domain.commands import case as c
from register.domain.obligations.risks import horizons
from register.domain.subjects.case import Case
from register.domain.values import Id
from register.reader.pagination import Page
from tests.build import Bench, a_case, an_accepted_response, restrict
from tests.web.pages.visit import Visit, visit

FACTS = "The surgeon reports on 20 August."


def the_case(bench: Bench, case: Id) -> Case:
    return bench.register.reader.cases.open(bench.approver, case).case


def days_later(app: Flask, bench: Bench, days: int, actor: Actor | None = None) -> Visit:
    """Somebody signs in again some days after 3 August; the complaint's last day is 2 September."""
    bench.clock.now = datetime(2026, 8, 3, 1, 30, tzinfo=UTC) + timedelta(days=days)
    return visit(app, bench, actor or bench.officer)


def card(page: str, name: str = "delays") -> str:
    """Return a card of a page; empty where it is not there."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def act(person: Visit, case: Id, step: str, /, **fields: object) -> int:
    return person.step(case, step, **fields).status_code


def letters(person: Visit, case: Case) -> str:
    """Return the letters the editor offers to begin with."""
    return person.get(f"/letters/{case.reference}/new").partition('name="type"')[2].partition("</select>")[0]


@pytest.mark.provision("D1", "D2")
def test_answering_comes_first_and_a_notification_only_after_a_ground(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    assert card(days_later(app, bench, 10).get(f"/cases/{case}")) == ""
    olive = days_later(app, bench, 27)
    found = card(olive.get(f"/cases/{case}"))
    offered = ("Respond now", "Reassign", "State a ground for a delay")
    assert [found.index(words) for words in offered] == sorted(found.index(words) for words in offered)
    assert "No response is drafted, and seven days or less are left" in found
    assert "271.143" in found
    assert "3 days left" in found
    assert "a backlog, are no grounds" in found
    assert "Notify the delay" not in found
    assert "delay-notification" not in letters(olive, the_case(bench, case))
    assert act(olive, case, "state-ground", ground="medical-appointment", facts=" ") == 422
    assert act(olive, case, "state-ground", ground="medical-appointment", facts=FACTS) == 302
    found = card(olive.get(f"/cases/{case}"))
    assert "Notify the delay" in found
    assert "latest safe: before" in found
    assert "3 Sept 2026" in found
    assert FACTS in found
    assert "Olive Officer" in found
    assert "delay-notification" in letters(olive, the_case(bench, case))


def test_the_editor_offers_only_the_grounds_stated(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.StateDelayGround(case=case, ground="medical-appointment", facts=FACTS))
    olive = days_later(app, bench, 20)
    page = olive.get(f"/letters/{the_case(bench, case).reference}/new?type=delay-notification")
    grounds = page.partition('name="ground"')[2].partition("</select>")[0]
    assert 'selected value="medical-appointment"' in grounds
    assert "complexity" not in grounds
    assert "State a ground of the pack" not in page


@pytest.mark.provision("F2")
def test_past_the_limit_only_the_notice_of_the_right_to_go_on_is_left(app: Flask, bench: Bench) -> None:
    """271.111."""
    case = a_case(bench)
    bench.do(c.StateDelayGround(case=case, ground="medical-appointment", facts=FACTS))
    assert "out-of-time-notice" not in letters(days_later(app, bench, 20), the_case(bench, case))
    olive = days_later(app, bench, 32)
    found = card(olive.get(f"/cases/{case}"))
    assert "Tell them they may go on, out of time" in found
    assert "Notify the delay" not in found
    assert "2 days over" in found
    choices = letters(olive, the_case(bench, case))
    assert "out-of-time-notice" in choices
    assert "delay-notification" not in choices


def test_letters_of_another_class_are_not_offered(app: Flask, bench: Bench) -> None:
    ordinary, hardship = a_case(bench), a_case(bench, classifying=c.Classifying("credit-hardship-notice"))
    olive = days_later(app, bench, 1)
    assert "agreement-confirmation" not in letters(olive, the_case(bench, ordinary))
    assert "new-proposal" not in letters(olive, the_case(bench, ordinary))
    assert "agreement-confirmation" in letters(olive, the_case(bench, hardship))


def test_an_answer_that_was_begun_is_where_to_go_on(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    found = card(days_later(app, bench, 27).get(f"/cases/{case}"))
    assert f"/letters/{the_case(bench, case).reference}/{letter}/edit" in found


def test_what_is_at_risk_stands_on_one_page_the_most_pressing_first(app: Flask, bench: Bench) -> None:
    later = a_case(bench)
    bench.do(c.AssignCase(case=later, assignee=bench.officer.account))
    earlier = a_case(bench, received_at=bench.clock() - timedelta(days=3))
    references = [the_case(bench, case).reference for case in (earlier, later)]
    assert "Nothing is at risk here" in days_later(app, bench, 5).get("/at-risk/")
    page = days_later(app, bench, 26).get("/at-risk/")
    places = [page.index(reference) for reference in references]
    assert places == sorted(places)
    assert "Nobody works on the complaint, and ten days or less are left" in page
    assert "Olive Officer" in page
    assert "Respond now · Reassign · State a ground" in page


def test_restricted_cases_and_other_brands_are_not_at_risk_for_everybody(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    restrict(bench, case, bench.approver)
    reference = the_case(bench, case).reference
    assert reference not in days_later(app, bench, 29).get("/at-risk/")
    assert reference in days_later(app, bench, 29, bench.approver).get("/at-risk/")
    bench.do(c.EscalateRisks(case=case), WORKER)
    assert reference not in days_later(app, bench, 29).get("/at-risk/")


def test_an_approver_takes_up_what_was_escalated(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    olive = days_later(app, bench, 29)
    bench.do(c.EscalateRisks(case=case), WORKER)
    reference = the_case(bench, case).reference
    assert "escalation not taken up" in olive.get("/queue/")
    assert "nobody took it up" in olive.get("/at-risk/")
    assert "take-escalation" not in olive.get("/at-risk/")
    ash = days_later(app, bench, 29, bench.approver)
    answer = ash.send("/at-risk/", f"/cases/{reference}/take-escalation", decision="Answered today by the team lead")
    assert answer.status_code == 302, answer.text
    found = card(ash.get(f"/cases/{case}"))
    assert "Answered today by the team lead" in found
    assert "taken up" in found
    assert "escalation not taken up" not in ash.get("/queue/")
    assert "Escalated, and nobody took it up" not in ash.get("/at-risk/")


def test_cases_near_a_date_come_page_by_page(bench: Bench) -> None:
    cases = [a_case(bench, received_at=bench.clock() - timedelta(days=days)) for days in (3, 2, 1)]
    ahead = horizons(bench.register.policies.packs.values(), bench.clock() + timedelta(days=60))
    found, cursor = [], None
    while True:
        page: Page[Case] = bench.register.reader.guard.near(bench.officer, ahead, cursor=cursor, limit=1)
        found += [case.id for case in page.items]
        if page.next is None:
            break
        cursor = page.next
    assert found == cases
