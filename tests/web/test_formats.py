"""Dates, day counts and money as people read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from register.web.formats import day, deadline_look, last_day, moment, money, time_tag
from tests.web.house import House

SYDNEY = ZoneInfo("Australia/Sydney")
ENGLISH = Locale.parse("en_AU")
# The exclusive end of Wednesday, 5 August 2026 in Sydney.
DUE = datetime(2026, 8, 5, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def visit(house: House) -> Iterator[None]:
    with house.app.test_request_context():
        yield


def test_exclusive_midnight_belongs_to_the_day_before() -> None:
    assert last_day(DUE, SYDNEY) == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("now", "text", "tone"),
    [
        (DUE - timedelta(days=31), "due in 30 days", "calm"),
        (DUE - timedelta(days=4), "due in 3 days", "warn"),
        (DUE - timedelta(hours=25), "due tomorrow", "warn"),
        (DUE - timedelta(hours=24), "due today", "warn"),
        (DUE - timedelta(microseconds=1), "due today", "warn"),
        (DUE, "passed 1 day ago", "bad"),
        (DUE + timedelta(days=1, hours=2), "passed 2 days ago", "bad"),
    ],
)
def test_deadline_is_counted_in_days_of_its_place(now: datetime, text: str, tone: str) -> None:
    look = deadline_look(DUE, now, SYDNEY)
    assert (str(look.text), look.tone) == (text, tone)


def test_deadline_of_hours_is_counted_in_hours() -> None:
    due = datetime(2026, 8, 5, 3, 20, tzinfo=UTC)
    assert deadline_look(due, due - timedelta(hours=5, minutes=59), SYDNEY).text == "due in 5 hours"
    assert deadline_look(due, due + timedelta(hours=2), SYDNEY).text == "passed 2 hours ago"
    assert deadline_look(due, due + timedelta(hours=26), SYDNEY).text == "passed 1 day ago"


def test_met_is_met_and_late_stays_late() -> None:
    later = DUE + timedelta(days=90)
    assert deadline_look(DUE, later, SYDNEY, DUE - timedelta(microseconds=1)).text == "met"
    late = deadline_look(DUE, later, SYDNEY, DUE)
    assert (late.text, late.tone) == ("met late, by 1 day", "bad")


def test_daylight_saving_moves_no_day() -> None:
    # Clocks go forward in Sydney on 4 October 2026: that day has 23 hours.
    due = datetime(2026, 10, 5, tzinfo=SYDNEY).astimezone(UTC)
    now = datetime(2026, 10, 3, 23, 30, tzinfo=SYDNEY).astimezone(UTC)
    assert deadline_look(due, now, SYDNEY).text == "due tomorrow"


def test_dates_and_money_follow_the_language() -> None:
    assert day(date(2026, 8, 3), ENGLISH) == "Mon, 3 Aug 2026"
    assert day(date(2026, 8, 3), Locale.parse("fr")) == "lun. 3 août 2026"
    assert money("18250.00", "AUD", ENGLISH) == "$18,250.00"
    assert money("25.00", "AUD", Locale.parse("fr")).endswith("$AU")


def test_time_element_says_the_instant_and_the_zone() -> None:
    at = datetime(2026, 8, 3, 1, 30, tzinfo=UTC)
    tag = str(time_tag(at, moment(at, SYDNEY, ENGLISH), SYDNEY, ENGLISH))
    assert 'datetime="2026-08-03T01:30:00Z"' in tag
    assert "AEST" in tag
    assert "11:30" in tag
