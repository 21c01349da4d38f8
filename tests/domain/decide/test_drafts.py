"""A draft: to somebody named, and one of a kind at a time."""

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    CONTACT,
    Scene,
    a_response,
    an_opening,
    approved,
    drafted,
)


def test_a_letter_is_written_to_somebody() -> None:
    scene = Scene()
    case = scene.do(an_opening(complainant=c.Identifying()))
    assert scene.refused(le.SubmitLetter(case=case, letter=drafted(scene, case))) == {"addressee-needed": "contact"}
    scene.do(c.RecordComplainant(case=case, complainant=c.Identifying(preferred_name="Robin")))
    approved(scene, case)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_of_one_kind_one_letter_is_being_written(state: str) -> None:
    scene = Scene()
    case = scene.do(an_opening())
    letter = drafted(scene, case)
    if state != "draft":
        scene.do(le.SubmitLetter(case=case, letter=letter))
    if state == "returned":
        scene.do(le.ReturnLetter(case=case, letter=letter, reason="A typing error"), ASH)
    if state == "approved":
        said = le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)
        scene.do(said, ASH)
    second = le.DraftLetter(case=case, writing=a_response(scene, case))
    assert scene.refused(second, BOTH) == {"already-drafted": "type"}
    scene.do(le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case)), BOTH)
    scene.do(le.VoidLetter(case=case, letter=letter))
    scene.do(second, BOTH)


def test_a_letter_becomes_none_of_a_kind_somebody_writes() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    drafted(scene, case)
    other = drafted(scene, case, a_response(scene, case, type="acknowledgement", decision=None, blocks=(CONTACT,)))
    turned = le.DraftLetter(case=case, letter=other, writing=a_response(scene, case))
    assert scene.refused(turned) == {"already-drafted": "type"}
