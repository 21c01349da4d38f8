"""Who leaves: in words of their own, or out of reach after an answer. Silence and deleted posts say nothing."""

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
    a_withdrawal,
    an_id,
    an_opening,
    approved,
    given,
)

CALLED = RECEIVED + timedelta(minutes=10)
ABANDONED = a_closing("abandoned", outcome="abandoned-withdrawn", attempts=(CALLED,))


def a_stage(**changes: Any) -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening(**changes))


def settled(scene: Scene, case: Id, closing: c.Closing) -> None:
    scene.do(c.CloseCase(case=case, closing=closing))
    proposal = scene.case(case).closure_proposal
    assert proposal is not None
    scene.do(c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=True), ASH)


@pytest.mark.provision("Q2")
def test_a_withdrawal_keeps_whose_words_it_is() -> None:
    """271.73: who said it, when and how."""
    scene, case = a_stage()
    settled(scene, case, a_withdrawal(CALLED))
    closure = scene.case(case).closure
    assert closure is not None
    assert closure.withdrawn is not None
    assert (closure.withdrawn.by, closure.withdrawn.at, closure.withdrawn.how) == ("complainant", CALLED, "phone")


@pytest.mark.provision("Q2")
@pytest.mark.parametrize(
    ("whose", "code", "where"),
    [
        (None, "who-withdrew-needed", "withdrawing"),
        (c.Withdrawing("front-line", CALLED, "phone"), "withdrawn-by-others", "withdrawing.by"),
        (c.Withdrawing("representative", CALLED, "phone"), "no-representative", "withdrawing.by"),
        (c.Withdrawing("complainant", CALLED, "deleted-post"), "unknown-method", "withdrawing.how"),
        (c.Withdrawing("complainant", None, "phone"), "required", "withdrawing.at"),
        (
            c.Withdrawing("complainant", RECEIVED - timedelta(seconds=1), "phone"),
            "before-receipt",
            "withdrawing.at",
        ),
        (c.Withdrawing("complainant", RECEIVED + timedelta(hours=1), "phone"), "future-time", "withdrawing.at"),
        (c.Withdrawing("complainant", datetime(2026, 5, 12, 12), "phone"), "naive-time", "withdrawing.at"),  # noqa: DTZ001 -- on purpose
    ],
    ids=["nobody", "others", "nobody-acts", "deleted", "no-time", "too-early", "too-late", "no-zone"],
)
def test_only_the_complainant_withdraws(whose: c.Withdrawing | None, code: str, where: str) -> None:
    scene, case = a_stage()
    refused = scene.refused(c.CloseCase(case=case, closing=a_withdrawal(CALLED, withdrawing=whose)))
    assert refused == {code: where}


@pytest.mark.provision("Q2")
def test_whoever_acts_for_the_complainant_may_withdraw_for_them() -> None:
    scene, case = a_stage()
    acts = c.RecordRepresentative(case=case, kind="legal", name="Lee Example", authority_at=RECEIVED, authority="Seen")
    scene.do(acts)
    settled(scene, case, a_withdrawal(CALLED, withdrawing=c.Withdrawing("representative", CALLED, "letter")))
    assert scene.case(case).status == "closed"


@pytest.mark.provision("I1", "L1")
def test_nobody_is_let_go_unanswered() -> None:
    """271.53: out of reach, but answered on what is held."""
    scene, case = a_stage()
    closing = c.CloseCase(case=case, closing=ABANDONED)
    assert scene.refused(closing) == {"response-on-what-is-held-needed": "basis"}
    letter = approved(scene, case)
    assert "response-on-what-is-held-needed" in scene.refused(closing)
    scene.do(le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Left at the door"))
    settled(scene, case, ABANDONED)
    assert scene.limit(case).met_by == letter


@pytest.mark.provision("L1", "I1")
def test_going_silent_lets_go_of_no_date() -> None:
    """Only the answer ends the limit; what else was due stays due."""
    scene, case = a_stage()
    given(scene, case)
    before = {d.id: (d.met_at, d.replaced) for d in scene.case(case).deadlines}
    settled(scene, case, ABANDONED)
    assert {d.id: (d.met_at, d.replaced) for d in scene.case(case).deadlines} == before


@pytest.mark.provision("Q2", "I1")
def test_silence_is_no_ending() -> None:
    """Reminders, a passed limit and months without a word leave the case open."""
    scene, case = a_stage()
    remind_on = RECEIVED.date()
    scene.do(c.OpenTask(case=case, kind="call-back", waiting_on="complainant", text="No answer", remind_on=remind_on))
    scene.now = RECEIVED + timedelta(days=400)
    scene.do(c.SweepDeadlines(case=case), WORKER)
    found = scene.case(case)
    assert (found.status, found.closure, found.closure_proposal) == ("open", None, None)
    assert scene.limit(case).is_open
    assert scene.limit(case).missed_recorded


@pytest.mark.provision("I1")
def test_no_answer_was_given_by_a_letter_that_came_back() -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    queued = le.QueueLetter(case=case, letter=letter, document=b"%PDF-1.7")
    scene.do(queued)
    dispatch = scene.made["dispatch"]
    scene.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    scene.do(le.ReportDispatch(case=case, dispatch=dispatch, result="accepted"), WORKER)
    settled(scene, case, ABANDONED)
    scene.do(le.ReportDispatch(case=case, dispatch=dispatch, result="bounced"), WORKER)
    assert scene.case(case).status == "open"
    assert scene.limit(case).is_open


def test_a_proposal_that_is_not_there_any_more_settles_nothing() -> None:
    scene, case = a_stage()
    settling = c.SettleClosure(case=case, proposal=an_id(9), content="", approve=True)
    assert scene.refused(settling, ASH) == {"no-such-proposal": "proposal"}
