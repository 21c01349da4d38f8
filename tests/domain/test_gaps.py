"""Why there is no date: what a limit counts from is not recorded, what it asks is not stated, or the law stops it."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue import shipped
from register.domain.law.deadlines import derive
from register.domain.law.gaps import FACT, START, STOPPED, Missing, missing
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.law.rules import Limit, Start, Value
from register.domain.values import Code
from tests.domain.complaints import complaints
from tests.domain.test_deadlines import PACK, POLICIES, at, known, pack, rule


def lacking(given_pack: Pack, circumstances: Circumstances) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is missing: the rule, why, and what it names."""
    found = missing(given_pack, circumstances, derive(given_pack, circumstances, POLICIES.calendars))
    return [(each.rule, each.lacks, each.names) for each in found]


def test_a_complaint_with_its_dates_lacks_none() -> None:
    for shipped_pack in POLICIES.packs.values():
        for kind in shipped_pack.classes:
            place = shipped_pack.place(shipped_pack.default_place)
            given_facts: dict[str, Value] = {"channel": Code("email")}
            events = {"received": (at("2026-06-12T10:00"),), "proposal_received": (at("2026-06-01T10:00"),)}
            circumstances = Circumstances(kind, place.id, place.zone, given_facts, events)
            assert lacking(shipped_pack, circumstances) == [], (shipped_pack.id, kind)


@pytest.mark.provision("B2")
def test_a_death_benefit_complaint_without_its_notice_date_says_what_it_waits_for() -> None:
    first = POLICIES.pack("au-asic-rg271", "2021-10-05")
    received = known({"received": at("2026-10-20T10:00")}, None, "super-death-benefit")
    assert lacking(first, received) == [("idr-response-death-benefit", START, ("proposal_received",))]
    assert lacking(PACK, received) == []  # the corrected reading has a cautious date


def test_proceedings_stop_the_count_and_the_missing_date_says_until_when() -> None:
    """271.77: there is no date while a court decides."""
    events = {"received": at("2026-05-12T10:00"), "proceedings_started": at("2026-05-20T10:00")}
    circumstances = known(events, None, "traditional-trustee")
    (found,) = missing(PACK, circumstances, derive(PACK, circumstances, POLICIES.calendars))
    assert (found.lacks, found.names, found.since) == (STOPPED, ("proceedings_ended",), events["proceedings_started"])
    again = known({**events, "proceedings_ended": at("2026-06-20T10:00")}, None, "traditional-trustee")
    assert lacking(PACK, again) == []


def test_a_fact_nobody_stated_is_named() -> None:
    of_days = pack(rule(limit=Limit(0, Code("day"), "card_scheme_days")))
    assert lacking(of_days, known({"received": at("2026-05-12T10:00")})) == [("answer", FACT, ("card_scheme_days",))]
    assert lacking(of_days, known({"received": at("2026-05-12T10:00")}, {"card_scheme_days": 30})) == []
    asking = pack(rule(when={"referral_stage": (Code("part-way"),)}))
    assert lacking(asking, known({"received": at("2026-05-12T10:00")})) == [("answer", FACT, ("referral_stage",))]
    elsewhere = known({"received": at("2026-05-12T10:00")}, {"referral_stage": Code("not-through")})
    assert lacking(asking, elsewhere) == []


def test_the_latest_of_several_starts_names_those_that_did_not_happen() -> None:
    start = Start((Code("documents_complete"), Code("received")), Code("latest"))
    both = pack(rule(start=start, met_by=(Code("final_sent"),)))
    assert lacking(both, known({"received": at("2026-05-12T10:00")})) == [("answer", START, ("documents_complete",))]


@pytest.mark.parametrize(
    "events", [{"final_sent": at("2026-05-20T10:00")}, {"withdrawn": at("2026-05-20T10:00")}], ids=["met", "waived"]
)
def test_what_is_over_is_not_missing(events: dict[str, datetime]) -> None:
    waiting = rule(
        start=Start((Code("documents_complete"),), Code("first")),
        met_by=(Code("final_sent"),),
        unless=(Code("withdrawn"),),
    )
    received = {"received": at("2026-05-12T10:00")}
    assert lacking(pack(waiting), known(received)) == [("answer", START, ("documents_complete",))]
    assert lacking(pack(waiting), known({**received, **events})) == []


@pytest.mark.parametrize("shipped_pack", shipped().packs.values(), ids=lambda known: f"{known.id}/{known.version}")
@given(st.data())
def test_what_has_a_date_never_lacks_one(shipped_pack: Pack, data: st.DataObject) -> None:
    circumstances = data.draw(complaints(shipped_pack))
    dues = derive(shipped_pack, circumstances, POLICIES.calendars)
    dated = {(due.rule, due.party) for due in dues}
    found: tuple[Missing, ...] = missing(shipped_pack, circumstances, dues)
    assert not dated & {(each.rule, each.party) for each in found}
    assert all(each.names for each in found)
