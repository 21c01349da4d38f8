"""Business days: the quick count agrees with walking day by day, and more holidays never mean an earlier date."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from register.domain.law.calendars import Calendar, Holiday, no_holidays
from register.domain.law.day_count import count_days
from register.domain.values import Code

LAST_YEAR = 2030
DAYS = st.dates(date(2024, 6, 1), date(2032, 6, 1))
HOLIDAYS = st.dictionaries(st.dates(date(2025, 1, 1), date(LAST_YEAR, 12, 31)), st.booleans(), max_size=60)
NUMBERS = st.integers(1, 300)


def calendar(days: dict[date, bool]) -> Calendar:
    """A calendar with these holidays; the value says whether only banks are closed."""
    holidays = {day: (Holiday(Code(f"day-{day}"), f"Day {day}", bank),) for day, bank in days.items()}
    return Calendar(Code("test"), Code("1"), holidays, LAST_YEAR)


def walk(days: set[date], start: date, number: int) -> date:
    """Count the slow way."""
    while number:
        start += timedelta(days=1)
        number -= start.weekday() < 5 and start not in days
    return start


@given(HOLIDAYS, DAYS, NUMBERS)
def test_counting_agrees_with_walking_day_by_day(days: dict[date, bool], start: date, number: int) -> None:
    known = calendar(days)
    public = {day for day, bank in days.items() if not bank}
    assert known.business_day_after(start, number) == walk(set(days), start, number)
    assert known.business_day_after(start, number, bank=False) == walk(public, start, number)


@given(HOLIDAYS, DAYS)
def test_the_next_business_day_is_the_day_itself_or_the_first_after_it(days: dict[date, bool], day: date) -> None:
    assert calendar(days).next_business_day(day) == walk(set(days), day - timedelta(days=1), 1)
    assert calendar(days).is_business_day(day) == (day.weekday() < 5 and day not in days)


@given(HOLIDAYS, st.tuples(st.dates(date(2025, 1, 1), date(LAST_YEAR, 12, 31)), st.booleans()), DAYS, NUMBERS)
def test_adding_a_holiday_never_brings_a_date_forward(
    days: dict[date, bool], added: tuple[date, bool], start: date, number: int
) -> None:
    before, after = calendar(days), calendar({**days, added[0]: added[1] and days.get(added[0], True)})
    for unit in ("day", "business-day", "week", "month"):
        old, new = count_days(before, start, unit, number), count_days(after, start, unit, number)
        assert new.due >= old.due
        assert (new.public_and_bank or new.due) >= (old.public_and_bank or old.due)
    assert after.next_business_day(start) >= before.next_business_day(start)


@given(HOLIDAYS, DAYS, NUMBERS, st.sampled_from(["day", "business-day", "week", "month"]))
def test_what_was_counted_and_what_was_skipped_add_up(
    days: dict[date, bool], start: date, number: int, unit: str
) -> None:
    count = count_days(calendar(days), start, unit, number)
    assert count.counted + count.weekend_days + len(count.skipped) == (count.due - start).days
    assert all(start < day <= count.due and day.weekday() < 5 for day, _ in count.skipped)
    if count.public_and_bank is not None:
        assert count.due < count.public_and_bank
        assert count.bank_only


def test_a_month_ends_on_the_same_day_or_on_the_last_one() -> None:
    quiet = no_holidays()
    assert count_days(quiet, date(2027, 8, 31), "month", 6).due == date(2028, 2, 29)
    assert count_days(quiet, date(2026, 12, 31), "month", 2).due == date(2027, 2, 28)
    assert count_days(quiet, date(2026, 12, 18), "week", 8).due == date(2027, 2, 12)
    assert count_days(quiet, date(2026, 11, 30), "month", 1).due == date(2026, 12, 30)


def test_nothing_to_count_ends_on_the_day_it_starts() -> None:
    assert count_days(no_holidays(), date(2026, 11, 21), "business-day", 0).due == date(2026, 11, 21)


def test_a_holiday_on_a_weekend_takes_no_business_day_away() -> None:
    saturday = calendar({date(2026, 12, 26): False})
    due, skipped = saturday.add_business_days(date(2026, 12, 24), 2)
    assert (due, skipped) == (date(2026, 12, 28), ())


def test_the_holidays_passed_over_are_named_in_order() -> None:
    known = calendar({date(2026, 12, 25): False, date(2026, 12, 28): False, date(2027, 1, 1): True})
    due, skipped = known.add_business_days(date(2026, 12, 23), 5)
    assert due == date(2027, 1, 4)
    assert [day for day, _ in skipped] == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert known.add_business_days(date(2026, 12, 23), 5, bank=False)[0] == date(2027, 1, 1)


def test_a_day_both_public_and_bank_counts_as_public() -> None:
    both = (Holiday(Code("bank"), "Bank day", bank=True), Holiday(Code("public"), "Public day"))
    known = Calendar(Code("test"), Code("1"), {date(2026, 8, 3): both}, LAST_YEAR)
    assert not known.has_bank_holidays
    assert known.business_day_after(date(2026, 7, 31), 1, bank=False) == date(2026, 8, 4)
