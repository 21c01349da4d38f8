"""Limits that start on one day are counted once, and every complaint gets the dates and proofs it would get alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import catalogue
from register.domain.codec import to_text
from register.domain.law.deadlines import derive
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Due
from register.domain.law.rules import InTime
from register.domain.values import Code
from tests.domain.complaints import complaints

POLICIES = catalogue.shipped()
PACKS = list(POLICIES.packs.values())
NOON = datetime(2026, 8, 3, 2, tzinfo=UTC)


def alone(pack: Pack, given: Circumstances) -> tuple[Due, ...]:
    """The dates of a complaint under a pack like no other, for a copy of a pack is equal to itself alone."""
    return derive(replace(pack), given, POLICIES.calendars)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: f"{pack.id}/{pack.version}")
@given(st.data())
def test_what_is_shared_is_what_each_would_get_alone(pack: Pack, data: st.DataObject) -> None:
    first, later = data.draw(complaints(pack)), data.draw(st.timedeltas(timedelta(0), timedelta(days=1)))
    derive(pack, first, POLICIES.calendars)
    moved = {event: tuple(at + later for at in times) for event, times in first.events.items()}
    other = replace(first, events=moved)
    shared = derive(pack, other, POLICIES.calendars)
    assert shared == alone(pack, other)
    assert list(map(to_text, shared)) == list(map(to_text, alone(pack, other)))


def a_complaint(pack: Pack, at: datetime, **events: datetime) -> Circumstances:
    place = pack.places[pack.default_place]
    known = next(iter(pack.classes))
    return Circumstances(known, place.id, place.zone, {}, {"received": (at,), **{e: (t,) for e, t in events.items()}})


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: f"{pack.id}/{pack.version}")
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
