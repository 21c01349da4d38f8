"""A complaint the external scheme sent back: its time by the pack's rules, and what ends it."""

from datetime import date, timedelta
from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.obligations.risks import at_risk
from register.domain.values import Id
from tests.domain.decide.scene import (
    CONTACT,
    PACK,
    RECEIVED,
    RIGHT,
    Scene,
    a_closing,
    a_delay,
    an_opening,
    at,
    drafted,
    given,
)

INVOLVED = ("afca-involved", "Your complaint is already with AFCA.")
LATER = RECEIVED + timedelta(days=10)


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = LATER
    return scene, case


def a_step(case: Id, **told: Any) -> c.RecordExternalStep:
    return c.RecordExternalStep(**{"case": case, "kind": "referred-back", "at": LATER, **told})


def due_on(scene: Scene, case: Id, rule: str) -> date | None:
    (found,) = [d.due for d in scene.case(case).deadlines if d.due.rule == rule and not d.replaced]
    return found.derivation.due_calendar


@pytest.mark.provision("FC2")
@pytest.mark.scenario("X22", cite="271.66 Note 3")
def test_x22_part_way_the_balance_of_the_original_limit_is_left() -> None:
    scene, case = a_stage()
    scene.do(a_step(case))
    assert due_on(scene, case, "refer-back-part-way") == date(2026, 6, 11)
    assert due_on(scene, case, "idr-response-standard") == date(2026, 6, 11)


@pytest.mark.provision("FC3")
@pytest.mark.scenario("X23", cite="AFCA member page")
def test_x23_after_our_process_there_are_twenty_one_days() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.now = at("2026-07-01T10:00")
    scene.do(a_step(case, at=scene.now))
    assert due_on(scene, case, "refer-back-through") == date(2026, 7, 22)
    assert scene.limit(case, "refer-back-response").is_open
    assert scene.limit(case).met_at is not None


@pytest.mark.provision("FC3", "FC4")
def test_the_date_the_scheme_stated_wins_and_a_new_one_wins_over_it() -> None:
    scene, case = a_stage()
    scene.do(a_step(case, due_on=date(2026, 6, 20)))
    assert due_on(scene, case, "refer-back-stated") == date(2026, 6, 20)
    scene.do(a_step(case, due_on=date(2026, 7, 4)))
    assert due_on(scene, case, "refer-back-stated") == date(2026, 7, 4)
    assert due_on(scene, case, "idr-response-standard") == date(2026, 6, 11)
    scene.limit(case, "refer-back-response")


def test_a_new_date_leaves_the_stage_an_officer_gave() -> None:
    scene, case = a_stage()
    scene.do(a_step(case, stage="through", stage_reason="Their letter says so"))
    scene.do(a_step(case, due_on=date(2026, 7, 4)))
    assert [step.stage for step in scene.case(case).external_steps] == ["through", "through"]
    assert due_on(scene, case, "refer-back-stated") == date(2026, 7, 4)


@pytest.mark.provision("FC1")
@pytest.mark.parametrize(
    ("complaint_class", "rule", "day"),
    [
        ("standard", "refer-back-standard", date(2026, 6, 11)),
        ("super-trustee", "refer-back-superannuation-or-trustee", date(2026, 6, 26)),
        ("credit-hardship-notice", "refer-back-hardship", date(2026, 6, 2)),
    ],
)
def test_a_complaint_not_yet_through_has_the_whole_limit_of_its_class(
    complaint_class: str, rule: str, day: date
) -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying(complaint_class)))
    scene.do(a_step(case, at=RECEIVED))
    assert due_on(scene, case, rule) == day


