"""What is near a date, page by page: each case once, by its first date, however many of its dates are near."""

from datetime import timedelta

from register.domain.commands import case as c
from register.domain.obligations.risks import Horizon
from register.domain.values import Code, Id
from tests.build import PACK, Bench, a_case


def pages(bench: Bench, *duties: str) -> list[list[Id]]:
    until = bench.clock() + timedelta(days=60)
    horizons = [Horizon(Code(PACK), Code(duty), until, frozenset({Code("delay-notification")})) for duty in duties]
    found: list[list[Id]] = []
    cursor = None
    while not found or cursor is not None:
        page = bench.register.reader.guard.near(bench.officer, horizons, cursor=cursor, limit=1)
        found.append([case.id for case in page.items])
        cursor = page.next
    return found


def test_a_case_with_two_near_dates_stands_once(bench: Bench) -> None:
    first, second = a_case(bench), a_case(bench, received_at=bench.clock() - timedelta(minutes=5))
    seen = [case for page in pages(bench, "acknowledgement", "idr-response") for case in page]
    assert seen == [first, second]


def test_what_is_met_is_near_no_more(bench: Bench) -> None:
    case = a_case(bench)
    assert pages(bench, "acknowledgement") == [[case]]
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    assert pages(bench, "acknowledgement") == [[]]
    assert pages(bench, "acknowledgement", "idr-response") == [[case]]
