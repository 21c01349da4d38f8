"""What ends each limit, whom it binds, and with which force: every rule of the pack at work on a case."""

from datetime import datetime

import pytest

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code, Id
from tests.domain.decide.scene import Scene, a_closing, a_delay, a_response, an_opening, at, given
from tests.policies.reckoning import PACK, Happened, dates, day

RECEIVED = "2026-07-06T09:00"
FROM_RECEIPT = sorted(set(PACK.classes) - {"super-death-benefit"})
CLOSED_WITHOUT_A_LETTER = (
    "standard",
    "traditional-trustee",
    "super-trustee",
    "super-insurance",
    "credit-default-notice",
)
STRONGEST_FIRST = ("E", "L", "G", "house")


def a_case(complaint_class: str, **changes: object) -> tuple[Scene, Id]:
    known = (("card_scheme_days", "60"),) if complaint_class == "card-scheme-unauthorised" else ()
    scene = Scene(now=at(RECEIVED).replace(minute=30))
    told = {"received_at": at(RECEIVED), "classifying": c.Classifying(complaint_class, known=known), **changes}
    return scene, scene.do(an_opening(**told))


def tell(scene: Scene, case: Id, event: str, when: str) -> None:
    scene.now = max(scene.now, at(when))
    scene.do(c.RecordEvent(case=case, event=event, at=at(when), evidence="On file"))


def answers(case: Case) -> list[Deadline]:
    return [deadline for deadline in case.deadlines if deadline.due.duty == "idr-response" and not deadline.replaced]


def answered(scene: Scene, case: Id, rule: str) -> datetime | None:
    """When the one answer that is due, by this rule, was given."""
    (deadline,) = answers(scene.case(case))
    assert deadline.due.rule == rule
    return deadline.met_at


@pytest.mark.provision("L1", "L2", "L3", "L5", "L6", "L7", "I1")
@pytest.mark.parametrize("complaint_class", FROM_RECEIPT)
def test_the_response_ends_the_limit_of_every_class(complaint_class: str) -> None:
    """271.53 and Table 2."""
    scene, case = a_case(complaint_class)
    given(scene, case)
    assert [deadline.met_at for deadline in answers(scene.case(case))] == [scene.now]


@pytest.mark.provision("Q1")
@pytest.mark.parametrize("complaint_class", CLOSED_WITHOUT_A_LETTER)
def test_an_early_ending_ends_the_limit_where_no_letter_is_asked_for(complaint_class: str) -> None:
    """271.71."""
    scene, case = a_case(complaint_class)
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    assert [deadline.met_at for deadline in answers(scene.case(case))] == [scene.now]


@pytest.mark.provision("HB3", "HB4", "HB5")
def test_the_response_ends_each_branch_of_hardship() -> None:
    """271.93(b): the customer's own time ends with the information, ours with the response."""
    scene, case = a_case("credit-hardship-notice")
    tell(scene, case, "information_requested", "2026-07-17T10:00")
    given(scene, case)
    assert answered(scene, case, "idr-response-hardship-no-information") == scene.now
    scene, case = a_case("credit-hardship-notice")
    tell(scene, case, "information_requested", "2026-07-17T10:00")
    tell(scene, case, "information_received", "2026-08-03T10:00")
    assert scene.limit(case, "information-supply").met_at == at("2026-08-03T10:00")
    given(scene, case)
    assert answered(scene, case, "idr-response-hardship-information") == scene.now


@pytest.mark.provision("D8")
def test_the_response_ends_the_review_after_a_delay() -> None:
    """271.66: looked at again until it is answered."""
    scene, case = a_case("standard")
    given(scene, case, a_delay(scene, case))
    assert scene.limit(case, "delay-review").is_open
    assert PACK.rules[Code("delay-review")].met_by == ("final_sent",)


