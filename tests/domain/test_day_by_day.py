"""A limit day by day: the picture of a date agrees with its proof."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue import shipped
from register.domain.frozen import replace
from register.domain.law.day_by_day import (
    COUNTED,
    HOLIDAY,
    START,
    STOPPED,
    WEEKEND,
    Day,
    day_by_day,
    stretches,
)
from register.domain.law.deadlines import derive
from register.domain.law.proofs import Derivation
from register.domain.law.rules import STATED, Limit, StopClock
from register.domain.values import Cite, Code
from tests.domain.complaints import complaints
from tests.domain.test_deadlines import POLICIES, at, dues, known, pack, rule

SATURDAY = 5


def the_proof(due: str, events: dict[str, datetime], /, **parts: object) -> Derivation:
    """The proof of one rule of our own."""
    return dues(pack(rule(id=Code(due), **parts)), known(events))[due].derivation


@pytest.mark.parametrize("pack", shipped().packs.values(), ids=lambda pack: f"{pack.id}/{pack.version}")
@given(st.data())
def test_the_days_agree_with_the_proof_for_every_pack_and_calendar(pack: object, data: st.DataObject) -> None:
    """Every day once and in order, counted days sum to the limit, every day left out has its reason (271.56 Note)."""
    circumstances = data.draw(complaints(pack))  # type: ignore[arg-type]  # the packs are typed where they are read
    for due in derive(pack, circumstances, POLICIES.calendars):  # type: ignore[arg-type]  # as above
        proof = due.derivation
        days = day_by_day(proof)
        if proof.due_calendar is not None and proof.due_calendar < proof.start_date:
            assert proof.unit == STATED
            continue
        assert [day.on for day in days] == [days[0].on + timedelta(days=number) for number in range(len(days))]
        assert (days[0].on, days[-1].on) == (proof.start_date, proof.last_day)
        assert sum(day.counts for day in days) == proof.counted * (60 if proof.unit == "hour" else 1)
        agrees_with(proof, days)
        assert sum(each.counts for each in stretches(days)) == sum(day.counts for day in days)


def agrees_with(proof: Derivation, days: tuple[Day, ...]) -> None:
    """What is left out is what the proof leaves out, each day by its name."""
    of = {kind: [day for day in days if day.kind == kind] for kind in (START, WEEKEND, HOLIDAY, STOPPED)}
    assert len(of[START]) == (proof.unit != "hour" and not proof.start_counts)
    assert len(of[WEEKEND]) == proof.weekend_days
    assert all(day.on.weekday() >= SATURDAY for day in of[WEEKEND])
    assert [(day.on, day.holiday) for day in of[HOLIDAY]] == [(skip.day, skip.holiday) for skip in proof.skipped]
    assert len(of[STOPPED]) == sum(stop.days for stop in proof.stopped)
    assert {day.cite for day in of[STOPPED]} == {stop.cite for stop in proof.stopped if stop.days}
    calendar = POLICIES.calendars[proof.calendar]
    named = [day for day in days if day.holiday is not None]
    assert all(day.holiday in {holiday.code for holiday in calendar.holidays[day.on]} for day in named)
    numbers = [day.number for day in days if day.number]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.provision("K2")
def test_the_day_of_receipt_is_not_counted() -> None:
    days = day_by_day(dues(POLICIES.pack("au-asic-rg271", "2021-10-05+1"), known({"received": at("2026-12-23T15:00")}))[
        "early-close"
    ].derivation)  # fmt: skip
    assert [(day.on.day, day.kind, day.number) for day in days] == [
        (23, START, 0), (24, COUNTED, 1), (25, HOLIDAY, 0), (26, WEEKEND, 0), (27, WEEKEND, 0), (28, HOLIDAY, 0),
        (29, COUNTED, 2), (30, COUNTED, 3), (31, COUNTED, 4), (1, HOLIDAY, 0), (2, WEEKEND, 0), (3, WEEKEND, 0),
        (4, COUNTED, 5),
    ]  # fmt: skip
    assert [day.holiday for day in days if day.holiday] == ["christmas-day", "boxing-day-observed", "new-years-day"]


def test_hours_are_told_in_minutes_and_the_clocks_going_forward_cost_one() -> None:
    """4 October 2026 has twenty-three hours in Sydney."""
    proof = the_proof("ack", {"received": at("2026-10-03T16:45")}, limit=Limit(24, Code("hour")))
    assert [(day.on.day, day.counts) for day in day_by_day(proof)] == [(3, 435), (4, 1005)]
    until = (proof.start_at + timedelta(hours=24)).astimezone(ZoneInfo("Australia/Sydney"))
    assert (until.hour, until.minute) == (17, 45)


def test_a_limit_in_hours_that_ends_at_midnight_ends_on_the_day_before() -> None:
    proof = the_proof("ack", {"received": at("2026-05-12T00:00")}, limit=Limit(24, Code("hour")))
    assert [(day.on, day.counts) for day in day_by_day(proof)] == [(date(2026, 5, 12), 24 * 60)]


def test_the_day_on_which_the_law_stops_the_count_is_still_counted() -> None:
    stop = StopClock(Code("proceedings_started"), Code("proceedings_ended"), Cite("1.2"))
    events = {
        "received": at("2026-05-01T09:00"),
        "proceedings_started": at("2026-05-11T09:00"),
        "proceedings_ended": at("2026-05-21T09:00"),
    }
    days = day_by_day(the_proof("answer", events, stops=(stop,)))
    assert [day.on.day for day in days if day.kind == STOPPED] == list(range(12, 22))
    assert {day.cite for day in days if day.kind == STOPPED} == {"1.2"}
    assert days[-1] == Day(date(2026, 6, 10), COUNTED, 1, 30)
    kinds = [(each.kind, each.counts) for each in stretches(days)]
    assert kinds == [(START, 0), (COUNTED, 10), (STOPPED, 0), (COUNTED, 20)]


def test_business_days_are_put_off_by_the_days_of_a_stop() -> None:
    stop = StopClock(Code("proceedings_started"), Code("proceedings_ended"), Cite("1.2"))
    events = {
        "received": at("2026-05-12T09:00"),
        "proceedings_started": at("2026-05-13T09:00"),
        "proceedings_ended": at("2026-05-15T09:00"),
    }
    days = day_by_day(the_proof("answer", events, stops=(stop,), limit=Limit(3, Code("business-day"))))
    assert [day.kind for day in days] == [START, *[COUNTED] * 3, *[STOPPED] * 2]


def test_a_day_stated_before_the_start_leaves_the_start_alone() -> None:
    proof = the_proof("answer", {"received": datetime(2026, 5, 12, tzinfo=UTC)})
    assert day_by_day(replace(proof, due_calendar=date(2026, 5, 1), counted=-11)) == (Day(proof.start_date, START),)


def test_the_first_day_can_count() -> None:
    days = day_by_day(the_proof("answer", {"received": at("2026-05-12T09:00")}, day0_counts=True))
    assert days[0] == Day(date(2026, 5, 12), COUNTED, 1, 1)
