"""Holds: ordered, confirmed, and lifted no earlier than the law allows."""

from datetime import timedelta

import pytest

from register.domain.commands import case as c
from register.domain.commands.letter import Writing
from register.domain.obligations.prohibitions import unheld
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    CONTACT,
    OLIVE,
    PACK,
    RIGHT,
    Scene,
    a_closing,
    a_response,
    a_withdrawal,
    an_opening,
    at,
    given,
)

NOBODY = Id("00000000-0000-7000-8000-0000000000ff")


def a_held_case(scene: Scene, complaint_class: str = "credit-default-notice") -> tuple[Id, Id]:
    """A credit complaint whose enforcement hold was ordered and confirmed."""
    scene.now = at("2026-05-12T11:00")
    case = scene.do(an_opening(classifying=c.Classifying(complaint_class)))
    scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"))
    hold = scene.made["hold"]
    scene.do(c.ConfirmHold(case=case, hold=hold, evidence="Their reply of today"))
    return case, hold


def lift(case: Id, hold: Id, exception: str | None = None) -> c.LiftHold:
    return c.LiftHold(case=case, hold=hold, reason="The answer was given", exception=exception)


@pytest.mark.provision("H3")
def test_a_hold_nobody_confirmed_is_not_kept() -> None:
    """271.89."""
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("credit-hardship-notice")))
    assert [ban.id for ban in unheld(scene.case(case), (PACK,))] == ["enforcement"]
    scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"))
    hold = scene.made["hold"]
    assert [ban.id for ban in unheld(scene.case(case), (PACK,))] == ["enforcement"]
    early = c.ConfirmHold(case=case, hold=hold, evidence="By mail", at=scene.now - timedelta(minutes=1))
    assert scene.refused(early) == {"before-the-order": "at"}
    scene.do(c.ConfirmHold(case=case, hold=hold, evidence="By mail"))
    assert list(unheld(scene.case(case), (PACK,))) == []
    assert "already-done" in scene.refused(c.ConfirmHold(case=case, hold=hold, evidence="By mail"))
    assert "no-such-hold" in scene.refused(c.ConfirmHold(case=case, hold=NOBODY, evidence="By mail"))


def test_only_what_the_pack_prohibits_for_the_class_is_held() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("standard")))
    assert list(unheld(scene.case(case), (PACK,))) == []
    order = c.OrderHold(case=case, prohibition="enforcement", recipient=" ")
    assert set(scene.refused(order)) == {"nothing-to-hold", "required"}


@pytest.mark.provision("H4")
@pytest.mark.scenario("X10", cite="271.91")
def test_a_hold_lasts_fourteen_days_after_the_response_was_received() -> None:
    """271.91: received 1 June, held through 15 June."""
    scene = Scene()
    case, hold = a_held_case(scene)
    assert scene.refused(lift(case, hold)) == {"hold-still-runs": "hold"}
    scene.now = at("2026-05-29T10:00")
    given(scene, case)
    assert scene.refused(lift(case, hold)) == {"hold-still-runs": "hold"}
    scene.now = at("2026-06-01T12:00")
    scene.do(c.RecordEvent(case=case, event="final_received", at=at("2026-06-01T10:00")))
    scene.now = at("2026-06-15T23:59")
    assert scene.refused(lift(case, hold)) == {"hold-too-early": "hold"}
    scene.now = at("2026-06-16T00:00")
    scene.do(lift(case, hold))
    assert scene.refused(lift(case, hold)) == {"hold-lifted": "hold"}


def a_refusal(scene: Scene, case: Id) -> Writing:
    """A complete rejection of a hardship request."""
    texts = (("outcome", "We refuse."), ("reasons", "The income is enough."), ("enforcement-14-days", "14 days."))
    return a_response(
        scene,
        case,
        decision="rejected",
        blocks=(*texts, RIGHT, CONTACT),
        answers=((scene.case(case).points[0].id, "It was charged once."),),
        findings=(("The income is enough", "Payslips of May"),),
    )


