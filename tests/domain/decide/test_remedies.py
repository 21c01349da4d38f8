"""What was promised: by which day, done, and within whose money; it outlives the closing (271.165)."""

from datetime import date, timedelta
from typing import Any

import pytest

from register.domain.case import Remedy
from register.domain.commands import case as c
from register.domain.values import Id
from tests.domain.decide.scene import (
    RECEIVED,
    Scene,
    a_closing,
    an_id,
    an_opening,
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
