"""A corrected reading of the rules: a case keeps its version until a person adopts the correction for it."""

from register.domain.actors import WORKER
from register.domain.commands import case as c
from tests.domain.decide.scene import ASH, OLIVE, PACK, POLICIES, Scene, an_opening, at


def test_a_correction_is_adopted_once_by_a_person_and_dates_are_derived_anew() -> None:
    """The case keeps its version until then; what the older reading called missed asks for another assessment."""
    scene = Scene(now=at("2026-07-06T10:00"))
    hardship = c.Classifying("credit-hardship-notice")
    case = scene.do(an_opening(classifying=hardship, received_at=scene.now))
    first = POLICIES.versions(PACK.id)[0]
    held = scene.case(case)
    choices = tuple(type(choice)(choice.pack, first.version) for choice in held.packs)
    scene.put(
        "case", type(held)(**{name: getattr(held, name) for name in held.__dataclass_fields__} | {"packs": choices})
    )
    scene.now = at("2026-07-20T10:00")
    scene.do(c.RecordEvent(case=case, event="agreement_reached", at=scene.now, evidence="On file"))
    scene.now = at("2026-08-10T10:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert [breach.standing for breach in scene.case(case).breaches] == ["stands"]
    adopting = c.AdoptCorrection(case=case, pack=PACK.id, version=PACK.version)
    assert "not-permitted" in scene.refused(adopting, OLIVE)
    scene.do(adopting, ASH)
    assert [breach.standing for breach in scene.case(case).breaches] == ["in-time"]
    assert scene.limit(case, "agreement-confirmation").due.derivation.pack_version == PACK.version
    assert scene.refused(adopting, ASH) == {"already-adopted": "version"}
    back = c.AdoptCorrection(case=case, pack=PACK.id, version=first.version)
    assert scene.refused(back, ASH) == {"no-such-correction": "version"}
    other = c.AdoptCorrection(case=case, pack="au-acma-tcp", version="2026-01-01")
    assert scene.refused(other, ASH) == {"not-held-to-pack": "pack"}
