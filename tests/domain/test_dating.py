"""Limits that start on one day are counted once, and every complaint gets the dates and proofs it would get alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import catalogue
from register.domain.codec import to_text
from register.domain.deadlines import derive
from register.domain.policy import Fact, Pack
from register.domain.proofs import Circumstances, Due
from register.domain.rules import EVENTS, InTime
from register.domain.values import Code

POLICIES = catalogue.load()
PACKS = list(POLICIES.packs.values())
TEN_YEARS = 10 * 365 * 24 * 60
INSTANTS = st.integers(0, TEN_YEARS).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
# Within two days, so that instants fall on one local day, around midnight, and in every order.
CLOSE = st.integers(0, 2 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
NOON = datetime(2026, 8, 3, 2, tzinfo=UTC)


def value_of(fact: Fact, draw: st.DrawFn) -> Any:
    if fact.type == "code":
        return draw(st.sampled_from(fact.allowed or (Code("other"),)))
    if fact.type == "date":
        return draw(INSTANTS).date()
    return draw(st.booleans() if fact.type == "bool" else st.integers(1, 3000))


@st.composite
def little_known(draw: st.DrawFn) -> tuple[tuple[str, str], Circumstances]:
    """A complaint to which little has happened yet, under any pack (its id and version)."""
    key = draw(st.sampled_from(sorted(POLICIES.packs)))
    pack = POLICIES.packs[key]
    place = pack.places[draw(st.sampled_from(sorted(pack.places)))]
    known = draw(st.sampled_from(sorted(pack.classes)))
    received = draw(INSTANTS)
    others = draw(st.lists(st.sampled_from(sorted(EVENTS - {"received"})), max_size=4, unique=True))
    events = {"received": (received,), **{event: (received + draw(CLOSE),) for event in others}}
    values = {fact.id: value_of(fact, draw) for fact in pack.facts.values() if draw(st.booleans())}
    return key, Circumstances(known, place.id, place.zone, values, events)


def alone(pack: Pack, given: Circumstances) -> tuple[Due, ...]:
    """The dates of a complaint under a pack like no other, for a copy of a pack is equal to itself alone."""
    return derive(replace(pack), given, POLICIES.calendars)


@given(little_known(), CLOSE)
def test_what_is_shared_is_what_each_would_get_alone(
    complaint: tuple[tuple[str, str], Circumstances], later: timedelta
) -> None:
    pack, given = POLICIES.packs[complaint[0]], complaint[1]
    derive(pack, given, POLICIES.calendars)
    other = replace(given, events={event: (times[0] + later,) for event, times in given.events.items()})
    shared = derive(pack, other, POLICIES.calendars)
    assert shared == alone(pack, other)
    assert list(map(to_text, shared)) == list(map(to_text, alone(pack, other)))


def a_complaint(pack: Pack, at: datetime, **events: datetime) -> Circumstances:
    place = pack.places[pack.default_place]
    known = next(iter(pack.classes))
    return Circumstances(known, place.id, place.zone, {}, {"received": (at,), **{e: (t,) for e, t in events.items()}})


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_complaints_of_one_day_keep_their_own_instants(pack: Pack) -> None:
    first, second = (derive(pack, a_complaint(pack, NOON + after), POLICIES.calendars) for after in LATER)
    assert [due.rule for due in first] == [due.rule for due in second] != []
    for one, other in zip(first, second, strict=True):
        assert other.derivation.start_at - one.derivation.start_at == LATER[1]
        assert other.due_at - one.due_at == (LATER[1] if one.derivation.unit == "hour" else timedelta(0))


LATER = (timedelta(0), timedelta(hours=1))


def test_a_pack_is_remembered_by_itself_and_not_by_its_name() -> None:
    pack = PACKS[0]
    given = a_complaint(pack, NOON)
    before = derive(pack, given, POLICIES.calendars)
    milder = {rule.id: replace(rule, force=Code("house")) for rule in pack.rules.values()}
    after = derive(replace(pack, rules=milder), given, POLICIES.calendars)
    assert [due.due_at for due in after] == [due.due_at for due in before]
    assert {due.force for due in after} == {"house"} != {due.force for due in before}


def test_calendars_of_one_name_are_not_taken_for_each_other() -> None:
    pack = next(pack for pack in PACKS if pack.places[pack.default_place].calendar == "au-nsw")
    given = a_complaint(pack, datetime(2026, 12, 23, tzinfo=UTC))
    kept = derive(pack, given, POLICIES.calendars)
    bare = {name: replace(calendar, holidays={}) for name, calendar in POLICIES.calendars.items()}
    assert derive(pack, given, bare) != kept
    assert derive(pack, given, POLICIES.calendars) == kept


def test_a_date_that_leans_on_hours_is_derived_for_each() -> None:
    """Whether an act came within 24 hours is a matter of the instant: sharing it by day would be wrong."""
    pack = next(pack for pack in PACKS if any(r.limit and r.limit.unit == "hour" for r in pack.rules.values()))
    hours = next(rule for rule in pack.rules.values() if rule.limit and rule.limit.unit == "hour")
    leaning = replace(hours, id=Code("leaning"), in_time=(InTime(Code("acknowledged"), hours.id),))
    changed = replace(pack, rules={**pack.rules, leaning.id: leaning})

    def rules(minutes: int) -> set[str]:
        told = a_complaint(changed, NOON, acknowledged=NOON + timedelta(hours=24, minutes=minutes))
        return {due.rule for due in derive(changed, told, POLICIES.calendars)}

    assert rules(-1) - rules(+1) == {"leaning"}
