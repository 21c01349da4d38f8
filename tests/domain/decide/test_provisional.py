"""What a complaint is held to while nobody has picked a class: by its words, by its facts, under each of its packs."""

from dataclasses import replace

import pytest

from register.domain.actors import WORKER
from register.domain.apply import changed
from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.facts import case as f
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from tests.domain.decide.scene import ASH, FIRM, PACK, Scene, an_opening, at

NOBODY, STANDARD = c.Classifying(), c.Classifying("standard")
TELECOM = (Code("au-acma-tcp"),)


def classifying(case: Id, said: c.Classifying, reason: str = "Read again") -> c.ClassifyCase:
    return c.ClassifyCase(case=case, classifying=said, reason=reason)


def settling(scene: Scene, case: Id, *, approve: bool = True) -> c.SettleClassification:
    proposal = scene.case(case).classification_proposal
    assert proposal is not None
    return c.SettleClassification(case=case, proposal=proposal.id, approve=approve)


def last_day(scene: Scene, case: Id) -> str:
    day = scene.limit(case).due.derivation.due_calendar
    assert day is not None
    return day.isoformat()


def replaced(case: Case) -> list[str]:
    return [d.due.rule for d in case.deadlines if d.replaced and d.due.duty == "idr-response"]


# ------------------------------------------------------------------------------------------------ nobody has yet


@pytest.mark.provision("H8")
def test_words_hold_it_provisionally_to_the_class_they_call_for() -> None:
    """21 days while nobody has classified; the first class replaces them without a second person."""
    scene = Scene()
    case = scene.do(an_opening(classifying=NOBODY, summary="I lost my job and am behind on my loan"))
    about = scene.case(case).classification
    assert (about.complaint_class, about.provisional) == (None, "credit-hardship-notice")
    assert last_day(scene, case) == "2026-06-02"
    assert scene.case(case).classification.tier == 3
    scene.do(classifying(case, STANDARD, ""))
    assert last_day(scene, case) == "2026-06-11"
    assert replaced(scene.case(case)) == ["idr-response-hardship"]
    assert scene.case(case).classification.provisional == "credit-hardship-notice"


def test_a_point_or_later_words_call_for_a_class_too() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=NOBODY, points=("They sent a default notice",)))
    assert scene.case(case).classification.provisional == "credit-default-notice"


def test_a_missed_provisional_limit_is_a_possible_breach_like_any_other() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=NOBODY, summary="Hardship: I cannot pay"))
    scene.now = at("2026-06-03T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert [breach.deadline for breach in scene.case(case).breaches] == [scene.limit(case).id]
    scene.do(classifying(case, STANDARD, ""))
    assert len(scene.case(case).breaches) == 1
    assert not scene.limit(case).missed_recorded


def test_without_a_class_again_its_words_count_again() -> None:
    scene = Scene()
    case = scene.do(an_opening(summary="Hardship: I cannot pay"))
    assert last_day(scene, case) == "2026-06-11"
    scene.do(classifying(case, NOBODY))
    assert last_day(scene, case) == "2026-06-02"


def test_classifying_is_due_two_business_days_after_registration() -> None:
    """Registered on Tuesday: by Thursday; classified, it is no longer asked for."""
    scene = Scene()
    case = scene.do(an_opening(classifying=NOBODY))
    assert scene.limit(case, "classification").due.derivation.due_calendar == at("2026-05-14T12:00").date()
    scene.do(classifying(case, STANDARD, ""))
    assert [d for d in scene.case(case).open_deadlines("review") if d.due.duty == "classification"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HARDSHIP, please", "credit-hardship-notice"),
        ("a shipwreck, hard ship", None),
        ("hardships", None),
        ("I can\u2019t   pay", "credit-hardship-notice"),
        ("J'ai des DIFFICULTES FINANCIERES", "credit-hardship-notice"),
        ("un avis de défaut", "credit-default-notice"),
        ("我失业了", "credit-hardship-notice"),
        ("我hardship了", "credit-hardship-notice"),
        ("default noticeboard, then a default notice", "credit-default-notice"),
        ("Charged twice", None),
        ("", None),
    ],
    ids=["case", "apart", "longer", "apostrophe", "accents", "accent", "chinese", "mixed", "second", "none", "empty"],
)
def test_words_stand_whole_whatever_case_and_accents(text: str, found: str | None) -> None:
    called_for = PACK.class_by_words(text)
    assert (called_for and called_for.id) == found


