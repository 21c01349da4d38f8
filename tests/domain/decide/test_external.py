"""Steps with the external scheme: what is needed for each, and how far a complaint sent back had come."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.errors import Refused
from register.domain.obligations.referrals import referral_values, referrals
from register.domain.subjects.case import Case
from register.domain.subjects.external_scheme import MORE_TIME, REFERRED_BACK, STEPS, ExternalStep
from register.domain.values import Code, Id
from tests.domain.decide.scene import PACK, RECEIVED, Scene, a_closing, an_opening, at, given

LATER = RECEIVED + timedelta(days=10)
NAIVE = datetime(2026, 5, 12, 12)  # noqa: DTZ001 -- naive on purpose


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = LATER
    return scene, case


def a_step(case: Id, kind: str = "referred-back", **told: Any) -> c.RecordExternalStep:
    return c.RecordExternalStep(**{"case": case, "kind": kind, "at": LATER, **told})


def with_steps(case: Case, *steps: tuple[datetime, dict[str, Any]]) -> Case:
    made = (ExternalStep(at, **{"kind": REFERRED_BACK, **told}) for at, told in steps)
    return replace(case, external_steps=tuple(made))


@pytest.mark.provision("F4")
@pytest.mark.parametrize(
    ("told", "code", "where"),
    [
        ({"kind": "lodged"}, "unknown-external-step", "kind"),
        ({"at": LATER + timedelta(hours=1)}, "future-time", "at"),
        ({"at": NAIVE}, "naive-time", "at"),
        ({"due_on": date(2026, 5, 21)}, "ends-before-it-starts", "due_on"),
        ({"kind": "referred-by-firm"}, "consent-to-refer-needed", "consent_at"),
        ({"kind": "referred-by-firm", "consent_at": LATER, "consent": " "}, "required", "consent"),
        ({"kind": "referred-by-firm", "consent_at": NAIVE, "consent": "Call 17"}, "naive-time", "consent_at"),
        (
            {"kind": "referred-by-firm", "at": RECEIVED, "consent_at": LATER, "consent": "Call 17"},
            "consent-after-referral",
            "consent_at",
        ),
        ({"kind": "complained", "stage": "through"}, "stage-without-referral-back", "stage"),
        ({"stage": "halfway", "stage_reason": "Their letter"}, "unknown-referral-stage", "stage"),
        ({"stage": "through"}, "required", "stage_reason"),
    ],
    ids=lambda told: told if isinstance(told, str) else None,
)
def test_what_is_wrong_with_a_step_is_named(told: dict[str, Any], code: str, where: str) -> None:
    scene, case = a_stage()
    assert scene.refused(a_step(case, **told))[code] == where


def test_all_that_is_wrong_is_named_at_once() -> None:
    scene, case = a_stage()
    wrong = a_step(case, kind="referred-by-firm", due_on=date(2026, 1, 1), stage="through")
    assert set(scene.refused(wrong)) == {
        "consent-to-refer-needed",
        "required",
        "ends-before-it-starts",
        "stage-without-referral-back",
    }


@pytest.mark.parametrize("kind", [kind for kind in STEPS if kind not in MORE_TIME])
def test_every_step_of_the_list_is_kept(kind: Code) -> None:
    scene, case = a_stage()
    scene.do(a_step(case, kind, reference="X-1", consent_at=RECEIVED, consent="Call 17"))
    (step,) = scene.case(case).external_steps
    assert (step.kind, step.at, step.consent_at) == (kind, LATER, RECEIVED)
    assert None not in (step.reference, step.consent)
    assert step == scene.case(case).external_steps[-1]


@pytest.mark.provision("D6")
@pytest.mark.parametrize("kind", [kind for kind in STEPS if kind not in {REFERRED_BACK, *MORE_TIME}])
def test_the_limits_go_on_when_the_complaint_is_with_the_scheme(kind: str) -> None:
    scene, case = a_stage()
    before = scene.case(case).deadlines
    scene.do(a_step(case, kind, consent_at=RECEIVED, consent="Call 17"))
    assert scene.case(case).deadlines == before
    assert referrals(scene.case(case), PACK) == ()
    assert referral_values(scene.case(case), PACK) == {}


# ------------------------------------------------------------------------------- how far the complaint had come


def test_a_complaint_that_was_open_with_us_comes_back_part_way() -> None:
    scene, case = a_stage()
    scene.do(a_step(case))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "part-way"}
    assert referrals(scene.case(case), PACK) == (LATER,)


def test_a_complaint_that_was_answered_comes_back_as_through() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.now += timedelta(days=1)
    scene.do(a_step(case, at=scene.now))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "through"}


def test_an_answer_after_the_referral_changes_nothing_about_it() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.do(a_step(case, at=LATER - timedelta(days=1)))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "part-way"}


@pytest.mark.parametrize("hour", [0, 23], ids=["before-we-logged-it", "after-we-logged-it"])
def test_a_complaint_that_first_came_by_the_scheme_is_not_through(hour: int) -> None:
    scene, case = a_stage()
    scene.do(a_step(case, at=at(f"2026-05-12T{hour:02}:30")))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "not-through"}


def test_the_day_of_receipt_is_the_day_where_the_case_is_handled() -> None:
    scene, case = a_stage()
    next_morning = at("2026-05-13T00:30")
    assert next_morning.astimezone(UTC).date() == RECEIVED.astimezone(UTC).date()
    scene.do(a_step(case, at=next_morning))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "part-way"}


def test_a_case_closed_to_satisfaction_was_through_and_is_worked_on_again() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    scene.now = LATER
    scene.do(a_step(case))
    found = scene.case(case)
    assert (found.status, found.reopened) == ("open", (LATER,))
    assert referral_values(found, PACK) == {"referral_stage": "through"}


def test_a_referral_recorded_late_does_not_reopen_what_was_closed_after_it() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    scene.now += timedelta(days=3)
    scene.do(a_step(case, at=LATER - timedelta(days=2)))
    assert scene.case(case).status == "closed"
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "part-way"}


def test_another_step_leaves_a_closed_case_closed() -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    scene.do(a_step(case, "complained"))
    assert scene.case(case).status == "closed"


def test_an_officer_may_say_otherwise_with_a_reason() -> None:
    scene, case = a_stage()
    scene.do(a_step(case, stage="through", stage_reason="The scheme counts our phone call as the answer"))
    (step,) = scene.case(case).external_steps
    assert step.stage == "through"
    assert step.stage_reason is not None
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "through"}


def test_saying_what_the_register_says_needs_no_reason() -> None:
    scene, case = a_stage()
    scene.do(a_step(case, stage="part-way"))
    assert referral_values(scene.case(case), PACK) == {"referral_stage": "part-way"}


# ------------------------------------------------------------------------------------------- the values for rules


def test_the_latest_referral_and_its_date_count() -> None:
    scene, case = a_stage()
    stated = date(2026, 6, 1)
    first = {"stage": Code("part-way"), "due_on": stated}
    told = with_steps(scene.case(case), (LATER, first), (RECEIVED, {"stage": Code("not-through")}))
    assert referrals(told, PACK) == (RECEIVED, LATER)
    assert referral_values(told, PACK) == {"referral_stage": "part-way", "external_due_on": stated}


def test_a_new_date_for_the_same_referral_replaces_the_old_one() -> None:
    scene, case = a_stage()
    dates = [{"due_on": date(2026, 6, day), "stage": Code("part-way")} for day in (1, 15)]
    told = with_steps(scene.case(case), *((LATER, one) for one in dates))
    assert referrals(told, PACK) == (LATER,)
    assert referral_values(told, PACK)["external_due_on"] == date(2026, 6, 15)


def test_a_step_of_an_older_register_sets_no_date_until_it_is_recorded_again() -> None:
    scene, case = a_stage()
    told = with_steps(scene.case(case), (LATER, {"due_on": date(2026, 6, 20)}))
    assert (referrals(told, PACK), referral_values(told, PACK)) == ((), {})
    scene.put("case", told)
    scene.do(a_step(case, due_on=date(2026, 6, 20)))
    assert referral_values(scene.case(case), PACK) == {
        "referral_stage": "part-way",
        "external_due_on": date(2026, 6, 20),
    }


@pytest.mark.provision("F4")
def test_the_refusal_without_consent_names_where_it_is_written() -> None:
    scene, case = a_stage()
    with pytest.raises(Refused) as refusal:
        scene.do(a_step(case, "referred-by-firm", consent="Call 17"))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.cite) == ("consent-to-refer-needed", "271.111-271.116")
