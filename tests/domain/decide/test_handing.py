"""Matters of other teams: each goes to somebody, keeps the limit of its own law, and is answered."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from register.domain.actors import INTAKE, OFFICER
from register.domain.commands import message as m
from register.domain.subjects.account import Account
from register.domain.values import Code, Id
from tests.domain.decide.scene import NOTHING, OLIVE, RECEIVED, Scene, a_person, an_id, at
from tests.domain.decide.test_messages import A_NO, an_item, captured, dismissal

TONI = an_id(0xC1)


def a_colleague(scene: Scene, **changes: Any) -> Id:
    scene.put("account", replace(Account(TONI, NOTHING, NOTHING, an_id(0xC2)), **changes))
    return TONI


def handed(scene: Scene, kind: str = "hardship", received: str = "2026-07-06T09:00") -> Id:
    scene.now = at(received) + timedelta(minutes=30)
    message = captured(scene, an_item(occurred=at(received)))
    scene.do(m.HandOffMessage(message=message, kind=kind, recipient="The team"))
    return message


@pytest.mark.provision("N3")
@pytest.mark.parametrize(
    ("kind", "received", "last_day", "cite"),
    [
        pytest.param("hardship", "2026-07-06T09:00", date(2026, 7, 27), "NCC s72", id="E15-hardship"),
        pytest.param("hardship", "2026-12-24T16:00", date(2027, 1, 14), "NCC s72", id="E16-over-christmas"),
        pytest.param("postponement", "2026-07-06T09:00", date(2026, 7, 27), "NCC s94(2)", id="postponement"),
    ],
)
def test_a_bare_notice_carries_the_credit_laws_own_limit(kind: str, received: str, last_day: date, cite: str) -> None:
    """N3 (271.33(c)): no complaint, so no complaint's limit; the credit law's R + 21, with its proof."""
    scene = Scene()
    handoff = scene.message(handed(scene, kind, received)).handoff
    assert handoff is not None
    assert handoff.due is not None
    proof = handoff.due.derivation
    assert proof.due_calendar == last_day
    assert (str(proof.start_date), proof.counted, proof.cite) == (received[:10], 21, cite)
    assert (handoff.due.duty, handoff.due.force) == ("hand-off", "L")
    assert handoff.due.due_at == at(f"{last_day + timedelta(days=1)}T00:00")


@pytest.mark.parametrize("kind", ["disputed-transaction", "scam", "privacy", "enquiry", "opportunity", "staff-matter"])
def test_other_matters_have_no_date(kind: str) -> None:
    scene = Scene()
    handoff = scene.message(handed(scene, kind)).handoff
    assert handoff is not None
    assert handoff.due is None


def test_a_matter_from_before_the_pack_has_no_date_the_pack_could_claim() -> None:
    """A message that another system kept since before the first version took force (M15)."""
    scene = Scene()
    handoff = scene.message(handed(scene, "hardship", "2021-10-04T09:00")).handoff
    assert handoff is not None
    assert handoff.due is None


def test_the_limit_counts_from_the_message_not_from_the_hand_off() -> None:
    scene = Scene(now=at("2026-07-20T09:00"))
    message = captured(scene, an_item(occurred=at("2026-07-06T09:00")))
    scene.do(m.HandOffMessage(message=message, kind="hardship", recipient="Hardship team"))
    handoff = scene.message(message).handoff
    assert handoff is not None
    assert handoff.due is not None
    assert handoff.due.derivation.due_calendar == date(2026, 7, 27)


def test_whoever_took_it_is_named() -> None:
    scene = Scene()
    message = handed(scene)
    scene.do(m.AcceptHandOff(message=message, who="Toni of the hardship team"))
    handoff = scene.message(message).handoff
    assert handoff is not None
    assert handoff.accepted_at == scene.now
    assert handoff.accepted_by is not None
    assert handoff.taken_by == OLIVE.name
    assert "no-open-hand-off" in scene.refused(m.AcceptHandOff(message=message))


def test_the_answer_is_recorded_with_evidence_and_its_time() -> None:
    scene = Scene()
    message = handed(scene)
    scene.do(m.AcceptHandOff(message=message))
    answered = scene.now
    scene.now += timedelta(days=30)
    assert "required" in scene.refused(m.FinishHandOff(message=message, evidence=" "))
    ahead = m.FinishHandOff(message=message, evidence="Letter", at=scene.now + timedelta(days=1))
    assert "future-time" in scene.refused(ahead)
    before = m.FinishHandOff(message=message, evidence="Letter", at=at("2026-07-06T08:59"))
    assert "before-receipt" in scene.refused(before)
    scene.do(m.FinishHandOff(message=message, evidence="Agreed, letter of that day", at=answered))
    handoff = scene.message(message).handoff
    assert handoff is not None
    assert (handoff.finished_at, handoff.is_open) == (answered, False)
    assert "no-open-hand-off" in scene.refused(m.FinishHandOff(message=message, evidence="Again"))


def test_an_answer_says_that_it_was_taken() -> None:
    scene = Scene()
    message = handed(scene)
    scene.do(m.FinishHandOff(message=message, evidence="Phone note 7"))
    handoff = scene.message(message).handoff
    assert handoff is not None
    assert handoff.accepted_at == handoff.finished_at == scene.now
    assert "no-open-hand-off" in scene.refused(m.AcceptHandOff(message=message))


def test_only_what_was_handed_off_is_taken_or_answered() -> None:
    scene = Scene()
    message = captured(scene)
    for step in (m.AcceptHandOff(message=message), m.FinishHandOff(message=message, evidence="Done")):
        assert "no-open-hand-off" in scene.refused(step)


def test_safety_goes_to_a_person_at_once() -> None:
    scene = Scene()
    message = captured(scene)
    by_words = m.HandOffMessage(message=message, kind="safety", recipient="Care team")
    assert scene.refused(by_words) == {"name-a-person": "person"}
    scene.do(m.HandOffMessage(message=message, kind="safety", person=a_colleague(scene)))
    handoff = scene.message(message).handoff
    assert handoff is not None
    assert (handoff.person, handoff.recipient) == (TONI, None)


@pytest.mark.parametrize(
    ("account", "code"),
    [
        pytest.param(None, "no-such-account", id="nobody"),
        pytest.param({"active": False}, "account-closed", id="gone"),
        pytest.param({"brands": frozenset({Code("tide")})}, "not-their-brand", id="other-brand"),
    ],
)
def test_the_person_can_take_it(account: dict[str, Any] | None, code: str) -> None:
    scene = Scene()
    if account is not None:
        a_colleague(scene, **account)
    give = m.HandOffMessage(message=captured(scene), kind="safety", person=TONI)
    assert scene.refused(give) == {code: "person"}


@pytest.mark.provision("N3", "N4")
def test_a_notice_with_a_limit_is_handed_off_not_set_aside() -> None:
    """N3: its date would be lost; N4 has none and may be set aside."""
    scene = Scene()
    message = captured(scene)
    set_aside = dismissal(message, reason="hardship-or-postponement-only")
    assert scene.refused(set_aside) == {"hand-off-instead": "reason"}
    scene.do(dismissal(message, reason="unauthorised-transaction-report"))


@pytest.mark.provision("C6")
@pytest.mark.parametrize("reason", ["no-merit", "spoken", "verbal", "small", "goodwill", "goodwill-paid", "troll"])
def test_what_is_no_reason_is_on_no_list(reason: str) -> None:
    """271.31: weak, spoken, small or settled with goodwill is a complaint all the same."""
    scene = Scene()
    assert scene.refused(dismissal(captured(scene), A_NO, reason)) == {"unknown-code": "reason"}


@pytest.mark.provision("N1", "N2", "N4")
@pytest.mark.parametrize(
    "reason", ["staff-employment", "survey-feedback", "information-only-report", "unauthorised-transaction-report"]
)
def test_the_reasons_of_the_guide_are(reason: str) -> None:
    """N1, N2, N4 (271.33(a), (b), (d))."""
    scene = Scene()
    message = captured(scene)
    scene.do(dismissal(message, reason=reason))
    assert scene.message(message).reason == reason


def test_programs_hand_nothing_off() -> None:
    scene = Scene()
    give = m.HandOffMessage(message=captured(scene), kind="scam", recipient="Scam desk")
    assert "not-permitted" in scene.refused(give, INTAKE)
    assert scene.do(give, a_person(0xB2, OFFICER))


def test_deciding_again_ends_the_hand_off() -> None:
    scene = Scene()
    message = handed(scene)
    scene.do(m.ReopenDecision(message=message, reason="It complains about the branch as well"))
    found = scene.message(message)
    assert (found.state, found.handoff, found.received_at) == ("awaiting", None, at("2026-07-06T09:00"))
    assert found.received_at != RECEIVED
