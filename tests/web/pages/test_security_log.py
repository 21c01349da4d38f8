"""The security log: read by auditors alone, page by page, without what is not open to them, and itself written down."""

import re

from flask import Flask

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case, a_person
from tests.web.pages.visit import Visit, visit

ADDRESS = "/trail/log/"


def lines(page: str) -> list[str]:
    """What happened, line by line."""
    return re.findall(r'<th scope="row">([^<]*)', page)


def test_an_auditor_reads_who_read_what_and_was_refused_what(bench: Bench, olive: Visit, audrey: Visit) -> None:
    case = a_case(bench)
    reference = bench.register.reader.cases.open(bench.officer, case).case.reference
    olive.get(f"/cases/{reference}")
    bench.register.upkeep.tally("stranger", "throttled")
    bench.register.upkeep.write_tallies()
    page = audrey.get(ADDRESS)
    assert lines(page)[:3] == ["Read: security log", "Tried again during a pause", "Read: case"]
    assert reference in page
    assert "Olive Officer" in page
    assert "times:1" in page
    assert lines(audrey.get(f"{ADDRESS}?kind=refusal")) == ["Tried again during a pause"]
    assert lines(audrey.get(f"{ADDRESS}?who={bench.officer.name}")) == ["Read: case"]
    assert "Nothing matches." in audrey.get(f"{ADDRESS}?who=nobody")


def test_nobody_but_an_auditor_reads_it(olive: Visit, ash: Visit, ada: Visit, audrey: Visit) -> None:
    for visitor in (olive, ash, ada):
        visitor.get(ADDRESS, status=403)
        assert ADDRESS not in visitor.get("/trail/")
    assert ADDRESS in audrey.get("/trail/")


def test_it_goes_on_page_by_page(bench: Bench, audrey: Visit) -> None:
    for number in range(120):
        bench.register.upkeep.record("system:worker", f"read:thing-{number}")
        bench.clock.step(seconds=number % 2)
    found, address = [], ADDRESS
    for _ in range(3):
        page = audrey.get(address)
        found += [line for line in lines(page) if "thing" in line]
        further = re.search(r'href="([^"]*before=[^"]*)"', page)
        address = further[1].replace("&amp;", "&") if further else address
    assert sorted(found[:120]) == sorted(f"Read: thing {number}" for number in range(120))
    # Two fall on each second: which of them comes first is open.
    seconds = [int(line.rpartition(" ")[2]) // 2 for line in found[:120]]
    assert seconds == sorted(seconds, reverse=True)
    audrey.get(f"{ADDRESS}?before=made-up", status=422)


def test_what_is_not_open_to_the_auditor_is_only_counted(app: Flask, bench: Bench) -> None:
    case = a_case(bench)
    bench.register.upkeep.record("system:worker", "read:case", (), ("case", case))
    another = a_person(lambda command: bench.do(command, CONSOLE), "Aude Auditor", "auditor")
    readers = (Id(str(bench.approver.account)), Id(str(another.account)))
    bench.do(c.RestrictCase(case=case, readers=readers, reason="staff matter"), bench.approver)
    page = visit(app, bench, bench.auditor).get(ADDRESS)
    assert "Read: case" not in lines(page)
    assert "1 line is about something that is not open to you." in page
