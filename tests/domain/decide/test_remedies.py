"""What was promised: by which day, done, and within whose money; it outlives the closing (271.165)."""

from datetime import date, timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.subjects.remedy import Remedy
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    RECEIVED,
    Scene,
    a_closing,
    an_id,
    an_opening,
    approved,
    dollars,
    given,
)

UNDATED = c.RemedyPromise("apology")
DONE = c.RemedyPromise("goodwill-payment", "50.00", done=True)
DAY = date(2026, 6, 30)


def a_stage(**changes: Any) -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening(**changes))


def only(scene: Scene, case: Id) -> Remedy:
    (remedy,) = scene.case(case).remedies
    return remedy


@pytest.mark.provision("P9", "RF17")
def test_a_case_does_not_end_with_a_promise_nobody_dated() -> None:
    """271.165: in the closing itself, and for what was promised before it."""
    scene, case = a_stage()
    closing = c.CloseCase(case=case, closing=a_closing(), remedies=(UNDATED,))
    assert scene.refused(closing) == {"remedy-unscheduled": "remedies.due_on"}
    scene.do(c.PromiseRemedy(case=case, remedy=UNDATED))
    assert scene.refused(c.CloseCase(case=case, closing=a_closing())) == {"remedy-unscheduled": "remedies"}
    scene.do(c.ScheduleRemedy(case=case, remedy=only(scene, case).id, due_on=DAY))
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    assert (scene.case(case).status, only(scene, case).due_on) == ("closed", DAY)


@pytest.mark.provision("P9")
def test_a_closed_case_takes_no_undated_promise() -> None:
    scene, case = a_stage()
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    assert "remedy-unscheduled" in scene.refused(c.PromiseRemedy(case=case, remedy=UNDATED))
    scene.do(c.PromiseRemedy(case=case, remedy=c.RemedyPromise("apology", due_on=DAY)))
    assert only(scene, case).due_on == DAY


@pytest.mark.provision("P9", "R4")
def test_what_was_done_already_needs_no_day() -> None:
    scene, case = a_stage()
    scene.do(c.CloseCase(case=case, closing=a_closing(), remedies=(DONE,)))
    found = only(scene, case)
    assert (found.amount, found.paid, found.done_at) == ("50.00", "50.00", scene.now)


@pytest.mark.provision("C6", "P8")
def test_goodwill_may_be_paid_before_the_answer_and_moves_no_date() -> None:
    """271.31: settled by goodwill, it is a complaint with its limit all the same."""
    scene, case = a_stage()
    before = scene.case(case).deadlines
    scene.do(c.PromiseRemedy(case=case, remedy=c.RemedyPromise("goodwill-payment", "50.00", DAY)))
    scene.do(c.FinishRemedy(case=case, remedy=scene.made["remedy"], paid="50.00"))
    assert scene.case(case).status == "open"
    assert scene.case(case).deadlines == before
    given(scene, case)
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))


@pytest.mark.provision("P5", "P9")
@pytest.mark.parametrize("promise", [c.RemedyPromise("goodwill-payment", "500.01", done=True)])
def test_nobody_says_alone_that_more_was_paid_than_one_may_settle(promise: c.RemedyPromise) -> None:
    scene, case = a_stage()
    closing = c.CloseCase(case=case, closing=a_closing(), remedies=(promise,))
    assert scene.refused(closing) == {"above-delegation": "remedies.amount"}
    assert scene.refused(c.PromiseRemedy(case=case, remedy=promise)) == {"above-delegation": "remedy.amount"}
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("10.00")[0]))
    paid = c.FinishRemedy(case=case, remedy=only(scene, case).id, paid="500.01")
    assert scene.refused(paid) == {"above-delegation": "paid"}


@pytest.mark.provision("P9")
def test_a_day_is_moved_only_with_a_reason() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=UNDATED))
    remedy = only(scene, case).id

    def on(day: date, reason: str = "") -> c.ScheduleRemedy:
        return c.ScheduleRemedy(case=case, remedy=remedy, due_on=day, reason=reason)

    scene.do(on(DAY))
    later = DAY + timedelta(days=7)
    assert "required" in scene.refused(on(later))
    assert "nothing-changes" in scene.refused(on(DAY, "Why not"))
    scene.do(on(later, "The bank holiday"))
    assert only(scene, case).due_on == later
    scene.do(c.FinishRemedy(case=case, remedy=remedy))
    assert "already-done" in scene.refused(on(DAY, "Too late"))
    missing = c.ScheduleRemedy(case=case, remedy=an_id(9), due_on=DAY)
    assert "no-such-remedy" in scene.refused(missing)


@pytest.mark.provision("P9")
def test_a_promise_outlives_the_closing() -> None:
    scene, case = a_stage()
    scene.do(c.CloseCase(case=case, closing=a_closing(), remedies=dollars("25.00")))
    scene.now = RECEIVED + timedelta(days=30)
    remedy = only(scene, case).id
    scene.do(c.ScheduleRemedy(case=case, remedy=remedy, due_on=DAY, reason="New account details"))
    scene.do(c.FinishRemedy(case=case, remedy=remedy, paid="25.00"))
    found = scene.case(case)
    assert (found.status, found.remedies[0].done_at) == ("closed", scene.now)


