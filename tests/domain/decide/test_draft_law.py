"""Law that is not made yet holds nobody until two administrators accept it, and even then sets no legal date."""

from dataclasses import replace
from typing import Any

import pytest

from register.domain.actors import APPROVER, CONSOLE, OFFICER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands import register as r
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.dates import DRAFT, LEGAL, dated
from register.domain.subjects.firm import Firm
from register.domain.subjects.letter import SUBMITTED
from register.domain.values import Code, Id
from tests.domain.decide.scene import (
    ABE,
    ACCEPTED,
    ADA,
    ASH,
    FIRM,
    OLIVE,
    PACK,
    POLICIES,
    Scene,
    an_opening,
    at,
    humans,
)

SPF = POLICIES.versions("au-spf")[-1]
BOTH = (PACK.id, SPF.id)
ACCEPT = r.AcceptDraftLaw(pack=SPF.id, version=SPF.version, reason="To be ready on the day")
ENGLISH = Code("en")
# Whoever wrote the letter, as one who might approve letters too.
BOTH_ROLES = replace(OLIVE, roles=frozenset({OFFICER, APPROVER}))
FIRST_DAY = at("2027-03-31T10:00")


def a_scene(packs: tuple[Any, ...] = BOTH, *, accepted: bool = True, **changes: Any) -> Scene:
    """A firm whose entity has the packs, on a day after the draft says it begins."""
    firm = replace(FIRM, entities=(replace(FIRM.entities[0], packs=packs),), drafts=ACCEPTED if accepted else ())
    return Scene(now=at("2027-04-20T10:00"), firm=firm, **changes)


def registered(scene: Scene) -> Firm:
    return scene.subjects[r.REGISTER]  # type: ignore[no-any-return]  # subjects of every kind


def held(scene: Scene, received: str) -> list[str]:
    """The packs a complaint received at this local time is held to."""
    case = scene.do(an_opening(received_at=at(received)))
    return [choice.pack for choice in scene.case(case).packs]


def test_one_administrator_proposes_and_another_accepts() -> None:
    scene = Scene(subjects={r.REGISTER: FIRM})
    scene.do(ACCEPT, ADA)
    scene.firm = registered(scene)
    assert scene.firm.drafts == ()
    assert "already-proposed" in scene.refused(ACCEPT, ABE)
    settle = r.SettleFirmChange(proposal=scene.made["proposal"], confirm=True)
    assert scene.refused(settle, ADA) == {"own-work": "proposal"}
    scene.do(settle, ABE)
    scene.firm = registered(scene)
    assert scene.firm.accepted == {(SPF.id, SPF.version)}
    assert scene.refused(ACCEPT, ADA) == {"draft-accepted": "pack"}


def test_one_administrator_alone_takes_it_back() -> None:
    scene = Scene(firm=replace(FIRM, drafts=ACCEPTED), subjects={r.REGISTER: replace(FIRM, drafts=ACCEPTED)})
    end = r.EndDraftLaw(pack=SPF.id, version=SPF.version, reason="It was not made")
    assert "required" in scene.refused(replace(end, reason=" "), ADA)
    scene.do(end, ADA)
    scene.firm = registered(scene)
    assert scene.firm.drafts == ()
    assert scene.refused(end, ADA) == {"draft-not-accepted": "pack"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(ACCEPT, pack=PACK.id, version=PACK.version), "not-draft-law"),
        (replace(ACCEPT, pack="xx"), "unknown-pack"),
        (replace(ACCEPT, version="2000-01-01"), "unknown-pack"),
        (replace(ACCEPT, reason=" "), "required"),
    ],
)
def test_only_a_draft_that_is_there_is_accepted_and_for_a_reason(command: r.AcceptDraftLaw, code: str) -> None:
    assert code in Scene(administrators=humans()).refused(command, CONSOLE)


def test_an_entity_takes_up_draft_law_only_once_it_is_accepted() -> None:
    adopt = r.SetEntity(entity="harbour", name="Harbour", licence="L-1", place="NSW", packs=BOTH)
    early = Scene(administrators=humans(), subjects={r.REGISTER: FIRM})
    assert early.refused(adopt, CONSOLE) == {"draft-not-accepted": "packs"}
    early.firm = replace(FIRM, drafts=ACCEPTED)
    early.do(adopt, CONSOLE)
    assert registered(early).entities[0].packs == BOTH


def test_draft_law_holds_from_its_day_on_and_only_while_it_is_accepted() -> None:
    assert held(a_scene(), "2027-03-30T10:00") == [PACK.id]
    assert held(a_scene(), "2027-03-31T00:00") == list(BOTH)
    assert held(a_scene((SPF.id, PACK.id), accepted=False), "2027-03-31T10:00") == [PACK.id]


