"""Classifying: what is held provisionally, what a new class moves, and when that takes a second person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.domain.decide.scene import ASH, BOTH, OLIVE, RECEIVED, Scene, an_opening, at, given

NOBODY = c.Classifying()
STANDARD, HARDSHIP = c.Classifying("standard"), c.Classifying("credit-hardship-notice")


def classifying(case: Id, said: c.Classifying, reason: str = "Read again") -> c.ClassifyCase:
    return c.ClassifyCase(case=case, classifying=said, reason=reason)


def settling(scene: Scene, case: Id, *, approve: bool = True) -> c.SettleClassification:
    proposal = scene.case(case).classification_proposal
    assert proposal is not None
    return c.SettleClassification(case=case, proposal=proposal.id, approve=approve)


def last_day(scene: Scene, case: Id) -> str:
    day = scene.limit(case).due.derivation.due_calendar
    assert day is not None
    return day.isoformat()


def replaced(case: Case) -> list[str]:
    return [d.due.rule for d in case.deadlines if d.replaced and d.due.duty == "idr-response"]


# ------------------------------------------------------------------------------------------------ anew


@pytest.mark.provision("L6")
@pytest.mark.scenario("X25", cite="271.92")
def test_a_stricter_class_counts_from_the_first_receipt_at_once() -> None:
    """X25: on day ten from standard to hardship. The old proof stays beside the new one."""
    scene = Scene()
    case = scene.do(an_opening())
    old = scene.limit(case)
    scene.now = RECEIVED + timedelta(days=10)
    scene.do(classifying(case, HARDSHIP))
    assert last_day(scene, case) == "2026-06-02"
    assert scene.limit(case).due.derivation.start_at == RECEIVED
    assert scene.case(case).deadline(old.id) == replace(old, replaced=True)
    assert scene.case(case).classification_proposal is None


def test_a_new_limit_that_has_passed_is_missed_at_once() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = RECEIVED + timedelta(days=25)
    assert scene.case(case).passed_limits(scene.now) == ()
    scene.do(classifying(case, HARDSHIP))
    limit = scene.limit(case)
    assert limit.is_open
    assert limit.missed_recorded
    assert [breach.deadline for breach in scene.case(case).breaches] == [limit.id]
    assert scene.case(case).passed_limits(scene.now) == (limit,)
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.facts == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (STANDARD, HARDSHIP),
        (HARDSHIP, NOBODY),
        (c.Classifying("standard", known=(("claim_value", "true"),)), STANDARD),
        (
            c.Classifying("standard", known=(("claim_value", "true"),)),
            c.Classifying("standard", known=(("claim_value", "false"),)),
        ),
    ],
    ids=["class", "no-class", "fact-taken-back", "fact-changed"],
)
def test_saying_otherwise_needs_a_reason_in_words(before: c.Classifying, after: c.Classifying) -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=before))
    assert scene.refused(classifying(case, after, "")) == {"required": "reason"}
    assert scene.refused(classifying(case, after, "  ")) == {"required": "reason"}
    assert scene.refused(classifying(case, after, "x" * 100_001)) == {"too-long": "reason"}
    scene.do(classifying(case, after))


def test_saying_more_needs_no_reason() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(classifying(case, c.Classifying("standard", known=(("claim_value", "true"),)), ""))
    assert len(scene.case(case).classification.known) == 1


# ------------------------------------------------------------------------------------------------ to a later date


@pytest.mark.provision("RF8")
def test_a_later_date_waits_for_a_second_person_and_nothing_moves_before() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    before = scene.case(case)
    scene.now = RECEIVED + timedelta(days=3)
    scene.do(classifying(case, STANDARD, "It was about a fee"), BOTH)
    waiting = scene.case(case).classification_proposal
    assert waiting is not None
    assert [d.due for d in scene.case(case).deadlines] == [d.due for d in before.deadlines]
    assert not replaced(scene.case(case))
    assert scene.made == {"proposal": waiting.id}
    assert [(move.duty, move.before, move.after) for move in waiting.moves] == [
        ("idr-response", at("2026-06-03T00:00"), at("2026-06-12T00:00"))
    ]
    assert "own-work" in scene.refused(settling(scene, case), BOTH)
    assert "not-permitted" in scene.refused(settling(scene, case), OLIVE)
    wrong = c.SettleClassification(case=case, proposal=case, approve=True)
    assert "no-such-proposal" in scene.refused(wrong, ASH)
    scene.do(settling(scene, case), ASH)
    assert last_day(scene, case) == "2026-06-11"
    assert replaced(scene.case(case)) == ["idr-response-hardship"]
    assert scene.case(case).classification_proposal is None


def test_a_refused_classification_changes_nothing() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    before = scene.case(case)
    scene.do(classifying(case, STANDARD))
    scene.do(settling(scene, case, approve=False), ASH)
    assert replace(scene.case(case), unapproved=()) == before


def test_what_passed_while_it_waited_stays_missed() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    scene.do(classifying(case, STANDARD))
    scene.now = RECEIVED + timedelta(days=25)
    scene.do(settling(scene, case), ASH)
    missed = [d.due.rule for d in scene.case(case).deadlines if d.missed_recorded and d.due.duty == "idr-response"]
    assert missed == ["idr-response-hardship"]
    assert len(scene.case(case).breaches) == 1
    assert not scene.limit(case).missed_recorded


def test_another_classification_in_the_meantime_takes_its_place() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(classifying(case, c.Classifying("super-trustee")))
    first = settling(scene, case)
    scene.do(classifying(case, HARDSHIP))
    assert scene.case(case).classification_proposal is None
    assert "no-such-proposal" in scene.refused(first, ASH)


def test_a_closed_case_is_not_classified_anew() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(classifying(case, c.Classifying("super-trustee")))
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    closing = c.Closing("resolved", "explanation-apology", "process", evidence="Apologised")
    scene.do(c.CloseCase(case=case, closing=closing))
    assert "illegal-step" in scene.refused(settling(scene, case), ASH)
    scene.do(settling(scene, case, approve=False), ASH)
    assert scene.case(case).classification_proposal is None


def test_a_fact_that_lengthens_the_limit_needs_a_second_person() -> None:
    scene = Scene()
    short = c.Classifying("card-scheme-unauthorised", known=(("card_scheme_days", "20"),))
    case = scene.do(an_opening(classifying=short))
    day = last_day(scene, case)
    scene.do(classifying(case, replace(short, known=(("card_scheme_days", "60"),))))
    assert last_day(scene, case) == day
    scene.do(settling(scene, case), ASH)
    assert last_day(scene, case) > day


def test_a_limit_that_would_fall_away_needs_a_second_person() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(classifying(case, c.Classifying("super-death-benefit")))
    waiting = scene.case(case).classification_proposal
    assert waiting is not None
    assert [(move.duty, move.after) for move in waiting.moves] == [("idr-response", at("2026-08-11T00:00"))]


def test_taking_the_class_back_is_no_way_round_the_second_person() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(classifying(case, NOBODY))
    assert scene.case(case).classification.complaint_class is None
    scene.do(classifying(case, c.Classifying("super-trustee")))
    assert scene.case(case).classification_proposal is not None


def test_an_answered_complaint_is_classified_anew_by_one_person() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    given(scene, case)
    scene.do(classifying(case, STANDARD))
    assert scene.case(case).classification.complaint_class == "standard"