def test_a_closed_case_is_no_back_door_to_money() -> None:
    scene, case = a_stage()
    scene.do(c.CloseCase(case=case, closing=a_closing(), remedies=dollars("25.00")))
    remedy = scene.case(case).remedies[0].id
    assert "above-delegation" in scene.refused(c.PromiseRemedy(case=case, remedy=dollars("476.00")[0]))
    paid = c.FinishRemedy(case=case, remedy=remedy, paid="501.00")
    assert "above-delegation" in scene.refused(paid)
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("475.00")[0]))
    scene.do(c.FinishRemedy(case=case, remedy=remedy, paid="25.00"))
    assert "already-done" in scene.refused(c.FinishRemedy(case=case, remedy=remedy))
    assert "no-such-remedy" in scene.refused(c.FinishRemedy(case=case, remedy=an_id(9)))
    assert "not-an-amount" in scene.refused(c.FinishRemedy(case=case, remedy=remedy, paid="some"))


def settling(scene: Scene, case: Id, *, approve: bool = True) -> c.SettleRemedy:
    (proposal, *_) = scene.case(case).remedy_proposals
    return c.SettleRemedy(case=case, proposal=proposal.id, content=proposal.content, approve=approve)


def done(scene: Scene, case: Id, number: int = -1, paid: str | None = None) -> c.FinishRemedy:
    return c.FinishRemedy(case=case, remedy=scene.case(case).remedies[number].id, paid=paid)


def test_one_person_does_not_promise_and_carry_out_more_than_one_may_settle() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("99999.00")[0]), BOTH)
    for paid in (None, "99999.00"):
        assert scene.refused(done(scene, case, paid=paid), BOTH) == {"above-delegation": "paid"}
    assert "own-work" in scene.refused(settling(scene, case), BOTH)
    assert "not-permitted" in scene.refused(settling(scene, case))
    scene.do(settling(scene, case), ASH)
    scene.do(done(scene, case, paid="99999.00"), BOTH)
    assert (only(scene, case).done_at, scene.case(case).remedy_proposals) == (scene.now, ())


def test_several_small_remedies_are_one_sum() -> None:
    scene, case = a_stage()
    for _ in range(4):
        scene.do(c.PromiseRemedy(case=case, remedy=dollars("400.00")[0]))
    scene.do(done(scene, case, 0))
    for number in (1, 2, 3):
        assert scene.refused(done(scene, case, number)) == {"above-delegation": "paid"}
        scene.do(settling(scene, case), ASH)
        scene.do(done(scene, case, number))
    assert all(remedy.done_at for remedy in scene.case(case).remedies)


def test_what_was_within_the_sum_is_carried_out_beside_what_waits() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("50.00")[0]))
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("800.00")[0]))
    scene.do(done(scene, case, 0))
    assert scene.refused(done(scene, case, 1)) == {"above-delegation": "paid"}


def test_an_approval_of_money_binds_to_what_was_shown() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("800.00")[0]))
    (proposal,) = scene.case(case).remedy_proposals
    other = c.SettleRemedy(case=case, proposal=proposal.id, content="0" * 64, approve=True)
    assert scene.refused(other, ASH) == {"content-changed": "content"}
    missing = c.SettleRemedy(case=case, proposal=an_id(9), content=proposal.content, approve=True)
    assert scene.refused(missing, ASH) == {"no-such-proposal": "proposal"}
    scene.do(settling(scene, case), ASH)
    assert scene.refused(done(scene, case, paid="800.01")) == {"above-delegation": "paid"}
    scene.do(done(scene, case, paid="799.00"))


def test_refused_money_is_promised_no_more() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=DONE))
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("800.00")[0]))
    scene.do(settling(scene, case, approve=False), ASH)
    assert (only(scene, case).code, scene.case(case).remedy_proposals) == ("goodwill-payment", ())
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("450.00")[0]))
    scene.do(done(scene, case))


def test_more_than_was_promised_is_asked_for_first() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("100.00")[0]))
    remedy = only(scene, case).id

    def asked(amount: str) -> c.ProposeRemedy:
        return c.ProposeRemedy(case=case, remedy=remedy, amount=amount)

    assert scene.refused(done(scene, case, paid="600.00")) == {"above-delegation": "paid"}
    assert scene.refused(asked("100.00")) == {"nothing-changes": "amount"}
    assert scene.refused(asked("0")) == {"not-positive": "amount"}
    assert scene.refused(asked("lots")) == {"not-an-amount": "amount"}
    scene.do(asked("600.00"))
    assert scene.refused(asked("700.00")) == {"already-proposed": "remedy"}
    scene.do(settling(scene, case, approve=False), ASH)
    assert only(scene, case).amount == "100.00"
    scene.do(asked("600.00"))
    scene.do(settling(scene, case), ASH)
    scene.do(done(scene, case, paid="600.00"))


def test_whoever_approves_the_answer_approves_its_money_unless_it_is_their_own() -> None:
    scene, case = a_stage()
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("800.00")[0]))
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("10.00")[0]), ASH)
    approved(scene, case)
    (left,) = scene.case(case).remedy_proposals
    assert left.amount == "10.00"
    scene.do(done(scene, case, 0))
    assert scene.refused(done(scene, case, 1)) == {"above-delegation": "paid"}


def test_what_the_approver_of_a_closing_saw_is_carried_out() -> None:
    scene, case = a_stage()
    scene.do(c.CloseCase(case=case, closing=a_closing(), remedies=dollars("900.00")))
    closing = scene.case(case).closure_proposal
    assert closing is not None
    scene.do(c.SettleClosure(case=case, proposal=closing.id, content=closing.content, approve=True), ASH)
    scene.do(done(scene, case))
    assert only(scene, case).done_at == scene.now
