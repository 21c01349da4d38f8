"""The delay guard: risks by the pack's own words, offers in order, grounds with facts, a manager in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.facts import case as f
from register.domain.obligations.delays import offers
from register.domain.obligations.risks import at_risk
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    OLIVE,
    PACK,
    Scene,
    a_delay,
    a_response,
    an_opening,
    approved,
    at,
    drafted,
    given,
)

STANDARD = c.Classifying("standard")
FACTS = "The surgeon reports on 20 June."


def a_case(scene: Scene, classifying: c.Classifying = STANDARD) -> Id:
    return scene.do(an_opening(classifying=classifying))


def risks(scene: Scene, case: Id) -> list[str]:
    return [found.risk.id for found in at_risk(scene.case(case), PACK, scene.now)]


def offered(scene: Scene, case: Id) -> list[str]:
    return list(offers(scene.case(case), PACK, scene.now))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-05-31T09:00", []),
        ("2026-06-01T09:00", ["nobody-assigned"]),
        ("2026-06-04T09:00", ["no-draft", "nobody-assigned"]),
        ("2026-06-07T09:00", ["no-draft", "nobody-assigned", "not-approved"]),
        ("2026-06-09T09:00", ["manager", "no-draft", "nobody-assigned", "not-approved"]),
    ],
)
def test_a_case_is_at_risk_by_what_it_lacks_and_the_days_left(moment: str, expected: list[str]) -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at(moment)
    assert risks(scene, case) == expected


def test_what_is_there_is_no_risk() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.do(c.AssignCase(case=case, assignee=OLIVE.account))
    scene.now = at("2026-06-09T09:00")
    drafted(scene, case, a_response(scene, case))
    assert risks(scene, case) == ["manager", "not-approved"]
    approved(scene, case)
    assert risks(scene, case) == ["manager"]
    given(scene, case)
    assert risks(scene, case) == []


def test_a_case_without_a_class_is_at_risk_earlier() -> None:
    scene = Scene()
    case = a_case(scene, c.Classifying())
    scene.do(c.AssignCase(case=case, assignee=OLIVE.account))
    scene.now = at("2026-05-27T09:00")
    assert risks(scene, case) == ["not-classified"]


@pytest.mark.provision("D1", "D9")
def test_a_ground_comes_before_a_notification_and_answering_before_both() -> None:
    scene = Scene()
    case = a_case(scene)
    assert offered(scene, case) == []
    scene.now = at("2026-06-09T09:00")
    assert offered(scene, case) == ["respond", "reassign", "state-ground"]
    scene.do(c.StateDelayGround(case=case, ground="medical-appointment", facts=FACTS))
    assert offered(scene, case) == ["respond", "reassign", "notify-delay"]


@pytest.mark.provision("D1", "D2")
def test_nothing_is_drafted_without_the_facts_of_this_complaint() -> None:
    """271.65."""
    scene = Scene()
    case = a_case(scene)
    other = a_case(scene)
    writing = replace(a_delay(scene, case), contact=None, via="phone")
    draft = le.DraftLetter(case=other, writing=writing)
    assert "ground-not-stated" in scene.refused(draft)
    empty = c.StateDelayGround(case=other, ground="medical-appointment", facts=" ")
    assert scene.refused(empty) == {"required": "facts"}


@pytest.mark.provision("F2")
def test_past_the_limit_only_the_notice_of_the_right_to_go_on_is_offered() -> None:
    """271.111: never counted as a delay notification."""
    scene = Scene()
    case = a_case(scene)
    texts = (("limit-passed", "We did not answer in time."), ("afca-right", "You may go on."))
    notice = a_response(scene, case, type="out-of-time-notice", decision=None, blocks=texts)
    assert scene.refused(le.DraftLetter(case=case, writing=notice)) == {"limit-not-passed": "type"}
    scene.now = at("2026-06-12T00:00")
    assert offered(scene, case) == ["respond", "reassign", "tell-out-of-time"]
    late = a_delay(scene, case)
    assert scene.refused(le.DraftLetter(case=case, writing=late)) == {"limit-passed": "type"}
    drafted(scene, case, notice)


@pytest.mark.provision("D8")
def test_after_a_valid_delay_notification_nothing_is_out_of_time() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-10T09:00")
    given(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T09:00")
    assert offered(scene, case) == []


def test_a_manager_is_told_once_two_days_before_the_limit() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-08T23:00")
    scene.do(c.EscalateRisks(case=case), WORKER)
    assert scene.facts == []
    scene.now += timedelta(hours=2)
    scene.do(c.EscalateRisks(case=case), WORKER)
    assert [type(fact) for fact in scene.facts] == [f.RiskEscalated]
    scene.do(c.EscalateRisks(case=case), WORKER)
    assert scene.facts == []
    told = scene.case(case).escalations[0]
    taken = c.TakeEscalation(case=case, escalation=told.id, decision="Answered today by the team lead")
    assert "not-permitted" in scene.refused(taken, OLIVE)
    scene.do(taken, ASH)
    assert scene.case(case).escalations[0].taken_by == ASH.name
    assert "already-done" in scene.refused(taken, ASH)
    nobody = c.TakeEscalation(case=case, escalation=case, decision="x")
    assert "no-such-escalation" in scene.refused(nobody, ASH)