# ------------------------------------------------------------------------------------------------ several packs, facts


def a_firm_under(scene: Scene, *packs: Code) -> Scene:
    scene.firm = replace(FIRM, entities=(replace(FIRM.entities[0], packs=packs),))
    return scene


def test_each_pack_may_have_a_class_of_its_own() -> None:
    scene = a_firm_under(Scene(), PACK.id, *TELECOM)
    both = replace(STANDARD, others=(("au-acma-tcp", "urgent"),))
    case = scene.do(an_opening(classifying=both))
    assert [(x.pack, x.complaint_class) for x in scene.case(case).classification.others] == [("au-acma-tcp", "urgent")]
    rules = {d.due.rule for d in scene.case(case).deadlines if d.pack == "au-acma-tcp"}
    plain = scene.do(an_opening(classifying=STANDARD))
    assert rules != {d.due.rule for d in scene.case(plain).deadlines if d.pack == "au-acma-tcp"}
    assert scene.refused(classifying(case, replace(STANDARD, others=(("nobody", "urgent"),)))) == {
        "unknown-pack": "others.nobody"
    }
    assert scene.refused(classifying(case, replace(STANDARD, others=(("au-acma-tcp", "moon"),)))) == {
        "unknown-class": "others.au-acma-tcp"
    }


def test_facts_of_every_pack_can_be_told() -> None:
    scene = a_firm_under(Scene(), PACK.id, *TELECOM)
    case = scene.do(an_opening(classifying=replace(STANDARD, known=(("network_outage", "true"),))))
    assert scene.case(case).classification.known[0].name == "network_outage"
    told = replace(STANDARD, known=(("card_scheme_days", "20"),))
    assert scene.refused(classifying(case, told)) == {"fact-not-for-class": "known.card_scheme_days"}


def test_a_class_that_facts_choose_is_a_class() -> None:
    """It counts as classified: for closing, for reports, and for moving a date back."""
    scene = a_firm_under(Scene(), *TELECOM)
    urgent = c.Classifying(known=(("urgent_reason", "disconnection"),))
    case = scene.do(an_opening(classifying=urgent))
    assert (scene.case(case).chosen_class, scene.case(case).held_class) == ("urgent", "urgent")
    assert scene.case(case).classified_at == scene.now
    scene.do(classifying(case, NOBODY, "It was not cut off"))
    assert scene.case(case).classification_proposal is not None
    scene.do(settling(scene, case), ASH)
    assert any(isinstance(fact, f.ClassChosen) and fact.complaint_class is None for fact in scene.facts)
    assert (scene.case(case).held_class, scene.case(case).classified_at) == (None, None)


def test_a_pick_stands_above_the_facts() -> None:
    scene = a_firm_under(Scene(), *TELECOM)
    said = c.Classifying("standard", known=(("urgent_reason", "disconnection"),))
    case = scene.do(an_opening(classifying=said))
    assert (scene.case(case).chosen_class, scene.case(case).held_class) == (None, "standard")


@pytest.mark.parametrize("known", [(), (("urgent_reason", "disconnection"),)], ids=["nobody", "facts"])
def test_closing_takes_a_class_that_facts_chose(known: tuple[tuple[str, str], ...]) -> None:
    scene = a_firm_under(Scene(), *TELECOM)
    case = scene.do(an_opening(classifying=c.Classifying(known=known)))
    refused = scene.refused(c.CloseCase(case=case, closing=c.Closing("resolved", "response", "process")))
    assert ("class-needed" in refused) is not bool(known)


def test_a_case_classified_under_an_earlier_release_replays_to_what_was_stored_then() -> None:
    scene = Scene()
    case = scene.case(scene.do(an_opening(classifying=NOBODY)))
    ref, standard = Ref(Code("case"), case.id), replace(case.classification, complaint_class=Code("standard"))
    then = changed(case, ref, [f.CaseClassified(standard)])
    assert (then.once_classified, then.was_classified, then.classified_at) == (False, True, None)
    assert changed(then, ref, [f.CaseClassified(case.classification, scene.now)]).was_classified
