"""Old complaints: brought in on purpose alone, with what the packs do not claim and what another system had (M15)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.facts import case as f
from register.domain.obligations.breaches import missed_duties
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.reportable import reportable
from register.domain.values import Code
from tests.domain.decide.elsewhere import FIRST, FROM_OLD, OLD_DAYS, answer_of, carried, noon, old, standing, under
from tests.domain.decide.scene import POLICIES, Scene, an_opening, at


@pytest.mark.parametrize("pack", FIRST)
def test_one_from_before_the_first_version_comes_in_by_a_choice_alone_and_no_date_is_claimed(pack: str) -> None:
    first = FIRST[pack]
    day = OLD_DAYS.get(pack, first.effective_from - timedelta(days=1))
    scene = under(pack)
    assert scene.refused(old(pack, day, carried_over=None)) == {"pack-not-in-force": "pack"}
    named = replace(FROM_OLD, reason="")
    assert scene.refused(old(pack, day, carried_over=named)) == {"pack-not-in-force": "pack"}
    case = scene.case(scene.do(old(pack, day)))
    (choice,) = case.packs
    assert (choice.version, choice.unclaimed) == (POLICIES.nearest([pack], day)[0].version, True)
    assert {deadline.due.derivation.confirmed for deadline in standing(case)} <= {"N", "U"}
    assert not any(deadline.due.legal for deadline in standing(case))
    told = [fact for fact in scene.facts if isinstance(fact, f.CaseCarriedOver)]
    assert [(fact.carried_over.at, fact.carried_over.reason is not None) for fact in told] == [(scene.now, True)]


@pytest.mark.parametrize("pack", FIRST)
def test_what_the_pack_does_not_claim_is_worked_to_and_is_no_possible_breach(pack: str) -> None:
    """The nearest date is in the queue all the same; years later nothing is a breach by the register's own word."""
    day = OLD_DAYS.get(pack, FIRST[pack].effective_from - timedelta(days=1))
    scene = under(pack)
    opened = scene.do(old(pack, day))
    expected = not FIRST[pack].is_example
    assert (scene.case(opened).next_deadline is not None) == expected
    scene.now += timedelta(days=900)
    scene.do(c.SweepDeadlines(case=opened), WORKER)
    assert scene.case(opened).breaches == ()
    assert any(deadline.missed_recorded for deadline in standing(scene.case(opened)))


def test_each_pack_claims_for_itself() -> None:
    """Received on 31 December 2025: RG 271 claims it, the other one does not."""
    scene = under("au-asic-rg271", "au-acma-tcp", now=at("2026-01-02T09:00"))
    day = OLD_DAYS["au-acma-tcp"]
    assert scene.refused(an_opening(received_at=noon(day, "au-acma-tcp"))) == {"pack-not-in-force": "pack"}
    case = scene.case(scene.do(an_opening(received_at=noon(day, "au-acma-tcp"), carried_over=FROM_OLD)))
    assert [(choice.pack, choice.unclaimed) for choice in case.packs] == [
        ("au-asic-rg271", False),
        ("au-acma-tcp", True),
    ]
    legal = {deadline.pack for deadline in standing(case) if deadline.due.legal}
    assert legal == {"au-asic-rg271"}
    assert reportable(case).carried_over


@pytest.mark.parametrize("pack", [pack for pack in FIRST if not FIRST[pack].is_example])
def test_a_date_of_the_other_system_is_worked_to_and_is_missed_like_any_other(pack: str) -> None:
    day = OLD_DAYS.get(pack, FIRST[pack].effective_from - timedelta(days=1))
    duty = answer_of(FIRST[pack])
    scene = under(pack, now=noon(day + timedelta(days=2), pack))
    opened = scene.do(old(pack, day, carried_over=carried(duty, day + timedelta(days=5))))
    case = scene.case(opened)
    (date_,) = case.carried_dates
    (stated,) = [deadline for deadline in case.deadlines if deadline.carried == date_.id]
    assert (stated.due.legal, stated.due.carried) == (True, True)
    assert stated.due.derivation.due_calendar == day + timedelta(days=5)
    assert not any(case.stands_in(deadline) for deadline in case.deadlines if deadline.due.duty == duty)
    scene.now = noon(day + timedelta(days=6), pack)
    scene.do(c.SweepDeadlines(case=opened), WORKER)
    assert [breach.deadline for breach in scene.case(opened).breaches] == [stated.id]


def test_a_date_carried_over_stands_beside_the_register_s_own_and_one_answer_ends_both() -> None:
    """The pack claims the complaint, which only comes from another system: the stricter of the two is worked to."""
    scene = Scene(now=at("2026-05-20T09:00"))
    sooner = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", last_day=date(2026, 6, 1)),))
    case = scene.do(an_opening(carried_over=sooner))
    own, theirs = sorted(scene.case(case).limits_of((Code("au-asic-rg271"), Code("idr-response"), 0)), key=_carried)
    assert (own.due.derivation.due_calendar, own.carried) == (date(2026, 6, 11), None)
    assert theirs.due.derivation.due_calendar == date(2026, 6, 1)
    scene.do(c.AcknowledgeCase(case=case, method="phone", at=at("2026-05-12T11:00"), evidence="Their call log"))
    assert scene.case(case).next_deadline == theirs
    answered = at("2026-05-19T15:00")
    scene.do(c.RecordEvent(case=case, event="final_sent", at=answered, evidence="Letter 17 of the old desk"))
    assert {d.met_at for d in scene.case(case).deadlines if d.due.duty == "idr-response"} == {answered}


def _carried(deadline: Deadline) -> bool:
    return deadline.carried is not None


