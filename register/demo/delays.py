"""Delays and holds in the demo: a ground before any notification, and what must not be done meanwhile."""

from register.demo.stage import Stage
from register.demo.story import Scene
from register.domain.commands import case as c


def state_ground(stage: Stage, scene: Scene, words: str) -> None:
    """The officer says why the answer must come later, and on which facts."""
    facts = stage.words["ground"]["facts"]
    stage.act(scene, c.StateDelayGround(case=scene.made["case"], ground=scene.told["ground"], facts=facts))


def order_hold(stage: Stage, scene: Scene, words: str) -> None:
    """Tell those who collect to keep from it."""
    recipient = stage.words["hold"]["recipient"]
    ordered = stage.act(scene, c.OrderHold(case=scene.made["case"], prohibition="enforcement", recipient=recipient))
    scene.made["hold"] = ordered.made["hold"]


def confirm_hold(stage: Stage, scene: Scene, words: str) -> None:
    """They wrote back."""
    evidence = stage.words["hold"]["evidence"]
    stage.act(scene, c.ConfirmHold(case=scene.made["case"], hold=scene.made["hold"], evidence=evidence))


def take_escalation(stage: Stage, scene: Scene, words: str) -> None:
    """The manager takes up what was escalated, if anything was."""
    for told in stage.case(scene).escalations:
        if told.taken_at is None:
            decision = stage.words["escalation"]["decision"]
            stage.do(c.TakeEscalation(case=scene.made["case"], escalation=told.id, decision=decision), "ash")
