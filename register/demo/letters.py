"""Letters in the demo: drafted from the standard texts, put before the gate, approved by the second person, sent."""

from typing import Any

from register.demo.stage import Stage
from register.demo.story import Scene
from register.domain.commands import letter as le
from register.domain.errors import Refused
from register.publication import Start, suggest_blocks

DELAY = "delay"


def draft(stage: Stage, scene: Scene, words: str) -> None:
    """Write a letter, or write it anew."""
    kind, _, decision = words.partition(" ")
    _draft(stage, scene, _writing(stage, scene, kind, decision or None))


def draft_too_soon(stage: Stage, scene: Scene, words: str) -> None:
    """Write down a decision without its reasons, and be told by the gate what is missing."""
    bare = le.Writing(type="idr-response", language="en", via="email", decision="rejected")
    _draft(stage, scene, bare)
    try:
        submit(stage, scene, words)
    except Refused:
        return
    raise AssertionError("the gate let an empty letter through")


def submit(stage: Stage, scene: Scene, words: str) -> None:
    """Put the letter before the gate."""
    stage.act(scene, le.SubmitLetter(case=scene.made["case"], letter=scene.made["letter"]))


def approve(stage: Stage, scene: Scene, words: str) -> None:
    """The second person approves what is written; the worker sends it."""
    case = stage.case(scene)
    letter = case.letter(scene.made["letter"])
    if letter is not None:
        stage.do(le.ApproveLetter(case=case.id, letter=letter.id, content=letter.content_hash), "ash")
    scene.made.pop("letter")
    stage.worker.run_once()


def send_back(stage: Stage, scene: Scene, words: str) -> None:
    """The second person wants it better."""
    reason = stage.words["return"]["reason"]
    stage.do(le.ReturnLetter(case=scene.made["case"], letter=scene.made["letter"], reason=reason), "ash")


def give(stage: Stage, scene: Scene, words: str) -> None:
    """The letter goes by hand or post."""
    approved = next(item for item in stage.case(scene).letters if item.state == "approved")
    evidence = stage.words["postal"]["evidence"]
    stage.act(scene, le.GiveLetter(case=scene.made["case"], letter=approved.id, method=words, evidence=evidence))


def _draft(stage: Stage, scene: Scene, writing: le.Writing) -> None:
    command = le.DraftLetter(case=scene.made["case"], writing=writing, letter=scene.made.get("letter"))
    scene.made["letter"] = stage.act(scene, command).made.get("letter") or scene.made["letter"]


def _writing(stage: Stage, scene: Scene, kind: str, decision: str | None) -> le.Writing:
    stock: Any = stage.words["words"][decision or DELAY]
    own = {"actions-taken": scene.told.get("actions")}
    suggested = suggest_blocks(stage.register, stage.people[scene.officer], scene.made["case"], Start(kind, decision))
    texts = {block.id: block.text or own.get(block.id) or stock.get(block.id, "") for block in suggested}
    written = {name: text for name, text in texts.items() if text}
    answers: tuple[tuple[str, str], ...] = ()
    if "answer" in stock:
        answers = tuple((point.id, stock["answer"]) for point in stage.case(scene).points)
    return le.Writing(
        type=kind,
        language="en",
        via=scene.made.get("via", "email"),
        decision=decision,
        ground=scene.told.get("ground") if decision is None else None,
        contact=scene.made.get("contact"),
        blocks=tuple(written.items()),
        answers=answers,
        findings=((stock["finding"], stock["support"]),) if "finding" in stock else (),
    )