@pytest.mark.provision("D6", "D7")
def test_a_delay_notified_after_a_referral_back_says_so_and_moves_no_date_of_the_scheme() -> None:
    """271.66 Notes 3 and 4."""
    scene, case = a_stage()
    letter = drafted(scene, case, a_delay(scene, case))
    scene.do(a_step(case))
    before = scene.limit(case, "refer-back-response").due
    assert scene.refused(le.SubmitLetter(case=case, letter=letter)) == {"block-missing": "blocks.afca-involved"}
    blocks = (("delay-reasons", "We wait for your doctor."), INVOLVED, RIGHT, CONTACT)
    given(scene, case, a_delay(scene, case, blocks=blocks))
    assert scene.limit(case, "delay-notification").met_at == scene.now
    after = scene.limit(case, "refer-back-response")
    assert (after.due, after.is_open) == (before, True)


def test_an_answer_ends_a_referral_back() -> None:
    scene, case = a_stage()
    scene.do(a_step(case))
    letter = given(scene, case)
    assert scene.limit(case, "refer-back-response").met_by == letter


def test_an_answer_sent_before_a_referral_was_recorded_ends_it_too() -> None:
    scene, case = a_stage()
    letter = given(scene, case)
    scene.now += timedelta(days=3)
    scene.do(a_step(case, at=LATER - timedelta(days=2)))
    assert scene.limit(case, "refer-back-response").met_by == letter


def test_a_second_referral_opens_a_limit_of_its_own() -> None:
    scene, case = a_stage()
    scene.do(a_step(case))
    given(scene, case)
    scene.now = at("2026-07-01T10:00")
    scene.do(a_step(case, at=scene.now))
    limits = [d for d in scene.case(case).deadlines if d.due.duty == "refer-back-response" and not d.replaced]
    assert [(d.due.rule, d.is_open) for d in limits] == [("refer-back-part-way", False), ("refer-back-through", True)]


def test_settling_with_the_scheme_ends_a_referral_back() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.now += timedelta(days=30)
    scene.do(a_step(case, at=scene.now))
    scene.do(c.RecordEvent(case=case, event="resolved", at=scene.now, evidence="Our answer of today to the scheme"))
    assert scene.limit(case, "refer-back-response").met_at == scene.now


@pytest.mark.provision("FC5")
def test_the_time_to_go_to_the_scheme_is_the_complainants_and_unconfirmed() -> None:
    scene, case = a_stage()
    given(scene, case)
    due = scene.limit(case, "scheme-window").due
    assert (due.kind, due.derivation.confirmed, due.derivation.due_calendar) == ("window", "U", date(2028, 5, 22))
    assert PACK.rules[due.rule].bound == "complainant"


@pytest.mark.provision("FC3", "Q1")
def test_what_was_rightly_ended_early_missed_nothing_by_coming_back() -> None:
    """271.71: no response was needed; the scheme's twenty-one days run, the limit of 11 June was not missed."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = at("2026-05-19T10:00")
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    scene.now = at("2026-06-20T10:00")
    scene.do(a_step(case, at=scene.now))
    assert (scene.case(case).status, scene.case(case).external_steps[-1].stage) == ("open", "through")
    assert scene.limit(case).met_at == at("2026-05-19T10:00")
    assert due_on(scene, case, "refer-back-through") == date(2026, 7, 11)
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()


@pytest.mark.provision("D6", "FC2")
def test_a_delay_notified_before_excuses_no_date_of_the_scheme() -> None:
    """271.66 Note 3: the exception reaches the guide's own limit, and not what the scheme refers back."""
    scene, case = a_stage()
    scene.now = at("2026-05-20T09:00")
    given(scene, case, a_delay(scene, case))
    scene.now = LATER
    scene.do(a_step(case))
    scene.now = at("2026-06-12T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()
    assert scene.limit(case).missed(scene.now)
    assert scene.limit(case, "refer-back-response").missed(scene.now)


def test_a_complaint_sent_back_is_at_risk_until_it_is_ended() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.now = at("2026-07-01T09:00")
    scene.do(a_step(case, at=scene.now))
    scene.now = at("2026-07-20T09:00")
    assert [found.risk.id for found in at_risk(scene.case(case), PACK, scene.now)] == ["sent-back", "sent-back-manager"]
