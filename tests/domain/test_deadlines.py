"""Deriving dates: what starts, stops, waives and replaces a limit, and the proof each date carries."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue import shipped
from register.domain.codec import from_text, to_text
from register.domain.errors import Invalid
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.policy import Pack
from register.domain.law.rules import InTime, Limit, Rule, Start, StopClock, Value
from register.domain.values import Cite, Code, Id
from tests.domain.complaints import complaints

POLICIES = shipped()
PACK = POLICIES.pack("au-asic-rg271", "2021-10-05+1")
SATURDAY = 6
SYDNEY = ZoneInfo("Australia/Sydney")
RECEIVED = datetime(2026, 5, 15, 16, 45, tzinfo=SYDNEY)
PERSON = Id("0190a0b0-0000-7000-8000-000000000001")


def at(text: str) -> datetime:
    """A local time in Sydney."""
    return datetime.fromisoformat(text).replace(tzinfo=SYDNEY)


def rule(**given_parts: object) -> Rule:
    """A rule of thirty days from receipt, but for what is given."""
    usual = Rule(
        id=Code("answer"), duty=Code("answer"), kind=Code("deadline"), force=Code("E"), cite=Cite("1.1"),
        confirmed=Code("C"), source="test", start=Start((Code("received"),), Code("first")),
        limit=Limit(30, Code("day")),
    )  # fmt: skip
    return replace(usual, **given_parts)  # type: ignore[arg-type]  # parts are typed where they are given


def pack(*rules: Rule) -> Pack:
    """The shipped pack with other rules."""
    return replace(PACK, rules={each.id: each for each in rules})


def known(
    events: dict[str, datetime], values: dict[str, Value] | None = None, complaint_class: str = "standard"
) -> Circumstances:
    """A complaint in Sydney."""
    code = Code("NSW"), Code("Australia/Sydney")
    return Circumstances(Code(complaint_class), *code, values or {}, {name: (at,) for name, at in events.items()})


def dues(given_pack: Pack, circumstances: Circumstances) -> dict[str, Due]:
    """What is derived, by rule."""
    return {due.rule: due for due in derive(given_pack, circumstances, POLICIES.calendars)}


def day_of(due: Due) -> date | None:
    """The day operated on."""
    return due.derivation.due_calendar


@pytest.mark.provision("K1", "K2", "K3")
def test_a_date_carries_its_whole_proof() -> None:
    due = dues(PACK, known({"received": at("2026-12-23T15:00")}))["early-close"]
    proof = due.derivation
    assert (due.kind, due.force, due.duty, due.provisional) == ("window", "E", "early-close", False)
    assert due.due_at == at("2027-01-05T00:00").astimezone(UTC)
    assert (proof.cite, proof.pack, proof.pack_version) == ("271.71", "au-asic-rg271", "2021-10-05+1")
    assert (proof.calendar, proof.calendar_version) == ("au-nsw", POLICIES.calendars["au-nsw"].version)
    assert (proof.start_event, proof.start_date, proof.zone) == ("received", date(2026, 12, 23), "Australia/Sydney")
    assert [(skip.day, skip.holiday) for skip in proof.skipped] == [
        (date(2026, 12, 25), "christmas-day"),
        (date(2026, 12, 28), "boxing-day-observed"),
        (date(2027, 1, 1), "new-years-day"),
    ]
    assert (proof.unit, proof.counted, proof.weekend_days) == ("business-day", 5, 4)


def test_a_date_can_be_kept_in_the_trail_and_read_back() -> None:
    for due in derive(PACK, known({"received": RECEIVED}), POLICIES.calendars):
        assert from_text(Due, to_text(due)) == due


def test_deriving_again_gives_the_same_dates_earliest_first() -> None:
    circumstances = known({"received": RECEIVED})
    first = derive(PACK, circumstances, POLICIES.calendars)
    assert first == derive(PACK, circumstances, POLICIES.calendars)
    assert [due.due_at for due in first] == sorted(due.due_at for due in first)


@pytest.mark.provision("KO2")
def test_bank_holiday_both_readings_are_shown_and_the_earlier_is_operated_on() -> None:
    """NSW, Monday 3 August 2026."""
    due = dues(PACK, known({"received": at("2026-07-27T10:00")}))["early-close"]
    assert day_of(due) == due.derivation.due_public_only == date(2026, 8, 3)
    assert due.derivation.due_public_and_bank == date(2026, 8, 4)
    assert [(day.day, day.holiday) for day in due.derivation.bank_only] == [(date(2026, 8, 3), "bank-holiday")]
    assert due.due_at == at("2026-08-04T00:00").astimezone(UTC)
    elsewhere = replace(known({"received": at("2026-07-27T10:00")}), place=Code("VIC"))
    assert dues(PACK, elsewhere)["early-close"].derivation.due_public_only is None


@pytest.mark.provision("A1")
def test_hours_are_counted_from_the_instant_whatever_the_clocks_do() -> None:
    """The clocks go forward on 4 October 2026: twenty-four hours end an hour later on the wall."""
    due = dues(PACK, known({"received": at("2026-10-03T12:00")}))["acknowledgement-24-hours"]
    assert due.due_at == at("2026-10-03T12:00").astimezone(UTC) + timedelta(hours=24)
    assert due.due_at.astimezone(SYDNEY).hour == 13
    assert (due.derivation.unit, due.derivation.counted, due.derivation.due_calendar) == ("hour", 24, None)


@pytest.mark.provision("D2", "D6")
def test_delay_notification_closes_with_the_response() -> None:
    """271.66: it must go out before the limit expires."""
    found = dues(PACK, known({"received": RECEIVED}))
    notification, response = found["delay-notification"], found["idr-response-standard"]
    assert notification.due_at == response.due_at
    assert (notification.kind, notification.derivation.cite) == ("window", "271.66")
    referred = dues(PACK, known({"received": RECEIVED, "referred_back": RECEIVED + timedelta(days=9)}))
    assert referred["delay-notification"].due_at == response.due_at


@pytest.mark.provision("D8")
def test_a_valid_delay_notification_sets_a_review_date_and_never_a_new_limit() -> None:
    before = dues(PACK, known({"received": RECEIVED}))
    after = dues(PACK, known({"received": RECEIVED, "extension_sent": RECEIVED + timedelta(days=20)}))
    assert after["idr-response-standard"] == before["idr-response-standard"]
    assert (after["delay-review"].kind, after["delay-review"].force) == ("review", "house")


@pytest.mark.provision("B1", "B7")
def test_each_beneficiary_has_an_objection_period_of_their_own() -> None:
    """271.80: twenty-eight days from receiving the notice."""
    circumstances = replace(
        known({"received": at("2026-03-10T10:00")}, complaint_class="super-death-benefit"),
        parties={PERSON: {"proposal_received": (at("2026-03-02T10:00"),)}},
    )
    due = next(due for due in derive(PACK, circumstances, POLICIES.calendars) if due.rule == "objection-period")
    assert (due.party, day_of(due)) == (PERSON, date(2026, 3, 30))


@pytest.mark.parametrize(
    ("choose", "events", "expected"),
    [
        ("earliest", {"received": "2026-05-20", "registered": "2026-05-14"}, "2026-06-13"),
        ("first", {"received": "2026-05-20", "registered": "2026-05-14"}, "2026-06-19"),
        ("first", {"registered": "2026-05-14"}, "2026-06-13"),
        ("latest", {"received": "2026-05-20", "registered": "2026-05-14"}, "2026-06-19"),
        ("latest", {"received": "2026-05-20"}, None),
        ("earliest", {}, None),
    ],
)
def test_a_limit_may_start_from_one_of_several_events(
    choose: str, events: dict[str, str], expected: str | None
) -> None:
    several = rule(start=Start((Code("received"), Code("registered")), Code(choose)))
    found = dues(pack(several), known({event: at(f"{day}T10:00") for event, day in events.items()}))
    assert [str(day_of(due)) for due in found.values()] == ([expected] if expected else [])


def test_the_law_stops_the_clock_between_two_events_and_nothing_is_due_meanwhile() -> None:
    stopping = rule(stops=(StopClock(Code("proceedings_started"), Code("proceedings_ended"), Cite("1.2")),))
    started = {"received": at("2026-06-01T09:00"), "proceedings_started": at("2026-06-11T09:00")}
    assert not dues(pack(stopping), known(started))
    due = dues(pack(stopping), known({**started, "proceedings_ended": at("2026-06-21T09:00")}))["answer"]
    assert day_of(due) == date(2026, 7, 11)
    assert [(stop.days, stop.cite) for stop in due.derivation.stopped] == [(10, "1.2")]
    late = known({"received": at("2026-06-01T09:00"), "proceedings_started": at("2026-07-02T09:00")})
    assert day_of(dues(pack(stopping), late)["answer"]) == date(2026, 7, 1), "a limit that has passed cannot be stopped"


def test_a_rule_may_need_an_event_in_time_and_replace_another() -> None:
    branch = rule(
        id=Code("longer"), start=Start((Code("information_requested"),), Code("first")),
        in_time=(InTime(Code("information_requested"), Code("answer")),), supersedes=(Code("answer"),),
    )  # fmt: skip
    both = pack(rule(), branch)
    in_time = {"received": at("2026-05-12T10:00"), "information_requested": at("2026-06-11T23:59")}
    assert set(dues(both, known(in_time))) == {"longer"}
    too_late = {**in_time, "information_requested": at("2026-06-12T00:00")}
    assert set(dues(both, known(too_late))) == {"answer"}


def test_a_rule_is_waived_by_an_event_and_bound_to_facts() -> None:
    waived = pack(rule(unless=(Code("withdrawn"),), when={"channel": (Code("phone"),)}))
    assert "answer" in dues(waived, known({"received": RECEIVED}, {"channel": Code("phone")}))
    assert not dues(waived, known({"received": RECEIVED}, {"channel": Code("email")}))
    assert not dues(waived, known({"received": RECEIVED}))
    assert not dues(waived, known({"received": RECEIVED, "withdrawn": RECEIVED}, {"channel": Code("phone")}))


def test_a_limit_may_count_its_first_day() -> None:
    due = dues(pack(rule(limit=Limit(14, Code("day")), day0_counts=True)), known({"received": at("2026-07-27T10:00")}))
    assert day_of(due["answer"]) == date(2026, 8, 9)
    assert due["answer"].derivation.start_counts
    assert due["answer"].derivation.counted == 14


def test_everything_unknown_is_named_at_once() -> None:
    naive, far = RECEIVED.replace(tzinfo=None), datetime(9999, 12, 31, tzinfo=UTC)
    circumstances = Circumstances(
        Code("nonsense"),
        Code("MOON"),
        Code("Moon/Tycho"),
        {"card_scheme_days": 10**9},
        {"received": (naive,), "registered": (far,)},
    )
    with pytest.raises(Invalid) as refusal:
        derive(PACK, circumstances, POLICIES.calendars)
    assert [(problem.code, problem.where) for problem in refusal.value.problems] == [
        ("unknown-class", "complaint_class"),
        ("unknown-place", "place"),
        ("unknown-zone", "zone"),
        ("naive-time", "received"),
        ("date-out-of-range", "registered"),
        ("limit-out-of-range", "card_scheme_days"),
    ]


def test_a_place_whose_calendar_is_missing_is_refused() -> None:
    with pytest.raises(Invalid, match="unknown-calendar"):
        derive(PACK, known({"received": RECEIVED}), {})


@pytest.mark.provision("K1", "K2", "KO1")
@pytest.mark.parametrize("shipped", POLICIES.packs.values(), ids=lambda shipped: f"{shipped.id}/{shipped.version}")
@given(st.data())
def test_every_proof_adds_up(shipped: Pack, data: st.DataObject) -> None:
    """All days are accounted for, no date lies before its start, daylight saving moves no local date."""
    circumstances = data.draw(complaints(shipped))
    zone = ZoneInfo(circumstances.zone)
    found = derive(shipped, circumstances, POLICIES.calendars)
    assert [due.due_at for due in found] == sorted(due.due_at for due in found)
    for due in found:
        proof = due.derivation
        assert proof.start_date == proof.start_at.astimezone(zone).date()
        assert due.due_at > proof.start_at or proof.unit == "stated-day"
        if proof.due_calendar is None:
            assert due.due_at - proof.start_at == timedelta(hours=proof.counted)
            continue
        passed = proof.counted + proof.weekend_days + len(proof.skipped) + sum(stop.days for stop in proof.stopped)
        before = proof.start_date - timedelta(days=proof.start_counts)
        assert before + timedelta(days=passed) == proof.due_calendar
        local = due.due_at.astimezone(zone)
        assert (local.date(), local.time()) == (proof.due_calendar + timedelta(days=1), time.min)
        assert_both_readings_hold(due)


def assert_both_readings_hold(due: Due) -> None:
    """Skipped days are holidays on weekdays, the next business day is one, and the earlier reading is operated on."""
    proof, calendar = due.derivation, POLICIES.calendars[due.derivation.calendar]
    assert proof.due_calendar is not None
    assert proof.due_if_rolled is not None
    assert proof.due_if_rolled >= proof.due_calendar
    assert calendar.is_business_day(proof.due_if_rolled)
    named = [day.day for day in (*proof.skipped, *proof.bank_only)]
    assert all(day in calendar.holidays and day.isoweekday() < SATURDAY for day in named)
    if proof.due_public_and_bank is not None:
        assert proof.bank_only
        assert proof.due_public_and_bank > proof.due_calendar
