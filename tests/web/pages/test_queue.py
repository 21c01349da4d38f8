"""The queue: the most urgent first, narrowed, searched, page by page."""

import re
from datetime import timedelta

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands.account import LimitBrands
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response
from tests.web.pages.visit import Visit


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/cases/(C-[^"]+)"', page)


def test_the_next_legal_date_comes_first(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    a_case(bench, received_at=bench.clock() - timedelta(days=40))
    page = olive.get("/queue/")
    assert listed(page) == ["C-2026-000002", "C-2026-000001"]
    assert "passed 10 days ago" in page


def test_views_narrow_it(bench: Bench, olive: Visit) -> None:
    mine, closed = a_case(bench), a_case(bench)
    a_case(bench)
    bench.do(c.AssignCase(case=mine, assignee=bench.officer.account))
    told = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said so")
    bench.do(c.CloseCase(case=closed, closing=told))
    assert listed(olive.get("/queue/?view=mine")) == ["C-2026-000001"]
    assert listed(olive.get("/queue/?view=unassigned")) == ["C-2026-000003"]
    assert listed(olive.get("/queue/?view=closed")) == ["C-2026-000002"]
    assert len(listed(olive.get("/queue/?view=whatever"))) == 2


def test_a_letter_sent_back_is_told_to_its_author_wherever_they_look(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    bench.do(le.SubmitLetter(case=case, letter=letter))
    assert "letter sent back" not in olive.get("/queue/")
    bench.do(le.ReturnLetter(case=case, letter=letter, reason="Point two is open"), bench.approver)
    assert "letter sent back" in olive.get("/queue/")
    assert "letter sent back" in ash.get("/queue/")
    page = olive.get("/cases/C-2026-000001")
    assert page.index("A letter was sent back") < page.index("Point two is open") < page.index('id="complaint"')
    bench.do(le.SubmitLetter(case=case, letter=letter))
    assert "letter sent back" not in olive.get("/queue/")


@pytest.mark.parametrize("wanted", ["Robin Example", "robin@customer.example", "c-2026-000001"])
def test_search_finds_by_reference_or_person(bench: Bench, olive: Visit, wanted: str) -> None:
    a_case(bench)
    a_case(bench, complainant=c.Identifying(name="Sam Sample"), contacts=())
    page = olive.get(f"/queue/?q={wanted}")
    assert "C-2026-000001" in page
    assert "C-2026-000002" not in page


def test_search_says_when_there_is_nothing(bench: Bench, olive: Visit) -> None:
    for wanted in ("<b>nobody", "%00", "%F0%9F%99%83"):
        assert "Nothing found" in olive.get(f"/queue/?q={wanted}")


def test_too_long_a_search_is_refused_and_said(olive: Visit) -> None:
    for place in ("/queue/", "/inbox/"):
        refused = olive.client.get(f"{place}?q={'x' * 5000}")
        assert refused.status_code == 422
        assert "too many characters to find anything by: at most 200" in refused.text


def test_what_is_found_is_narrowed_by_the_views(bench: Bench, olive: Visit) -> None:
    mine, closed = a_case(bench, summary="A kettle"), a_case(bench, summary="A kettle")
    a_case(bench, summary="A lamp")
    bench.do(c.AssignCase(case=mine, assignee=bench.officer.account))
    told = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said so")
    bench.do(c.CloseCase(case=closed, closing=told))
    everywhere = olive.get("/queue/?q=kettle")
    assert listed(everywhere) == ["C-2026-000002", "C-2026-000001"]
    assert "2 found for “kettle”" in everywhere
    assert 'href="/queue/?view=mine&amp;q=kettle"' in everywhere
    assert listed(olive.get("/queue/?view=mine&q=kettle")) == ["C-2026-000001"]
    assert listed(olive.get("/queue/?view=closed&q=kettle")) == ["C-2026-000002"]
    assert listed(olive.get("/queue/?view=all&q=lamp")) == ["C-2026-000003"]
    assert listed(olive.get("/queue/?view=everywhere")) == ["C-2026-000001", "C-2026-000003"]


def test_pages_of_what_was_found_keep_the_words(bench: Bench, olive: Visit) -> None:
    for _ in range(51):
        a_case(bench, summary="A kettle")
    first = olive.get("/queue/?q=kettle")
    more = re.search(r'href="(/queue/\?[^"]*after=[^"]+)"', first)
    assert more is not None
    second = olive.get(more[1].replace("&amp;", "&"))
    assert (len(listed(first)), listed(second)) == (50, ["C-2026-000001"])
    assert "Found for “kettle”, page by page" in second


def test_pages_follow_one_another(bench: Bench, olive: Visit) -> None:
    for _ in range(51):
        a_case(bench)
    first = olive.get("/queue/")
    more = re.search(r'href="(/queue/\?[^"]*after=[^"]+)"', first)
    assert more is not None
    second = olive.get(more[1].replace("&amp;", "&"))
    assert len(listed(first)) == 50
    assert len(listed(second)) == 1
    assert not set(listed(first)) & set(listed(second))
    assert olive.client.get("/queue/?after=nonsense").status_code == 422


def test_closed_ones_come_newest_first_page_by_page(bench: Bench, olive: Visit) -> None:
    told = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said so")
    for _ in range(51):
        bench.do(c.CloseCase(case=a_case(bench), closing=told))
    first = olive.get("/queue/?view=closed")
    assert listed(first)[0] == "C-2026-000051"
    more = re.search(r'href="(/queue/\?[^"]*after=[^"]+)"', first)
    assert more is not None
    assert listed(olive.get(more[1].replace("&amp;", "&"))) == ["C-2026-000001"]


def test_a_limited_account_sees_its_brands(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    a_case(bench, brand="tide")
    bench.do(LimitBrands(account=Id(str(bench.officer.account)), brands=("tide",)), bench.admin)
    assert listed(olive.get("/queue/")) == ["C-2026-000002"]


def test_the_queue_shows_no_name(bench: Bench, olive: Visit, ada: Visit) -> None:
    a_case(bench)
    assert "Robin Example" not in olive.get("/queue/")
    ada.get("/queue/", 403)