def test_a_complaint_that_nothing_but_unaccepted_draft_law_could_hold_is_refused() -> None:
    scene = a_scene((SPF.id,), accepted=False)
    assert scene.refused(an_opening(received_at=FIRST_DAY)) == {"draft-not-accepted": "pack"}


def test_a_case_keeps_the_draft_it_was_registered_under() -> None:
    scene = a_scene()
    case = scene.do(an_opening(received_at=FIRST_DAY))
    scene.firm = replace(scene.firm, drafts=())
    scene.do(c.AddNote(case=case, text="Still the same"))
    assert [choice.pack for choice in scene.case(case).packs] == list(BOTH)


@pytest.mark.provision("I9", pack="au-spf")
def test_no_date_of_draft_law_is_legal_and_none_becomes_a_possible_breach() -> None:
    scene = a_scene()
    case = scene.do(an_opening(received_at=FIRST_DAY))
    told = {(known.pack.id, known.group) for _, known in dated(scene.case(case), POLICIES.pack)}
    assert {group for pack, group in told if pack == SPF.id} == {DRAFT}
    assert (PACK.id, LEGAL) in told
    (target,) = [d for d in scene.case(case).deadlines if d.pack == SPF.id]
    assert (target.due.force, target.due.legal, target.due.derivation.confirmed) == ("house", False, "U")
    scene.now = at("2028-04-20T10:00")
    scene.do(c.AddNote(case=case, text="Long after"))
    assert SPF.id not in {scene.case(case).limit_behind(breach).pack for breach in scene.case(case).breaches}


def a_statement(scene: Scene, case: Id, **blocks: str) -> Id:
    """A statement of compliance by e-mail, complete unless said otherwise."""
    told = {
        "draft-notice": SPF.texts[ENGLISH].blocks[Code("draft-notice")].text,
        "complied-or-not": "We complied.",
        "information-available": "The logs of that day.",
        "prescribed-information": "The rules prescribe nothing yet.",
        "firm-contact": "02 5550 0000",
        **{name.replace("_", "-"): text for name, text in blocks.items()},
    }
    contact = scene.case(case).contacts[0].id
    writing = le.Writing("statement-of-compliance", "en", "email", contact=contact, blocks=tuple(told.items()))
    scene.do(le.DraftLetter(case=case, writing=writing))
    return scene.made["letter"]


@pytest.mark.provision("SC1", "SC3", "SC6", pack="au-spf")
def test_the_statement_is_written_beside_the_first_packs_letters_and_signed_by_a_second_person() -> None:
    scene = a_scene()
    case = scene.do(an_opening(received_at=FIRST_DAY))
    letter = a_statement(scene, case)
    scene.do(le.SubmitLetter(case=case, letter=letter))
    assert scene.letter(case, letter).state == SUBMITTED
    content = scene.letter(case, letter).content_hash
    assert "own-work" in scene.refused(le.ApproveLetter(case=case, letter=letter, content=content), BOTH_ROLES)
    scene.do(le.ApproveLetter(case=case, letter=letter, content=content), ASH)
    scene.do(le.GiveLetter(case=case, letter=letter, method="post", evidence="Posted"))
    events = circumstances(scene.case(case), SPF).events
    assert ("statement_given" in events, "final_sent" in events) == (True, False)


@pytest.mark.provision("SC4", "SC5", pack="au-spf")
@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ({"prescribed_exclusions": "What the rules forbid"}, "block-forbidden"),
        ({"complied_or_not": " "}, "block-missing"),
        ({"information_available": " "}, "block-missing"),
        ({"prescribed_information": " "}, "block-missing"),
    ],
)
def test_the_gate_lets_no_statement_through_that_lacks_or_holds_what_it_must_not(
    blocks: dict[str, str], code: str
) -> None:
    scene = a_scene()
    case = scene.do(an_opening(received_at=FIRST_DAY))
    letter = a_statement(scene, case, **blocks)
    assert code in scene.refused(le.SubmitLetter(case=case, letter=letter))


def test_a_letter_of_another_pack_that_is_not_written_beside_is_unknown() -> None:
    scene = a_scene()
    case = scene.do(an_opening(received_at=FIRST_DAY))
    writing = le.Writing("scam-response", "en", "email", "accepted", contact=scene.case(case).contacts[0].id)
    assert "unknown-letter-type" in scene.refused(le.DraftLetter(case=case, writing=writing))
