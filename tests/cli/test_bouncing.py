"""`register bounce`: what a mail server's pipe hands over."""

from pathlib import Path

from register.domain.values import Id
from tests.build import a_case, a_register, an_accepted_response, approved, sent
from tests.cli.console import Console
from tests.clock import SteppedClock
from tests.worker.reports import a_report


def test_a_letter_that_came_back_no_longer_counts_as_sent(
    database_url: str, clock: SteppedClock, tmp_path: Path
) -> None:
    bench = a_register(database_url, clock, tmp_path)
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    report = tmp_path / "report.eml"
    report.write_bytes(a_report(sent(bench, case, letter)))
    console = Console(tmp_path, database_url)
    assert "no longer counts as sent" in console.does("bounce", str(report))
    found = bench.register.reader.cases.open(bench.officer, case).case.letter(letter)
    assert found is not None
    assert found.sent_at is None
    bench.register.close()


def test_a_report_about_somebody_elses_mail_changes_nothing(embedded: Console, tmp_path: Path) -> None:
    report = tmp_path / "report.eml"
    report.write_bytes(a_report(Id("00000000-0000-7000-8000-000000000009")))
    assert "no report about a letter of ours" in embedded.refuses("bounce", str(report))
