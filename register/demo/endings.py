"""How cases end in the demo, and what comes after."""

from datetime import timedelta

from register.demo.case_work import ANSWERED, opening
from register.demo.stage import Stage
from register.demo.story import ZONE, Scene
from register.domain.commands import case as c


def log_and_close(stage: Stage, scene: Scene, words: str) -> None:
    """Resolved while the person was there."""
    command = c.LogAndClose(
        opening=opening(stage, scene),
        acknowledged_by=ANSWERED[scene.told["by"]],
        closing=_closing(stage, scene, "resolved-to-satisfaction", "resolved"),
        remedies=(c.RemedyPromise("apology", done=True), *_remedies(stage, scene)),
    )
    scene.made["case"] = stage.act(scene, command).subject.id


def close(stage: Stage, scene: Scene, words: str) -> None:
    """Close on a basis with an outcome; some bases wait for a second person."""
    basis, outcome = words.split()
    remedies = _remedies(stage, scene) if outcome == "resolved" else ()
    command = c.CloseCase(case=scene.made["case"], closing=_closing(stage, scene, basis, outcome), remedies=remedies)
    stage.act(scene, command)


def settle_closure(stage: Stage, scene: Scene, words: str) -> None:
    """The second person agrees."""
    proposal = stage.case(scene).closure_proposal
    if proposal is not None:
        command = c.SettleClosure(case=scene.made["case"], proposal=proposal.id, content=proposal.content, approve=True)
        stage.do(command, "ash")


def pay(stage: Stage, scene: Scene, words: str) -> None:
    """Do what was promised."""
    for remedy in stage.case(scene).remedies:
        if remedy.done_at is None:
            stage.act(scene, c.FinishRemedy(case=scene.made["case"], remedy=remedy.id, paid=remedy.amount))


def assess(stage: Stage, scene: Scene, words: str) -> None:
    """The approver says what the passed limit was."""
    for breach in stage.case(scene).breaches:
        if breach.result is None:
            reasons = stage.words["assess"]["reasons"]
            stage.do(c.AssessBreach(case=scene.made["case"], breach=breach.id, result=words, reasons=reasons), "ash")


def reopen(stage: Stage, scene: Scene, words: str) -> None:
    """The person is not content after all."""
    stage.act(scene, c.ReopenCase(case=scene.made["case"], reason=stage.words["reopen"]["reason"]))


def external(stage: Stage, scene: Scene, words: str) -> None:
    """The person went to the external scheme, or it sent the complaint back and stated a day, so many days later."""
    kind, _, days = words.partition(" ")
    now, reference = stage.clock(), stage.words["external"]["reference"]
    due_on = (now.astimezone(ZONE) + timedelta(days=int(days))).date() if days else None
    step = c.RecordExternalStep(case=scene.made["case"], kind=kind, at=now, reference=reference, due_on=due_on)
    stage.act(scene, step)


def event(stage: Stage, scene: Scene, words: str) -> None:
    """Something the pack asks about happened."""
    evidence = stage.words["event"][words]
    stage.act(scene, c.RecordEvent(case=scene.made["case"], event=words, at=stage.clock(), evidence=evidence))


def _closing(stage: Stage, scene: Scene, basis: str, outcome: str) -> c.Closing:
    words = scene.told.get("closing_words") or stage.words["closing"]["words"]
    tried = tuple(scene.arrived + timedelta(days=day) for day in (3, 8, 15)) if basis == "abandoned" else ()
    return c.Closing(
        outcome=outcome,
        basis=basis,
        root_cause=scene.told.get("root", "unknown"),
        words=words,
        evidence=stage.words["closing"]["evidence"],
        withdrawal=words if basis == "withdrawn" else "",
        attempts=tried,
        withdrawing=c.Withdrawing("complainant", stage.clock(), "phone") if basis == "withdrawn" else None,
    )


def _remedies(stage: Stage, scene: Scene) -> tuple[c.RemedyPromise, ...]:
    code, _, amount = scene.told.get("remedy", "").partition(" ")
    due = (stage.clock() + timedelta(days=7)).date()
    return (c.RemedyPromise(code, amount or None, due),) if code else ()
