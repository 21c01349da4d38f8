"""What leaves the house: in time or late, by hand or by mail, and what a bounce takes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    RECEIVED,
    Scene,
    a_closing,
    a_delay,
    a_response,
    an_id,
    an_opening,
    approved,
    at,
    drafted,
    given,
)

TEXTS = (("received", "a"), ("reference", "b"), ("next-steps", "c"), ("firm-contact", "02 5550 0000"))


def a_stage(**changes: Any) -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening(**changes))


def queued(scene: Scene, case: Id, letter: Id) -> Id:
    scene.do(le.QueueLetter(case=case, letter=letter, document=b"%PDF"), WORKER)
    return scene.made["dispatch"]


def started(scene: Scene, case: Id, letter: Id) -> Id:
    dispatch = queued(scene, case, letter)
    scene.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    return dispatch


def reported(scene: Scene, case: Id, dispatch: Id, result: str, when: datetime | None = None) -> None:
    scene.do(le.ReportDispatch(case=case, dispatch=dispatch, result=result, at=when), WORKER)


def mailed(scene: Scene, case: Id, letter: Id) -> Id:
    dispatch = started(scene, case, letter)
    reported(scene, case, dispatch, "accepted")
    return dispatch


def by_hand(case: Id, letter: Id, **changes: Any) -> le.GiveLetter:
    return le.GiveLetter(**{"case": case, "letter": letter, "method": "in-person", "evidence": "Signed", **changes})


@pytest.mark.provision("KO5")
def test_accepted_is_sent_and_meets_the_limit() -> None:
    scene, case = a_stage()
    dispatch = mailed(scene, case, approved(scene, case))
    assert scene.limit(case).met_at == scene.now
    assert "dispatch-state" in scene.refused(le.StartDispatch(case=case, dispatch=dispatch), WORKER)


@pytest.mark.provision("D2", "D8", "RF14")
@pytest.mark.scenario("X11", cite="271.66")
def test_a_delay_notification_in_time_is_valid() -> None:
    """X11: on the last day at 23:00, before the day is over."""
    scene, case = a_stage()
    scene.now = at("2026-06-11T23:00")
    given(scene, case, a_delay(scene, case))
    assert scene.limit(case, "delay-notification").met_at == scene.now
    assert scene.limit(case).is_open
    assert scene.limit(case, "delay-review").due.derivation.due_calendar == at("2026-06-25T12:00").date()


@pytest.mark.provision("D2")
@pytest.mark.scenario("X12", cite="271.66")
def test_a_delay_notification_given_after_the_limit_is_recorded_and_void() -> None:
    """X12: the next morning; the ground was good, the time was not."""
    scene, case = a_stage()
    scene.now = at("2026-06-11T17:00")
    letter = approved(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T09:00")
    scene.do(by_hand(case, letter))
    assert scene.letter(case, letter).sent_at == scene.now
    assert scene.limit(case, "delay-notification").met_at is None
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.limit(case).missed_recorded


@pytest.mark.provision("D2")
def test_the_outbox_takes_no_delay_notification_after_the_limit() -> None:
    scene, case = a_stage()
    letter = approved(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T00:00")
    scene.do(le.QueueLetter(case=case, letter=letter, document=b"%PDF"), WORKER)
    assert scene.letter(case, letter).state == "returned"
    assert scene.case(case).dispatches == ()


@pytest.mark.parametrize("change", ["point", "class", "representative", "details"])
def test_what_changed_after_the_approval_stops_the_letter(change: str) -> None:
    scene, case = a_stage()
    point = scene.case(case).points[0].id
    blocks = (*a_response(scene, case).blocks, ("reasons", "See the terms."))
    told: dict[str, Any] = {"answers": ((point, "Once."),), "findings": (("Once", "Statement"),)}
    letters = [
        approved(scene, case, a_response(scene, case, decision="partly-rejected", blocks=blocks, **told))
        for _ in range(2)
    ]
    if change == "point":
        scene.do(c.RaisePoint(case=case, text="And nobody called back"))
    elif change == "class":
        scene.do(c.ClassifyCase(case=case, classifying=c.Classifying("super-death-benefit"), reason="A benefit"))
        scene.do(c.SettleClassification(case=case, proposal=scene.made["proposal"], approve=True), ASH)
    elif change == "representative":
        scene.do(c.RecordRepresentative(case=case, kind="legal", name="Lee Counsel"))
    else:
        scene.details["afca-phone"] = "1800 000 001"
    scene.do(le.QueueLetter(case=case, letter=letters[0], document=b"%PDF"), WORKER)
    assert scene.letter(case, letters[0]).state == "returned"
    assert scene.refused(by_hand(case, letters[1]))
    assert all(letter.sent_at is None for letter in scene.case(case).letters)


@pytest.mark.provision("C10", "I1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "drone"}, "unknown-method"),
        ({"evidence": " "}, "required"),
        ({"at": RECEIVED}, "before-approval"),
        ({"at": RECEIVED + timedelta(days=9)}, "future-time"),
        ({"at": datetime(2026, 5, 12, 12)}, "naive-time"),  # noqa: DTZ001 -- naive on purpose
        ({"method": "phone"}, "must-be-written"),
        ({"method": "public-reply"}, "not-in-public"),
    ],
)
def test_giving_by_hand_has_its_rules(changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    assert code in scene.refused(by_hand(case, letter, **changes))


def test_the_outbox_takes_only_approved_mail() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case)
    said = le.QueueLetter(case=case, letter=letter, document=b"%PDF")
    assert "letter-state" in scene.refused(said, WORKER)
    letter = approved(scene, case)
    assert "empty-document" in scene.refused(le.QueueLetter(case=case, letter=letter, document=b""), WORKER)
    by_channel = approved(scene, case, a_response(scene, case, via="channel"))
    said = le.QueueLetter(case=case, letter=by_channel, document=b"%PDF")
    assert "not-by-email" in scene.refused(said, WORKER)
    assert "no-such-dispatch" in scene.refused(le.StartDispatch(case=case, dispatch=an_id(9)), WORKER)


def test_an_attempt_is_reported_truthfully() -> None:
    scene, case = a_stage()
    dispatch = started(scene, case, approved(scene, case))
    said: dict[str, Any] = {"case": case, "dispatch": dispatch}
    assert "unknown-result" in scene.refused(le.ReportDispatch(**said, result="perhaps"), WORKER)
    ahead = le.ReportDispatch(**said, result="accepted", at=scene.now + timedelta(days=1))
    assert "future-time" in scene.refused(ahead, WORKER)
    before = le.ReportDispatch(**said, result="accepted", at=RECEIVED)
    assert "before-queueing" in scene.refused(before, WORKER)
    assert "dispatch-state" in scene.refused(le.ReportDispatch(**said, result="bounced"), WORKER)


def test_later_backs_off_and_gives_up() -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    dispatch = started(scene, case, letter)
    waits = []
    while scene.case(case).dispatches[0].state == "sending":
        reported(scene, case, dispatch, "later")
        found = scene.case(case).dispatches[0]
        if found.next_attempt_at is not None:
            waits.append(found.next_attempt_at - scene.now)
            scene.now = found.next_attempt_at
            scene.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    assert waits == sorted(waits)
    assert len(waits) == 7
    assert (scene.case(case).dispatches[0].state, scene.letter(case, letter).state) == ("refused", "approved")
    assert scene.limit(case).is_open


@pytest.mark.parametrize(("accepted", "state"), [(True, "sent"), (False, "approved")])
def test_a_person_settles_a_doubt(accepted: bool, state: str) -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    dispatch = started(scene, case, letter)
    said = le.ResolveDoubt(case=case, dispatch=dispatch, accepted=accepted, evidence="Relay log")
    assert "dispatch-state" in scene.refused(said)
    reported(scene, case, dispatch, "in-doubt")
    doubted = scene.now
    assert scene.letter(case, letter).state == "queued"
    silent = le.ResolveDoubt(case=case, dispatch=dispatch, accepted=accepted, evidence="")
    assert "required" in scene.refused(silent)
    scene.now += timedelta(hours=5)
    scene.do(said)
    assert scene.letter(case, letter).state == state
    assert scene.limit(case).met_at == (doubted if accepted else None)


def test_a_bounce_reopens_the_same_date() -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    due = scene.limit(case).due
    dispatch = mailed(scene, case, letter)
    scene.now += timedelta(hours=1)
    reported(scene, case, dispatch, "bounced")
    assert scene.limit(case).is_open
    assert scene.limit(case).due == due
    assert "letter-state" in scene.refused(le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case)))


def test_a_bounce_after_closing_opens_the_case_again() -> None:
    scene, case = a_stage()
    dispatch = mailed(scene, case, approved(scene, case))
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    assert scene.case(case).status == "closed"
    reported(scene, case, dispatch, "bounced")
    assert scene.case(case).status == "open"
    assert scene.limit(case).is_open


def test_another_answer_that_arrived_still_counts() -> None:
    scene, case = a_stage()
    first = mailed(scene, case, approved(scene, case))
    scene.now += timedelta(days=1)
    given(scene, case)
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    answered = scene.now
    scene.now += timedelta(days=1)
    reported(scene, case, first, "bounced")
    assert scene.limit(case).met_at == answered
    assert scene.case(case).status == "closed"


@pytest.mark.provision("A1")
def test_an_acknowledgement_by_letter_is_void_when_it_bounces() -> None:
    scene, case = a_stage()
    writing = a_response(scene, case, type="acknowledgement", decision=None, blocks=TEXTS)
    dispatch = mailed(scene, case, approved(scene, case, writing))
    assert scene.case(case).acknowledgement is not None
    assert scene.limit(case, "acknowledgement").met_at == scene.now
    reported(scene, case, dispatch, "bounced")
    assert scene.case(case).acknowledgement is None
    assert scene.limit(case, "acknowledgement").is_open


def test_an_acknowledgement_by_phone_outlives_a_bounced_letter() -> None:
    scene, case = a_stage()
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    spoken = scene.now
    scene.now += timedelta(minutes=5)
    writing = a_response(scene, case, type="acknowledgement", decision=None, blocks=TEXTS)
    dispatch = mailed(scene, case, approved(scene, case, writing))
    reported(scene, case, dispatch, "bounced")
    assert scene.limit(case, "acknowledgement").met_at == spoken


@pytest.mark.provision("A2", "C13", "RF9")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "telepathy"}, "unknown-method"),
        ({"at": RECEIVED - timedelta(minutes=1)}, "before-receipt"),
        ({"at": RECEIVED + timedelta(days=1)}, "future-time"),
        ({"at": datetime(2026, 5, 12, 12)}, "naive-time"),  # noqa: DTZ001 -- naive on purpose
    ],
)
def test_an_acknowledgement_says_how_and_when(changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    said: dict[str, Any] = {"case": case, "method": "phone", "evidence": "Call 7", **changes}
    assert code in scene.refused(c.AcknowledgeCase(**said))
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    assert "already-acknowledged" in scene.refused(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))


@pytest.mark.parametrize("evidence", ["", " ", "\u200b"])
def test_an_acknowledgement_holds_its_words_or_its_evidence(evidence: str) -> None:
    scene, case = a_stage()
    said = c.AcknowledgeCase(case=case, method="phone", evidence=evidence)
    assert scene.refused(said) == {"required": "evidence"}
    assert scene.case(case).acknowledgement is None