@pytest.mark.provision("HB10", "H4")
@pytest.mark.scenario("X09", cite="NCC s89A(2)(b)")
@pytest.mark.parametrize(
    ("received", "last"),
    [("2026-07-28T10:00", "2026-08-11T23:59"), (None, "2026-08-09T23:59")],
    ids=["both", "refusal"],
)
def test_after_a_refusal_both_dates_must_be_over(received: str | None, last: str) -> None:
    """NCC s89A(2)(b) beside 271.91: refused on 27 July, barred through 9 August; received on 28 July, through the 11th.

    Where nobody knows that it was received, the complaint still runs after both.
    """
    scene = Scene()
    scene.now = at("2026-07-06T10:00")
    case = scene.do(an_opening(classifying=c.Classifying("credit-hardship-notice"), received_at=at("2026-07-06T09:00")))
    scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"))
    hold = scene.made["hold"]
    scene.now = at("2026-07-27T10:00")
    given(scene, case, a_refusal(scene, case))
    waits = {} if received else {"hold-still-runs": "hold"}
    if received:
        scene.now = at(received)
        scene.do(c.RecordEvent(case=case, event="final_received", at=scene.now))
    scene.now = at(last)
    assert scene.refused(lift(case, hold)) == {"hold-too-early": "hold", **waits}
    scene.now += timedelta(minutes=1)
    if received:
        scene.do(lift(case, hold))
    else:
        assert scene.refused(lift(case, hold)) == waits


@pytest.mark.provision("H3")
def test_an_answer_nobody_is_known_to_have_ends_no_hold() -> None:
    """271.89: closed with an answer whose receipt nobody recorded, the fourteen days have not begun."""
    scene = Scene()
    case, hold = a_held_case(scene)
    given(scene, case)
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    assert scene.refused(lift(case, hold)) == {"hold-still-runs": "hold"}
    answered = scene.now
    scene.do(c.RecordEvent(case=case, event="final_received", at=answered))
    scene.now = answered + timedelta(days=15)
    scene.do(lift(case, hold))


@pytest.mark.provision("H4")
def test_a_further_answer_is_waited_for_anew() -> None:
    """271.91: fourteen days after the person has the answer that counts."""
    scene = Scene()
    case, hold = a_held_case(scene)
    for day in ("2026-05-14T10:00", "2026-05-25T10:00"):
        scene.now = at(day)
        given(scene, case)
        scene.do(c.RecordEvent(case=case, event="final_received", at=scene.now))
    scene.now = at("2026-06-08T23:59")
    assert scene.refused(lift(case, hold)) == {"hold-too-early": "hold"}
    scene.now = at("2026-06-09T00:00")
    scene.do(lift(case, hold))


@pytest.mark.provision("H3")
def test_a_hold_runs_again_while_a_complaint_that_was_sent_back_waits_for_its_answer() -> None:
    """271.89: fourteen days after the first answer are long over, and yet the complaint runs."""
    scene = Scene()
    case, hold = a_held_case(scene)
    given(scene, case)
    scene.do(c.RecordEvent(case=case, event="final_received", at=scene.now))
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    scene.now = at("2026-06-20T10:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    assert scene.refused(lift(case, hold)) == {"hold-still-runs": "hold"}
    scene.do(c.RecordEvent(case=case, event="resolved", at=scene.now, evidence="Settled by phone"))
    scene.do(lift(case, hold))


@pytest.mark.provision("H3")
def test_an_expiring_limitation_period_takes_a_second_person() -> None:
    """271.89: the only exception."""
    scene = Scene()
    case, hold = a_held_case(scene)
    assert "unknown-exception" in scene.refused(lift(case, hold, "impatience"), ASH)
    assert "second-person-needed" in scene.refused(lift(case, hold, "limitation-period-expiring"), OLIVE)
    scene.do(lift(case, hold, "limitation-period-expiring"), ASH)
    assert scene.case(case).holds[0].exception == "limitation-period-expiring"


def test_whoever_ordered_a_hold_approves_no_exception_to_it() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("credit-default-notice")))
    scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team"), BOTH)
    told = lift(case, scene.made["hold"], "limitation-period-expiring")
    assert "second-person-needed" in scene.refused(told, BOTH)


def test_a_case_that_ended_without_an_answer_needs_no_hold() -> None:
    scene = Scene()
    case, hold = a_held_case(scene)
    ending = a_withdrawal(scene.now)
    scene.do(c.CloseCase(case=case, closing=ending))
    closing = scene.case(case).closure_proposal
    assert closing is not None
    scene.do(c.SettleClosure(case=case, proposal=closing.id, content=closing.content, approve=True), ASH)
    scene.do(lift(case, hold))
    assert not scene.case(case).holds[0].stands
