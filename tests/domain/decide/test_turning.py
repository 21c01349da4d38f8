"""What rightly was no complaint becomes one on later dissatisfaction, received on that later day (271.33(c), (d))."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import INTAKE
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.facts.message import MessageTurned
from register.domain.values import Id
from tests.domain.decide.scene import RECEIVED, Scene, an_id, an_opening, at
from tests.domain.decide.test_messages import A_YES, an_item, captured, dismissal

WORDS = "Nobody has answered my report in two weeks"
LATER = at("2026-05-26T14:00")


def reported(scene: Scene, kind: str = "disputed-transaction") -> Id:
    """A card payment the customer did not make, handed off on the day it was reported."""
    message = captured(scene, an_item(text="I did not make this payment"))
    scene.do(m.HandOffMessage(message=message, kind=kind, recipient="Card disputes"))
    scene.now = LATER + timedelta(hours=1)
    return message


def later(earlier: Id, **changes: Any) -> c.OpenCase:
    told: dict[str, Any] = {"message": earlier, "at": LATER, "words": WORDS, **changes}
    return an_opening(received_at=None, later=c.LaterDissatisfaction(**told))


@pytest.mark.provision("N4")
@pytest.mark.scenario("X24", cite="271.33(d)")
def test_x24_the_day_of_the_dissatisfaction_is_the_receipt() -> None:
    scene = Scene()
    message = reported(scene)
    case = scene.case(scene.do(later(message)))
    assert (case.origin.received_at, case.origin.basis) == (LATER, "later-dissatisfaction")
    assert scene.limit(case.id).due.derivation.due_calendar == date(2026, 6, 25)
    assert case.origin.words is not None


def test_both_are_linked_and_the_hand_off_stands() -> None:
    scene = Scene()
    message = reported(scene)
    case = scene.do(later(message))
    found = scene.message(message)
    assert scene.case(case).messages == (message,)
    assert (found.cases, found.turned_at, found.state) == ((case,), LATER, "handed-off")
    assert found.received_at == RECEIVED
    assert any(isinstance(fact, MessageTurned) for fact in scene.facts)


@pytest.mark.provision("N3", "N4")
@pytest.mark.parametrize("kind", ["hardship", "postponement", "disputed-transaction", "scam"])
def test_hand_offs_that_turn(kind: str) -> None:
    scene = Scene()
    assert scene.do(later(reported(scene, kind)))


@pytest.mark.parametrize("kind", ["privacy", "staff-matter", "enquiry", "opportunity"])
def test_hand_offs_that_do_not(kind: str) -> None:
    scene = Scene()
    assert scene.refused(later(reported(scene, kind))) == {"does-not-turn": "later"}


@pytest.mark.provision("N4")
def test_a_message_set_aside_for_such_a_reason_turns_too() -> None:
    scene = Scene()
    one, two = captured(scene), captured(scene, an_item("2"))
    scene.do(dismissal(one, reason="unauthorised-transaction-report"))
    scene.do(dismissal(two, reason="survey-feedback"))
    scene.now = LATER
    assert scene.do(later(one))
    assert scene.refused(later(two)) == {"does-not-turn": "later"}


def test_a_later_message_says_it_and_keeps_its_own_receipt() -> None:
    scene = Scene()
    first = reported(scene)
    second = captured(scene, an_item("2", text=WORDS, occurred=LATER))
    opening = an_opening(message=second, test=A_YES, later=c.LaterDissatisfaction(first))
    case = scene.case(scene.do(opening))
    assert (case.origin.received_at, case.origin.basis, case.origin.message) == (
        LATER,
        "later-dissatisfaction",
        second,
    )
    assert case.messages == (second, first)
    assert scene.message(first).cases == scene.message(second).cases == (case.id,)
    assert (scene.message(first).turned_at, scene.message(second).state) == (LATER, "registered")


def test_a_later_message_needs_no_second_telling_and_its_own_test() -> None:
    scene = Scene()
    first = reported(scene)
    second = captured(scene, an_item("2", text=WORDS, occurred=LATER))
    told = c.LaterDissatisfaction(first, LATER, WORDS)
    assert scene.refused(an_opening(message=second, test=A_YES, later=told)) == {"message-says-it": "later"}
    assert "test-needed" in scene.refused(an_opening(message=second, later=c.LaterDissatisfaction(first)))
    early = captured(scene, an_item("3", occurred=RECEIVED - timedelta(days=1)))
    before = an_opening(message=early, test=A_YES, later=c.LaterDissatisfaction(first))
    assert scene.refused(before) == {"before-first-message": "later.at"}


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        pytest.param({"at": None}, "required", "later.at", id="when"),
        pytest.param({"words": "  "}, "required", "later.words", id="words"),
        pytest.param({"at": RECEIVED - timedelta(minutes=1)}, "before-first-message", "later.at", id="before"),
        pytest.param({"at": LATER + timedelta(days=1)}, "future-time", "later.at", id="ahead"),
        pytest.param({"at": datetime(2026, 5, 26)}, "naive-time", "later.at", id="naive"),  # noqa: DTZ001 -- on purpose
        pytest.param({"message": an_id(99)}, "no-such-message", "message", id="no-message"),
    ],
)
def test_what_is_wrong_with_it_is_named(changes: dict[str, Any], code: str, where: str) -> None:
    scene = Scene()
    assert scene.refused(later(reported(scene), **changes)).get(code) == where


def test_it_turns_once_and_by_a_person() -> None:
    scene = Scene()
    message = reported(scene)
    assert "person-needed" in scene.refused(later(message), INTAKE)
    scene.do(later(message))
    assert scene.refused(later(message)) == {"already-turned": "later"}
    assert "decision-stands" in scene.refused(m.ReopenDecision(message=message, reason="Try the old date"))


def test_what_was_not_decided_does_not_turn() -> None:
    scene = Scene()
    message = captured(scene)
    scene.now = LATER
    assert scene.refused(later(message)) == {"does-not-turn": "later"}
