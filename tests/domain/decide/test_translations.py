"""A letter in another language than the pack's own: what the gate asks for, and what an approval binds to."""

from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.law.texts import PLACE
from register.domain.values import Code, Id
from tests.domain.decide.scene import CONTACT, PACK, Scene, a_response, an_opening, approved, drafted

OUTCOME, REASONS = ("outcome", "Kami tidak setuju."), ("reasons", "Biaya itu tercantum dalam ketentuan.")
ANSWER, FINDING = "Biaya itu ditagih satu kali.", ("Ditagih satu kali", "Rekening koran bulan Mei")
OWN_BLOCKS = (("outcome", "We do not agree."), ("reasons", "The fee is in the terms."))
OWN_ANSWER, OWN_FINDING = "It was charged once.", ("Charged once", "Statement of May")


def standard(block: str, language: str = "id") -> tuple[str, str]:
    """A block as the pack says it, with something in each of its places."""
    text = PACK.texts[Code(language)].blocks[Code(block)].text
    return block, PLACE.sub("1", text)


def a_stage() -> tuple[Scene, Id, Id]:
    scene = Scene()
    case = scene.do(an_opening())
    return scene, case, scene.case(case).points[0].id


def an_original(point: Id, **changes: Any) -> le.Original:
    told: dict[str, Any] = {
        "translator": "Tara Translator",
        "blocks": OWN_BLOCKS,
        "answers": ((point, OWN_ANSWER),),
        "findings": (OWN_FINDING,),
        **changes,
    }
    return le.Original(**told)


def a_rejection(scene: Scene, case: Id, original: le.Original, **changes: Any) -> le.Writing:
    right = standard("afca-right", changes.get("language", "id"))
    told: dict[str, Any] = {
        "language": "id",
        "decision": "rejected",
        "blocks": (OUTCOME, REASONS, right, CONTACT),
        "answers": ((scene.case(case).points[0].id, ANSWER),),
        "findings": (FINDING,),
        **changes,
    }
    return a_response(scene, case, original=original, **told)


def at_the_gate(scene: Scene, case: Id, writing: le.Writing) -> dict[str, str]:
    return scene.refused(le.SubmitLetter(case=case, letter=drafted(scene, case, writing)))


@pytest.mark.parametrize("language", PACK.languages)
def test_a_letter_may_be_in_any_language_the_pack_declares(language: str) -> None:
    scene, case, point = a_stage()
    approved(scene, case, a_rejection(scene, case, an_original(point), language=language))


def test_the_packs_own_language_needs_no_original_and_keeps_none() -> None:
    scene, case, point = a_stage()
    letter = approved(scene, case, a_rejection(scene, case, an_original(point), language="en"))
    content = scene.letter(case, letter).content
    assert content.translator is None
    originals = [[part.original for part in parts] for parts in (content.blocks, content.answers, content.findings)]
    assert originals == [[None] * 4, [None], [None]]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"blocks": OWN_BLOCKS[1:]}, "original.blocks.outcome"),
        ({"blocks": (("outcome", " "), OWN_BLOCKS[1])}, "original.blocks.outcome"),
        ({"answers": ()}, "original.answers.{point}"),
        ({"findings": ()}, "original.findings"),
        ({"findings": (("Charged once", ""),)}, "original.findings"),
    ],
    ids=["no-block", "blank-block", "no-answer", "no-finding", "no-support"],
)
def test_the_gate_asks_for_the_original_of_each_part_somebody_wrote(changes: dict[str, Any], where: str) -> None:
    scene, case, point = a_stage()
    refused = at_the_gate(scene, case, a_rejection(scene, case, an_original(point, **changes)))
    assert refused == {"translation-missing": where.format(point=point)}


def test_the_gate_asks_for_the_translator() -> None:
    scene, case, point = a_stage()
    unnamed = a_rejection(scene, case, an_original(point, translator="  "))
    assert at_the_gate(scene, case, unnamed) == {"translator-needed": "translator"}


