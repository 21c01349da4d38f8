"""Dates that rest on holidays nobody has announced yet: provisional, with the reason."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from register.domain.law.announced import Doubt, doubt
from register.domain.law.calendars import Calendar, Holiday
from register.domain.law.deadlines import derive
from register.domain.values import Code
from tests.domain.test_deadlines import PACK, POLICIES, SYDNEY, dues, known, pack, rule


def test_past_the_last_year_announced_a_date_is_provisional() -> None:
    last = POLICIES.calendars["au-nsw"].announced_year
    found = dues(PACK, known({"received": datetime(last, 12, 20, 10, tzinfo=SYDNEY)}))
    assert found["idr-response-standard"].provisional
    assert not found["acknowledgement-24-hours"].provisional
    assert doubt(found["idr-response-standard"].derivation, POLICIES.calendars["au-nsw"]) == Doubt(last, ())


def test_business_days_that_pass_over_an_estimated_holiday_are_provisional() -> None:
    """The Friday before a grand final is announced a year at a time: 24 Sep 2027 is reckoned."""
    melbourne = ZoneInfo("Australia/Melbourne")
    found = {
        str(due.rule): due
        for due in derive(PACK, replace(known({}), place=Code("VIC"), zone=Code(melbourne.key), events={
            "received": (datetime(2027, 9, 22, 10, tzinfo=melbourne),)
        }), POLICIES.calendars)
    }  # fmt: skip
    early = found["early-close"]
    found_doubt = doubt(early.derivation, POLICIES.calendars["au-vic"])
    assert found_doubt is not None
    assert [day for day, _ in found_doubt.estimated] == [date(2027, 9, 24)]
    assert (early.provisional, found_doubt.announced_year) == (True, None)
    assert not found["idr-response-standard"].provisional


def test_calendar_days_rest_on_a_holiday_only_where_they_end() -> None:
    reckoned = Calendar(
        Code("test"), Code("1"), {date(2026, 8, 5): (Holiday(Code("moon"), "Moon Day", estimated=True),)}, 2030
    )
    ends = {day: {"au-nsw": reckoned} for day in (date(2026, 7, 6), date(2026, 7, 1))}
    answers = {
        day: derive(
            pack(rule()), known({"received": datetime.combine(day, time(10), SYDNEY)}), calendars
        )[0]
        for day, calendars in ends.items()
    }  # fmt: skip
    assert [answers[day].provisional for day in ends] == [True, False]
