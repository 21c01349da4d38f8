from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from register.domain.moments import NoMoment, instant_of, on_the_wall, written

SYDNEY = ZoneInfo("Australia/Sydney")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-08-03T09:30:00+10:00", datetime(2026, 8, 2, 23, 30, tzinfo=UTC)),
        ("2026-08-03t09:30:00z", datetime(2026, 8, 3, 9, 30, tzinfo=UTC)),
        ("2026-08-03T09:30:00.0000000+11:00", datetime(2026, 8, 2, 22, 30, tzinfo=UTC)),
        ("2026-08-03T09:30:00.123456789Z", datetime(2026, 8, 3, 9, 30, 0, 123456, tzinfo=UTC)),
        ("2026-08-03T09:30:00.5Z", datetime(2026, 8, 3, 9, 30, 0, 500000, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_any_number_of_digits(text: str, instant: datetime) -> None:
    assert instant_of(text) == instant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-08-03", "not-a-time"),
        ("2026-08-03 09:30:00+10:00", "not-a-time"),
        ("2026-02-30T09:30:00Z", "not-a-time"),
        ("2026-08-03T09:30:00", "naive-time"),
        ("0001-01-01T00:00:00+10:00", "not-a-time"),
        ("9999-12-31T23:59:59-10:00", "not-a-time"),
        ("0001-01-01T00:00:00Z", "date-out-of-range"),
        ("1899-12-31T23:59:59Z", "date-out-of-range"),
        ("9000-01-01T00:00:00Z", "date-out-of-range"),
        ("٢٠٢٦-08-03T09:30:00Z", "not-a-time"),
    ],
)
def test_what_is_no_instant_says_why(text: str, code: str) -> None:
    with pytest.raises(NoMoment) as fault:
        instant_of(text)
    assert fault.value.problem.code == code


def test_a_time_off_the_wall_is_asked_about_where_the_clocks_leave_a_doubt() -> None:
    assert on_the_wall(written("2026-08-03T09:30"), SYDNEY) == datetime(2026, 8, 2, 23, 30, tzinfo=UTC)
    with pytest.raises(NoMoment) as skipped:
        on_the_wall(written("2026-10-04 02:30"), SYDNEY)
    assert skipped.value.problem.code == "time-skipped"
    assert skipped.value.problem.params == {"first": "2026-10-04T01:30+10:00", "second": "2026-10-04T03:30+11:00"}
    with pytest.raises(NoMoment) as twice:
        on_the_wall(written("2026-04-05T02:30:00"), SYDNEY)
    assert twice.value.problem.params == {"first": "2026-04-05T02:30+11:00", "second": "2026-04-05T02:30+10:00"}
    assert on_the_wall(written("2026-04-05T02:30+10:00"), SYDNEY) == datetime(2026, 4, 4, 16, 30, tzinfo=UTC)
    with pytest.raises(NoMoment) as early:
        on_the_wall(written("0001-01-01T00:00"), SYDNEY)
    assert early.value.problem.code == "date-out-of-range"
