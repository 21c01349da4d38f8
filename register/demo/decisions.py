"""What is decided in the demo about messages, and about the rules a case is held to."""

from typing import Final

from register.demo.stage import Stage
from register.demo.story import Scene
from register.domain.commands import message as m
from register.domain.commands.case import AdoptCorrection, Judgement, TwoStepTest

FIRST_STEP: Final = ("expressed", "about_us", "answer_expected")
SECOND_STEP: Final = ("controlled", "subject", "identifiable", "contactable")


def two_step_test(stage: Stage, **other: str) -> TwoStepTest:
    """Return the test answered with yes throughout, but for ``other`` answers by question."""
    bases = stage.words["test"]
    answers = {
        question: Judgement(other.get(question, "yes"), bases[question] if question in SECOND_STEP else "")
        for question in (*FIRST_STEP, *SECOND_STEP)
    }
    return TwoStepTest(**answers)


def dismiss(stage: Stage, scene: Scene, words: str) -> None:
    """Not a complaint, for a reason of the pack; the answer that says no is the one to a question."""
    reason, _, question = words.partition(" ")
    test = two_step_test(stage, **{question or "answer_expected": "no"})
    stage.act(scene, m.DismissMessage(message=scene.made["message"], reason=reason, test=test))


def unsure(stage: Stage, scene: Scene, words: str) -> None:
    """The test cannot be answered yet."""
    test = two_step_test(stage, answer_expected="unknown", contactable="unknown")
    stage.act(scene, m.KeepUnsure(message=scene.made["message"], test=test))


def ask(stage: Stage, scene: Scene, words: str) -> None:
    """Ask the author in the channel."""
    command = m.AskAuthor(message=scene.made["message"], method="public-reply", words=stage.words["ask"]["words"])
    stage.act(scene, command)


def hand_off(stage: Stage, scene: Scene, words: str) -> None:
    """Give it to another team."""
    recipient = stage.words["recipients"][words]
    stage.act(scene, m.HandOffMessage(message=scene.made["message"], kind=words, recipient=recipient))


def accept_hand_off(stage: Stage, scene: Scene, words: str) -> None:
    """The other team took it."""
    stage.act(scene, m.AcceptHandOff(message=scene.made["message"]))


def finish_hand_off(stage: Stage, scene: Scene, words: str) -> None:
    """The other team answered."""
    evidence = stage.words["answered"][words]
    stage.act(scene, m.FinishHandOff(message=scene.made["message"], evidence=evidence))


def duplicate(stage: Stage, scene: Scene, words: str) -> None:
    """It says again what another one said."""
    original = stage.scenes[words].made["message"]
    stage.act(scene, m.MarkDuplicate(message=scene.made["message"], of=original))


def adopt(stage: Stage, scene: Scene, words: str) -> None:
    """The approver holds the case to the corrected reading of its rules."""
    case = stage.case(scene)
    newest = stage.register.policies.versions(case.packs[0].pack)[-1]
    stage.do(AdoptCorrection(case=case.id, pack=newest.id, version=newest.version), "ash")


def link(stage: Stage, scene: Scene, words: str) -> None:
    """It belongs to a case that exists already."""
    stage.act(scene, m.LinkMessage(message=scene.made["message"], case=stage.scenes[words].made["case"]))
