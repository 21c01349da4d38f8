"""Letters: what the gate holds back, who may approve, and what voids an approval."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Amount, Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    CONTACT,
    OLIVE,
    RIGHT,
    Scene,
    a_delay,
    a_response,
    an_id,
    an_opening,
    approved,
    at,
    dollars,
    drafted,
    given,
)

REJECTION = (("outcome", "We do not agree."), ("reasons", "The fee is in the terms."), RIGHT, CONTACT)


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening())


def a_rejection(scene: Scene, case: Id, **changes: Any) -> le.Writing:
    told: dict[str, Any] = {
        "decision": "rejected",
        "blocks": REJECTION,
        "answers": ((scene.case(case).points[0].id, "It was charged once."),),
        "findings": (("Charged once", "Statement of May"),),
        **changes,
    }
    return a_response(scene, case, **told)


def at_the_gate(scene: Scene, case: Id, writing: le.Writing) -> dict[str, str]:
    letter = drafted(scene, case, writing)
    return scene.refused(le.SubmitLetter(case=case, letter=letter))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "sonnet"}, "unknown-letter-type"),
        ({"decision": None}, "unknown-letter-outcome"),
        ({"decision": "maybe"}, "unknown-letter-outcome"),
        ({"language": "tlh"}, "unknown-language"),
        ({"via": "pigeon"}, "unknown-route"),
        ({"contact": an_id(9)}, "no-such-contact"),
        ({"answers": ((an_id(9), "Yes"),)}, "no-such-point"),
        ({"blocks": (("not a code", "x"),)}, "not-a-code"),
        ({"blocks": (("Robin.Example", "x"),)}, "unknown-block"),
        ({"ground": "Robin.Example"}, "ground-needed"),
        ({"blocks": (CONTACT, ("afca-contact", "1800 999 999, elsewhere.example"))}, "block-twice"),
    ],
)
def test_a_draft_names_what_is_wrong(changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    assert code in scene.refused(le.DraftLetter(case=case, writing=a_response(scene, case, **changes)))


def without(name: str) -> dict[str, Any]:
    return {"blocks": tuple(block for block in REJECTION if block[0] != name)}


@pytest.mark.provision("I1", "I2", "IO3", "FD1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (without("outcome"), "block-missing"),
        (without("reasons"), "block-missing"),
        ({"blocks": (*without("reasons")["blocks"], ("reasons", "\u200b\u2800"))}, "block-missing"),
        (without("afca-right"), "block-missing"),
        ({"blocks": (*REJECTION[:3], ("afca-contact", "1800 999 999"))}, "contact-details-differ"),
        ({"answers": ()}, "point-unanswered"),
        ({"findings": ()}, "finding-needed"),
        ({"findings": (("Charged once", " "),)}, "finding-unsupported"),
        ({"findings": (("Charged {times} times", "Statement"),)}, "placeholder-open"),
        ({"blocks": (("outcome", "Dear {name}"), *REJECTION[1:])}, "placeholder-open"),
        ({"contact": None}, "email-needed"),
        ({"via": "post"}, "postal-address-needed"),
        ({"account_information": True}, "address-unverified"),
        ({"account_information": True, "via": "channel", "contact": None}, "address-unverified"),
    ],
)
def test_the_gate_holds_a_rejection_back(changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    assert code in at_the_gate(scene, case, a_rejection(scene, case, **changes))


def test_a_place_of_ones_own_leaves_no_word_in_the_trail() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case, a_rejection(scene, case, blocks=(("outcome", "{robin_example} {reference}"),)))
    assert scene.letter(case, letter).content.blocks[0].unresolved == ("unnamed", "reference")


@pytest.mark.provision("I2")
def test_an_answer_with_an_open_place_is_not_an_answer() -> None:
    scene, case = a_stage()
    point = scene.case(case).points[0].id
    assert "placeholder-open" in at_the_gate(scene, case, a_rejection(scene, case, answers=((point, "See {page}"),)))
    scene.do(c.RaisePoint(case=case, text="And nobody called back"))
    assert "point-unanswered" in at_the_gate(scene, case, a_rejection(scene, case))


@pytest.mark.provision("I2")
def test_a_rejection_needs_the_points_on_record() -> None:
    scene = Scene()
    case = scene.do(an_opening(points=()))
    writing = a_response(scene, case, decision="rejected", blocks=REJECTION)
    assert "no-points-recorded" in at_the_gate(scene, case, writing)


@pytest.mark.provision("B4", "IO4")
def test_a_forbidden_block_is_held_back() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("super-death-benefit")))
    assert "block-forbidden" in at_the_gate(scene, case, replace(a_response(scene, case), type="new-proposal"))


@pytest.mark.provision("FD1")
def test_details_configured_anew_void_what_was_written() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case)
    scene.details["afca-fax"] = "02 5550 9999"
    assert "contact-details-changed" in scene.refused(le.SubmitLetter(case=case, letter=letter))


def represented(scene: Scene, case: Id, exception: str | None = None) -> None:
    scene.do(c.RecordRepresentative(case=case, kind="legal", name="Lee Counsel", exception=exception))


@pytest.mark.provision("W9")
def test_nobody_writes_past_a_representative() -> None:
    scene, case = a_stage()
    represented(scene, case)
    assert "representative-acts" in at_the_gate(scene, case, a_response(scene, case))
    around = a_response(scene, case, via="in-person", contact=None)
    assert "representative-acts" in at_the_gate(scene, case, around)
    counsel = c.ContactDetail("email", "lee@counsel.example", "authority", of="representative")
    scene.do(c.RecordContact(case=case, contact=counsel))
    to_counsel = a_response(scene, case, contact=scene.case(case).contacts[-1].id)
    approved(scene, case, to_counsel)
    scene.do(c.RecordRepresentative(case=case, kind=""))
    assert "nobody-represents" in at_the_gate(scene, case, to_counsel)
    represented(scene, case, "complainant-request")
    approved(scene, case)


def test_no_letter_goes_where_the_person_must_not_be_contacted() -> None:
    scene, case = a_stage()
    contact = scene.case(case).contacts[0].id
    assert "no-such-contact" in scene.refused(c.RecordPreferences(case=case, never_contacts=(an_id(99),)))
    scene.do(c.RecordPreferences(case=case, never_contacts=(contact,)))
    assert at_the_gate(scene, case, a_response(scene, case)) == {"never-contact-there": "contact"}


@pytest.mark.provision("D9")
@pytest.mark.scenario("X13", cite="271.68")
@pytest.mark.parametrize("ground", [None, "high-volumes", "backlog"])
def test_load_is_no_ground_for_delay(ground: str | None) -> None:
    """X13."""
    scene, case = a_stage()
    draft = le.DraftLetter(case=case, writing=a_delay(scene, case, ground=ground))
    assert scene.refused(draft) == {"ground-needed": "ground"}
    stated = c.StateDelayGround(case=case, ground=ground or "", facts="Many complaints came in")
    assert "ground-needed" in scene.refused(stated)


@pytest.mark.provision("D2")
def test_a_delay_needs_a_limit_that_still_runs() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T00:00")
    assert "limit-passed" in scene.refused(le.SubmitLetter(case=case, letter=letter))
    benefit = scene.do(an_opening(classifying=c.Classifying("super-death-benefit")))
    draft = le.DraftLetter(case=benefit, writing=a_delay(scene, benefit))
    assert scene.refused(draft) == {"no-limit-to-delay": "type"}


def test_an_acknowledgement_needs_nobody_else() -> None:
    scene, case = a_stage()
    texts = (("received", "a"), ("reference", "b"), ("next-steps", "c"), ("firm-contact", "02 5550 0000"))
    letter = drafted(scene, case, a_response(scene, case, type="acknowledgement", decision=None, blocks=texts))
    scene.do(le.SubmitLetter(case=case, letter=letter))
    assert (scene.letter(case, letter).state, scene.letter(case, letter).approved_rule) == ("approved", "one-person")


@pytest.mark.provision("RF16")
def test_the_author_never_approves_on_any_way_round() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case, actor=BOTH)
    content = scene.letter(case, letter).content_hash
    scene.do(le.SubmitLetter(case=case, letter=letter))
    said = le.ApproveLetter(case=case, letter=letter, content=content)
    assert "own-work" in scene.refused(said, BOTH)
    assert "not-permitted" in scene.refused(said, OLIVE)
    # The approver writes it anew: now it is the approver's own work, whoever submits it.
    scene.do(le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case)), ASH)
    scene.do(le.SubmitLetter(case=case, letter=letter), BOTH)
    renewed = le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)
    assert "own-work" in scene.refused(renewed, ASH)
    assert "own-work" in scene.refused(renewed, BOTH)


@pytest.mark.provision("P7")
def test_an_approver_linked_to_the_subject_is_refused() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case)
    scene.do(le.SubmitLetter(case=case, letter=letter))
    scene.do(c.LinkAccount(case=case, account=ASH.account or an_id(0), reason="named"), BOTH)
    said = le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)
    assert "conflict-of-interest" in scene.refused(said, ASH)


def test_the_gate_is_asked_again_at_approval() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case, a_rejection(scene, case))
    scene.do(le.SubmitLetter(case=case, letter=letter))
    scene.do(c.RaisePoint(case=case, text="And nobody called back"))
    said = le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)
    assert "point-unanswered" in scene.refused(said, ASH)


@pytest.mark.provision("O6")
def test_letters_go_back_and_aside() -> None:
    scene, case = a_stage()
    letter = drafted(scene, case)
    assert "no-such-letter" in scene.refused(le.SubmitLetter(case=case, letter=an_id(9)))
    assert "letter-state" in scene.refused(le.ReturnLetter(case=case, letter=letter, reason="No"), ASH)
    scene.do(le.SubmitLetter(case=case, letter=letter))
    assert "required" in scene.refused(le.ReturnLetter(case=case, letter=letter, reason=" "), ASH)
    scene.do(le.ReturnLetter(case=case, letter=letter, reason="Say what was refunded"), ASH)
    assert scene.letter(case, letter).state == "returned"
    scene.do(le.SubmitLetter(case=case, letter=letter))
    scene.do(le.VoidLetter(case=case, letter=letter))
    assert "letter-state" in scene.refused(le.VoidLetter(case=case, letter=letter))
    sent = given(scene, case)
    assert "letter-state" in scene.refused(le.VoidLetter(case=case, letter=sent))
    again = le.DraftLetter(case=case, letter=sent, writing=a_response(scene, case))
    assert "letter-state" in scene.refused(again)


def test_a_remedy_above_delegation_brings_a_second_person_to_the_answer() -> None:
    scene, case = a_stage()
    scene.house(second_person=())
    scene.do(c.PromiseRemedy(case=case, remedy=dollars("300.00")[0]))
    assert scene.letter(case, approved(scene, case)).approved_rule == "one-person"
    scene, case = a_stage()
    scene.house(second_person=(), officer_amount=Amount("500.00"))
    for _ in range(2):
        scene.do(c.PromiseRemedy(case=case, remedy=dollars("300.00")[0]))
    assert scene.letter(case, approved(scene, case)).approved_rule == "second-person"


@settings(max_examples=40, deadline=None)
@for_all(
    block=st.integers(0, 3), place=st.integers(0, 40), character=st.characters(codec="utf-8", exclude_characters="{}")
)
def test_an_approval_never_survives_a_changed_character(block: int, place: int, character: str) -> None:
    scene, case = a_stage()
    letter = approved(scene, case)
    before = scene.letter(case, letter)
    writing = a_response(scene, case)
    name, text = writing.blocks[block]
    changed = text[:place] + character + text[place:]
    blocks = (*writing.blocks[:block], (name, changed), *writing.blocks[block + 1 :])
    scene.now += timedelta(minutes=1)
    scene.do(le.DraftLetter(case=case, letter=letter, writing=replace(writing, blocks=blocks)))
    after = scene.letter(case, letter)
    assert (after.state, after.approved_hash, after.approved_by) == ("draft", None, None)
    assert after.content_hash != before.content_hash
    scene.do(le.SubmitLetter(case=case, letter=letter)) if character.isalnum() and block < 3 else None
    stale = le.ApproveLetter(case=case, letter=letter, content=before.content_hash)
    assert scene.refused(stale, ASH).keys() & {"content-changed", "letter-state"}
    assert "letter-state" in scene.refused(
        le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Handed over")
    )
