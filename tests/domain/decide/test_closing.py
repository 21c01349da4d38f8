"""Endings: early, answered, withdrawn, abandoned; money and the second person; going on again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.errors import Invalid
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    Scene,
    a_closing,
    a_withdrawal,
    an_id,
    an_opening,
    approved,
    at,
    dollars,
    drafted,
    given,
)

FRIDAY = at("2026-05-15T16:45")
WITHDRAWN = a_withdrawal(FRIDAY + timedelta(minutes=5))
ABANDONED = a_closing("abandoned", outcome="abandoned-withdrawn", attempts=(FRIDAY + timedelta(minutes=5),))


def a_stage(received: datetime = FRIDAY, **changes: Any) -> tuple[Scene, Id]:
    scene = Scene(now=received + timedelta(minutes=15))
    return scene, scene.do(an_opening(received_at=received, **changes))


def close(case: Id, closing: c.Closing | None = None, *remedies: c.RemedyPromise) -> c.CloseCase:
    return c.CloseCase(case=case, closing=closing or a_closing(), remedies=remedies)


def settle(scene: Scene, case: Id, *, approve: bool = True) -> c.SettleClosure:
    proposal = scene.case(case).closure_proposal
    assert proposal is not None
    return c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=approve)


@pytest.mark.provision("Q1")
@pytest.mark.scenario("X14", cite="271.71")
def test_closed_on_the_fifth_business_day_needs_no_answer() -> None:
    """X14."""
    scene, case = a_stage()
    scene.now = at("2026-05-22T17:00")
    scene.do(close(case))
    assert scene.case(case).status == "closed"
    assert scene.limit(case).met_at == scene.limit(case, "early-close").met_at == scene.now


@pytest.mark.provision("Q1")
@pytest.mark.scenario("X15", cite="271.71")
def test_closed_on_the_sixth_needs_an_answer() -> None:
    """X15: the answer is due by Sunday 14 June."""
    scene, case = a_stage()
    scene.now = at("2026-05-25T09:00")
    assert scene.refused(close(case)) == {"early-window-passed": "basis"}
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-14T12:00").date()
    given(scene, case)
    scene.do(close(case))
    assert scene.limit(case, "early-close").met_at is None


@pytest.mark.provision("Q4")
@pytest.mark.scenario("X16", cite="271.75")
@pytest.mark.parametrize(
    ("complaint_class", "known"),
    [
        ("standard", "written_response_requested"),
        ("standard", "concerns_hardship"),
        ("standard", "declined_claim"),
        ("standard", "claim_value"),
        ("super-trustee", "trustee_decision"),
        ("credit-hardship-notice", None),
        ("credit-postponement", None),
    ],
)
def test_some_answers_are_due_in_writing_all_the_same(complaint_class: str, known: str | None) -> None:
    """X16 and its companions."""
    facts = ((known, "true"),) if known else ()
    scene, case = a_stage(classifying=c.Classifying(complaint_class, known=facts))
    with pytest.raises(Invalid) as refusal:
        scene.do(close(case))
    (problem,) = refusal.value.problems
    assert problem.code == "written-response-required"
    assert str(problem.cite).startswith("271.75(")
    given(scene, case)
    scene.do(close(case))


@pytest.mark.provision("Q2", "R4", "RF15", "RF21")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": ""}, "required"),
        ({"outcome": "nonsense"}, "unknown-code"),
        ({"basis": ""}, "required"),
        ({"basis": "nonsense"}, "unknown-code"),
        ({"root_cause": "no code"}, "unknown-code"),
        ({"evidence": " "}, "evidence-needed"),
        ({"basis": "response"}, "response-not-sent"),
        ({"basis": "withdrawn"}, "words-of-withdrawal-needed"),
        ({"basis": "withdrawn"}, "who-withdrew-needed"),
        ({"basis": "abandoned"}, "attempts-needed"),
        ({"basis": "abandoned", "attempts": (FRIDAY + timedelta(days=9),)}, "future-time"),
        ({"basis": "abandoned", "attempts": (FRIDAY - timedelta(days=9),)}, "before-receipt"),
        ({"basis": "abandoned", "attempts": (datetime(2026, 5, 16),)}, "naive-time"),  # noqa: DTZ001 -- on purpose
    ],
)
def test_an_ending_says_what_it_rests_on(changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    assert code in scene.refused(close(case, a_closing(**changes)))


@pytest.mark.provision("P8", "R4")
@pytest.mark.parametrize(
    ("remedy", "code"),
    [
        (c.RemedyPromise(""), "required"),
        (c.RemedyPromise("nonsense"), "unknown-code"),
        (c.RemedyPromise("apology", "lots"), "not-an-amount"),
        (c.RemedyPromise("apology", "-1"), "negative-amount"),
    ],
)
def test_a_remedy_is_a_code_and_an_amount(remedy: c.RemedyPromise, code: str) -> None:
    scene, case = a_stage()
    assert code in scene.refused(close(case, None, remedy))
    assert code in scene.refused(c.PromiseRemedy(case=case, remedy=remedy))


def test_an_unclassified_case_does_not_end() -> None:
    scene, case = a_stage(classifying=c.Classifying())
    assert "class-needed" in scene.refused(close(case))


def test_a_letter_on_its_way_holds_the_ending_back() -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    assert "letters-open" in scene.refused(close(case))
    scene.do(le.VoidLetter(case=case, letter=letter))
    drafted(scene, case)
    scene.do(close(case))


@pytest.mark.parametrize("closing", [WITHDRAWN, ABANDONED], ids=["withdrawn", "abandoned"])
def test_a_complainant_who_leaves_is_let_go_by_two(closing: c.Closing) -> None:
    scene, case = a_stage()
    given(scene, case)
    scene.do(close(case, closing), BOTH)
    assert scene.case(case).status == "open"
    assert "already-proposed" in scene.refused(close(case, closing))
    assert "own-work" in scene.refused(settle(scene, case), BOTH)
    assert "no-such-proposal" in scene.refused(
        c.SettleClosure(case=case, proposal=an_id(9), content="", approve=True), ASH
    )
    shown = scene.case(case).closure_proposal
    assert shown is not None
    other = c.SettleClosure(case=case, proposal=shown.id, content="0" * 64, approve=True)
    assert "content-changed" in scene.refused(other, ASH)
    scene.do(settle(scene, case), ASH)
    assert scene.case(case).status == "closed"
    waiting = {d.due.duty for d in scene.case(case).open_deadlines("deadline")}
    assert bool(waiting) == (closing is ABANDONED)
    assert "idr-response" not in waiting


def test_a_refused_proposal_leaves_the_case_open() -> None:
    scene, case = a_stage()
    scene.do(close(case, WITHDRAWN))
    scene.do(settle(scene, case, approve=False), ASH)
    assert (scene.case(case).status, scene.case(case).closure_proposal) == ("open", None)


@pytest.mark.provision("P5", "Q1")
def test_waiting_for_approval_does_not_keep_the_window_open() -> None:
    scene, case = a_stage()
    scene.now = at("2026-05-22T16:00")
    scene.do(close(case, None, *dollars("900.00")))
    scene.now = at("2026-05-25T09:00")
    assert scene.refused(settle(scene, case), ASH) == {"early-window-passed": "basis"}
    assert scene.limit(case).is_open


def test_what_was_learned_while_waiting_counts() -> None:
    scene, case = a_stage()
    scene.do(close(case, None, *dollars("900.00")))
    known = c.Classifying("standard", known=(("written_response_requested", "true"),))
    scene.do(c.ClassifyCase(case=case, classifying=known))
    assert "written-response-required" in scene.refused(settle(scene, case), ASH)


@pytest.mark.provision("P5")
@pytest.mark.parametrize("split", [("500.01",), ("250.00", "250.01"), ("100.00",) * 6])
def test_money_above_delegation_needs_two_however_it_is_split(split: tuple[str, ...]) -> None:
    scene, case = a_stage()
    remedies = [remedy for amount in split for remedy in dollars(amount)]
    for before in remedies[:-1]:
        scene.do(c.PromiseRemedy(case=case, remedy=before))
    scene.do(close(case, None, remedies[-1]))
    assert scene.case(case).status == "open"
    scene.do(settle(scene, case), ASH)
    assert scene.case(case).status == "closed"


@pytest.mark.provision("P5")
def test_money_up_to_delegation_is_the_officers() -> None:
    scene, case = a_stage()
    scene.do(close(case, None, *dollars("500.00")))
    assert scene.case(case).status == "closed"


def test_the_answer_was_approved_without_the_money_that_follows() -> None:
    scene, case = a_stage()
    scene.house(second_person=())
    given(scene, case)
    assert "above-delegation" in scene.refused(c.PromiseRemedy(case=case, remedy=dollars("501.00")[0]))
    scene.do(close(case, a_closing("response"), *dollars("501.00")))
    assert scene.case(case).status == "open"


def test_money_the_approver_of_the_answer_saw_needs_no_third_look() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("900.00")[0]))
    given(scene, case)
    scene.do(close(case, a_closing("response")))
    assert scene.case(case).status == "closed"


def test_reopening_moves_no_date() -> None:
    scene, case = a_stage()
    due = scene.limit(case).due
    scene.do(close(case))
    scene.now = at("2026-06-20T09:00")
    assert "required" in scene.refused(c.ReopenCase(case=case, reason=" "))
    scene.do(c.ReopenCase(case=case, reason="The refund never came"))
    limit = scene.limit(case)
    assert (limit.due.due_at, limit.due.derivation.start_at, limit.is_open) == (
        due.due_at,
        due.derivation.start_at,
        True,
    )
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.limit(case).missed_recorded
    assert "illegal-step" in scene.refused(c.ReopenCase(case=case, reason="Again"))


def test_reopening_a_withdrawn_case_brings_its_dates_back() -> None:
    scene, case = a_stage()
    due = scene.limit(case).due
    scene.do(close(case, WITHDRAWN))
    scene.do(settle(scene, case), ASH)
    scene.do(c.CorrectReceipt(case=case, received_at=FRIDAY - timedelta(days=1), reason="Seen a day earlier"))
    assert "idr-response" not in {d.due.duty for d in scene.case(case).open_deadlines("deadline")}
    scene.do(c.ReopenCase(case=case, reason="She calls again"))
    assert scene.limit(case).due.due_at == due.due_at - timedelta(days=1)


def test_an_earlier_receipt_undoes_an_early_ending_that_was_too_late() -> None:
    scene, case = a_stage()
    scene.now = at("2026-05-22T17:00")
    scene.do(close(case))
    scene.do(c.CorrectReceipt(case=case, received_at=FRIDAY - timedelta(hours=5), reason="The same day"))
    assert scene.case(case).status == "closed"
    scene.do(c.CorrectReceipt(case=case, received_at=FRIDAY - timedelta(days=2), reason="In the agency's inbox"))
    assert scene.case(case).status == "open"
    assert scene.limit(case).is_open
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-12T12:00").date()


def test_withdrawing_after_the_limit_undoes_no_miss() -> None:
    scene, case = a_stage()
    scene.now = at("2026-06-15T00:00")
    scene.do(close(case, WITHDRAWN))
    scene.do(settle(scene, case), ASH)
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.limit(case).missed_recorded
    assert len(scene.case(case).breaches) == 1


def test_an_approval_binds_the_money_too() -> None:
    hashes = set()
    for amount in ("900.00", "901.00"):
        scene, case = a_stage()
        scene.do(close(case, None, *dollars(amount)))
        proposal = scene.case(case).closure_proposal
        assert proposal is not None
        hashes.add(proposal.content)
    assert len(hashes) == 2
