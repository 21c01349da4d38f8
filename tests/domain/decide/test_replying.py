"""Replies after the answer or the closing: the same issue goes on with its old dates, a new one is a new case."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from register.domain.actors import INTAKE, OFFICER
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.commands.base import Ref
from register.domain.subjects.inbound import Author, Inbound, OccurredBasis, Operation
from register.domain.values import Code, Id
from tests.domain.decide.scene import (
    ASH,
    RECEIVED,
    Scene,
    a_closing,
    a_person,
    a_withdrawal,
    an_id,
    an_opening,
    given,
)


def a_reply(scene: Scene, native: str = "1", text: str = "That is not what you promised") -> Id:
    inbound = Inbound(
        platform=Code("facebook"),
        account="100",
        native_id=native,
        operation=Operation.CREATED,
        author=Author("7", None, "Robin Example"),
        text=text,
        occurred=scene.now,
        occurred_basis=OccurredBasis.PLATFORM,
    )
    kept = m.CaptureMessage(
        message=inbound.message_id,
        inbound=inbound,
        channel=an_id(2),
        entity="harbour",
        brand="harbour",
        captured_at=scene.now,
    )
    return scene.do(kept, INTAKE)


def a_case(ending: str) -> tuple[Scene, Id]:
    """A case, received on 12 May, that ended this way on the same day."""
    scene = Scene()
    case = scene.do(an_opening())
    if ending == "answered":
        given(scene, case)
    elif ending == "response":
        given(scene, case)
        scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    elif ending == "early":
        scene.do(c.CloseCase(case=case, closing=a_closing()))
    elif ending == "withdrawn":
        scene.do(c.CloseCase(case=case, closing=a_withdrawal(scene.now)))
        proposal = scene.case(case).closure_proposal
        assert proposal is not None
        settling = c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=True)
        scene.do(settling, ASH)
    return scene, case


@pytest.mark.provision("K1", "M1")
@pytest.mark.parametrize("ending", ["early", "withdrawn"])
def test_a_reply_on_the_same_issue_reopens_with_the_old_date(ending: str) -> None:
    """271.56, 271.102: nothing restarts, however late the reply."""
    scene, case = a_case("open")
    due = scene.limit(case).due
    scene, case = a_case(ending)
    scene.now = RECEIVED + timedelta(days=40)
    scene.do(m.LinkMessage(message=a_reply(scene), case=case, issue="same"))
    found = scene.case(case)
    assert (found.status, found.reopened) == ("open", (scene.now,))
    assert scene.limit(case).is_open
    # The law is silent about a limit that passed while a complaint was closed early: it stands, unconfirmed.
    proof = replace(due.derivation, confirmed=Code("U")) if ending == "early" else due.derivation
    assert (scene.limit(case).due.due_at, scene.limit(case).due.derivation) == (due.due_at, proof)


@pytest.mark.provision("I1")
def test_a_reply_takes_no_effect_from_an_answer_that_was_sent() -> None:
    scene, case = a_case("response")
    before = scene.limit(case)
    scene.now = RECEIVED + timedelta(days=90)
    scene.do(m.LinkMessage(message=a_reply(scene), case=case, issue="same"))
    assert scene.case(case).status == "open"
    assert scene.limit(case) == before
    assert before.met_at is not None


@pytest.mark.parametrize("ending", ["answered", "response", "early"])
def test_somebody_is_asked_to_look_at_what_was_said_after_the_answer(ending: str) -> None:
    scene, case = a_case(ending)
    message = a_reply(scene)
    scene.do(m.LinkMessage(message=message, case=case, issue="same"))
    (task,) = scene.case(case).tasks
    assert (task.kind, task.waiting_on, task.done_at) == ("reply", "handler", None)
    assert task.text == scene.message(message).text
    assert task.remind_on == RECEIVED.date()


def test_a_picture_without_words_is_looked_at_too() -> None:
    scene, case = a_case("answered")
    scene.do(m.LinkMessage(message=a_reply(scene, text=""), case=case))
    assert len(scene.case(case).tasks) == 1


def test_a_message_before_the_answer_needs_no_second_look() -> None:
    scene, case = a_case("open")
    message = a_reply(scene)
    scene.do(m.LinkMessage(message=message, case=case))
    assert scene.case(case).tasks == ()
    assert (scene.case(case).messages, scene.message(message).cases) == ((message,), (case,))


@pytest.mark.parametrize(
    ("ending", "issue", "code"),
    [
        ("early", "", "issue-needed"),
        ("early", "other", "unknown-issue"),
        ("early", "new", "new-issue-new-case"),
        ("open", "new", "new-issue-new-case"),
        ("answered", "new", "new-issue-new-case"),
    ],
)
def test_a_new_issue_does_not_go_on_with_an_old_case(ending: str, issue: str, code: str) -> None:
    scene, case = a_case(ending)
    before = scene.case(case)
    link = m.LinkMessage(message=a_reply(scene), case=case, issue=issue)
    assert scene.refused(link) == {code: "issue"}
    assert scene.case(case) == before


@pytest.mark.provision("K1", "R1")
def test_a_new_issue_is_a_case_of_its_own_and_each_names_the_other() -> None:
    scene, earlier = a_case("response")
    before = scene.case(earlier)
    scene.now = RECEIVED + timedelta(days=60)
    new = scene.do(an_opening(received_at=scene.now, summary="Now the card is blocked", related=earlier))
    one, other = scene.case(earlier), scene.case(new)
    assert [(r.case, r.reference) for r in one.related] == [(new, other.reference)]
    assert [(r.case, r.reference) for r in other.related] == [(earlier, one.reference)]
    assert (one.status, one.deadlines) == ("closed", before.deadlines)
    assert scene.limit(new).due.derivation.start_at == scene.now


def test_what_is_resolved_at_once_names_its_relation_too() -> None:
    scene, earlier = a_case("response")
    quick = c.LogAndClose(opening=an_opening(related=earlier), acknowledged_by="phone", closing=a_closing())
    new = scene.do(quick)
    assert scene.case(new).related[0].case == earlier
    assert scene.case(earlier).related[0].case == new
    assert set(quick.touches()) == {Ref(Code("case"), earlier)}


def test_a_relation_to_a_case_one_may_not_see_is_refused() -> None:
    scene, earlier = a_case("response")
    limited = a_person(0xB1, OFFICER, brands=frozenset({"tide"}))
    changes: dict[str, Any] = {"brand": "tide", "related": earlier}
    assert "no-such-case" in scene.refused(an_opening(**changes), limited)
    assert "no-such-case" in scene.refused(an_opening(related=an_id(9)))
