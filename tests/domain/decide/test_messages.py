"""Messages: each is decided by a person, once, and none is lost."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import INTAKE, OFFICER
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.decide.judgement import FIRST_STEP
from register.domain.subjects.inbound import Author, Inbound, OccurredBasis, Operation, Visibility
from register.domain.values import Code, Id
from tests.domain.decide.scene import OLIVE, RECEIVED, Scene, a_closing, a_person, an_id, an_opening, at

YES, SEEN = c.Judgement("yes"), c.Judgement("yes", "on our page")
NO, UNKNOWN = c.Judgement("no", "a thank-you"), c.Judgement("unknown", "no name given")
A_NO = c.TwoStepTest(YES, YES, NO, SEEN, SEEN, SEEN, SEEN)
A_YES = c.TwoStepTest(YES, YES, YES, SEEN, SEEN, SEEN, SEEN)


def an_item(native: str = "1", **changes: Any) -> Inbound:
    told: dict[str, Any] = {
        "platform": Code("facebook"),
        "account": "100",
        "native_id": native,
        "operation": Operation.CREATED,
        "author": Author("7", None, "Robin Example"),
        "text": "You charged me twice!",
        "occurred": RECEIVED,
        "occurred_basis": OccurredBasis.PLATFORM,
        **changes,
    }
    return Inbound(**told)


def captured(scene: Scene, inbound: Inbound | None = None, brand: str = "harbour") -> Id:
    item = inbound or an_item()
    return scene.do(
        m.CaptureMessage(
            message=item.message_id,
            inbound=item,
            channel=an_id(2),
            entity="harbour",
            brand=brand,
            captured_at=scene.now,
        ),
        INTAKE,
    )


def dismissal(message: Id, test: c.TwoStepTest = A_NO, reason: str = "no-response-expected") -> m.DismissMessage:
    return m.DismissMessage(message=message, reason=reason, test=test)


@pytest.mark.provision("CO6")
def test_edits_deletions_and_hiding_keep_what_was_there() -> None:
    scene = Scene()
    message = captured(scene)
    captured(scene, an_item(operation=Operation.EDITED, version="2", text="Edited"))
    captured(scene, an_item(operation=Operation.HIDDEN))
    captured(scene, an_item(operation=Operation.DELETED))
    found = scene.message(message)
    assert (found.versions, found.hidden, found.state) == (2, True, "awaiting")
    assert found.deleted_at is not None
    assert found.received_at == RECEIVED


def test_a_deletion_that_comes_first_makes_a_stub() -> None:
    scene = Scene()
    assert scene.message(captured(scene, an_item(operation=Operation.DELETED))).deleted_at is not None


@pytest.mark.provision("CO6", "Q2")
@pytest.mark.scenario("X17", cite="271.73")
def test_a_deleted_post_satisfies_nobody() -> None:
    """X17: deletion at the source withdraws nothing; closing asks for evidence of its own."""
    scene = Scene()
    message = captured(scene)
    case = scene.do(an_opening(message=message, test=A_YES))
    before = scene.case(case)
    captured(scene, an_item(operation=Operation.DELETED))
    assert scene.case(case) == before
    silent = c.CloseCase(case=case, closing=a_closing(evidence=""))
    assert scene.refused(silent) == {"evidence-needed": "evidence"}


def test_each_message_is_decided_once() -> None:
    scene = Scene()
    message = captured(scene)
    case = scene.do(an_opening())
    scene.do(dismissal(message))
    for again in (
        dismissal(message),
        m.KeepUnsure(message=message, test=A_NO),
        m.LinkMessage(message=message, case=case),
        m.MarkDuplicate(message=message, of=captured(scene, an_item("2"))),
        m.HandOffMessage(message=message, kind="scam", recipient="Fraud desk"),
        an_opening(message=message, test=A_YES),
    ):
        assert "already-decided" in scene.refused(again)


@pytest.mark.provision("C2", "C3", "C6", "C8")
@pytest.mark.parametrize(
    ("test", "reason", "code"),
    [
        (A_YES, "no-response-expected", "test-says-yes"),
        (A_NO, "", "required"),
        (A_NO, "no-merit", "unknown-code"),
        (c.TwoStepTest(), "no-response-expected", "test-open"),
        (c.TwoStepTest(YES, YES), "no-response-expected", "test-open"),
        (c.TwoStepTest(UNKNOWN, YES, YES, SEEN, SEEN, SEEN, SEEN), "no-response-expected", "test-open"),
        (A_NO, "praise", "reason-contradicts-test"),
        (A_NO, "question", "reason-contradicts-test"),
        (A_NO, "no-dissatisfaction", "reason-contradicts-test"),
        (c.TwoStepTest(YES, YES, NO, YES, SEEN, SEEN, SEEN), "no-response-expected", "basis-needed"),
        (
            c.TwoStepTest(YES, YES, c.Judgement("nope"), SEEN, SEEN, SEEN, SEEN),
            "no-response-expected",
            "unknown-answer",
        ),
        (c.TwoStepTest(YES, YES, NO, SEEN, SEEN, UNKNOWN, SEEN), "no-response-expected", "ask-first"),
    ],
)
def test_not_a_complaint_is_said_with_reasons(test: c.TwoStepTest, reason: str, code: str) -> None:
    scene = Scene()
    assert list(scene.refused(dismissal(captured(scene), test, reason))) == [code]


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("reason", ["praise", "question", "chatter", "spam", "no-dissatisfaction"])
def test_the_first_no_ends_the_test(reason: str, visibility: Visibility) -> None:
    scene = Scene()
    message = captured(scene, an_item(text="👍", visibility=visibility))
    scene.do(dismissal(message, c.TwoStepTest(NO), reason))
    assert [(each.question, each.answer) for each in scene.message(message).test] == [("expressed", "no")]


@pytest.mark.parametrize("place", range(3))
def test_a_no_anywhere_is_enough(place: int) -> None:
    scene = Scene()
    test = replace(c.TwoStepTest(), **{FIRST_STEP[place]: NO})
    scene.do(dismissal(captured(scene), test, "no-response-expected"))


def test_a_no_is_the_one_reason_why_it_is_no_case() -> None:
    scene = Scene()
    assert list(scene.refused(an_opening(message=captured(scene), test=c.TwoStepTest(NO)))) == ["test-says-no"]


@pytest.mark.provision("CO1", "RF3")
def test_unknown_ends_as_no_only_after_asking() -> None:
    scene = Scene()
    message = captured(scene)
    test = c.TwoStepTest(YES, YES, NO, SEEN, SEEN, UNKNOWN, SEEN)
    ask = m.AskAuthor(message=message, method="private-reply", words="May we call you?")
    scene.do(m.KeepUnsure(message=message, test=test))
    assert "ask-first" in scene.refused(dismissal(message, test))
    scene.do(ask)
    scene.do(dismissal(message, test))
    assert scene.message(message).state == "not-a-complaint"


@pytest.mark.provision("C1")
@pytest.mark.parametrize(
    ("test", "code"),
    [
        (A_NO, "test-says-no"),
        (c.TwoStepTest(UNKNOWN, YES, YES, SEEN, SEEN, SEEN, SEEN), "first-step-open"),
        (c.TwoStepTest(YES, YES, YES), "answer-needed"),
    ],
)
def test_a_case_needs_the_first_step_answered_yes(test: c.TwoStepTest, code: str) -> None:
    scene = Scene()
    assert code in scene.refused(an_opening(message=captured(scene), test=test))


@pytest.mark.provision("C8", "CO4")
def test_the_second_step_is_for_public_posts() -> None:
    scene = Scene()
    message = captured(scene, an_item(visibility=Visibility.PRIVATE))
    assert "public-posts-only" in scene.refused(an_opening(message=message, test=A_YES))
    assert scene.do(an_opening(message=message, test=c.TwoStepTest(YES, YES, YES)))


@pytest.mark.parametrize(
    ("answer", "code"), [("perhaps so", "unknown-answer"), ("Yes", "unknown-answer"), ("", "unknown-answer")]
)
def test_unsure_is_said_in_known_answers(answer: str, code: str) -> None:
    scene = Scene()
    test = c.TwoStepTest(c.Judgement(answer), YES, YES)
    assert code in scene.refused(m.KeepUnsure(message=captured(scene), test=test))


@pytest.mark.provision("CO2")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "not a code"}, "not-a-code"),
        ({"words": " "}, "required"),
        ({"at": RECEIVED - timedelta(days=1)}, "before-receipt"),
        ({"at": RECEIVED + timedelta(days=1)}, "future-time"),
        ({"at": datetime(2026, 5, 12, 12)}, "naive-time"),  # noqa: DTZ001 -- naive on purpose
    ],
)
def test_asking_is_recorded_with_how_and_when(changes: dict[str, Any], code: str) -> None:
    scene = Scene()
    told: dict[str, Any] = {"message": captured(scene), "method": "private-reply", "words": "Who are you?", **changes}
    assert code in scene.refused(m.AskAuthor(**told))


def test_a_duplicate_points_at_an_original() -> None:
    scene = Scene()
    one, two, three = (captured(scene, an_item(native)) for native in "123")
    assert "not-an-original" in scene.refused(m.MarkDuplicate(message=one, of=one))
    assert "no-such-message" in scene.refused(m.MarkDuplicate(message=one, of=an_id(9)))
    scene.do(m.MarkDuplicate(message=two, of=one))
    assert "not-an-original" in scene.refused(m.MarkDuplicate(message=three, of=two))
    assert "not-an-original" in scene.refused(m.MarkDuplicate(message=one, of=two))
    scene.do(m.ReopenDecision(message=two, reason="Another fee"))
    assert scene.message(two).duplicate_of is None
    scene.do(m.MarkDuplicate(message=three, of=two))


def test_a_hand_off_stays_red_until_it_is_taken() -> None:
    scene = Scene()
    message = captured(scene)
    assert "unknown-hand-off" in scene.refused(m.HandOffMessage(message=message, kind="troll", recipient="Bin"))
    assert "required" in scene.refused(m.HandOffMessage(message=message, kind="scam", recipient=" "))
    assert "no-open-hand-off" in scene.refused(m.AcceptHandOff(message=message))
    scene.do(m.HandOffMessage(message=message, kind="hardship", recipient="Hardship team"))
    scene.do(m.AcceptHandOff(message=message))
    assert "no-open-hand-off" in scene.refused(m.AcceptHandOff(message=message))


@pytest.mark.provision("N4")
def test_a_decision_can_be_made_again_unless_it_is_a_case() -> None:
    scene = Scene()
    message = captured(scene)
    again = m.ReopenDecision(message=message, reason="The sample reader disagrees")
    assert "decision-stands" in scene.refused(again)
    scene.do(dismissal(message))
    assert "required" in scene.refused(m.ReopenDecision(message=message, reason=""))
    scene.do(again)
    scene.do(an_opening(message=message, test=A_YES))
    assert "decision-stands" in scene.refused(again)


def test_linking_is_said_on_both_sides() -> None:
    scene = Scene()
    case, message = scene.do(an_opening()), captured(scene)
    scene.do(m.LinkMessage(message=message, case=case))
    assert scene.case(case).messages == (message,)
    assert scene.message(message).cases == (case,)
    assert "no-such-case" in scene.refused(m.LinkMessage(message=captured(scene, an_item("2")), case=an_id(9)))


def test_other_brands_messages_and_cases_do_not_exist_for_a_limited_officer() -> None:
    limited = a_person(0xB1, OFFICER, brands=frozenset({"tide"}))
    scene = Scene()
    theirs, ours = captured(scene), captured(scene, an_item("2"), "tide")
    case = scene.do(an_opening(), OLIVE)
    assert "no-such-message" in scene.refused(dismissal(theirs), limited)
    assert "no-such-case" in scene.refused(m.LinkMessage(message=ours, case=case), limited)
    assert "no-such-message" in scene.refused(m.MarkDuplicate(message=ours, of=theirs), limited)
    assert "no-such-message" in scene.refused(an_opening(brand="tide", message=theirs, test=A_YES), limited)


def test_the_pack_is_that_of_the_local_day() -> None:
    scene = Scene(now=at("2021-10-05T08:00"))
    item = an_item(occurred=at("2021-10-05T00:30"))
    scene.do(dismissal(captured(scene, item)))
