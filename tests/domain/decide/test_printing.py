"""What a letter cannot show, and how long it may be."""

from dataclasses import replace
from typing import Any

import pytest

from register.domain.commands import letter as le
from register.domain.decide.gate import GateClosed
from register.domain.subjects.letter import LONGEST_LETTER, MOST_LINES
from tests.domain.decide.scene import drafted
from tests.domain.decide.test_letters import a_rejection, a_stage


@pytest.mark.parametrize("place", ["blocks", "answers", "findings"])
def test_what_no_letter_can_show_is_held_back_and_named(place: str) -> None:
    scene, case = a_stage()
    scene.unprintable = lambda text: tuple(char for char in text if char in "\u2028\ue000")
    writing = a_rejection(scene, case)
    words: Any = getattr(writing, place)
    changed: dict[str, Any] = {place: (*words[:-1], (words[-1][0], f"{words[-1][1]} one\u2028two \ue000"))}
    letter = drafted(scene, case, replace(writing, **changed))
    with pytest.raises(GateClosed) as refusal:
        scene.do(le.SubmitLetter(case=case, letter=letter))
    named = [each.params["character"] for each in refusal.value.problems if each.code == "cannot-be-printed"]
    assert named == ["U+2028 LINE SEPARATOR", "U+E000"]
    scene.do(le.DraftLetter(case=case, letter=letter, writing=writing))
    scene.do(le.SubmitLetter(case=case, letter=letter))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("x" * LONGEST_LETTER, "letter-too-long"),
        ("x\n" * MOST_LINES, "letter-too-many-lines"),
    ],
)
@pytest.mark.parametrize("place", ["blocks", "answers", "findings"])
def test_a_letter_has_an_end(place: str, words: str, code: str) -> None:
    scene, case = a_stage()
    writing = a_rejection(scene, case)
    said: Any = getattr(writing, place)
    changed: dict[str, Any] = {place: (*said[:-1], (said[-1][0], words))}
    draft = le.DraftLetter(case=case, writing=replace(writing, **changed))
    assert scene.refused(draft) == {code: "blocks"}
