"""The picture of a limit's days: a mark for each day, words for all of it, and long limits folded."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue import shipped
from register.domain.law.deadlines import derive
from register.domain.law.policy import Pack
from register.domain.law.rules import Limit
from register.domain.values import Code
from register.wording.dates.manner import PLAINLY
from register.wording.dates.picture import Picture, picture
from register.wording.dates.why import Proven, why
from reports.renderers.day_strip import ROWS, draw, rows_of
from tests.domain.complaints import complaints
from tests.domain.test_deadlines import POLICIES, at, dues, known, pack, rule

SVG = "{http://www.w3.org/2000/svg}"
RECEIVED = at("2026-05-12T16:45")
NAMES = {0: "Mon", 4: "Fri", 6: "Sun"}


def pictured(limit: Limit, received: datetime = RECEIVED, today: date | None = None) -> Picture:
    """The picture of a limit of our own."""
    of = pack(rule(limit=limit))
    proof = dues(of, known({"received": received}))["answer"].derivation
    return picture("Answer", Proven(proof, POLICIES.calendars[proof.calendar], of), today, PLAINLY)


def words_in(drawing: str) -> list[str]:
    """Every text of a drawing."""
    return [each.text or "" for each in ET.fromstring(drawing).iter(f"{SVG}text")]


@pytest.mark.parametrize("days", [1, 21, 30, 45, 90])
def test_every_day_of_a_usual_limit_is_drawn_with_its_number(days: int) -> None:
    drawing = draw(pictured(Limit(days, Code("day"))))
    assert [int(word) for word in words_in(drawing) if word.isdigit()] == list(range(1, days + 1))
    assert drawing.count('class="strip-start"') == drawing.count('class="strip-last"') == 1


def test_a_holiday_is_a_letter_and_its_name_stands_in_the_key() -> None:
    found = pictured(Limit(10, Code("business-day")), at("2026-12-18T16:45"), date(2026, 12, 29))
    written = words_in(draw(found))
    assert [letter for letter in written if letter in {"a", "b", "c"}] == ["a", "b", "c"]
    assert [(mark, text) for mark, text in found.key if mark in {"a", "b", "c", "▾", "–"}] == [
        ("–", "6 weekend days left out"),
        ("a", "Fri, 25 Dec 2026: Christmas Day, left out"),
        ("b", "Mon, 28 Dec 2026: Boxing Day (observed), left out"),
        ("c", "Fri, 1 Jan 2027: New Year's Day, left out"),
        ("▾", "Tue, 29 Dec 2026: today, day 5"),
    ]
    assert written[:7:2] == ["Mon", "Wed", "Fri", "Sun"]
    assert draw(found).count("strip-today") == 1


def test_a_limit_in_hours_tells_the_hours_of_each_day() -> None:
    found = pictured(Limit(24, Code("hour")), today=date(2026, 6, 1))
    assert [word for word in words_in(draw(found)) if ":" in word] == ["7:15", "16:45"]
    assert found.key[-1].text == "Mon, 1 June 2026: today, 19 days after the last day"


@pytest.mark.parametrize(
    ("limit", "folds"),
    [(Limit(6, Code("year")), ["312 weeks, 2184 days counted"]), (Limit(250, Code("business-day")), None)],
)
def test_a_long_limit_is_folded_and_keeps_its_edges(limit: Limit, folds: list[str] | None) -> None:
    found = pictured(limit)
    written = words_in(draw(found))
    assert len(rows_of(found)) <= ROWS
    assert sum(row.weeks for row in rows_of(found)) == len({d.on - timedelta(d.on.weekday()) for d in found.days})
    assert folds is None or [word for word in written if "week" in word] == folds
    assert written[-1] == str(max(day.number for day in found.days))


def test_weeks_on_which_the_count_stood_still_are_folded_by_themselves() -> None:
    assert pictured(Limit(1, Code("day"))).folded(9, 0) == "9 weeks, no day counted"


@pytest.mark.parametrize("shipped_pack", shipped().packs.values(), ids=lambda each: f"{each.id}/{each.version}")
@given(st.data())
def test_every_date_can_be_drawn_and_told_and_the_key_names_every_holiday(
    shipped_pack: Pack, data: st.DataObject
) -> None:
    circumstances = data.draw(complaints(shipped_pack))
    for due in derive(shipped_pack, circumstances, POLICIES.calendars):
        calendar = POLICIES.calendars[due.derivation.calendar]
        proven = Proven(due.derivation, calendar, shipped_pack)
        found = picture(due.rule, proven, circumstances.events["received"][0].date(), PLAINLY)
        ET.fromstring(draw(found))
        key = "\n".join(said.text for said in found.key)
        assert all(calendar.holidays[left_out.day][0].name in key for left_out in due.derivation.skipped)
        assert due.derivation.cite in why(proven, PLAINLY)[0].text
