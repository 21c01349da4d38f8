"""A case that turns out to be none: void by two people, merged into the one received first, never gone."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from register.domain.actors import WORKER
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
    a_response,
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
    there = {p.params["what"] for p in refused.value.problems if p.code == "settle-first"}
    assert there == {"letter", "task", "remedy", "hold"}


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


def test_of_two_registrations_the_first_stays_with_all_that_is_known() -> None:
    scene = Scene()
    first, _ = twice(scene)
    message, second = from_message(scene, points=("The fee is unfair",))
    scene.do(c.AcknowledgeCase(case=second, method="phone", evidence="Call 7"))
    scene.do(c.RecordPreferences(case=second, never_at=("At work",)))
    void(scene, second, first)
    stays = scene.case(first)
    assert stays.origin.received_at == RECEIVED
    assert message in stays.messages
    assert first in scene.message(message).cases
    assert len(stays.points) == 2
    assert len(stays.contacts) == 2
    assert len(stays.preferences.never_at) == 1
    assert stays.acknowledgement == scene.case(second).acknowledgement
    assert [merged.reference for merged in stays.merged] == [scene.case(second).reference]


def test_the_strictest_limit_stays() -> None:
    scene = Scene()
    first, second = twice(scene, classifying=HARDSHIP)
    void(scene, second, first)
    days = {d.due.derivation.due_calendar for d in scene.case(first).deadlines if d.due.duty == "idr-response"}
    assert days == {date(2026, 6, 11), date(2026, 6, 2)}
    legal = [d for d in scene.case(first).open_deadlines("deadline") if d.due.legal]
    assert min(d.due.derivation.due_calendar or date.max for d in legal) == date(2026, 6, 2)


def test_an_answer_sent_under_the_second_answers_the_complaint() -> None:
    scene = Scene()
    first, second = twice(scene)
    given(scene, second)
    void(scene, second, first)
    assert scene.limit(first).met_at == scene.now
    scene.do(c.CloseCase(case=first, closing=a_closing("response")))
    assert scene.case(first).status == "closed"


def test_a_possible_breach_says_that_there_was_no_case_and_what_stays_is_judged() -> None:
    scene = Scene()
    first, second = twice(scene)
    given(scene, first)
    scene.now = PAST
    scene.do(c.SweepDeadlines(case=second), WORKER)
    assert [b.standing for b in scene.case(second).breaches] == ["stands"]
    void(scene, second, first)
    assert [b.standing for b in scene.case(second).breaches] == ["of-no-case"]
    assert scene.case(first).breaches == ()
    scene.do(reinstating(scene, second))
    assert [b.standing for b in scene.case(second).breaches] == ["stands"]


def test_parted_again_each_has_its_own() -> None:
    scene = Scene()
    first, second = twice(scene, classifying=HARDSHIP)
    before = owed(scene.case(first)), owed(scene.case(second))
    void(scene, second, first)
    scene.do(reinstating(scene, second))
    assert (owed(scene.case(first)), owed(scene.case(second))) == before
    assert scene.case(first).merged == ()


def test_a_third_registration_brings_the_second_along() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.now += timedelta(days=1)
    third = scene.do(an_opening(received_at=scene.now, classifying=HARDSHIP))
    void(scene, third, second)
    strictest = min(d.due.due_at for d in scene.case(second).deadlines if not d.replaced)
    void(scene, second, first)
    assert min(d.due.due_at for d in scene.case(first).deadlines if not d.replaced) <= strictest
    assert scene.refused(reinstating(scene, third)) == {"reinstate-the-other-first": "into"}


def test_nobody_barred_from_the_second_works_on_the_first() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.do(c.LinkAccount(case=second, account=an_id(0xA3), reason="named"), ASH)
    void(scene, second, first)
    with pytest.raises(Forbidden):
        scene.do(c.AddNote(case=first, text="Hello"), BOTH)


def test_a_restricted_case_is_not_opened_by_merging() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.do(c.RestrictCase(case=second, readers=(an_id(0xA1), an_id(0xA2), an_id(0xA7)), reason="Staff"), ASH)
    assert scene.refused(proposing(second, first)) == {"restrict-the-other-first": "into"}


CLASSES = ("standard", "credit-hardship-notice", "credit-default-notice", "traditional-trustee")


@drawn(st.sampled_from(CLASSES), st.sampled_from(CLASSES), st.integers(0, 30), st.booleans())
def test_merging_moves_no_limit_to_a_later_day_and_parting_puts_each_back(
    one: str, other: str, days: int, answered: bool
) -> None:
    """Whatever each is held to: the complaint that stays owes at the latest what either owed, duty by duty."""
    scene = Scene()
    first = scene.do(an_opening(classifying=c.Classifying(one)))
    scene.now += timedelta(days=days)
    second = scene.do(an_opening(received_at=scene.now, classifying=c.Classifying(other)))
    if answered:
        given(scene, first, a_response(scene, first))
    before = [owed(scene.case(case)) for case in (first, second)]

    def earliest(*cases: Id) -> dict[str, object]:
        found: dict[str, Any] = {}
        for case in cases:
            for d in scene.case(case).deadlines:
                if not d.replaced and d.due.kind == "deadline":
                    found[d.due.duty] = min(d.due.due_at, found.get(d.due.duty, d.due.due_at))
        return found

    strict = earliest(first, second)
    void(scene, second, first)
    kept = earliest(first)
    assert all(kept[duty] <= strict[duty] for duty in strict)  # type: ignore[operator]  # instants
    scene.do(reinstating(scene, second))
    assert [owed(scene.case(case)) for case in (first, second)] == before