def test_a_date_carried_over_belongs_to_the_round_that_ran_when_it_was_brought() -> None:
    """Sent back by the scheme afterwards, the complaint has a fresh limit and not the old system's date again."""
    scene = Scene(now=at("2026-05-20T09:00"))
    said = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", last_day=date(2026, 6, 1)),))
    case = scene.do(an_opening(carried_over=said))
    scene.do(c.RecordEvent(case=case, event="final_sent", at=at("2026-05-19T15:00"), evidence="Letter 17"))
    scene.now = at("2026-07-06T09:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    duty = (Code("au-asic-rg271"), Code("refer-back-response"), 1)
    assert [d.carried for d in scene.case(case).limits_of(duty)] == [None]
    back = c.DateElsewhere("refer-back-response", last_day=date(2026, 7, 20), source="The scheme's own page")
    scene.do(c.CarryDateOver(case=case, date=back))
    assert [d.carried is None for d in scene.case(case).limits_of(duty)] == [True, False]
    scene.now = at("2026-07-15T09:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    assert [d.round for d in standing(scene.case(case)) if d.due.duty == duty[1]] == [2]
    assert [d.due.derivation.due_calendar for d in standing(scene.case(case)) if d.carried] == [date(2026, 6, 1)]


def test_what_was_done_there_is_recorded_as_it_happened_and_only_for_what_came_from_there() -> None:
    scene = Scene(now=at("2026-06-20T09:00"))
    case = scene.do(an_opening(carried_over=c.CarryingOver("Old desk")))
    told = at("2026-06-10T09:00")
    assert scene.refused(c.RecordEvent(case=case, event="extension_sent", at=told)) == {"evidence-needed": "evidence"}
    later = c.RecordEvent(case=case, event="extension_sent", at=scene.now + timedelta(0), evidence="Letter 16")
    scene.now += timedelta(hours=1)
    assert scene.refused(replace(later, at=scene.now)) == {"done-here": "at"}
    scene.do(c.RecordEvent(case=case, event="extension_sent", at=told, evidence="Letter 16"))
    assert (
        missed_duties(scene.case(case), scene.policies.nearest(["au-asic-rg271"], date(2026, 5, 12)), scene.now) == {}
    )
    assert [breach.standing for breach in scene.case(case).breaches] == ["delayed"]
    ours = scene.do(an_opening())
    refused = scene.refused(c.RecordEvent(case=ours, event="extension_sent", at=told, evidence="Letter 16"))
    assert refused == {"unknown-event": "event"}


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"source": " "}, "required", "carried_over.source"),
        ({"reason": "We always give one"}, "pack-claims-it", "carried_over.reason"),
        ({"last_day": date(2026, 5, 11)}, "before-receipt", "carried_over.dates.0.last_day"),
        ({"last_day": None, "at": at("2026-05-12T10:15")}, "before-receipt", "carried_over.dates.0.at"),
        ({"last_day": None}, "day-or-instant", "carried_over.dates.0.last_day"),
        ({"at": at("2026-06-01T10:00")}, "day-or-instant", "carried_over.dates.0.last_day"),
        ({"last_day": None, "at": datetime(2026, 6, 1)}, "naive-time", "carried_over.dates.0.at"),  # noqa: DTZ001 -- on purpose
        ({"last_day": date(9999, 12, 31)}, "date-out-of-range", "carried_over.dates.0.last_day"),
        ({"duty": "idr-answer"}, "unknown-duty", "carried_over.dates.0.duty"),
        ({"duty": "classification"}, "unknown-duty", "carried_over.dates.0.duty"),
        ({"pack": "uk-fca-disp1"}, "not-held-to-pack", "carried_over.dates.0.pack"),
    ],
)
def test_what_is_wrong_with_a_carry_over_is_named(changes: dict[str, Any], code: str, where: str) -> None:
    whole: dict[str, Any] = {name: changes.pop(name) for name in ("source", "reason") if name in changes}
    date_: dict[str, Any] = {"duty": "idr-response", "last_day": date(2026, 6, 1), **changes}
    told: dict[str, Any] = {"source": "Old desk", "dates": (c.DateElsewhere(**date_),)} | dict(whole)
    said = c.CarryingOver(**told)
    assert Scene().refused(an_opening(carried_over=said)).get(code) == where


def test_a_date_is_carried_over_later_once_and_taken_back_with_a_reason() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    said = c.DateElsewhere("idr-response", last_day=date(2026, 5, 29), source="Ticket 4711, due date")
    assert scene.refused(c.CarryDateOver(case=case, date=replace(said, source=""))) == {"required": "date.source"}
    scene.do(c.CarryDateOver(case=case, date=said))
    taken = scene.made["date"]
    assert scene.refused(c.CarryDateOver(case=case, date=said)) == {"nothing-changes": "date.duty"}
    assert [d.carried for d in standing(scene.case(case)) if d.carried] == [taken]
    scene.do(c.WithdrawRecord(case=case, kind="carried-date", record=taken, reason="Of another ticket"))
    assert [d for d in standing(scene.case(case)) if d.carried] == []


DAYS = st.integers(1, 60)


@settings(max_examples=25, deadline=None)
@for_all(st.sampled_from(sorted(FIRST)), DAYS)
def test_no_day_before_the_first_version_comes_in_by_accident(pack: str, days: int) -> None:
    scene, day = under(pack), FIRST[pack].effective_from - timedelta(days=days)
    assert scene.refused(old(pack, day, carried_over=None)) == {"pack-not-in-force": "pack"}
    assert scene.case(scene.do(old(pack, day))).packs[0].unclaimed
    claimed = old(pack, FIRST[pack].effective_from + timedelta(days=days - 1))
    if claimed.received_at is not None and claimed.received_at <= scene.now:
        assert scene.refused(claimed) == {"pack-claims-it": "carried_over.reason"}
