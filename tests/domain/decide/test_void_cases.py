"""A case that turns out to be none: void by two people, merged into the one received first, never gone."""

from datetime import timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.errors import Forbidden, Illegal, Invalid, Unknown
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    OLIVE,
    RECEIVED,
    Scene,
    a_closing,
    an_id,
    an_opening,
    dollars,
    drafted,
    given,
)
from tests.domain.decide.test_messages import A_YES, an_item, captured, dismissal

HARDSHIP = c.Classifying("credit-hardship-notice")
LATER = RECEIVED + timedelta(days=2)
PAST = RECEIVED + timedelta(days=40)


def owed(case: Case) -> set[tuple[str, object, object]]:
    return {(str(d.due.rule), d.due.due_at, d.met_at) for d in case.deadlines if not d.replaced}


def proposing(case: Id, into: Id | None = None, **changes: Any) -> c.ProposeVoiding:
    reason = "registered-in-error" if into is None else "registered-twice"
    return c.ProposeVoiding(**{"case": case, "reason": reason, "words": "See the call log", "into": into, **changes})


def settling(scene: Scene, case: Id, *, approve: bool = True) -> c.SettleVoiding:
    found = scene.case(case)
    asked = found.voiding_proposal
    assert asked is not None
    return c.SettleVoiding(case=case, proposal=asked.id, approve=approve, into=asked.into, messages=found.messages)


def void(scene: Scene, case: Id, into: Id | None = None) -> None:
    scene.do(proposing(case, into))
    scene.do(settling(scene, case), ASH)


def reinstating(scene: Scene, case: Id, reason: str = "It was one after all") -> c.ReinstateCase:
    found = scene.case(case)
    into = None if found.voiding is None else found.voiding.into
    return c.ReinstateCase(case=case, reason=reason, into=into, messages=found.messages)


def twice(scene: Scene, **second: Any) -> tuple[Id, Id]:
    """One complaint registered by two routes, the second time two days later."""
    first = scene.do(an_opening())
    scene.now = LATER + timedelta(hours=1)
    return first, scene.do(an_opening(**{"received_at": LATER, "channel": "email", **second}))


def from_message(scene: Scene, **changes: Any) -> tuple[Id, Id]:
    message = captured(scene, an_item())
    return message, scene.do(an_opening(message=message, received_at=None, test=A_YES, **changes))


def test_a_case_registered_in_error_owes_nothing_and_stays_in_the_register() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    void(scene, case)
    found = scene.case(case)
    assert (found.status, owed(found), found.next_deadline) == ("void", set(), None)
    assert found.voiding is not None
    assert (found.voiding.proposed_by, found.voiding.approved_by) == (OLIVE.name, ASH.name)


def test_it_takes_two_people_whoever_may_do_both() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(proposing(case), BOTH)
    with pytest.raises(Forbidden):
        scene.do(settling(scene, case), BOTH)
    assert "already-proposed" in scene.refused(proposing(case))
    scene.do(settling(scene, case, approve=False), ASH)
    assert (scene.case(case).status, scene.case(case).voiding_proposal) == ("open", None)
    # Whoever proposed it before is remembered: the same work put forward by another stays theirs too.
    scene.do(proposing(case))
    with pytest.raises(Forbidden):
        scene.do(settling(scene, case), BOTH)


def test_nothing_is_done_to_a_void_case_but_what_concerns_its_keeping() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    void(scene, case)
    for step in (
        c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"),
        c.CloseCase(case=case, closing=a_closing()),
        c.ReopenCase(case=case, reason="Go on"),
        c.ClassifyCase(case=case, classifying=HARDSHIP),
        proposing(case),
    ):
        with pytest.raises(Illegal):
            scene.do(step)
    scene.do(c.AddNote(case=case, text="Found while reading the log"))


def test_what_would_be_lost_with_it_is_settled_first() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    drafted(scene, case)
    scene.do(c.OpenTask(case=case, kind="information", waiting_on="handler", text="Ask"))
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("10")[0]))
    scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections"))
    with pytest.raises(Invalid) as refused:
        scene.do(proposing(case))
    there = {p.code for p in refused.value.problems}
    assert there == {"settle-letter", "settle-task", "settle-remedy", "settle-hold"}


def test_a_complaint_that_was_answered_was_one() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    given(scene, case)
    assert scene.refused(proposing(case)) == {"handled-as-complaint": "case"}


def test_bad_input_is_named() -> None:
    scene = Scene()
    first, second = twice(scene)
    assert scene.refused(proposing(second, words=" ")) == {"required": "words"}
    assert "unknown-reason" in scene.refused(proposing(second, reason="late"))
    assert scene.refused(proposing(second, reason="registered-twice")) == {"required": "into"}
    assert scene.refused(proposing(second, first, reason="registered-in-error")) == {"merged-only-if-twice": "into"}
    assert scene.refused(proposing(second, second)) == {"merged-into-itself": "into"}
    assert scene.refused(proposing(first, second)) == {"received-first-stays": "into"}
    with pytest.raises(Unknown):
        scene.do(proposing(second, an_id(9)))
    tide = scene.do(an_opening(brand="tide"))
    assert scene.refused(proposing(second, tide)) == {"another-firm": "into"}


def test_the_settlement_names_what_it_changes() -> None:
    scene = Scene()
    message, case = from_message(scene)
    scene.do(proposing(case))
    asked = settling(scene, case)
    short = c.SettleVoiding(case=case, proposal=asked.proposal, approve=True, messages=())
    assert scene.refused(short, ASH) == {"messages-needed": "messages"}
    other = c.SettleVoiding(case=case, proposal=asked.proposal, approve=True, into=case, messages=(message,))
    assert "not-as-proposed" in scene.refused(other, ASH)


def test_its_message_is_to_be_decided_again() -> None:
    scene = Scene()
    message, case = from_message(scene)
    void(scene, case)
    assert (scene.message(message).state, scene.message(message).cases) == ("awaiting", ())
    scene.do(dismissal(message))
    assert scene.message(message).state == "not-a-complaint"


def test_a_message_of_two_cases_stays_with_the_other() -> None:
    scene = Scene()
    message, case = from_message(scene)
    other = scene.do(an_opening(message=message, received_at=None, test=A_YES))
    void(scene, case)
    assert (scene.message(message).state, scene.message(message).cases) == ("registered", (other,))


def test_brought_back_it_owes_what_it_owed() -> None:
    scene = Scene()
    message, case = from_message(scene)
    before = owed(scene.case(case))
    void(scene, case)
    assert scene.refused(reinstating(scene, case, " ")) == {"required": "reason"}
    scene.do(reinstating(scene, case))
    assert (scene.case(case).status, owed(scene.case(case))) == ("open", before)
    assert scene.message(message).cases == (case,)
