"""A complaint under two regimes at once: both run side by side, each with its own class, and one answer ends both."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.decide.gate import GateClosed
from register.domain.obligations.dates import dated, strictest_first
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code, Id
from register.store.case_rows import case_rows
from tests.domain.decide.scene import (
    CONTACT,
    DETAILS,
    FIRM,
    OLIVE,
    POLICIES,
    RIGHT,
    Scene,
    a_response,
    an_opening,
    approved,
    at,
    drafted,
    given,
)

FIRST, SECOND = Code("au-asic-rg271"), Code("au-acma-tcp")
BOTH = replace(FIRM, entities=(replace(FIRM.entities[0], packs=(FIRST, SECOND)),))
RECEIVED = "2026-05-12T10:15"
TELCO = "acma.gov.au how telcos must handle complaints"
THEIRS = (
    ("plan", "We refund the fee on Friday."),
    ("carried-out-when", "Within five working days after you have accepted."),
    ("tio-right", "You may complain to the ombudsman."),
    ("tio-contact", "1800 000 001"),
)


@pytest.fixture
def scene() -> Scene:
    return Scene(firm=BOTH, details={**DETAILS, "tio-phone": "1800 000 001"})


def opened(scene: Scene, **told: object) -> Id:
    return scene.do(an_opening(**{"received_at": at(RECEIVED), **told}))


def an_answer_under_both(scene: Scene, case: Id, **changes: Any) -> le.Writing:
    """The first pack's answer, with what the second asks of its own."""
    answer = a_response(scene, case)
    return replace(answer, **{"blocks": (*answer.blocks, *THEIRS), **changes})


def standing(case: Case, pack: Code) -> dict[str, Deadline]:
    return {d.due.rule: d for d in case.deadlines if d.pack == pack and not d.replaced}


def next_due(case: Case) -> tuple[object, object]:
    (row,) = (row for table, row in case_rows(case) if table.name == "cases")
    return row["next_due_at"], row["next_due_rule"]


def test_each_pack_sets_its_own_limits_and_the_strictest_of_the_law_comes_first(scene: Scene) -> None:
    case = scene.case(opened(scene))
    ours, theirs = standing(case, FIRST), standing(case, SECOND)
    assert ours["idr-response-standard"].due.derivation.due_calendar == date(2026, 6, 11)
    assert theirs
    legal = [d for d in case.open_deadlines("deadline") if d.due.legal]
    assert {d.pack for d in legal} == {FIRST, SECOND}
    nearest = min(legal, key=lambda d: d.due.due_at)
    assert next_due(case) == (nearest.due.due_at, nearest.due.rule)


def test_what_nobody_confirmed_never_comes_first(scene: Scene) -> None:
    case = scene.case(opened(scene))
    first = min((d for d in case.open_deadlines("deadline") if d.due.legal), key=lambda d: d.due.due_at)
    proof = replace(first.due.derivation, confirmed=Code("U"))
    doubted = replace(first, due=replace(first.due, derivation=proof))
    unsure = replace(case, deadlines=tuple(doubted if d.id == first.id else d for d in case.deadlines))
    assert next_due(unsure)[0] != first.due.due_at


def test_each_pack_holds_the_complaint_to_its_own_class(scene: Scene) -> None:
    plain = scene.case(opened(scene))
    others = ((SECOND, "urgent"),)
    urgent = scene.case(opened(scene, classifying=c.Classifying("standard", others=others)))
    assert standing(plain, FIRST).keys() == standing(urgent, FIRST).keys()
    assert "urgent-resolution" not in {d.due.duty for d in standing(plain, SECOND).values()}
    assert "urgent-resolution" in {d.due.duty for d in standing(urgent, SECOND).values()}


def test_one_letter_ends_what_waits_for_it_under_both(scene: Scene) -> None:
    case = opened(scene)
    waiting = [
        (d.pack, d.due.rule)
        for d in scene.case(case).open_deadlines("deadline")
        if "final_sent" in POLICIES.versions(d.pack)[-1].rules[d.due.rule].met_by
    ]
    assert {pack for pack, _ in waiting} == {FIRST, SECOND}
    given(scene, case, an_answer_under_both(scene, case))
    found = scene.case(case)
    assert all(standing(found, pack)[rule].met_at is not None for pack, rule in waiting)


def test_dates_of_one_duty_stand_together_the_strictest_first(scene: Scene) -> None:
    case = scene.case(opened(scene))
    told = [
        (known.due.duty, deadline.pack, known.due.due_at)
        for deadline, known in strictest_first(dated(case, POLICIES.pack), scene.now)
    ]
    acknowledging = [place for place, (duty, _, _) in enumerate(told) if duty == "acknowledgement"]
    assert {told[place][1] for place in acknowledging} == {FIRST, SECOND}
    assert acknowledging == list(range(acknowledging[0], acknowledging[0] + len(acknowledging)))
    dates = [told[place][2] for place in acknowledging]
    assert dates == sorted(dates)


