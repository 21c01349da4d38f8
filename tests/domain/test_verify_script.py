"""The auditor's script, run as an auditor runs it: alone, in another directory, over whole and damaged exports."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from register.domain.trail.entry import PREFIX, entry_bytes, export_line
from register.domain.values import Code, Digest
from register.sealing_key import create
from tests.domain.exports import (
    FIRST,
    ORIGIN,
    SCRIPT,
    SUBJECTS,
    Export,
    a_checkpoint,
    a_trail,
    an_export,
    filtered,
    lines_of,
)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return an_export(tmp_path)


def test_a_whole_export_is_verified_and_says_what_that_means(export: Export) -> None:
    status, said = export.verify()
    assert status == 0
    assert "All 13 entries are as they were then: none changed, removed, added or moved." in said
    assert "each of the 3 subjects" in said
    assert f"signed with {'+'.join(export.key.verifier_key.split('+')[:2])}" in said
    assert "Whose key it is" in said
    assert "nobody rebuilt the whole history" in said
    assert said.endswith("VERIFIED\n")


def test_a_zip_is_verified_like_a_directory(export: Export) -> None:
    archive = export.folder.parent / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in export.folder.iterdir():
            packed.write(path, path.name)
    assert export.verify(path=archive)[0] == 0


def test_an_empty_trail_is_verified(export: Export) -> None:
    export.write("checkpoint", a_checkpoint(export.key, []).encode())
    export.put([])
    assert export.verify()[0] == 0


def test_entries_the_checkpoint_does_not_cover_are_a_fault(export: Export) -> None:
    export.write("checkpoint", a_checkpoint(export.key, a_trail()[:10]).encode())
    export.list_files()
    status, said = export.verify()
    assert status == 1
    assert "the checkpoint covers 10 entries, but 13 are here" in said


def altered(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[4].replace(b'"call"', b'"mail"'), *lines[5:]]


def altered_with_its_hash(lines: list[bytes]) -> list[bytes]:
    entry = a_trail()[4].replace(b'"call"', b'"mail"')
    return [*lines[:4], export_line(4, entry), *lines[5:]]


def last_altered_with_its_hash(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], export_line(12, a_trail()[12].replace(b'"call"', b'"mail"'))]


def renumbered(lines: list[bytes]) -> list[bytes]:
    rest = a_trail()[:4] + a_trail()[5:]
    return [export_line(leaf, entry) for leaf, entry in enumerate(rest)]


def swapped(lines: list[bytes]) -> list[bytes]:
    rest = a_trail()
    rest[0], rest[1] = rest[1], rest[0]
    return [export_line(leaf, entry) for leaf, entry in enumerate(rest)]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (altered, "entry 4 was changed"),
        (altered_with_its_hash, f"entry 7 breaks the chain of {SUBJECTS[1]}: 3 was to follow"),
        (last_altered_with_its_hash, "the tree over the entries does not have the signed root"),
        (swapped, "the tree over the entries does not have the signed root"),
        (renumbered, f"entry 6 breaks the chain of {SUBJECTS[1]}: 2 was to follow"),
        (lambda lines: lines[:4] + lines[5:], "entry 4 is missing: entry 5 stands in its place"),
        (lambda lines: lines[:-1], "the checkpoint covers 13 entries, but only 12 are here"),
        (lambda lines: [*lines[:2], b"{}\n", *lines[2:]], "line 3 of entries.jsonl is not an entry"),
        (lambda lines: [*lines, lines[-1]], "entry 12 stands in its place"),
    ],
    ids=range(9),
)
def test_each_damage_is_named(export: Export, damage: Callable[[list[bytes]], list[bytes]], named: str) -> None:
    export.put(damage(lines_of(export)))
    status, said = export.verify()
    assert status == 1
    assert named in said
    assert said.startswith("NOT VERIFIED")
    assert "Proven" not in said


def test_a_file_that_is_not_the_one_listed_is_named(export: Export) -> None:
    export.write("chronicle.txt", b"what happened")
    export.list_files()
    assert export.verify()[0] == 0
    export.write("chronicle.txt", b"what else happened")
    status, said = export.verify()
    assert status == 1
    assert "chronicle.txt is not the file that MANIFEST.json describes" in said


def test_a_history_rebuilt_and_signed_anew_is_found_by_a_checkpoint_kept_earlier(export: Export) -> None:
    kept = export.folder.parent / "kept.txt"
    kept.write_text(a_checkpoint(export.key, a_trail()[:5]), "utf-8")
    status, said = export.verify("--since", str(kept))
    assert status == 0
    assert "The first 5 entries are those of the older checkpoint" in said
    forged = a_trail("mail")
    export.write("checkpoint", a_checkpoint(export.key, forged).encode())
    export.put(export_line(leaf, entry) for leaf, entry in enumerate(forged))
    assert export.verify()[0] == 0
    status, said = export.verify("--since", str(kept))
    assert status == 1
    assert "history was rewritten: the first 5 entries do not have the older root" in said


def test_a_checkpoint_copied_from_paper_serves_too(export: Export) -> None:
    kept = export.folder.parent / "kept.txt"
    kept.write_text(a_checkpoint(export.key, a_trail()[:5]).partition("\n\n")[0], "utf-8")
    assert export.verify("--since", str(kept))[0] == 0
    kept.write_text(a_checkpoint(export.key, a_trail("mail")[:5]).partition("\n\n")[0], "utf-8")
    assert export.verify("--since", str(kept))[0] == 1


def test_a_checkpoint_of_another_log_is_not_compared(export: Export) -> None:
    kept = export.folder.parent / "kept.txt"
    paper = a_checkpoint(export.key, a_trail()[:5]).partition("\n\n")[0]
    kept.write_text(paper.replace(ORIGIN, "register.example/another"), "utf-8")
    status, said = export.verify("--since", str(kept))
    assert status == 1
    assert "is of another log" in said


def test_a_trail_cut_back_behind_a_kept_checkpoint_is_found(export: Export) -> None:
    kept = export.folder.parent / "kept.txt"
    kept.write_text(a_checkpoint(export.key, a_trail()), "utf-8")
    export.write("checkpoint", a_checkpoint(export.key, a_trail()[:9]).encode())
    export.put(lines_of(export)[:9])
    assert export.verify()[0] == 0
    status, said = export.verify("--since", str(kept))
    assert status == 1
    assert "the older checkpoint of size 13 is of another log, or the log was cut since" in said


def test_only_the_key_that_is_trusted_counts(export: Export, tmp_path: Path) -> None:
    status, said = export.verify("--key", export.key.verifier_key)
    assert status == 0
    assert "Whose key it is" not in said
    other = create(tmp_path / "other", ORIGIN)
    status, said = export.verify("--key", other.verifier_key)
    assert status == 1
    assert "bears no valid signature of a known key" in said
    assert export.verify("--key", other.verifier_key, "--key", export.key.verifier_key)[0] == 0


@pytest.mark.parametrize("place", [0, 40, 70], ids=str)
def test_a_signature_with_one_flipped_bit_does_not_hold(export: Export, place: int) -> None:
    note = (export.folder / "checkpoint").read_text("utf-8")
    first = note.index("— ") + len(f"— {ORIGIN} ") + 6 + place
    flipped = note[:first] + ("A" if note[first] != "A" else "B") + note[first + 1 :]
    export.write("checkpoint", flipped.encode())
    export.list_files()
    assert export.verify()[0] == 1


def test_a_checkpoint_whose_size_was_edited_does_not_hold(export: Export) -> None:
    note = (export.folder / "checkpoint").read_bytes().replace(b"\n13\n", b"\n12\n")
    export.write("checkpoint", note)
    export.put(lines_of(export)[:12])
    assert export.verify()[0] == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("MANIFEST.json", b"{"),
        ("MANIFEST.json", b'{"format": "another/v1", "complete": true, "files": {}}'),
        ("MANIFEST.json", b"[]"),
        ("MANIFEST.json", b'{"format": "register/export/v1", "complete": true, "files": ["entries.jsonl"]}'),
        ("checkpoint", b"nothing"),
        ("key", b"no key"),
    ],
    ids=range(6),
)
def test_what_cannot_be_read_is_not_called_false(export: Export, name: str, data: bytes) -> None:
    export.write(name, data)
    status, said = export.verify()
    assert status == 2
    assert said.startswith("COULD NOT BE CHECKED")


@pytest.mark.parametrize("missing", ["MANIFEST.json", "checkpoint", "key", "entries.jsonl"])
def test_a_missing_file_is_said_and_not_called_false(export: Export, missing: str) -> None:
    (export.folder / missing).unlink()
    status, said = export.verify()
    assert status == 2
    assert missing in said


def test_a_filtered_export_says_how_little_it_proves(export: Export) -> None:
    export.complete = False
    export.put(filtered(a_trail(), [1, 4, 10]))
    status, said = export.verify()
    assert status == 0
    assert "3 of the 3 entries here carry a proof, which leads to the signed root" in said
    assert "(1 times the one before is not)" in said
    assert "This export is filtered: it does not show what was left out" in said
    assert said.endswith("NO FAULT FOUND in a filtered export\n")


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (filtered(a_trail("mail"), [4]), "entry 4 is not under the checkpoint"),
        ([filtered(a_trail(), [4])[0].replace(b'"leaf":4', b'"leaf":5')], "entry 5 is not under the checkpoint"),
        ([filtered(a_trail(), [4])[0].replace(b'"leaf":4', b'"leaf":99')], "entry 99 is not under the checkpoint"),
        ([filtered(a_trail(), [4])[0].replace(b'"proof":[', b'"proof":["00",')], "entry 4 is not under the checkpoint"),
        (filtered(a_trail(), [4, 1]), f"entry 1 breaks the chain of {SUBJECTS[1]}"),
        ([*filtered(a_trail(), [1]), *filtered(a_trail("mail"), [4])], f"entry 4 breaks the chain of {SUBJECTS[1]}"),
    ],
    ids=range(6),
)
def test_a_filtered_export_that_does_not_hold_is_refused(export: Export, lines: list[bytes], named: str) -> None:
    export.complete = False
    export.put(lines)
    status, said = export.verify()
    assert status == 1
    assert named in said


def test_only_the_first_faults_are_shown_but_all_are_counted(export: Export) -> None:
    export.put([b"{}\n"] * 50)
    status, said = export.verify()
    assert status == 1
    assert said.startswith("NOT VERIFIED: 51 faults")
    assert said.count("is not an entry") == 20


def test_the_script_knows_the_prefix_the_register_writes() -> None:
    assert repr(b"\0" + PREFIX)[2:-1] in SCRIPT.read_text("utf-8")


def test_the_longest_link_there_can_be_is_read(export: Export) -> None:
    longest = replace(FIRST, subject_kind=Code("k" * 100), seq=2**53 - 1, prev=Digest("ab" * 32))
    export.complete = False
    export.write("checkpoint", a_checkpoint(export.key, [entry_bytes(longest)]).encode())
    export.put([export_line(0, entry_bytes(longest))])
    assert export.verify()[0] == 0
