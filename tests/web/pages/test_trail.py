"""The audit trail: read by everybody, verified and exported by the auditor."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from register.domain.commands.case import AddNote, Classifying
from register.imports.importer import IMPORTER
from tests.build import Bench, a_case, a_message, an_opening, restrict
from tests.web.pages.visit import Visit


def test_entries_are_told_in_sentences_the_newest_first(bench: Bench, audrey: Visit) -> None:
    a_case(bench)
    bench.register.sealer.seal()
    page = audrey.get("/trail/?kind=case")
    assert "Complaint registered" in page
    assert "Olive Officer" in page
    assert "Robin Example" not in page
    assert "Account created" not in page
    assert "Account created" in audrey.get("/trail/?kind=account")


def test_one_complaint_is_found_and_an_unknown_one_named(bench: Bench, audrey: Visit) -> None:
    a_case(bench)
    a_case(bench)
    bench.register.sealer.seal()
    page = audrey.get("/trail/?case=c-2026-000002")
    assert ">C-2026-000002</a>" in page
    assert ">C-2026-000001</a>" not in page
    assert "There is no such complaint" in audrey.get("/trail/?case=C-2026-000077")


def test_a_note_is_told_to_those_who_may_read_it(bench: Bench, olive: Visit, audrey: Visit, ada: Visit) -> None:
    case = a_case(bench)
    bench.do(AddNote(case=case, text="She rang twice."))
    bench.do(AddNote(case=case, text="Counsel says settle.", privileged=True))
    bench.register.sealer.seal()
    assert ["Note: She rang twice." in each.get("/trail/") for each in (olive, audrey, ada)] == [True, True, False]
    assert ["Counsel says" in each.get("/trail/") for each in (olive, audrey, ada)] == [True, False, False]


def test_words_stand_for_codes_and_messages_are_named_and_linked(bench: Bench, olive: Visit) -> None:
    classifying = Classifying("standard", "cat-current-accounts", ("issue-incorrect-fees-costs",))
    a_case(bench, classifying=classifying)
    message = a_message(bench)
    bench.register.sealer.seal()
    page = olive.get("/trail/")
    assert "Current Accounts" in page
    assert "cat-current-accounts" not in page
    assert "idr-response-standard" not in page
    assert f'<a href="/inbox/{message}">Message from' in page


def test_the_import_is_called_so(bench: Bench, olive: Visit) -> None:
    bench.do(an_opening(bench), IMPORTER)
    bench.register.sealer.seal()
    page = olive.get("/trail/?kind=case")
    assert "The import" in page
    assert "system:import<" not in page


def test_pages_follow_one_another(bench: Bench, audrey: Visit) -> None:
    case = a_case(bench)
    for number in range(60):
        bench.do(AddNote(case=case, text=f"Note {number}"))
    bench.register.sealer.seal()
    page = audrey.get("/trail/?kind=case")
    following = page.split('rel="next"', 1)[0].rsplit('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert "Complaint registered" not in page
    assert "Complaint registered" in audrey.get(following)


def test_what_is_restricted_is_counted_and_not_told(bench: Bench, audrey: Visit) -> None:
    case = a_case(bench)
    restrict(bench, case, bench.approver)
    bench.register.sealer.seal()
    page = audrey.get("/trail/?kind=case")
    assert "3 entries are about things that are not open to you" in page
    assert "/cases/C-2026-000001" not in page
    assert "Complaint registered" not in page


def test_the_checkpoint_can_be_taken_away(bench: Bench, olive: Visit) -> None:
    olive.get("/trail/checkpoint", status=404)
    bench.register.sealer.seal()
    newest = bench.register.reader.trail.checkpoint()
    assert newest is not None
    assert olive.get("/trail/checkpoint") == newest.note
    assert bench.register.key.verifier_key in olive.get("/trail/")


def test_the_auditor_verifies_against_an_earlier_checkpoint(bench: Bench, audrey: Visit) -> None:
    bench.register.sealer.seal()
    earlier = audrey.get("/trail/checkpoint")
    a_case(bench)
    answer = audrey.send("/trail/", "/trail/verify", since=earlier)
    assert "The trail holds" in answer.text
    assert "continues the earlier checkpoint" in answer.text
    wrong = audrey.send("/trail/", "/trail/verify", since="no checkpoint at all")
    assert wrong.status_code == 422
    assert "This is no checkpoint of this register" in wrong.text


def test_a_row_changed_past_the_register_is_named(bench: Bench, audrey: Visit) -> None:
    a_case(bench)
    engine = sa.create_engine(bench.register.settings.database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE cases SET product = 'altered'"))
    engine.dispose()
    answer = audrey.send("/trail/", "/trail/verify")
    assert "The trail does not hold" in answer.text
    assert "was changed past the register" in answer.text


def exported(audrey: Visit, **fields: str) -> ZipFile:
    with audrey.send("/trail/", "/trail/export", **fields) as answer:
        assert answer.mimetype == "application/zip", answer.get_data(as_text=True)[-1500:]
        return ZipFile(BytesIO(answer.data))


def test_the_auditor_exports_everything_or_one_complaint(bench: Bench, audrey: Visit) -> None:
    a_case(bench)
    assert {"entries.jsonl", "checkpoint", "verify.py"} <= set(exported(audrey).namelist())
    one = exported(audrey, case="C-2026-000001")
    assert any(name.startswith("case-") and one.read(name).startswith(b"%PDF") for name in one.namelist())
    assert audrey.send("/trail/", "/trail/export", case="C-2026-000099").status_code == 422
    assert bench.register.reader.firm.now().firm.exports == 2


@pytest.mark.parametrize("address", ["/trail/verify", "/trail/export"])
def test_nobody_but_the_auditor_verifies_or_exports(bench: Bench, olive: Visit, audrey: Visit, address: str) -> None:
    token = audrey.form("/trail/", "/trail/verify")["csrf_token"]
    assert token
    assert address not in olive.get("/trail/")
    values = olive.form("/account", "/logout")
    assert olive.client.post(address, data=values).status_code == 403


def test_the_chronicle_is_a_pdf(bench: Bench, audrey: Visit) -> None:
    a_case(bench)
    answer = audrey.client.get("/trail/chronicle/C-2026-000001")
    assert answer.data.startswith(b"%PDF")
