"""The inspector on rows and on what is kept beside the trail: sound ones, and a name for every change."""

from datetime import UTC, datetime

import pytest

from policies.catalogue import Policies
from register.domain.law.calendars import Calendar
from register.domain.values import Id
from register.inspector.findings import MOST_KEPT, Notebook
from register.inspector.projections import OWNERS
from register.store import tables as t
from tests.build import Bench, a_case
from tests.door.looking import codes, url_of, verified
from tests.store.raw import ask, rewrite, run, unguarded


def test_a_sound_register_has_no_fault(lived: Bench) -> None:
    findings = verified(lived)
    assert findings.faults == ()
    assert findings.holds
    counts = findings.counts
    assert counts["replayed"] == counts["subjects"] > 5
    assert counts["leaves"] == counts["entries"] == ask(url_of(lived), "SELECT count(*) FROM entries")
    assert min(counts[name] for name in ("approvals", "checkpoints", "deadlines", "documents", "rows", "sealed")) > 0
    assert (counts["erased"], counts["waiting"]) == (0, 0)
    assert [statement.code for statement in findings.not_proven] == [
        "history-might-be-rebuilt",
        "entered-truth",
        "logs-never-sealed",
    ]


def test_entries_that_wait_for_the_sealer_are_no_fault_but_not_proven(lived: Bench) -> None:
    a_case(lived)
    findings = verified(lived)
    assert findings.holds
    assert findings.not_proven[0].code == "not-yet-sealed"


def test_progress_is_told(lived: Bench) -> None:
    told: list[tuple[int, int]] = []
    lived.register.inspector.verify(progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == ask(url_of(lived), "SELECT count(*) FROM entries")
    assert told == sorted(told)


def test_without_replay_rows_are_not_looked_at(lived: Bench) -> None:
    run(url_of(lived), "UPDATE cases SET tier = 1")
    findings = lived.register.inspector.verify(replay=False)
    assert findings.holds
    assert "not-replayed" in {statement.code for statement in findings.not_proven}


# -------------------------------------------------------------------------------------- rows changed by raw SQL

CHANGED_ROWS = [
    ("cases", "status = 'gone' WHERE status = 'closed'"),
    ("cases", "next_due_at = received_at"),
    ("deadlines", "missed = NOT missed"),
    ("letters", "state = 'draft'"),
    ("dispatches", "attempts = 9"),
    ("breaches", "result = 'no-breach'"),
    ("tasks", "waiting_on = 'nobody'"),
    ("remedies", "amount = '1.00'"),
    ("messages", "state = 'dismissed'"),
    ("accounts", "active = NOT active"),
    ("channels", "slug = 'other'"),
    ("reports", "state = 'issued'"),
    ("approvals", "asked_by = 'account:nobody'"),
]


@pytest.mark.parametrize(("table", "change"), CHANGED_ROWS, ids=[f"{t}-{s.split()[0]}" for t, s in CHANGED_ROWS])
def test_a_row_changed_by_raw_sql_is_named(lived: Bench, table: str, change: str) -> None:
    assert run(url_of(lived), f"UPDATE {table} SET {change}") > 0
    findings = verified(lived)
    assert {(fault.code, fault.params["table"]) for fault in findings.faults} == {("row-differs", table)}
    assert change.split(maxsplit=1)[0] in str(findings.faults[0].params["columns"])
    assert findings.proven == ()


def test_a_case_row_is_named_with_its_case(lived: Bench) -> None:
    case = ask(url_of(lived), "SELECT id FROM cases WHERE status = 'open'")
    run(url_of(lived), "UPDATE cases SET received_at = logged_at WHERE id = :id", id=case)
    (fault,) = verified(lived).faults
    assert (fault.code, fault.subject_kind, fault.subject) == ("row-differs", "case", case)
    assert fault.params == {"table": "cases", "row": case, "columns": "received_at"}


@pytest.mark.parametrize("table", sorted({table.name for tables in OWNERS.values() for table in tables} - {"tokens"}))
def test_a_missing_row_is_named(lived: Bench, table: str) -> None:
    assert run(url_of(lived), f"DELETE FROM {table}") > 0
    assert {("row-missing", table)} == {(fault.code, fault.params["table"]) for fault in verified(lived).faults}


def test_a_row_too_many_is_named(lived: Bench) -> None:
    url = url_of(lived)
    case = ask(url, "SELECT id FROM cases LIMIT 1")
    columns = "id, case_id, kind, waiting_on"
    for owner, code in ((case, "row-unexplained"), ("nobody", "row-without-entry")):
        run(url, f"INSERT INTO tasks ({columns}) VALUES (:id, :owner, 'x', 'x')", id=f"x{code}", owner=owner)
    assert codes(verified(lived)) == {"row-unexplained", "row-without-entry"}


def test_a_changed_value_version_or_time_of_a_subject_is_named(lived: Bench) -> None:
    url = url_of(lived)
    assert rewrite(url, t.subjects.c.state, ("telephone", "webchat"), kind="case")
    assert codes(verified(lived)) == {"state-differs"}
    assert rewrite(url, t.subjects.c.state, ("webchat", "telephone"), kind="case")
    run(url, "UPDATE subjects SET seq = seq + 1 WHERE kind = 'message'")
    assert codes(verified(lived)) == {"subject-differs"}
    run(url, "DELETE FROM subjects WHERE kind = 'message'")
    # Its words are found still, and belong to nothing any more.
    assert codes(verified(lived)) == {"subject-missing", "find-foreign"}
    run(url, "UPDATE subjects SET id = 'nobody' WHERE kind = 'report'")
    assert codes(verified(lived)) == {"subject-missing", "subject-without-entry", "find-foreign"}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE case_versions SET brand = 'tide'", "version-differs"),
        ("DELETE FROM case_versions WHERE seq = 1", "version-missing"),
        ("UPDATE case_versions SET seq = 99 WHERE seq = 1", "version-without-entry"),
    ],
)
def test_a_changed_version_is_named(lived: Bench, sql: str, code: str) -> None:
    with unguarded(url_of(lived), "case_versions"):
        assert run(url_of(lived), sql) > 0
    assert code in codes(verified(lived))


