"""`register bounce`: what a mail server's pipe hands over, and when it is asked to try again."""

from pathlib import Path

import pytest

from register.domain.values import Id
from tests.build import a_case, a_register, an_accepted_response, approved, sent
from tests.cli.console import Console
from tests.clock import SteppedClock
from tests.worker.reports import a_report

REPLY = b"From: robin@customer.example\r\nTo: complaints@harbour.example\r\nSubject: Our fee\r\n\r\nStill wrong.\r\n"
STRANGER = Id("00000000-0000-7000-8000-000000000009")


def test_a_letter_that_came_back_no_longer_counts_as_sent(
    database_url: str, clock: SteppedClock, tmp_path: Path
) -> None:
    bench = a_register(database_url, clock, tmp_path)
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    report = tmp_path / "report.eml"
    report.write_bytes(a_report(sent(bench, case, letter)))
    console = Console(tmp_path, database_url, {"REGISTER_SECRET_KEY": bench.register.settings.secret_key})
    assert "no longer counts as sent" in console.does("bounce", str(report))
    found = bench.register.reader.cases.open(bench.officer, case).case.letter(letter)
    assert found is not None
    assert found.sent_at is None
    bench.register.close()


def test_what_nobody_here_sent_or_expects_is_kept_for_a_person(embedded: Console, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    for content in (a_report(STRANGER), REPLY, b"\x00\xff"):
        mail.write_bytes(content)
        assert "Kept for a person" in embedded.does("bounce", str(mail))
    assert "mail that came: 3 to look at" in embedded.run("doctor").stdout


def test_a_person_s_mail_goes_to_the_inbox_where_a_channel_of_e_mail_is_declared(embedded: Console) -> None:
    embedded.does("channel", "add", "email", "complaints")
    assert "email/complaints" in embedded.does("bounce", "-", given=REPLY.decode())


@pytest.mark.parametrize("more", [{"REGISTER_DATABASE_URL": "sqlite:////nowhere/register.db"}, {"REGISTER_HOME": "/x"}])
def test_what_cannot_be_kept_stays_with_the_mail_server(embedded: Console, more: dict[str, str]) -> None:
    away = Console(embedded.home, embedded.database_url, {**embedded.more, **more})
    result = away.run("bounce", "-", given=REPLY.decode())
    assert (result.exit_code, result.stdout) == (75, "")
    assert all(line.startswith("register: ") for line in result.stderr.splitlines())
    assert "Hand it over again later" in result.stderr
