"""Old complaints: brought in on purpose alone, with what the packs do not claim and what another system had (M15)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.facts import case as f
from register.domain.law.policy import Pack
from register.domain.obligations.breaches import missed_duties
from register.domain.subjects.case import Case, Deadline
from register.domain.values import Code, Id
from tests.domain.decide.scene import ASH, FIRM, POLICIES, Scene, an_opening, at

FROM_OLD = c.CarryingOver("Old desk, ticket 4711", "Still open when we moved to the register")
# Each pack's first version, and how a complaint can have come under it.
FIRST: dict[str, Pack] = {pack.id: POLICIES.versions(pack.id)[0] for pack in POLICIES.newest()}
PLACES: dict[str, tuple[Code, Code]] = {
    pack: (first.default_place, first.default_zone) for pack, first in FIRST.items()
}
# The values of finding M15, and the day before each further pack took force.
OLD_DAYS = {"uk-fca-disp1": date(2026, 5, 31), "au-acma-tcp": date(2025, 12, 31)}


def under(*packs: str, now: datetime | None = None) -> Scene:
    """A firm held to these packs, at the place the first of them has for its own."""
    place, zone = PLACES[packs[0]]
    entity = replace(FIRM.entities[0], place=place, zone=zone, packs=tuple(map(Code, packs)))
    return Scene(firm=replace(FIRM, entities=(entity,)), now=now or datetime(2026, 7, 1, 9, tzinfo=UTC))


def noon(day: date, pack: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(PLACES[pack][1])).astimezone(UTC)


def old(pack: str, day: date, **changes: Any) -> c.OpenCase:
    """A complaint received on a day, in words and codes that every pack knows."""
    channel = next(iter(FIRST[pack].codes[Code("received-channel")].entries))
    told = {"received_at": noon(day, pack), "channel": channel, "classifying": c.Classifying(), **changes}
    return an_opening(**{"carried_over": FROM_OLD, **told})


def carried(duty: str, on: date, source: str = "") -> c.CarryingOver:
    return replace(FROM_OLD, dates=(c.DateElsewhere(duty, on=on, source=source),))


def standing(case: Case) -> list[Deadline]:
    return [deadline for deadline in case.deadlines if not deadline.replaced]


def answer_of(pack: Pack) -> Code:
    """The duty to answer the complaint."""
    duties = (rule.duty for rule in pack.rules.values() if rule.kind == "deadline" and "final_sent" in rule.met_by)
    return next(duties)


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
    assert case.next_deadline is not None
    scene.now = noon(day + timedelta(days=6), pack)
    scene.do(c.SweepDeadlines(case=opened), WORKER)
    assert [breach.deadline for breach in scene.case(opened).breaches] == [stated.id]


def test_a_date_carried_over_stands_beside_the_register_s_own_and_one_answer_ends_both() -> None:
    """The pack claims the complaint, which only comes from another system: the stricter of the two is worked to."""
    scene = Scene(now=at("2026-05-20T09:00"))
    sooner = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", on=date(2026, 6, 1)),))
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
    said = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", on=date(2026, 6, 1)),))
    case = scene.do(an_opening(carried_over=said))
    scene.do(c.RecordEvent(case=case, event="final_sent", at=at("2026-05-19T15:00"), evidence="Letter 17"))
    scene.now = at("2026-07-06T09:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    duty = (Code("au-asic-rg271"), Code("refer-back-response"), 1)
    assert [d.carried for d in scene.case(case).limits_of(duty)] == [None]
    back = c.DateElsewhere("refer-back-response", on=date(2026, 7, 20), source="The scheme's own page")
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
        ({"on": date(2026, 5, 11)}, "before-receipt", "carried_over.dates.0.on"),
        ({"on": None, "at": at("2026-05-12T10:15")}, "before-receipt", "carried_over.dates.0.at"),
        ({"on": None}, "day-or-instant", "carried_over.dates.0.on"),
        ({"at": at("2026-06-01T10:00")}, "day-or-instant", "carried_over.dates.0.on"),
        ({"on": None, "at": datetime(2026, 6, 1)}, "naive-time", "carried_over.dates.0.at"),  # noqa: DTZ001 -- on purpose
        ({"on": date(9999, 12, 31)}, "date-out-of-range", "carried_over.dates.0.on"),
        ({"duty": "idr-answer"}, "unknown-duty", "carried_over.dates.0.duty"),
        ({"duty": "classification"}, "unknown-duty", "carried_over.dates.0.duty"),
        ({"pack": "uk-fca-disp1"}, "not-held-to-pack", "carried_over.dates.0.pack"),
    ],
)
def test_what_is_wrong_with_a_carry_over_is_named(changes: dict[str, Any], code: str, where: str) -> None:
    whole = {name: changes.pop(name) for name in ("source", "reason") if name in changes}
    date_: dict[str, Any] = {"duty": "idr-response", "on": date(2026, 6, 1), **changes}
    told: dict[str, Any] = {"source": "Old desk", "dates": (c.DateElsewhere(**date_),), **whole}
    said = c.CarryingOver(**told)
    assert Scene().refused(an_opening(carried_over=said)).get(code) == where


def test_a_date_is_carried_over_later_once_and_taken_back_with_a_reason() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    said = c.DateElsewhere("idr-response", on=date(2026, 5, 29), source="Ticket 4711, due date")
    assert scene.refused(c.CarryDateOver(case=case, date=replace(said, source=""))) == {"required": "date.source"}
    scene.do(c.CarryDateOver(case=case, date=said))
    taken = scene.made["date"]
    assert scene.refused(c.CarryDateOver(case=case, date=said)) == {"nothing-changes": "date.duty"}
    assert [d.carried for d in standing(scene.case(case)) if d.carried] == [taken]
    scene.do(c.WithdrawRecord(case=case, kind="carried-date", record=taken, reason="Of another ticket"))
    assert [d for d in standing(scene.case(case)) if d.carried] == []


# ---------------------------------------------------------------- the receipt across an edge


def with_next(pack: str, day: date) -> Any:
    """The packs, and a later version of one of them with the same rules from a day on."""
    last = POLICIES.versions(pack)[-1]
    ended = {key: replace(p, effective_to=day - timedelta(days=1)) for key, p in POLICIES.packs.items() if p.id == pack}
    newer = replace(last, version=Code(day.isoformat()), effective_from=day, corrects=None)
    return replace(POLICIES, packs={**POLICIES.packs, **ended, (newer.id, newer.version): newer})


def later(scene: Scene, case: Id, received: datetime) -> None:
    scene.do(c.CorrectReceipt(case=case, received_at=received, reason="Wrong date", evidence="The envelope"))
    scene.do(c.SettleReceipt(case=case, proposal=scene.made["proposal"], approve=True), ASH)


def dues(case: Case) -> list[Any]:
    return sorted((deadline.due for deadline in standing(case)), key=lambda due: (due.due_at, due.rule))


def test_a_receipt_before_the_first_version_is_asked_for_by_name() -> None:
    """Under DISP 1 from 1 June 2026: moved to 31 May it is claimed no more, and moved back it is."""
    scene = under("uk-fca-disp1", now=datetime(2026, 6, 20, 9, tzinfo=UTC))
    case = scene.do(old("uk-fca-disp1", date(2026, 6, 10), carried_over=None))
    first = dues(scene.case(case))
    back = noon(date(2026, 5, 31), "uk-fca-disp1")
    said = c.CorrectReceipt(case=case, received_at=back, reason="The letter lay in the branch")
    assert scene.refused(said) == {"receipt-before-pack": "received_at"}
    scene.do(replace(said, before_first_version=True))
    assert [fact for fact in scene.facts if isinstance(fact, f.VersionGoverns)] == [
        f.VersionGoverns(Code("uk-fca-disp1"), Code("2026-06-01"), unclaimed=True)
    ]
    assert not any(due.legal for due in dues(scene.case(case)))
    further = replace(said, received_at=back - timedelta(days=1))
    scene.do(further)
    later(scene, case, noon(date(2026, 6, 10), "uk-fca-disp1"))
    assert dues(scene.case(case)) == first
    needless = replace(said, received_at=noon(date(2026, 6, 9), "uk-fca-disp1"), before_first_version=True)
    assert scene.refused(needless) == {"pack-claims-it": "before_first_version"}


def test_a_receipt_is_never_moved_past_a_date_carried_over() -> None:
    scene = Scene(now=at("2026-06-20T09:00"))
    said = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", on=date(2026, 5, 29)),))
    case = scene.do(an_opening(carried_over=said))
    moved = c.CorrectReceipt(case=case, received_at=at("2026-06-01T09:00"), reason="Late", evidence="The envelope")
    assert scene.refused(moved) == {"carried-date-before-receipt": "received_at"}


def test_a_correction_of_the_same_version_is_never_adopted_by_moving_the_receipt() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    older = scene.case(case)
    kept = replace(older.packs[0], version=POLICIES.versions(older.packs[0].pack)[0].version)
    scene.put("case", replace(older, packs=(kept,)))
    scene.do(c.CorrectReceipt(case=case, received_at=at("2026-05-11T09:00"), reason="The letter lay in the branch"))
    assert scene.case(case).packs == (kept,)


def test_a_version_for_the_day_is_adopted_once_there_is_one() -> None:
    scene = under("uk-fca-disp1")
    case = scene.do(old("uk-fca-disp1", date(2026, 5, 31)))
    first = FIRST["uk-fca-disp1"]
    older = replace(first, version=Code("2020-01-01"), effective_from=date(2020, 1, 1), effective_to=date(2026, 5, 31))
    said = c.AdoptCorrection(case=case, pack=first.id, version=older.version)
    assert scene.refused(said, ASH) == {"unknown-pack": "pack"}
    scene.now = datetime(2026, 9, 1, 9, tzinfo=UTC)
    scene.policies = replace(POLICIES, packs={(older.id, older.version): older, **POLICIES.packs})
    scene.do(said, ASH)
    assert (scene.case(case).packs[0].version, scene.case(case).packs[0].unclaimed) == (older.version, False)
    assert scene.case(case).breaches != ()


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


@settings(max_examples=25, deadline=None)
@for_all(st.sampled_from(sorted(FIRST)), DAYS, st.integers(0, 60))
def test_across_an_edge_and_back_the_first_dates_stand_again(pack: str, before: int, after: int) -> None:
    edge = max(FIRST[pack].effective_from, date(2026, 3, 1)) + timedelta(days=61)
    scene = under(pack, now=noon(edge + timedelta(days=90), pack))
    scene.policies = with_next(pack, edge)
    case = scene.do(old(pack, edge + timedelta(days=after), carried_over=None))
    first, held = dues(scene.case(case)), scene.case(case).packs
    assert held[0].version == edge.isoformat()
    earlier = noon(edge - timedelta(days=before), pack)
    scene.do(c.CorrectReceipt(case=case, received_at=earlier, reason="The letter lay in the branch"))
    assert scene.case(case).packs[0].version == POLICIES.nearest([pack], edge - timedelta(days=before))[0].version
    versions = {deadline.due.derivation.pack_version for deadline in standing(scene.case(case))}
    assert versions == {scene.case(case).packs[0].version}
    later(scene, case, noon(edge + timedelta(days=after), pack))
    assert (dues(scene.case(case)), scene.case(case).packs) == (first, held)
