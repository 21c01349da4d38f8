"""A complaint under two regimes at once: both run side by side, each with its own class, and one answer ends both."""

from dataclasses import replace
from datetime import date

import pytest

from register.domain.commands import case as c
from register.domain.obligations.dates import dated, strictest_first
from register.domain.subjects.case import Case, Deadline
from register.domain.values import Code, Id
from register.store.case_rows import case_rows
from tests.domain.decide.scene import FIRM, POLICIES, Scene, a_response, an_opening, at, given

FIRST, SECOND = Code("au-asic-rg271"), Code("au-acma-tcp")
BOTH = replace(FIRM, entities=(replace(FIRM.entities[0], packs=(FIRST, SECOND)),))
RECEIVED = "2026-05-12T10:15"


@pytest.fixture
def scene() -> Scene:
    return Scene(firm=BOTH)


def opened(scene: Scene, **told: object) -> Id:
    return scene.do(an_opening(**{"received_at": at(RECEIVED), **told}))


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
    given(scene, case, a_response(scene, case))
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
