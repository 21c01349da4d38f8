"""The page of a case: what it shows to whom, each step on it, and what happens when two people are at it."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.domain.subjects.case import Case
from register.domain.values import Id
from register.web.pages.cases.cards import STEPS
from tests.build import Bench, a_case
from tests.web.pages.test_dates import proof
from tests.web.pages.visit import Forms, Visit, visit


def read(bench: Bench, case: str) -> Case:
    return bench.register.reader.cases.open(bench.officer, Id(case)).case


def step(person: Visit, case: str, name: str, /, **fields: Any) -> Any:
    return person.step(case, name, **fields)


@pytest.mark.provision("KO2", "RF8")
def test_every_date_says_why(bench: Bench, olive: Visit) -> None:
    bench.clock.now = datetime(2026, 8, 3, 2, tzinfo=UTC)
    case = a_case(bench, received_at=datetime(2026, 8, 3, 1, tzinfo=UTC))
    assert olive.get(f"/cases/{case}").count("Why this date?") >= 4
    page = proof(bench, olive, case, "idr-response-standard")
    for words in ("271.56", "30 calendar days", "2021-10-05", "au-nsw, version 2026.1", "Received: 3 Aug 2026"):
        assert words in page
    # The bank holiday of 3 August 2026 in NSW: both readings stand there.
    bench.clock.now = datetime(2026, 8, 1, 2, tzinfo=UTC)
    case = a_case(bench, received_at=datetime(2026, 7, 31, 1, tzinfo=UTC))
    page = proof(bench, olive, case, "early-close")
    assert "Leaving them out too" in page
    assert "Bank Holiday" in page


def test_a_date_past_the_holidays_announced_says_so_with_the_date(app: Flask, bench: Bench) -> None:
    near = proof(bench, visit(app, bench, bench.officer), a_case(bench), "idr-response-standard")
    bench.clock.now = datetime(2027, 12, 13, 2, tzinfo=UTC)
    case = a_case(bench, received_at=datetime(2027, 12, 13, 1, tzinfo=UTC))
    later = visit(app, bench, bench.officer)
    assert "Provisional" in later.get(f"/cases/{case}")
    page = proof(bench, later, case, "idr-response-standard")
    assert "The holidays are announced up to 2027; the day may still move." in page
    assert "announced up to" not in near


STEPS_BY_HAND: dict[str, dict[str, Any]] = {
    "acknowledge": {"method": "phone", "evidence": "Called at nine"},
    "classify": {"complaint_class": "standard", "issues": "issue-account-closure", "tier": "2"},
    "prioritise": {"triggers": ["abuse"]},
    "assign": {},
    "point": {"text": "Nobody called back"},
    "complainant": {"name": "Robin R. Example", "kind": "individual"},
    "contact": {"kind": "phone", "value": "0491 570 006", "source": "phone-call"},
    "identity": {"method": "call-back", "passed": "yes"},
    "preferences": {"language": "ar", "never_at": "02 5550 9999"},
    "support": {"needs": ["large-print"], "consent_at": "2026-08-03T11:00"},
    "representative": {"kind": "family", "name": "Kim Example"},
    "note": {"text": "The branch confirms it"},
    "task": {"kind": "information", "waiting_on": "complainant", "text": "The receipt"},
    "remedy": {"code": "apology"},
    "systemic": {"example": "disclosure"},
    "external": {"kind": "complained", "reference": "X-1"},
    "receipt": {"received_at": "2026-08-03T08:00", "reason": "It came with the first post"},
    "conflict": {"reason": "named"},
}


@pytest.mark.parametrize("name", STEPS_BY_HAND)
def test_each_step_is_recorded_once(bench: Bench, olive: Visit, ash: Visit, name: str) -> None:
    case = a_case(bench)
    before = bench.register.reader.cases.open(bench.officer, case).version
    fields, person = dict(STEPS_BY_HAND[name]), olive
    if name == "conflict":
        fields["account"], person = bench.officer.account, ash
    answer = step(person, case, name, **fields)
    assert answer.status_code == 302, answer.text
    assert bench.register.reader.cases.open(bench.approver, case).version == before + 1
    person.get(f"/cases/{case}")


@pytest.mark.provision("P9", "RF17")
def test_tasks_and_remedies_are_ticked_off(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    step(olive, case, "task", kind="information", waiting_on="complainant", text="The receipt")
    step(olive, case, "remedy", code="fee-refund-waiver", amount="25.00")
    assert step(olive, case, "task-done").status_code == 302
    assert step(olive, case, "remedy-day", due_on="2026-08-01").status_code == 302
    assert "overdue" in olive.get(f"/cases/{case}")
    assert step(olive, case, "remedy-done", paid="25.00").status_code == 302
    found = read(bench, case)
    assert found.tasks[0].done_at is not None
    assert found.remedies[0].paid == "25.00"


def test_an_identity_check_verifies_the_contact(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    contact = read(bench, case).contacts[0].id
    assert "not verified" in olive.get(f"/cases/{case}")
    assert step(olive, case, "identity", method="call-back", passed="yes", contact=contact).status_code == 302
    assert "not verified" not in olive.get(f"/cases/{case}")


def test_a_refused_step_keeps_the_input_and_names_the_reason(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    answer = step(olive, case, "contact", kind="email", value="not an address", source="phone-call")
    assert answer.status_code == 422
    assert "This is not an e-mail address." in answer.text
    assert 'value="not an address"' in answer.text
    assert 'class="problems"' in answer.text


def test_a_stale_step_shows_what_happened_meanwhile(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    address = f"/cases/{read(bench, case).reference}/complainant"
    values = olive.form(address, address) | {"complainant-name": "Robin R. Example"}
    bench.do(c.AddNote(case=case, text="Meanwhile at the branch"), bench.approver)
    known = c.Identifying(name="Robin Q. Example", kind="individual")
    bench.do(c.RecordComplainant(case=case, complainant=known), bench.approver)
    answer = olive.client.post(address, data=values)
    assert answer.status_code == 422
    assert "Somebody else changed this complaint" in answer.text
    assert "Meanwhile at the branch" in answer.text
    before = read(bench, case).complainant
    # The page that told so carries the new version: sent again, it holds.
    again = olive.client.post(address, data=Forms(answer.text).by_action[address])
    assert again.status_code == 302
    assert read(bench, case).complainant != before


def test_a_colleagues_note_stands_against_nothing_that_is_not_about_it(bench: Bench, olive: Visit) -> None:
    """Each form is opened before the colleague writes; closing weighs the whole complaint and looks again."""
    case = a_case(bench)
    opened = {
        name: olive.form(f"/cases/{case}/{name}", f"/cases/{read(bench, case).reference}/{name}")
        for name in ("note", "point", "acknowledge", "close")
    }
    bench.do(c.AddNote(case=case, text="Meanwhile at the branch"), bench.approver)
    said = {
        "note": {"note-text": "She called"},
        "point": {"point-text": "Nobody called back"},
        "acknowledge": {"acknowledge-method": "phone", "acknowledge-evidence": "Called at nine"},
        "close": {},
    }
    answers = {
        name: olive.client.post(f"/cases/{read(bench, case).reference}/{name}", data=opened[name] | said[name])
        for name in said
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "note": 302, "point": 302, "acknowledge": 302, "close": 422,
    }  # fmt: skip
    assert read(bench, case).notes == 2


def test_text_no_store_takes_is_kept_readable(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    assert step(olive, case, "complainant", name="Robin\0 \u202eExample", kind="individual").status_code == 302
    assert step(olive, case, "note", text="x" * 100_001).status_code == 422
    page = olive.get(f"/cases/{case}")
    assert "Robin\ufffd ⟦U+202E⟧Example" in page


def test_a_double_click_changes_nothing_twice(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    address = f"/cases/{read(bench, case).reference}/note"
    values = olive.form(address, address) | {"note-text": "Once"}
    for _ in range(2):
        assert olive.client.post(address, data=values).status_code == 302
    assert read(bench, case).notes == 1


def test_a_file_comes_back_as_a_download(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    upload = (io.BytesIO(b"<script>"), "proof.html")
    assert step(olive, case, "file", file=upload).status_code == 302
    link = re.search(r'href="(/cases/[^"]+/files/[^"]+)"', olive.get(f"/cases/{case}"))
    assert link is not None
    answer = olive.client.get(link[1])
    assert answer.data == b"<script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"


def test_privileged_notes_and_files_are_closed_to_auditors(bench: Bench, olive: Visit, audrey: Visit) -> None:
    case = a_case(bench)
    bench.do(c.AddNote(case=case, text="Advice of counsel", privileged=True))
    bench.do(c.AttachFile(case=case, file=Upload("advice.txt", "text/plain", b"secret"), privileged=True))
    page = olive.get(f"/cases/{case}")
    assert "Advice of counsel" in page
    link = re.search(r'href="(/cases/[^"]+/files/[^"]+)"', page)
    assert link is not None
    page = audrey.get(f"/cases/{case}")
    assert "Advice of counsel" not in page
    assert "advice.txt" not in page
    assert "Withheld." in page
    assert audrey.client.get(link[1]).status_code == 404


def test_who_may_open_a_case(bench: Bench, olive: Visit, ash: Visit, audrey: Visit, ada: Visit) -> None:
    case = a_case(bench)
    ada.get(f"/cases/{case}", 403)
    assert "/note" not in audrey.get(f"/cases/{case}")
    readers = [bench.approver.account, bench.auditor.account]
    assert step(ash, case, "restrict", readers=readers, reason="Names a colleague").status_code == 302
    olive.get(f"/cases/{case}", 404)
    audrey.get(f"/cases/{case}")
    assert "Open only to: Ash Approver, Audrey Auditor" in ash.get(f"/cases/{case}")


def test_somebody_linked_to_the_subject_is_kept_out_until_overruled(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    bench.do(c.LinkAccount(case=case, account=bench.officer.account, reason="named"), bench.approver)  # type: ignore[arg-type]  # a person
    assert "linked to the complaint" in olive.get(f"/cases/{case}", 403)
    assert step(ash, case, "override", reason="Nobody else speaks the language").status_code == 302
    olive.get(f"/cases/{case}")


def test_reading_a_case_leaves_a_trace(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    olive.get(f"/cases/{case}")
    engine = sa.create_engine(bench.register.settings.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT actor, what, subject_id FROM security_log")).all()
    engine.dispose()
    assert (bench.officer.name, "read:case", case) in [tuple(row) for row in rows]


def test_a_passed_limit_is_assessed_by_the_approver(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=40))
    bench.do(c.SweepDeadlines(case=case), WORKER)
    page = olive.get(f"/cases/{case}")
    assert "Possible breaches" in page
    assert "/assess" not in page
    assert step(ash, case, "assess", result="no-breach", reasons="It had been answered").status_code == 302
    assert read(bench, case).breaches[0].result == "no-breach"


def test_a_later_receipt_waits_for_the_second_person(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(hours=5))
    told = {"received_at": "2026-08-03T11:00", "reason": "Misread", "evidence": "The envelope"}
    bench.clock.now = datetime(2026, 8, 3, 2, tzinfo=UTC)
    assert step(olive, case, "receipt", **told).status_code == 302
    assert step(ash, case, "settle-receipt", approve="yes").status_code == 302
    assert read(bench, case).origin.received_at == datetime(2026, 8, 3, 1, tzinfo=UTC)


def test_every_step_has_its_test() -> None:
    elsewhere = {"task-done", "remedy-day", "remedy-done", "file", "settle-receipt", "assess", "see", "override"}
    elsewhere |= {"remedy-money", "settle-remedy", "restrict", "settle-restriction", "withdraw", "adopt"}
    elsewhere |= {"carry-date-over"}
    outside = {"event", "event-withdrawn", "party", "settle-classification"}
    ending = {"close", "settle-closure", "reopen"}
    guarding = {"state-ground", "take-escalation", "order-hold", "confirm-hold", "lift-hold"}
    others = {"respondent", "exchange", "finding", "shares", "shares-agreed"}
    others |= {"add-complainant", "joining", "take-out", "leave", "void", "settle-voiding", "reinstate"}
    assert set(STEPS) == set(STEPS_BY_HAND) | elsewhere | outside | ending | guarding | others


def test_wrong_addresses_are_no_error_of_ours(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    olive.get("/cases/C-2026-999999", 404)
    olive.get("/cases/%00", 404)
    olive.get(f"/cases/{case}/files/nothing", 404)
    values = olive.form(f"/cases/{case}/note", f"/cases/{read(bench, case).reference}/note")
    assert olive.client.post(f"/cases/{case}/nothing", data=values).status_code == 404


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("a\r\nSet-Cookie: x=y.txt", "a__Set-Cookie_ x_y.txt"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("bill\u202etxt.exe", "bill_txt.exe"),
        ("\u53d1\u7968.pdf", "%E5%8F%91%E7%A5%A8.pdf"),
    ],
)
def test_a_file_comes_back_under_a_name_that_is_only_a_name(
    bench: Bench, olive: Visit, name: str, offered: str
) -> None:
    upload = Upload(name, "text/html", b"<script>")
    file = bench.do(c.AttachFile(case=a_case(bench), file=upload)).made["file"]
    answer = olive.client.get(f"/cases/C-2026-000001/files/{file}")
    told = answer.headers["Content-Disposition"]
    # A server sends nothing else in a header.
    assert told.encode("latin-1")
    assert told.startswith("attachment")
    assert offered in told
    assert (answer.mimetype, answer.data) == ("application/octet-stream", b"<script>")
    assert answer.headers["Cache-Control"] == "no-store"
