"""Whose work something is: whoever changed a word of it since it was approved is never its second person."""

from datetime import timedelta

import pytest

from register.domain.actors import APPROVER, OFFICER
from register.domain.authorship import authors
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    OLIVE,
    RECEIVED,
    Scene,
    a_person,
    a_response,
    a_withdrawal,
    an_opening,
    drafted,
)

AMIR = a_person(0xA6, OFFICER, APPROVER)
HARDSHIP, STANDARD = c.Classifying("credit-hardship-notice"), c.Classifying("standard")


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening())


def rewritten(scene: Scene, case: Id, letter: Id) -> le.DraftLetter:
    return le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case))


def approving(scene: Scene, case: Id, letter: Id) -> le.ApproveLetter:
    return le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)


@pytest.mark.parametrize("sent_back", [False, True])
def test_whoever_rewrote_a_letter_does_not_approve_it_after_the_first_author_touched_it_again(sent_back: bool) -> None:
    scene, case = a_stage()
    letter = drafted(scene, case)
    scene.do(rewritten(scene, case, letter), BOTH)
    scene.do(rewritten(scene, case, letter), OLIVE)
    scene.do(le.SubmitLetter(case=case, letter=letter), OLIVE)
    if sent_back:
        scene.do(le.ReturnLetter(case=case, letter=letter, reason="A typing error"), ASH)
        scene.do(rewritten(scene, case, letter), OLIVE)
        scene.do(le.SubmitLetter(case=case, letter=letter), OLIVE)
    assert authors(scene.letter(case, letter)) == {OLIVE.name, BOTH.name}
    assert scene.refused(approving(scene, case, letter), BOTH) == {"own-work": "letter"}
    scene.do(approving(scene, case, letter), ASH)


def test_what_was_approved_once_is_nobodys_open_work() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case, actor=BOTH)
    scene.do(le.SubmitLetter(case=case, letter=letter), BOTH)
    scene.do(approving(scene, case, letter), ASH)
    scene.do(rewritten(scene, case, letter), OLIVE)
    scene.do(le.SubmitLetter(case=case, letter=letter), OLIVE)
    assert authors(scene.letter(case, letter)) == {OLIVE.name}
    scene.do(approving(scene, case, letter), BOTH)


def test_an_approval_by_one_person_ends_no_authorship() -> None:
    scene, case = a_stage()
    scene.house(second_person=())
    letter = drafted(scene, case, actor=BOTH)
    scene.do(le.SubmitLetter(case=case, letter=letter), BOTH)
    scene.do(rewritten(scene, case, letter), OLIVE)
    assert authors(scene.letter(case, letter)) == {OLIVE.name, BOTH.name}


def test_a_closure_proposed_anew_is_the_work_of_whoever_proposed_it_before() -> None:
    scene, case = a_stage()
    closing = c.CloseCase(case=case, closing=a_withdrawal(RECEIVED))

    def settling(*, approve: bool = True) -> c.SettleClosure:
        proposal = scene.case(case).closure_proposal
        assert proposal is not None
        return c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=approve)

    scene.do(closing, BOTH)
    scene.do(settling(approve=False), ASH)
    scene.do(closing, OLIVE)
    assert scene.refused(settling(), BOTH) == {"own-work": "proposal"}
    scene.do(settling(), ASH)
    scene.do(c.ReopenCase(case=case, reason="They called again"))
    scene.do(closing, OLIVE)
    scene.do(settling(), BOTH)


@pytest.mark.parametrize("refused", [True, False])
def test_a_later_receipt_is_the_work_of_whoever_proposed_one_before(refused: bool) -> None:
    scene, case = a_stage()

    def asked(minutes: int) -> c.CorrectReceipt:
        later = RECEIVED + timedelta(minutes=minutes)
        return c.CorrectReceipt(case=case, received_at=later, reason="The mail log", evidence="Line 7")

    def settling(*, approve: bool = True) -> c.SettleReceipt:
        proposal = scene.case(case).receipt_proposal
        assert proposal is not None
        return c.SettleReceipt(case=case, proposal=proposal.id, approve=approve)

    scene.do(asked(5), BOTH)
    if refused:
        scene.do(settling(approve=False), ASH)
    scene.do(asked(6), OLIVE)
    assert scene.refused(settling(), BOTH) == {"own-work": "proposal"}
    scene.do(settling(), ASH)
    scene.do(asked(7), OLIVE)
    scene.do(settling(), BOTH)


@pytest.mark.parametrize("refused", [True, False])
def test_a_class_is_the_work_of_whoever_proposed_one_before(refused: bool) -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))

    def settling(*, approve: bool = True) -> c.SettleClassification:
        proposal = scene.case(case).classification_proposal
        assert proposal is not None
        return c.SettleClassification(case=case, proposal=proposal.id, approve=approve)

    asked = c.ClassifyCase(case=case, classifying=STANDARD, reason="It was about a fee")
    scene.do(asked, BOTH)
    if refused:
        scene.do(settling(approve=False), ASH)
    scene.do(asked, OLIVE)
    assert scene.refused(settling(), BOTH) == {"own-work": "proposal"}
    scene.do(settling(), AMIR)
    assert scene.case(case).unapproved == ()
