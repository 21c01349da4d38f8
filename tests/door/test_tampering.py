"""The inspector on the trail itself: entries removed, changed, rewritten; leaves moved; checkpoints forged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from register import sealing_key
from register.domain.trail.checkpoint import BadNote, Checkpoint, checkpoint_text
from register.domain.trail.entry import entry_hash
from register.domain.trail.tree import Head
from register.inspector import Inspector
from tests.build import Bench, a_case
from tests.door.looking import codes, url_of, verified
from tests.store.raw import ask, run, unguarded

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
    url = url_of(lived)
    choose, wanted = REMOVALS[which]
    entry = choose(url)
    with unguarded(url, "entries"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
    findings = verified(lived)
    assert codes(findings) >= {"leaf-without-entry", "root-differs", *wanted}
    (lost,) = (fault for fault in findings.faults if fault.code == "leaf-without-entry")
    assert lost.params["entry"] == entry


def test_an_entry_removed_with_its_leaf_is_named(lived: Bench) -> None:
    url = url_of(lived)
    entry = _last_of_a_case(url)
    with unguarded(url, "entries"), unguarded(url, "leaves"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
        run(url, "DELETE FROM leaves WHERE entry_id = :id", id=entry)
    assert codes(verified(lived)) >= {"leaf-missing", "root-differs", "tree-differs"}


def test_the_newest_entries_cut_off_with_their_rows_are_named(lived: Bench) -> None:
    """Everything of the last checkpoint is gone, rows and leaves too, but the checkpoint tells."""
    url = url_of(lived)
    last = ask(url, "SELECT max(leaf_index) FROM leaves")
    entry = ask(url, "SELECT entry_id FROM leaves WHERE leaf_index = :last", last=last)
    with unguarded(url, "entries"), unguarded(url, "leaves"):
        run(url, "DELETE FROM entries WHERE id = :id", id=entry)
        run(url, "DELETE FROM leaves WHERE leaf_index = :last", last=last)
    assert codes(verified(lived)) >= {"tree-cut", "tree-differs"}


def test_a_changed_entry_is_named_by_chain_and_tree(lived: Bench) -> None:
    url = url_of(lived)
    case, seq = ask(url, "SELECT subject_id FROM entries WHERE subject_kind = 'case' AND seq = 2"), 2
    where = "WHERE subject_kind = 'case' AND subject_id = :case AND seq = 2"
    body = bytes(ask(url, f"SELECT body FROM entries {where}", case=case))
    other = body.replace(b'"seq":2', b'"seq":2 ') if b'"seq":2' in body else body + b" "
    with unguarded(url, "entries"):
        run(url, f"UPDATE entries SET body = :body {where}", case=case, body=other)
    (fault,) = verified(lived).faults
    assert (fault.code, fault.subject, fault.params["seq"]) == ("entry-changed", case, seq)


def test_an_entry_rewritten_with_its_hash_breaks_chain_and_root(lived: Bench) -> None:
    url = url_of(lived)
    case = ask(url, "SELECT subject_id FROM entries WHERE subject_kind = 'case' AND seq = 3")
    where = "WHERE subject_kind = 'case' AND subject_id = :case AND seq = 1"
    body = bytes(ask(url, f"SELECT body FROM entries {where}", case=case)).replace(b"account:", b"account+")
    with unguarded(url, "entries"):
        run(url, f"UPDATE entries SET body = :body, hash = :hash {where}", case=case, body=body, hash=entry_hash(body))
    assert codes(verified(lived)) >= {"chain-broken", "root-differs"}


def test_columns_beside_an_entry_are_held_to_it(lived: Bench) -> None:
    with unguarded(url_of(lived), "entries"):
        run(url_of(lived), "UPDATE entries SET actor = 'account:nobody' WHERE subject_kind = 'report'")
    assert codes(verified(lived)) == {"entry-row-differs"}


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
    assert run(url_of(lived), sql) > 0
    assert codes(verified(lived)) == {code}


def test_an_entry_taken_from_the_queue_unsealed_is_named(lived: Bench) -> None:
    a_case(lived)
    run(url_of(lived), "DELETE FROM unsealed")
    assert codes(verified(lived)) == {"entry-unplaced"}


def test_leaves_that_changed_places_are_named(lived: Bench) -> None:
    url = url_of(lived)
    with unguarded(url, "leaves"):
        for old, new in ((2, 9_999), (3, 2), (9_999, 3)):
            run(url, "UPDATE leaves SET leaf_index = :new WHERE leaf_index = :old", old=old, new=new)
    assert "root-differs" in codes(verified(lived))


# -------------------------------------------------------------------------------------- checkpoints


def test_a_checkpoint_nobody_signed_is_named(lived: Bench, tmp_path: Path) -> None:
    url = url_of(lived)
    with unguarded(url, "checkpoints"):
        run(url, "UPDATE checkpoints SET note = replace(note, '— ', '— x')")
    assert codes(verified(lived)) == {"checkpoint-unsigned"}
    other = sealing_key.create(tmp_path / "other.key", "another")
    stranger = Inspector(url, lived.register.policies, [other.verifier_key])
    findings = stranger.verify()
    stranger.close()
    assert codes(findings) == {"checkpoint-unsigned"}


def test_a_checkpoints_row_is_held_to_its_note(lived: Bench) -> None:
    with unguarded(url_of(lived), "checkpoints"):
        run(url_of(lived), "UPDATE checkpoints SET root = :root", root="0" * 64)
    assert codes(verified(lived)) == {"checkpoint-row-differs"}


def test_an_earlier_checkpoint_shows_that_history_was_kept(lived: Bench) -> None:
    earlier = lived.register.reader.trail.checkpoint()
    assert earlier is not None
    a_case(lived)
    lived.register.sealer.seal()
    bare = earlier.note.partition("\n\n")[0]
    for note in (earlier.note, bare, f"{bare}\n", f"\n{bare}\n\n"):
        findings = verified(lived, note)
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
    assert codes(verified(lived, rewritten)) == {"history-rewritten"}
    assert codes(verified(lived, cut)) == {"tree-cut"}
    assert codes(verified(lived, foreign)) == {"other-origin"}


def test_an_earlier_checkpoint_that_cannot_be_read_is_refused(lived: Bench) -> None:
    newest = lived.register.reader.trail.checkpoint()
    assert newest is not None
    for note in ("", "nonsense", newest.note.replace("\n— ", "\n— x"), newest.note.replace("\n", "\n ", 1)):
        with pytest.raises(BadNote):
            verified(lived, note)
