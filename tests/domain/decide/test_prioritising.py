"""Urgency: what the pack calls urgent comes first by itself; whoever puts it elsewhere says why (271.92, 271.158)."""

import pytest

from register.domain.commands import case as c
from register.domain.subjects.priority import Priority
from register.domain.values import Code, Id
from tests.domain.decide.scene import ASH, OLIVE, Scene, an_opening


def opened(scene: Scene, complaint_class: str = "standard", tier: int = 2) -> Id:
    return scene.do(an_opening(classifying=c.Classifying(complaint_class, tier=tier)))


def classify(scene: Scene, case: Id, classifying: c.Classifying) -> None:
    """Classify anew; what needs a second person is approved at once."""
    scene.do(c.ClassifyCase(case=case, classifying=classifying, reason="Read again"))
    proposal = scene.case(case).classification_proposal
    if proposal is not None:
        scene.do(c.SettleClassification(case=case, proposal=proposal.id, approve=True), ASH)


def tier_of(scene: Scene, case: Id) -> int:
    return scene.case(case).classification.tier


def priority_of(scene: Scene, case: Id) -> Priority:
    found = scene.case(case).priority
    assert found is not None
    return found


@pytest.mark.provision("H1")
@pytest.mark.parametrize("complaint_class", ["credit-hardship-notice", "credit-postponement"])
def test_an_urgent_class_has_the_gravest_tier_by_itself(complaint_class: str) -> None:
    """271.92: hardship and postponement are handled as urgent."""
    scene = Scene()
    case = opened(scene, complaint_class)
    assert tier_of(scene, case) == 3
    assert priority_of(scene, case).urgent_class == complaint_class


def test_an_ordinary_case_keeps_the_tier_it_was_given() -> None:
    scene = Scene()
    case = opened(scene, tier=1)
    assert (tier_of(scene, case), scene.case(case).priority) == (1, None)


def test_classifying_as_urgent_makes_it_the_gravest_and_back() -> None:
    scene = Scene()
    case = opened(scene)
    classify(scene, case, c.Classifying("credit-hardship-notice"))
    assert tier_of(scene, case) == 3
    classify(scene, case, c.Classifying("standard", tier=2))
    assert (tier_of(scene, case), priority_of(scene, case).urgent_class) == (2, None)


@pytest.mark.provision("P6")
@pytest.mark.parametrize("trigger", ["abuse", "serious-illness", "basic-living"])
def test_a_trigger_makes_it_the_gravest(trigger: str) -> None:
    """P6 (271.158)."""
    scene = Scene()
    case = opened(scene)
    scene.do(c.PrioritiseCase(case=case, triggers=(trigger,)))
    found = priority_of(scene, case)
    assert (tier_of(scene, case), found.triggers, found.by) == (3, (trigger,), OLIVE.name)
    scene.do(c.ClassifyCase(case=case, classifying=c.Classifying("standard", tier=1)))
    assert tier_of(scene, case) == 3


@pytest.mark.provision("RF10")
def test_another_tier_than_the_gravest_needs_a_reason() -> None:
    scene = Scene()
    case = opened(scene)
    assert scene.refused(c.PrioritiseCase(case=case, triggers=("abuse",), tier=2)) == {"required": "reason"}
    scene.do(c.PrioritiseCase(case=case, triggers=("abuse",), tier=2, reason="She is safe now and asks for no haste"))
    assert (tier_of(scene, case), priority_of(scene, case).reason is None) == (2, False)


def test_a_stated_tier_stands_until_the_grounds_change() -> None:
    scene = Scene()
    case = opened(scene)
    scene.do(c.PrioritiseCase(case=case, triggers=("abuse",), tier=2, reason="Safe now"))
    scene.do(c.ClassifyCase(case=case, classifying=c.Classifying("standard", tier=1)))
    assert tier_of(scene, case) == 2
    classify(scene, case, c.Classifying("credit-hardship-notice", tier=1))
    assert (tier_of(scene, case), priority_of(scene, case).triggers) == (3, (Code("abuse"),))


def test_without_a_ground_any_tier_can_be_stated() -> None:
    scene = Scene()
    case = opened(scene)
    scene.do(c.PrioritiseCase(case=case, tier=1))
    assert tier_of(scene, case) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"triggers": ("haste",)}, "unknown-code", id="unknown-trigger"),
        pytest.param({"tier": 4}, "unknown-tier", id="unknown-tier"),
        pytest.param({}, "nothing-changes", id="nothing"),
    ],
)
def test_what_is_wrong_is_named(said: dict[str, object], code: str) -> None:
    scene = Scene()
    assert code in scene.refused(c.PrioritiseCase(case=opened(scene), **said))  # type: ignore[arg-type] # as parametrised
