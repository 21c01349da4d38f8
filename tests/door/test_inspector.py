"""The inspector: nothing to say about a sound register, and a name for everything that was done to one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policies.catalogue import Policies
from register import sealing_key
from register.domain.calendars import Calendar
from register.domain.merkle import Head
from register.domain.notes import BadNote, Checkpoint, checkpoint_text
from register.domain.trail import entry_hash
from register.domain.values import Id
from register.inspector import Inspector
from register.inspector.findings import MOST_KEPT, Findings, Notebook
from register.inspector.projections import OWNERS
from tests.build import Bench, a_case
from tests.store.raw import ask, run, unguarded


def _verify(bench: Bench, *since: str, policies: Policies | None = None) -> Findings:
    register = bench.register
    inspector = Inspector(register.settings.database_url, policies or register.policies, [register.key.verifier_key])
    try:
        return inspector.verify(since)
    finally:
        inspector.close()


def _codes(findings: Findings) -> set[str]:
    return {fault.code for fault in findings.faults}


def _url(bench: Bench) -> str:
    return bench.register.settings.database_url


def test_a_sound_register_has_no_fault(lived: Bench) -> None:
    findings = _verify(lived)
    assert findings.faults == ()
    assert findings.holds
    counts = findings.counts
    assert counts["replayed"] == counts["subjects"] > 5
    assert counts["leaves"] == counts["entries"] == ask(_url(lived), "SELECT count(*) FROM entries")
    assert min(counts[name] for name in ("approvals", "checkpoints", "deadlines", "documents", "rows", "sealed")) > 0
    assert (counts["erased"], counts["waiting"]) == (0, 0)
    assert [statement.code for statement in findings.not_proven] == ["history-might-be-rebuilt", "entered-truth"]


def test_entries_that_wait_for_the_sealer_are_no_fault_but_not_proven(lived: Bench) -> None:
    a_case(lived)
    findings = _verify(lived)
    assert findings.holds
    assert findings.not_proven[0].code == "not-yet-sealed"


def test_progress_is_told(lived: Bench) -> None:
    told: list[tuple[int, int]] = []
    lived.register.inspector.verify(progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == ask(_url(lived), "SELECT count(*) FROM entries")
    assert told == sorted(told)


def test_without_replay_rows_are_not_looked_at(lived: Bench) -> None:
    run(_url(lived), "UPDATE cases SET tier = 1")
    findings = lived.register.inspector.verify(replay=False)
    assert findings.holds
    assert "not-replayed" in {statement.code for statement in findings.not_proven}


# -------------------------------------------------------------------------------------- rows changed by raw SQL

CHANGED_ROWS = [
    ("cases", "status = 'gone' WHERE status = 'closed'"),
    ("cases", "next_due_at = NULL WHERE next_due_at IS NOT NULL"),
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
    assert run(_url(lived), f"UPDATE {table} SET {change}") > 0
    findings = _verify(lived)
    assert {(fault.code, fault.params["table"]) for fault in findings.faults} == {("row-differs", table)}
    assert change.split(maxsplit=1)[0] in str(findings.faults[0].params["columns"])
    assert findings.proven == ()


def test_a_case_row_is_named_with_its_case(lived: Bench) -> None:
    case = ask(_url(lived), "SELECT id FROM cases WHERE status = 'open'")
    run(_url(lived), "UPDATE cases SET received_at = logged_at WHERE id = :id", id=case)
    (fault,) = _verify(lived).faults
    assert (fault.code, fault.subject_kind, fault.subject) == ("row-differs", "case", case)
    assert fault.params == {"table": "cases", "row": case, "columns": "received_at"}


@pytest.mark.parametrize("table", sorted({table.name for tables in OWNERS.values() for table in tables} - {"tokens"}))
def test_a_missing_row_is_named(lived: Bench, table: str) -> None:
    assert run(_url(lived), f"DELETE FROM {table}") > 0
    assert {("row-missing", table)} == {(fault.code, fault.params["table"]) for fault in _verify(lived).faults}


def test_a_row_too_many_is_named(lived: Bench) -> None:
    url = _url(lived)
    case = ask(url, "SELECT id FROM cases LIMIT 1")
    columns = "id, case_id, kind, waiting_on"
    for owner, code in ((case, "row-unexplained"), ("nobody", "row-without-entry")):
        run(url, f"INSERT INTO tasks ({columns}) VALUES (:id, :owner, 'x', 'x')", id=f"x{code}", owner=owner)
    assert _codes(_verify(lived)) == {"row-unexplained", "row-without-entry"}


def test_a_changed_value_version_or_time_of_a_subject_is_named(lived: Bench) -> None:
    url = _url(lived)
    run(url, "UPDATE subjects SET state = replace(state, 'telephone', 'webchat') WHERE kind = 'case'")
    assert _codes(_verify(lived)) == {"state-differs"}
    run(url, "UPDATE subjects SET state = replace(state, 'webchat', 'telephone') WHERE kind = 'case'")
    run(url, "UPDATE subjects SET seq = seq + 1 WHERE kind = 'message'")
    assert _codes(_verify(lived)) == {"subject-differs"}
    run(url, "DELETE FROM subjects WHERE kind = 'message'")
    assert _codes(_verify(lived)) == {"subject-missing"}
    run(url, "UPDATE subjects SET id = 'nobody' WHERE kind = 'report'")
    assert _codes(_verify(lived)) == {"subject-missing", "subject-without-entry"}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE case_versions SET reportable = replace(reportable, 'open', 'closed')", "version-differs"),
        ("UPDATE case_versions SET brand = 'tide'", "version-differs"),
        ("DELETE FROM case_versions WHERE seq = 1", "version-missing"),
        ("UPDATE case_versions SET seq = 99 WHERE seq = 1", "version-without-entry"),
    ],
)
def test_a_changed_version_is_named(lived: Bench, sql: str, code: str) -> None:
    with unguarded(_url(lived), "case_versions"):
        assert run(_url(lived), sql) > 0
    assert code in _codes(_verify(lived))


# -------------------------------------------------------------------------------------- the trail itself


def _last_of_a_case(url: str) -> str:
    return str(
        ask(
            url,
            "SELECT id FROM entries WHERE subject_kind = 'case' AND seq = (SELECT max(seq) FROM entries"
            " WHERE subject_kind = 'case') ORDER BY id LIMIT 1",
        )
    )


REMOVALS: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "the first": (
        lambda url: str(ask(url, "SELECT id FROM entries WHERE subject_kind = 'case' AND seq = 1")),
        {"entry-missing"},
    ),
    "the last": (_last_of_a_case, {"subject-differs"}),
}


@pytest.mark.parametrize("which", REMOVALS)
def test_a_removed_entry_is_named(lived: Bench, which: str) -> None:
    url = _url(lived)
    choose, codes = REMOVALS[which]
    entry = choose(url)
    with unguarded(url, "entries"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
    findings = _verify(lived)
    assert _codes(findings) >= {"leaf-without-entry", "root-differs", *codes}
    (lost,) = (fault for fault in findings.faults if fault.code == "leaf-without-entry")
    assert lost.params["entry"] == entry


def test_an_entry_removed_with_its_leaf_is_named(lived: Bench) -> None:
    url = _url(lived)
    entry = _last_of_a_case(url)
    with unguarded(url, "entries"), unguarded(url, "leaves"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
        run(url, "DELETE FROM leaves WHERE entry_id = :id", id=entry)
    assert _codes(_verify(lived)) >= {"leaf-missing", "root-differs", "tree-differs"}


def test_the_newest_entries_cut_off_with_their_rows_are_named(lived: Bench) -> None:
    """Everything of the last checkpoint is gone, rows and leaves too, but the checkpoint tells."""
    url = _url(lived)
    last = ask(url, "SELECT max(leaf_index) FROM leaves")
    entry = ask(url, "SELECT entry_id FROM leaves WHERE leaf_index = :last", last=last)
    with unguarded(url, "entries"), unguarded(url, "leaves"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
        run(url, "DELETE FROM leaves WHERE leaf_index = :last", last=last)
    assert _codes(_verify(lived)) >= {"tree-cut", "tree-differs"}


def test_a_changed_entry_is_named_by_chain_and_tree(lived: Bench) -> None:
    url = _url(lived)
    case, seq = ask(url, "SELECT subject_id FROM entries WHERE subject_kind = 'case' AND seq = 2"), 2
    where = "WHERE subject_kind = 'case' AND subject_id = :case AND seq = 2"
    body = bytes(ask(url, f"SELECT body FROM entries {where}", case=case))
    other = body.replace(b'"seq":2', b'"seq":2 ') if b'"seq":2' in body else body + b" "
    with unguarded(url, "entries"):
        run(url, f"UPDATE entries SET body = :body {where}", case=case, body=other)
    (fault,) = _verify(lived).faults
    assert (fault.code, fault.subject, fault.params["seq"]) == ("entry-changed", case, seq)


def test_an_entry_rewritten_with_its_hash_breaks_chain_and_root(lived: Bench) -> None:
    url = _url(lived)
    case = ask(url, "SELECT subject_id FROM entries WHERE subject_kind = 'case' AND seq = 3")
    where = "WHERE subject_kind = 'case' AND subject_id = :case AND seq = 1"
    body = bytes(ask(url, f"SELECT body FROM entries {where}", case=case)).replace(b"account:", b"account+")
    with unguarded(url, "entries"):
        run(url, f"UPDATE entries SET body = :body, hash = :hash {where}", case=case, body=body, hash=entry_hash(body))
    assert _codes(_verify(lived)) >= {"chain-broken", "root-differs"}


def test_columns_beside_an_entry_are_held_to_it(lived: Bench) -> None:
    with unguarded(_url(lived), "entries"):
        run(_url(lived), "UPDATE entries SET actor = 'account:nobody' WHERE subject_kind = 'report'")
    assert _codes(_verify(lived)) == {"entry-row-differs"}


@pytest.mark.parametrize(
    ("table", "sql", "code"),
    [
        ("unsealed", "INSERT INTO unsealed SELECT entry_id FROM leaves WHERE leaf_index = 3", "entry-placed-twice"),
        ("unsealed", "INSERT INTO unsealed (entry_id) VALUES ('nothing')", "queued-without-entry"),
        ("tree", "UPDATE tree SET size = size + 1", "tree-differs"),
        ("tree", "UPDATE tree SET frontier = '[]'", "tree-differs"),
        ("version_marks", "UPDATE version_marks SET from_size = from_size - 1 WHERE seq = 1", "version-mark-differs"),
        ("version_marks", "UPDATE version_marks SET to_size = NULL WHERE seq = 1", "version-mark-differs"),
        ("version_marks", "DELETE FROM version_marks WHERE seq = 2", "version-mark-differs"),
    ],
)
def test_the_sealers_tables_are_held_to_the_leaves(lived: Bench, table: str, sql: str, code: str) -> None:
    assert run(_url(lived), sql) > 0
    assert _codes(_verify(lived)) == {code}


def test_an_entry_taken_from_the_queue_unsealed_is_named(lived: Bench) -> None:
    a_case(lived)
    run(_url(lived), "DELETE FROM unsealed")
    assert _codes(_verify(lived)) == {"entry-unplaced"}


def test_leaves_that_changed_places_are_named(lived: Bench) -> None:
    url = _url(lived)
    with unguarded(url, "leaves"):
        for old, new in ((2, 9_999), (3, 2), (9_999, 3)):
            run(url, "UPDATE leaves SET leaf_index = :new WHERE leaf_index = :old", old=old, new=new)
    assert "root-differs" in _codes(_verify(lived))


# -------------------------------------------------------------------------------------- checkpoints


def test_a_checkpoint_nobody_signed_is_named(lived: Bench, tmp_path: Path) -> None:
    url = _url(lived)
    with unguarded(url, "checkpoints"):
        run(url, "UPDATE checkpoints SET note = replace(note, '— ', '— x')")
    assert _codes(_verify(lived)) == {"checkpoint-unsigned"}
    other = sealing_key.create(tmp_path / "other.key", "another")
    stranger = Inspector(url, lived.register.policies, [other.verifier_key])
    findings = stranger.verify()
    stranger.close()
    assert _codes(findings) == {"checkpoint-unsigned"}


def test_a_checkpoints_row_is_held_to_its_note(lived: Bench) -> None:
    with unguarded(_url(lived), "checkpoints"):
        run(_url(lived), "UPDATE checkpoints SET root = :root", root="0" * 64)
    assert _codes(_verify(lived)) == {"checkpoint-row-differs"}


def test_an_earlier_checkpoint_shows_that_history_was_kept(lived: Bench) -> None:
    earlier = lived.register.reader.trail.checkpoint()
    assert earlier is not None
    a_case(lived)
    lived.register.sealer.seal()
    bare = earlier.note.partition("\n\n")[0]
    for note in (earlier.note, bare, f"{bare}\n", f"\n{bare}\n\n"):
        findings = _verify(lived, note)
        assert findings.holds
        assert "history-kept" in {statement.code for statement in findings.proven}
        assert "history-might-be-rebuilt" not in {statement.code for statement in findings.not_proven}


def test_an_earlier_checkpoint_shows_that_history_was_rewritten(lived: Bench) -> None:
    newest = lived.register.reader.trail.checkpoint()
    assert newest is not None
    origin = lived.register.key.name
    rewritten = checkpoint_text(Checkpoint(origin, Head(newest.size - 1, bytes(32))))
    cut = checkpoint_text(Checkpoint(origin, Head(newest.size + 5, bytes(32))))
    foreign = checkpoint_text(Checkpoint("elsewhere", Head(newest.size, bytes.fromhex(newest.root))))
    assert _codes(_verify(lived, rewritten)) == {"history-rewritten"}
    assert _codes(_verify(lived, cut)) == {"tree-cut"}
    assert _codes(_verify(lived, foreign)) == {"other-origin"}


def test_an_earlier_checkpoint_that_cannot_be_read_is_refused(lived: Bench) -> None:
    newest = lived.register.reader.trail.checkpoint()
    assert newest is not None
    for note in ("", "nonsense", newest.note.replace("\n— ", "\n— x"), newest.note.replace("\n", "\n ", 1)):
        with pytest.raises(BadNote):
            _verify(lived, note)


# -------------------------------------------------------------------------------------- what is kept beside


def test_an_erased_value_is_counted_and_everything_still_holds(lived: Bench) -> None:
    gone = run(_url(lived), "DELETE FROM sealed_values WHERE kind = 'name' AND subject_kind = 'case'")
    findings = _verify(lived)
    assert findings.holds
    assert findings.counts["erased"] == gone > 0
    assert "values-erased" in {statement.code for statement in findings.not_proven}


def test_a_changed_value_or_document_is_named(lived: Bench) -> None:
    url = _url(lived)
    run(url, "UPDATE sealed_values SET value = :value WHERE kind = 'email'", value=b"other@customer.example")
    assert _codes(_verify(lived)) == {"sealed-value-differs"}
    with unguarded(url, "documents"):
        run(url, "UPDATE documents SET data = :data", data=b"%PDF-2.0")
        assert _codes(_verify(lived)) >= {"sealed-value-differs", "document-differs"}
        run(url, "DELETE FROM documents")
    assert _codes(_verify(lived)) >= {"document-missing"}


def test_a_changed_search_word_is_named(lived: Bench) -> None:
    run(_url(lived), "UPDATE sealed_values SET lookup = 'nobody' WHERE kind = 'email'")
    assert _codes(_verify(lived)) == {"lookup-differs"}


def test_gaps_in_references_are_told_and_no_fault(lived: Bench) -> None:
    case = Id(ask(_url(lived), "SELECT id FROM cases ORDER BY reference LIMIT 1"))
    assert _verify(lived).notes == ()
    run(_url(lived), "UPDATE cases SET reference = 'C-2026-000007' WHERE id = :id", id=case)
    notes = [note.params for note in _verify(lived).notes]
    assert notes == [{"first": 1, "last": 1}, {"first": 3, "last": 6}]


# -------------------------------------------------------------------------------------- dates


def test_dates_are_derived_again_from_the_versions_their_proofs_name(lived: Bench) -> None:
    """The case was received around a bank holiday: without it the proof of its dates would be another."""
    known, around = lived.register.policies, datetime(2026, 7, 31, 1, tzinfo=UTC)
    case = a_case(lived, received_at=around)
    unknown = Policies(known.packs, known.calendars, {}, known.released)
    assert _codes(_verify(lived, policies=unknown)) == {"deadline-underivable"}
    without_holidays = {
        key: Calendar(calendar.id, calendar.version, {}, calendar.last_year)
        for key, calendar in known.every_calendar.items()
    }
    findings = _verify(lived, policies=Policies(known.packs, known.calendars, without_holidays, known.released))
    assert _codes(findings) == {"deadline-differs"}
    assert {fault.subject for fault in findings.faults} == {case}
    assert "early-close" in {fault.params["rule"] for fault in findings.faults}


def test_many_faults_are_counted_and_the_first_are_kept() -> None:
    notebook = Notebook()
    for number in range(MOST_KEPT + 5):
        notebook.fault("row-differs", ("case", str(number)))
    assert (notebook.fault_count, len(notebook.faults)) == (MOST_KEPT + 5, MOST_KEPT)
