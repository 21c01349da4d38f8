"""A table of worked dates: what its columns may say, and how what is wrong is named."""

from pathlib import Path

import pytest

from policies.catalogue import shipped
from policies.oracle import compare
from register.domain.errors import Invalid

POLICIES = shipped()
ASIC = POLICIES.pack("au-asic-rg271", "2021-10-05+1")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A,NSW,nonsense,2026-05-12T10:15,2026-06-11,", "complaint_class"),
        ("A,MOON,standard,2026-05-12T10:15,2026-06-11,", "holiday_calendar"),
        ("A,NSW,standard,yesterday,2026-06-11,", "received_local"),
        ("A,NSW,standard,,2026-06-11,", "received_local"),
        ("A,NSW,standard,2026-05-12T10:15,,x", "surprise"),
        ("A,NSW,super-death-benefit,2026-05-12T10:15,2026-06-11,", "due_calendar"),
        ("A,NSW,standard,2026-05-12T10:15,2026-06-11,,more", "beyond the last column"),
    ],
)
def test_a_row_that_cannot_be_worked_is_a_difference(row: str, column: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        f"id,holiday_calendar,complaint_class,received_local,due_calendar,surprise\n{row}\n", encoding="utf-8"
    )
    assert [(each.row, each.column) for each in compare(ASIC, path, POLICIES.calendars)] == [("A", column)]


def test_a_row_that_says_nothing_is_named_in_every_column_it_needs(tmp_path: Path) -> None:
    found = compare(ASIC, table_of(tmp_path, "id,holiday_calendar,complaint_class,received_local", "A"), {})
    assert [each.column for each in found] == ["holiday_calendar", "complaint_class", "received_local"]
    assert {each.line for each in found} == {2}


def table_of(folder: Path, *lines: str) -> Path:
    """A table of worked dates."""
    path = folder / "worked.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(folder: Path, *lines: str) -> list[str]:
    """What comparing a table says, a line each."""
    return [str(each) for each in compare(ASIC, table_of(folder, *lines), POLICIES.calendars)]


@pytest.mark.provision("B2", cite="271.84, Table 2")
def test_a_table_tells_what_else_a_limit_counts_from(tmp_path: Path) -> None:
    """A death benefit counts from the end of the objection period, a hardship notice from the information (271.93)."""
    columns = (
        "id,holiday_calendar,complaint_class,received_local,proposal_received@1,information_requested,due_calendar"
    )
    assert (
        told(
            tmp_path,
            columns,
            "N1,NSW,super-death-benefit,2026-03-10T10:00,2026-03-02T09:00,,2026-06-28",
            "N2,NSW,credit-hardship-notice,2026-07-06T10:00,,2026-07-17T10:00,2026-08-14",
        )
        == []
    )
    assert told(tmp_path, columns, "N2,NSW,credit-hardship-notice,2026-07-06T10:00,,,2026-08-14") == [
        "line 2, N2: due_calendar: expected 2026-08-14, found 2026-07-27"
    ]


def test_a_table_states_facts(tmp_path: Path) -> None:
    columns = "id,holiday_calendar,complaint_class,received_local,card_scheme_days,due_calendar"
    row = "F,NSW,card-scheme-unauthorised,2026-08-03T09:30,{},2026-09-17"
    assert told(tmp_path, columns, row.format("45")) == []
    assert told(tmp_path, columns, row.format("many")) == [
        "line 2, F: card_scheme_days: expected a whole number, found many"
    ]


def test_an_hour_that_clocks_showed_twice_is_said_in_utc(tmp_path: Path) -> None:
    """2.30 in the night of 5 April 2026 was two instants in Sydney, eleven and ten hours ahead of UTC."""
    columns = "id,holiday_calendar,complaint_class,received_local,received_utc,ack_24h_local"
    assert (
        told(
            tmp_path,
            columns,
            "U1,NSW,standard,2026-04-05T02:30,2026-04-04T15:30Z,2026-04-06T01:30",
            "U2,NSW,standard,2026-04-05T02:30,2026-04-04T16:30,2026-04-06T02:30",
            "U3,NSW,standard,,2026-04-04T16:30Z,2026-04-06T02:30",
        )
        == []
    )
    assert told(
        tmp_path,
        columns,
        "A,NSW,standard,2026-04-05T02:30,,2026-04-06T02:30",
        "B,NSW,standard,2026-04-05T09:00,2026-04-04T16:30Z,2026-04-06T02:30",
        "C,NSW,standard,,2026-04-05T02:30+10:00,2026-04-06T02:30",
    ) == [
        (
            "line 2, A: received_local: expected 2026-04-05T02:30+11:00 or 2026-04-05T02:30+10:00, or the instant in "
            "received_utc, found 2026-04-05T02:30"
        ),
        (
            "line 3, B: received_local: expected 2026-04-05T02:30, the same time in Australia/Sydney, found "
            "2026-04-05T09:00"
        ),
        "line 4, C: received_utc: expected a time in UTC as in 2026-05-12T00:15Z, found 2026-04-05T02:30+10:00",
    ]


def test_an_event_that_happened_several_times_stands_in_one_cell(tmp_path: Path) -> None:
    columns = "id,holiday_calendar,complaint_class,received_utc,information_requested_utc,due_calendar"
    twice = "2026-07-17T00:00Z;2026-07-10T00:00Z"
    assert told(tmp_path, columns, f"T,NSW,credit-hardship-notice,2026-07-06T00:00Z,{twice},2026-08-07") == []
    odd = told(tmp_path, columns, "T,NSW,credit-hardship-notice,2026-07-06T00:00Z,soon,2026-08-07")
    assert odd == ["line 2, T: information_requested_utc: expected a time in UTC as in 2026-05-12T00:15Z, found soon"]


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ("id,holiday_calendar,complaint_class,due_calendar", "received_local or received_utc"),
        (
            "id,holiday_calendar,complaint_class,received_local,received_local",
            "the column received_local stands there twice",
        ),
    ],
)
def test_a_heading_that_is_wrong_is_refused_by_name(columns: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        compare(ASIC, table_of(tmp_path, columns), POLICIES.calendars)
    assert named in str(refused.value.problems[0].params["reason"])


def test_a_file_that_is_no_table_of_dates_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,colour\na,b\n", encoding="utf-8")
    with pytest.raises(Invalid, match="oracle-unreadable"):
        compare(ASIC, path, POLICIES.calendars)
    with pytest.raises(Invalid, match="oracle-unreadable"):
        compare(ASIC, tmp_path / "missing.csv", POLICIES.calendars)
