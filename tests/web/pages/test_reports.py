"""Reports: prepared, approved by another, issued once, kept to the byte."""

import hashlib

from register.domain.values import Id
from register.reader.reports import ReportFile
from tests.build import Bench, a_case
from tests.web.pages.visit import Visit


def prepared(bench: Bench, olive: Visit) -> ReportFile:
    a_case(bench)
    answer = olive.send("/reports/", "/reports/", from_on="2026-07-01", to_on="2026-08-02")
    assert answer.status_code == 302, answer.text[-1500:]
    report = answer.headers["Location"].rsplit("/", 1)[1]
    return bench.register.reader.reports.open(bench.officer, Id(report))


def test_a_report_goes_from_one_person_to_another_and_out(bench: Bench, olive: Visit, ash: Visit) -> None:
    file = prepared(bench, olive)
    address = f"/reports/{file.report.id}"
    assert "you prepared this report" in olive.get(address).lower()
    assert olive.client.get(f"{address}/document").data.startswith(b"%PDF")
    assert ash.send(address, f"{address}/settle", settle="approve").status_code == 302
    assert olive.send(address, f"{address}/issue", recipient="The regulator, by portal").status_code == 302
    page = olive.get(address)
    assert "Issued to The regulator, by portal" in page
    issued = bench.register.reader.reports.open(bench.officer, file.report.id).report
    bytes_out = olive.client.get(f"{address}/document?download=1").data
    assert hashlib.sha256(bytes_out).hexdigest() == issued.issued_document
    assert "The regulator, by portal" in olive.get("/reports/")


def test_nobody_approves_their_own_report(bench: Bench, olive: Visit, ash: Visit) -> None:
    a_case(bench)
    answer = ash.send("/reports/", "/reports/", from_on="2026-07-01", to_on="2026-08-02")
    address = answer.headers["Location"]
    refused = ash.send(address, f"{address}/settle", settle="approve")
    assert refused.status_code == 422
    assert "nobody approves their own work" in refused.text


def test_a_refusal_wants_a_reason(bench: Bench, olive: Visit, ash: Visit) -> None:
    file = prepared(bench, olive)
    address = f"/reports/{file.report.id}"
    assert ash.send(address, f"{address}/settle", settle="refuse").status_code == 422
    assert ash.send(address, f"{address}/settle", settle="refuse", reason="Wrong month").status_code == 302
    assert "Not approved" in ash.get(address)


def test_a_period_ends_after_it_starts(bench: Bench, olive: Visit) -> None:
    answer = olive.send("/reports/", "/reports/", from_on="2026-08-02", to_on="2026-07-01")
    assert answer.status_code == 422
    assert "This ends before it starts." in answer.text


def test_an_auditor_reads_reports_and_prepares_none(bench: Bench, olive: Visit, audrey: Visit) -> None:
    file = prepared(bench, olive)
    assert "Prepare a report" not in audrey.get("/reports/")
    assert audrey.client.get(f"/reports/{file.report.id}/document").data.startswith(b"%PDF")
    audrey.get("/reports/00000000-0000-7000-8000-000000000000", status=404)
