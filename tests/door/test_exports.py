"""Exports: the script in the ZIP accepts them with nothing of ours at hand, and refuses what was tampered with."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.errors import Forbidden
from register.domain.trail.inclusion import Levels
from register.domain.trail.tree import audit_path, leaf_hash
from register.domain.values import Id
from register.reader.exports import Wanted
from tests.build import Bench, a_case, restrict
from tests.store.raw import ask

ENTRIES, MANIFEST = "entries.jsonl", "MANIFEST.json"


def _export(bench: Bench, target: Path, wanted: Wanted | None = None, **options: Any) -> Path:
    """Export as the auditor and unpack into a folder of its own."""
    target.mkdir(exist_ok=True)
    chosen: dict[str, Any] = {} if wanted is None else {"wanted": wanted}
    bench.register.exporter.export(bench.auditor, target / "export.zip", **chosen, **options)
    with ZipFile(target / "export.zip") as archive:
        archive.extractall(target / "unpacked")
    return target / "unpacked"


def _check(folder: Path, *options: str) -> tuple[int, str]:
    """Run the exported script alone: isolated, in its own folder, without this project's environment."""
    command = [sys.executable, "-I", "verify.py", *options]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / ENTRIES).read_bytes().splitlines()]


def _manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return found


def _put(folder: Path, name: str, data: bytes) -> None:
    """Replace a file as a careful forger does: the manifest follows."""
    (folder / name).write_bytes(data)
    manifest = _manifest(folder)
    manifest["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


# -------------------------------------------------------------------------------------- complete exports


def test_an_export_is_accepted_by_its_own_script(lived: Bench, tmp_path: Path) -> None:
    folder = _export(lived, tmp_path)
    status, said = _check(folder)
    assert (status, said.splitlines()[-1]) == (0, "VERIFIED")
    assert _check(folder, "--key", lived.register.key.verifier_key)[0] == 0
    manifest = _manifest(folder)
    entries = ask(lived.register.settings.database_url, "SELECT count(*) FROM leaves")
    assert (manifest["complete"], manifest["entries"], manifest["withheld"]) == (True, entries, 0)
    assert set(manifest["files"]) == {ENTRIES, "proofs.jsonl", "checkpoint", "key", "verify.py"}


def test_the_zip_itself_can_be_checked(lived: Bench, tmp_path: Path) -> None:
    folder = _export(lived, tmp_path)
    assert _check(folder, str(tmp_path / "export.zip"))[0] == 0


def test_entries_leave_as_they_are_stored(lived: Bench, tmp_path: Path) -> None:
    lines = (_export(lived, tmp_path) / ENTRIES).read_bytes().splitlines()
    stored = lived.register.reader.exports.stream(len(lines), Wanted())
    for line, entry in zip(lines, stored, strict=True):
        assert entry.body.endswith(line.partition(b'"entry":')[2][:-1])


def test_an_export_holds_no_personal_data(lived: Bench, tmp_path: Path) -> None:
    data = b"".join(path.read_bytes() for path in _export(lived, tmp_path).iterdir())
    for word in (b"Robin", b"robin@customer.example", b"charged", b"Olive"):
        assert word not in data


def test_an_export_is_recorded_before_it_is_handed_over(lived: Bench, tmp_path: Path) -> None:
    folder = _export(lived, tmp_path)
    newest = lived.register.reader.trail
    lived.register.sealer.seal()
    (leaf,) = newest.newest(limit=1).items
    fact: Any = leaf.entry.facts[0]
    assert fact.TAG == "register:export:made/1"
    assert (fact.tree_size, fact.entries, fact.withheld) == (len(_lines(folder)), len(_lines(folder)), 0)
    assert leaf.entry.actor == lived.auditor.name


def test_a_later_export_extends_an_earlier_checkpoint(lived: Bench, tmp_path: Path) -> None:
    earlier = lived.register.reader.trail.checkpoint()
    assert earlier is not None
    a_case(lived)
    folder = _export(lived, tmp_path)
    for number, note in enumerate((earlier.note, earlier.note.partition("\n\n")[0])):
        kept = tmp_path / f"kept-{number}.txt"
        kept.write_text(note, encoding="utf-8")
        status, said = _check(folder, "--since", str(kept))
        assert status == 0
        assert "they were not rewritten" in said


# -------------------------------------------------------------------------------------- tampering


def _drop(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: [*lines[:number], *lines[number:][1:]]


TAMPERING: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a changed actor": lambda lines: [lines[0].replace(b"operator:console", b"operator:stranger"), *lines[1:]],
    "a removed entry": _drop(5),
    "the last entry cut off": lambda lines: lines[:-1],
    "two entries exchanged": lambda lines: [lines[1], lines[0], *lines[2:]],
    "an entry twice": lambda lines: [*lines, lines[-1]],
    "no entries": lambda _lines: [],
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_tampered_export_is_refused(lived: Bench, tmp_path: Path, how: str) -> None:
    folder = _export(lived, tmp_path)
    before = (folder / ENTRIES).read_bytes().splitlines(keepends=True)
    after = TAMPERING[how](before)
    assert after != before
    _put(folder, ENTRIES, b"".join(after))
    status, said = _check(folder)
    assert status == 1
    assert "NOT VERIFIED" in said


def test_a_forged_checkpoint_or_a_file_that_was_damaged_is_refused(lived: Bench, tmp_path: Path) -> None:
    folder = _export(lived, tmp_path)
    note = (folder / "checkpoint").read_text(encoding="utf-8")
    size = note.splitlines()[1]
    _put(folder, "checkpoint", note.replace(size, str(int(size) - 1), 1).encode())
    assert _check(folder)[0] == 1
    _put(folder, "checkpoint", note.encode())
    assert _check(folder)[0] == 0
    with (folder / ENTRIES).open("ab") as file:
        file.write(b"\n")
    assert _check(folder)[0] == 1


# -------------------------------------------------------------------------------------- what is left out


def test_a_privileged_note_stays_out_and_is_counted(lived: Bench, tmp_path: Path) -> None:
    case = a_case(lived)
    lived.do(c.AddNote(case=case, text="legal advice", privileged=True))
    lived.do(c.AddNote(case=case, text="an ordinary note"))
    folder = _export(lived, tmp_path)
    manifest, lines = _manifest(folder), _lines(folder)
    assert (manifest["complete"], manifest["withheld"]) == (False, 1)
    assert [line["entry"]["seq"] for line in lines if line["entry"]["subject"] == case] == [1, 3]
    assert all(line["proof"] for line in lines)
    status, said = _check(folder)
    assert status == 0
    assert f"{len(lines)} of the {len(lines)} entries here carry a proof" in said


def test_a_restricted_case_stays_out_with_its_message_but_for_its_readers(lived: Bench, tmp_path: Path) -> None:
    case = Id(
        ask(
            lived.register.settings.database_url,
            "SELECT id FROM cases WHERE status = 'open' ORDER BY reference LIMIT 1",
        )
    )
    message = ask(lived.register.settings.database_url, "SELECT id FROM messages")
    restrict(lived, case, lived.approver)
    folder = _export(lived, tmp_path / "one")
    assert {case, message} & {line["entry"]["subject"] for line in _lines(folder)} == set()
    entries = "SELECT count(*) FROM entries WHERE subject_id IN (:case, :message)"
    left_out = ask(lived.register.settings.database_url, entries, case=case, message=message)
    assert _manifest(folder)["withheld"] == left_out > 1
    restrict(lived, case, lived.approver, lived.auditor)
    assert _manifest(_export(lived, tmp_path / "two"))["complete"] is True


def test_other_brands_stay_out_for_one_who_works_for_some(lived: Bench, tmp_path: Path) -> None:
    other = a_case(lived, brand="tide")
    lived.do(a.LimitBrands(account=Id(str(lived.auditor.account)), brands=("tide",)), lived.admin)
    limited = lived.register.reader.accounts.by_id(str(lived.auditor.account))
    assert limited is not None
    lived.register.exporter.export(limited.actor(), tmp_path / "export.zip")
    with ZipFile(tmp_path / "export.zip") as archive:
        lines = [json.loads(line) for line in archive.read(ENTRIES).splitlines()]
    cases = {line["entry"]["subject"] for line in lines if line["entry"]["subject_kind"] in {"case", "message"}}
    assert cases == {other}


@pytest.mark.parametrize("kind", ["case", "account", "register"])
def test_a_filter_by_kind_gives_a_verifiable_part(lived: Bench, tmp_path: Path, kind: str) -> None:
    folder = _export(lived, tmp_path, Wanted(kinds=(kind,)))
    assert {line["entry"]["subject_kind"] for line in _lines(folder)} == {kind}
    assert _check(folder)[0] == 0
    assert _manifest(folder)["filter"] == {"kinds": [kind]}


def test_a_filter_by_case_takes_its_messages_and_a_chronicle(lived: Bench, tmp_path: Path) -> None:
    case = Id(
        ask(
            lived.register.settings.database_url,
            "SELECT id FROM cases WHERE status = 'open' ORDER BY reference LIMIT 1",
        )
    )
    asked: list[Id] = []

    def chronicle(_actor: object, wanted: Id, checkpoint: Any) -> bytes:
        asked.append(wanted)
        return f"%PDF-1.7 under {checkpoint.size}".encode()

    folder = _export(lived, tmp_path, Wanted(cases=(case,)), chronicle=chronicle)
    kinds = {(line["entry"]["subject_kind"]) for line in _lines(folder)}
    assert kinds == {"case", "message"}
    assert {line["entry"]["subject"] for line in _lines(folder) if line["entry"]["subject_kind"] == "case"} == {case}
    assert asked == [case]
    assert (folder / f"case-{case}.pdf").read_bytes().startswith(b"%PDF")
    assert _check(folder)[0] == 0
    (folder / f"case-{case}.pdf").write_bytes(b"%PDF-1.7 another")
    assert _check(folder)[0] == 1


def test_a_filter_by_period_takes_what_was_entered_in_it(lived: Bench, tmp_path: Path) -> None:
    now = lived.clock()
    before = _lines(_export(lived, tmp_path / "before", Wanted(until_at=now - timedelta(days=1))))
    since = _lines(_export(lived, tmp_path / "since", Wanted(from_at=now - timedelta(days=1))))
    stamp = (now - timedelta(days=1)).strftime("%Y-%m-%dT%H")
    assert max(line["entry"]["at"] for line in before) < stamp < min(line["entry"]["at"] for line in since)
    leaves = [line["leaf"] for line in (*before, *since)]
    assert sorted(leaves) == list(range(len(leaves)))


def test_a_tampered_part_is_refused(lived: Bench, tmp_path: Path) -> None:
    folder = _export(lived, tmp_path, Wanted(kinds=("account",)))
    lines = (folder / ENTRIES).read_bytes().splitlines(keepends=True)
    proof = json.loads(lines[0])["proof"][0].encode()
    for forged in (lines[0].replace(b"operator:console", b"operator:stranger"), lines[0].replace(proof, b"0" * 64)):
        _put(folder, ENTRIES, b"".join([forged, *lines[1:]]))
        assert _check(folder)[0] == 1


# -------------------------------------------------------------------------------------- refusals


def test_who_may_not_export_gets_no_file(lived: Bench, tmp_path: Path) -> None:
    target = tmp_path / "exports"
    target.mkdir()
    for actor in (lived.officer, lived.approver, lived.admin):
        with pytest.raises(Forbidden):
            lived.register.exporter.export(actor, target / "export.zip")
    lived.do(a.DeactivateAccount(account=Id(str(lived.auditor.account))), CONSOLE)
    with pytest.raises(Forbidden):
        lived.register.exporter.export(lived.auditor, target / "export.zip")
    assert list(target.iterdir()) == []


def test_an_export_that_fails_leaves_the_last_one_in_place(lived: Bench, tmp_path: Path) -> None:
    target = tmp_path / "export.zip"
    lived.register.exporter.export(CONSOLE, target)
    before = target.read_bytes()
    case = Id(ask(lived.register.settings.database_url, "SELECT id FROM cases LIMIT 1"))

    def broken(*_: object) -> bytes:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        lived.register.exporter.export(CONSOLE, target, Wanted(cases=(case,)), broken)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["export.zip"]


@given(st.integers(1, 70))
def test_proofs_from_the_whole_tree_are_those_of_the_rfc(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    levels = Levels(leaves)
    for index in range(size):
        assert [bytes.fromhex(digest) for digest in levels.path(index)] == list(audit_path(leaves, index))