@pytest.mark.provision("M4")
def test_the_advocates_outcome_ends_the_advocates_time() -> None:
    """271.110."""
    scene, case = a_case("standard")
    scene.now = at("2026-07-20T09:00")
    given(scene, case)
    tell(scene, case, "advocate_requested", "2026-07-22T09:00")
    tell(scene, case, "advocate_concluded", "2026-07-30T09:00")
    assert scene.limit(case, "advocate-outcome").met_at == at("2026-07-30T09:00")


@pytest.mark.provision("FC1", "FC2", "FC3")
@pytest.mark.parametrize("complaint_class", ["standard", "super-trustee", "credit-hardship-notice"])
@pytest.mark.parametrize("stage", ["not-through", "part-way", "through"])
def test_the_response_ends_what_came_back_from_outside(stage: str, complaint_class: str) -> None:
    scene, case = a_case(complaint_class)
    scene.now = at("2026-07-10T09:00")
    back = c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, stage=stage, stage_reason="As they say")
    scene.do(back)
    assert scene.limit(case, "refer-back-response").is_open
    given(scene, case, a_response(scene, case))
    assert scene.limit(case, "refer-back-response").met_at == scene.now


@pytest.mark.provision("FC4")
def test_a_day_that_was_stated_is_ended_by_the_response_and_renewed_by_the_next_referral() -> None:
    scene, case = a_case("standard")
    for day_of_referral, stated in (("2026-07-10T09:00", "2026-07-31"), ("2026-08-10T09:00", "2026-08-31")):
        scene.now = at(day_of_referral)
        stated_day = at(f"{stated}T12:00").date()
        scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, due_on=stated_day))
        (open_still,) = [d for d in scene.case(case).open_deadlines("deadline") if d.due.duty == "refer-back-response"]
        assert open_still.due.derivation.due_calendar == stated_day
        given(scene, case)
        assert [d.met_at for d in scene.case(case).deadlines if d.id == open_still.id] == [scene.now]


@pytest.mark.provision("FC1", "FC3", "FC4")
@pytest.mark.parametrize(
    ("stage", "last"), [("not-through", "2026-08-31"), ("through", "2026-08-22"), ("part-way", "2026-08-05")]
)
def test_only_the_latest_referral_counts(stage: str, last: str) -> None:
    """A complaint sent back twice has its time from the second; part-way the balance stays what it was."""
    happened: Happened = {"received": RECEIVED, "referred_back": ("2026-07-20T09:00", "2026-08-01T09:00")}
    found = dates("standard", happened, values={"referral_stage": Code(stage)})
    assert [str(d.derivation.due_calendar) for d in found.values() if d.duty == "refer-back-response"] == [last]


@pytest.mark.provision("FC5")
def test_the_time_to_go_outside_is_two_years_as_far_as_is_known() -> None:
    found = dates("standard", {"received": RECEIVED, "final_sent": "2026-07-30T09:00"})
    assert (day(found, "scheme-window"), found["scheme-window"].derivation.confirmed) == ("2028-07-30", "U")


@pytest.mark.provision("B1", "HB3", "B6", "FC5")
def test_the_complainants_own_times_are_no_breach_of_ours() -> None:
    """271.80, NCC s72(2), 271.85."""
    theirs = {str(rule.id) for rule in PACK.rules.values() if rule.bound == "complainant"}
    assert theirs == {
        "objection-period",
        "new-objection-period",
        "information-supply",
        "information-supply-notice",
        "scheme-window",
        "scheme-window-death-benefit",
    }
    assert not any(PACK.rules[Code(rule)].breachable for rule in theirs)


@pytest.mark.parametrize("rule", [rule.id for rule in PACK.rules.values()])
def test_a_rule_has_the_force_of_the_strongest_provision_it_holds(rule: Code) -> None:
    forces = {each.force for each in PACK.provisions.values() if f"rule:{rule}" in each.held} or {Code("house")}
    assert PACK.rules[rule].force == min(forces, key=STRONGEST_FIRST.index)