def test_an_event_both_packs_know_is_judged_by_the_one_under_which_it_can_happen(scene: Scene) -> None:
    """The first pack lets a complaint be settled only after the scheme sent it back; the second does at any time."""
    plain = opened(scene)
    told = c.RecordEvent(case=plain, event="resolved", at=at("2026-05-12T10:20"), evidence="On the telephone")
    assert scene.refused(told)
    case = opened(scene, classifying=c.Classifying("standard", others=((SECOND, "urgent"),)))
    scene.do(replace(told, case=case))
    assert standing(scene.case(case), SECOND)["urgent-resolution"].met_at is not None
    assert all(d.met_at is None for d in standing(scene.case(case), FIRST).values())


def test_a_window_that_closed_stands_behind_what_is_still_to_be_done() -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("standard")))
    scene.now = at("2026-06-01T09:00")
    duties = [str(known.due.duty) for _, known in strictest_first(dated(scene.case(case), POLICIES.pack), scene.now)]
    assert duties.index("idr-response") < duties.index("early-close")


def asked(scene: Scene, case: Id, writing: le.Writing) -> set[tuple[str, str, str]]:
    """What the gate has against a letter: each reason, its place and its paragraph."""
    with pytest.raises(GateClosed) as refused:
        scene.do(le.SubmitLetter(case=case, letter=drafted(scene, case, writing)), OLIVE)
    return {(problem.code, problem.where, str(problem.cite)) for problem in refused.value.problems}


@pytest.mark.provision("I1", "FD1")
def test_an_answer_names_both_bodies_and_each_pack_gives_its_paragraph(scene: Scene) -> None:
    """271.53(b) and (c) ask for one body, the other regime for its own: an answer is one under both."""
    case = opened(scene)
    bare = replace(a_response(scene, case), blocks=(("actions-taken", "We refunded."),))
    assert asked(scene, case, bare) == {
        ("block-missing", "blocks.outcome", "271.53(a)"),
        ("block-missing", "blocks.outcome", TELCO),
        ("block-missing", "blocks.afca-right", "271.53(b)"),
        ("block-missing", "blocks.afca-contact", "271.53(c)"),
        ("block-missing", "blocks.plan", TELCO),
        ("block-missing", "blocks.carried-out-when", TELCO),
        ("block-missing", "blocks.tio-right", "TIO referral process"),
        ("block-missing", "blocks.tio-contact", "TIO referral process"),
    }
    ours = (("outcome", "We accept."), ("actions-taken", "We refunded."), RIGHT, CONTACT)
    wrong = an_answer_under_both(scene, case, blocks=(*ours, *THEIRS[:-1], ("tio-contact", "1800 123 456")))
    assert asked(scene, case, wrong) == {("contact-details-differ", "blocks.tio-contact", "TIO referral process")}
    approved(scene, case, an_answer_under_both(scene, case))


def test_an_outcome_the_other_pack_has_no_word_for_is_the_one_it_has_instead(scene: Scene) -> None:
    """Partly rejected is what the other calls partly accepted: what is accepted is carried out, and reasons are due."""
    case = opened(scene)
    partly = replace(a_response(scene, case), decision="partly-rejected", blocks=())
    found = {(where, cite) for _, where, cite in asked(scene, case, partly)}
    reasons = {("blocks.reasons", "F2018L00727"), ("blocks.reasons", "271.54(c)")}
    assert reasons | {("blocks.carried-out-when", TELCO)} <= found


def test_a_letter_that_one_pack_wants_in_writing_is_given_in_writing() -> None:
    """The second regime lets its answer be told on the telephone; the first does not (271.53)."""
    firm = replace(FIRM, entities=(replace(FIRM.entities[0], packs=(SECOND, FIRST)),))
    scene = Scene(firm=firm, details={**DETAILS, "tio-phone": "1800 000 001"})
    case = opened(scene)
    blocks = (("outcome", "We accept."), ("actions-taken", "We refunded."), RIGHT, CONTACT, *THEIRS)
    letter = approved(scene, case, a_response(scene, case, type="proposed-resolution", blocks=blocks))
    told = le.GiveLetter(case=case, letter=letter, method="phone", evidence="Call 7")
    assert scene.refused(told) == {"must-be-written": "method"}


def test_what_the_other_pack_has_no_words_for_is_written_and_translated(scene: Scene) -> None:
    """The second pack speaks English alone: in a French letter its text is the author's, its details are details."""
    case = opened(scene)
    answer = an_answer_under_both(scene, case)
    french = replace(answer, language="fr")
    found = {where for code, where, _ in asked(scene, case, french) if code == "translation-missing"}
    assert {"original.blocks.plan", "original.blocks.tio-right", "original.blocks.carried-out-when"} <= found
    assert "original.blocks.tio-contact" not in found