def test_a_version_that_says_something_else_is_named(lived: Bench) -> None:
    with unguarded(url_of(lived), "case_versions"):
        assert rewrite(url_of(lived), t.case_versions.c.reportable, ("open", "closed")) > 0
    assert "version-differs" in codes(verified(lived))


# -------------------------------------------------------------------------------------- what is kept beside


def test_a_value_that_is_missing_is_named_with_its_subject_and_what_it_was(lived: Bench) -> None:
    url = url_of(lived)
    case = ask(url, "SELECT subject_id FROM sealed_values WHERE kind = 'name' AND subject_kind = 'case'")
    gone = run(url, "DELETE FROM sealed_values WHERE kind = 'name' AND subject_kind = 'case'")
    findings = verified(lived)
    assert codes(findings) == {"sealed-value-missing"}
    assert findings.counts["erased"] == gone > 0
    (fault, *_) = [fault for fault in findings.faults if fault.subject == case]
    assert fault.subject_kind == "case"
    assert str(fault.params["kind"]).startswith("case:complainant:")
    assert str(fault.params["kind"]).endswith("name")


def test_a_stored_letter_that_is_missing_is_named(lived: Bench) -> None:
    assert run(url_of(lived), "DELETE FROM sealed_values WHERE kind = 'document'") > 0
    (fault, *_) = verified(lived).faults
    assert (fault.code, fault.subject_kind) == ("sealed-value-missing", "case")
    assert "document" in str(fault.params["kind"])


def test_a_value_moved_to_another_subject_is_named(lived: Bench) -> None:
    url = url_of(lived)
    one, other = (ask(url, f"SELECT id FROM cases ORDER BY reference {order} LIMIT 1") for order in ("ASC", "DESC"))
    digest = ask(url, "SELECT digest FROM sealed_values WHERE subject_id = :one AND kind = 'name'", one=one)
    for place in (other, "0" * 36):
        assert run(
            url, "UPDATE sealed_values SET subject_id = :place WHERE digest = :digest", place=place, digest=digest
        )
        (fault,) = verified(lived).faults
        assert (fault.code, fault.subject) == ("sealed-value-misplaced", one)


def test_a_changed_value_or_document_is_named(lived: Bench) -> None:
    url = url_of(lived)
    run(url, "UPDATE sealed_values SET value = :value WHERE kind = 'email'", value=b"other@customer.example")
    assert codes(verified(lived)) == {"sealed-value-differs", "find-differs"}
    with unguarded(url, "documents"):
        run(url, "UPDATE documents SET data = :data", data=b"%PDF-2.0")
        assert codes(verified(lived)) >= {"sealed-value-differs", "document-differs"}
        run(url, "DELETE FROM documents")
    assert codes(verified(lived)) >= {"document-missing"}


def test_a_changed_search_word_is_named(lived: Bench) -> None:
    run(url_of(lived), "UPDATE sealed_values SET lookup = 'nobody' WHERE kind = 'email'")
    assert codes(verified(lived)) == {"lookup-differs"}


def test_gaps_in_references_are_told_and_no_fault(lived: Bench) -> None:
    case = Id(ask(url_of(lived), "SELECT id FROM cases ORDER BY reference LIMIT 1"))
    assert verified(lived).notes == ()
    run(url_of(lived), "UPDATE cases SET reference = 'C-2026-000007' WHERE id = :id", id=case)
    notes = [note.params for note in verified(lived).notes]
    assert notes == [{"first": 1, "last": 1}, {"first": 4, "last": 6}]


# -------------------------------------------------------------------------------------- dates


def test_dates_are_derived_again_from_the_versions_their_proofs_name(lived: Bench) -> None:
    """The case was received around a bank holiday: without it the proof of its dates would be another."""
    known, around = lived.register.policies, datetime(2026, 7, 31, 1, tzinfo=UTC)
    case = a_case(lived, received_at=around)
    unknown = Policies(known.packs, known.calendars, {}, known.released)
    assert codes(verified(lived, policies=unknown)) == {"deadline-underivable"}
    without_holidays = {
        key: Calendar(calendar.id, calendar.version, {}, calendar.last_year)
        for key, calendar in known.every_calendar.items()
    }
    findings = verified(lived, policies=Policies(known.packs, known.calendars, without_holidays, known.released))
    assert codes(findings) == {"deadline-differs"}
    assert {fault.subject for fault in findings.faults} == {case}
    assert "early-close" in {fault.params["rule"] for fault in findings.faults}


def test_many_faults_are_counted_and_the_first_are_kept() -> None:
    notebook = Notebook()
    for number in range(MOST_KEPT + 5):
        notebook.fault("row-differs", ("case", str(number)))
    assert (notebook.fault_count, len(notebook.faults)) == (MOST_KEPT + 5, MOST_KEPT)
