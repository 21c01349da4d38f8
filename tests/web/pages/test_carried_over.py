"""Old complaints on the pages: brought over on purpose, and every date marked by whose it is (M15)."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.build import Bench, a_case, a_message, a_post, a_yes_test
from tests.web.pages.visit import Visit

OLD = datetime(2021, 10, 4, 1, tzinfo=UTC)
FROM_OLD = c.CarryingOver("Old desk, ticket 4711", "Still open when we moved")
UNCLAIMED = "not claimed by the pack: received before it took force"
LOGGED = {"summary": "A fee", "received_at": "2021-10-04T12:00", "name": "Robin Example"}


def read(bench: Bench, case: str) -> Case:
    return bench.register.reader.cases.open(bench.officer, bench.register.reader.cases.find(bench.officer, case)).case


def errors(page: str) -> set[str]:
    return set(re.findall(r'id="(\w+)-error"', page))


def plainly(page: str) -> str:
    """The page without what keeps a stranger's words from running into ours."""
    return re.sub("[\u2068\u2069]|<[^>]+>", "", page)


def test_an_old_complaint_is_logged_with_where_it_comes_from_and_a_date_it_had(bench: Bench, olive: Visit) -> None:
    refused = olive.send("/log/open", "/log/open", **LOGGED)
    assert refused.status_code == 422
    assert "is brought in on purpose only" in refused.text
    told = {"carried_over_reason": "Still open when we moved", "duty": "au-asic-rg271 idr-response"}
    unsaid = olive.send("/log/open", "/log/open", **LOGGED, **told, last_day="2026-08-20")
    assert "carried_over_source" in errors(unsaid.text)
    said = {**told, "carried_over_source": "Old desk, ticket 4711", "last_day": "2026-08-20"}
    early = olive.send("/log/open", "/log/open", **LOGGED, **{**said, "last_day": "2021-10-01"})
    assert errors(early.text) == {"last_day"}
    answer = olive.send("/log/open", "/log/open", **LOGGED, **said)
    assert answer.status_code == 302, answer.text
    case = read(bench, answer.headers["Location"].rsplit("/", 1)[1])
    assert [choice.unclaimed for choice in case.packs] == [True]
    assert [known.day for known in case.carried_dates] == [date(2026, 8, 20)]
    assert "carried_over" not in olive.get("/log/")


def test_each_date_says_whose_it_is_and_nothing_unclaimed_is_told_as_missed(bench: Bench, olive: Visit) -> None:
    stated = c.DateElsewhere("idr-response", last_day=date(2026, 8, 20), source="Ticket 4711")
    carrying = c.CarryingOver(FROM_OLD.source, FROM_OLD.reason, (stated,))
    case = read(bench, a_case(bench, received_at=OLD, carried_over=carrying))
    page = plainly(olive.get(f"/cases/{case.reference}"))
    for words in (
        "Brought over from Old desk, ticket 4711 on",
        "one that passes is no possible breach",
        "Reason: Still open when we moved",
        "Not claimed by the pack: received before it took force",
        "from Ticket 4711",
        "the register&#39;s own",
    ):
        assert words in page, words
    assert "recorded as missed" not in page
    assert "A limit has passed" not in page
    assert UNCLAIMED not in olive.get("/queue/")
    a_case(bench, received_at=OLD, carried_over=FROM_OLD)
    assert UNCLAIMED in olive.get("/queue/")
    assert UNCLAIMED in olive.get("/at-risk/")
    late = c.CarryingOver("Old desk", FROM_OLD.reason, (replace(stated, last_day=date(2026, 7, 31)),))
    assert "A limit has passed" in olive.get(f"/cases/{a_case(bench, received_at=OLD, carried_over=late)}")


def test_a_complaint_of_ours_has_no_such_marks(bench: Bench, olive: Visit) -> None:
    case = read(bench, a_case(bench))
    page = olive.get(f"/cases/{case.reference}")
    assert "An old complaint" not in page
    assert "the register&#39;s own" not in page
    assert UNCLAIMED not in olive.get("/queue/")


def test_a_date_is_carried_over_by_hand(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    told = {"duty": "au-asic-rg271 idr-response", "source": "Ticket 4711"}
    neither = olive.step(case, "carry-date-over", **told)
    assert neither.status_code == 422
    assert "Give either the last day or the instant" in neither.text
    assert olive.step(case, "carry-date-over", **told, last_day="2026-08-20").status_code == 302
    (known,) = read(bench, case).carried_dates
    assert known.day == date(2026, 8, 20)
    assert "from Ticket 4711" in plainly(olive.get(f"/cases/{case}"))


def test_a_receipt_is_moved_before_the_first_version_by_a_tick(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    told = {"received_at": "2021-10-04T12:00", "reason": "The letter lay in the branch"}
    refused = olive.step(case, "receipt", **told)
    assert refused.status_code == 422
    assert "had not taken force" in refused.text
    assert olive.step(case, "receipt", **told, before_first_version="y").status_code == 302
    assert [choice.unclaimed for choice in read(bench, case).packs] == [True]
    assert "Held to the version of the rules for the day of receipt" in olive.get(f"/cases/{case}/cards/history")


def test_what_the_other_system_sent_is_offered_for_what_came_from_there(bench: Bench, olive: Visit) -> None:
    ours, theirs = a_case(bench), a_case(bench, received_at=OLD, carried_over=FROM_OLD)
    assert "extension_sent" not in olive.get(f"/cases/{ours}/event")
    assert "extension_sent" in olive.get(f"/cases/{theirs}/event")


def test_a_message_older_than_its_rules_is_shown_and_registered_on_purpose(bench: Bench, olive: Visit) -> None:
    message = a_message(bench, a_post(bench, occurred=OLD))
    page = olive.get(f"/inbox/{message}")
    assert "Why it is held to the first version" in page
    opening = c.OpenCase(brand="harbour", channel="social-public-post", summary="A fee", message=message)
    held = replace(opening, test=a_yes_test(), carried_over=FROM_OLD)
    assert read(bench, Id(bench.do(held).subject.id)).packs[0].unclaimed
    assert "carried_over" not in olive.get(f"/inbox/{a_message(bench, a_post(bench, native_id='2_2'))}")