def test_what_is_not_translated_yet_is_kept_and_held_back() -> None:
    scene, case, point = a_stage()
    writing = a_rejection(
        scene, case, an_original(point), blocks=(REASONS, standard("afca-right"), CONTACT), answers=(), findings=()
    )
    letter = drafted(scene, case, writing)
    content = scene.letter(case, letter).content
    assert [(block.id, block.empty) for block in content.blocks if block.original] == [
        ("reasons", False),
        ("outcome", True),
    ]
    refused = scene.refused(le.SubmitLetter(case=case, letter=letter))
    missing = {"block-missing", "point-unanswered", "finding-needed", "finding-unsupported"}
    assert set(refused) == {*missing, "translation-missing"}


def test_a_letter_of_standard_texts_only_needs_no_translator() -> None:
    scene, case, _ = a_stage()
    words = tuple(standard(block, "zh-Hans") for block in ("received", "reference", "next-steps"))
    details = " ".join(value for name, value in scene.details.items() if name.startswith("firm-"))
    writing = a_response(
        scene,
        case,
        type="acknowledgement",
        decision=None,
        language="zh-Hans",
        blocks=(*words, ("firm-contact", details)),
    )
    approved(scene, case, writing)


def test_a_standard_text_stays_as_it_is_where_the_approver_may_not_read_it() -> None:
    scene, case, point = a_stage()
    changed = ("afca-right", standard("afca-right")[1] + " Kecuali kami menolaknya.")
    blocks = (OUTCOME, REASONS, changed, CONTACT)
    refused = at_the_gate(scene, case, a_rejection(scene, case, an_original(point), blocks=blocks))
    assert refused == {"standard-text-changed": "blocks.afca-right"}
    own = a_rejection(
        scene, case, an_original(point), language="en", blocks=(*blocks[:2], ("afca-right", "Go on."), CONTACT)
    )
    approved(scene, case, own)


def test_a_free_part_of_ones_own_needs_its_original_too() -> None:
    scene, case, point = a_stage()
    blocks = (OUTCOME, REASONS, standard("afca-right"), CONTACT, ("actions-taken", "Kami mohon maaf."))
    refused = at_the_gate(scene, case, a_rejection(scene, case, an_original(point), blocks=blocks))
    assert refused == {"translation-missing": "original.blocks.actions-taken"}


@pytest.mark.parametrize(
    "changes",
    [
        {"translator": "Somebody else"},
        {"blocks": (("outcome", "We do not agree!"), OWN_BLOCKS[1])},
        {"findings": (("Charged once", "Statement of June"),)},
    ],
    ids=["translator", "block", "support"],
)
def test_the_approval_binds_to_the_original_as_well(changes: dict[str, Any]) -> None:
    scene, case, point = a_stage()
    letter = approved(scene, case, a_rejection(scene, case, an_original(point)))
    before = scene.letter(case, letter)
    writing = a_rejection(scene, case, an_original(point, **changes))
    scene.do(le.DraftLetter(case=case, letter=letter, writing=writing))
    after = scene.letter(case, letter)
    assert (before.state, after.state) == ("approved", "draft")
    assert after.content_hash != before.content_hash


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answers": (("00000000-0000-7000-8000-0000000000ff", "Yes"),)}, "no-such-point"),
        ({"blocks": (("not a code", "x"),)}, "not-a-code"),
        ({"blocks": (("actions-taken", "x"), ("actions-taken", "y"))}, "block-twice"),
    ],
    ids=["point", "code", "twice"],
)
def test_an_original_names_what_is_wrong_with_it(changes: dict[str, Any], code: str) -> None:
    scene, case, point = a_stage()
    writing = a_rejection(scene, case, an_original(point, **changes))
    assert code in scene.refused(le.DraftLetter(case=case, writing=writing))


def test_a_point_raised_later_is_missing_in_both_languages() -> None:
    scene, case, point = a_stage()
    scene.do(c.RaisePoint(case=case, text="And nobody called back"))
    later = scene.case(case).points[-1].id
    original = an_original(point, answers=((point, OWN_ANSWER), (later, "We are sorry.")))
    refused = at_the_gate(scene, case, a_rejection(scene, case, original))
    assert refused == {"point-unanswered": f"answers.{later}", "translation-missing": f"original.answers.{later}"}
