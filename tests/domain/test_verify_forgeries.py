"""The auditor's script against exports that call themselves something else, and what was laid beside them."""

import json
import warnings
import zipfile
from pathlib import Path

import pytest

from register.domain.trail.entry import export_line
from tests.domain.exports import Export, a_checkpoint, a_trail, an_export, filtered, lines_of


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return an_export(tmp_path)


def test_an_entry_of_a_part_that_lost_its_proof_is_named(export: Export) -> None:
    """A changed entry has no proof that leads anywhere, so the one who changed it leaves the proof away."""
    export.complete = False
    changed = [line.replace(b'"call"', b'"mail"') for line in lines_of(export)]
    for lines in (lines_of(export), changed, [*filtered(a_trail(), [1, 4]), lines_of(export)[7]]):
        export.put(lines)
        status, said = export.verify()
        assert status == 1
        assert "is not under the checkpoint: it has lost its proof" in said


def rebuilt(change: bytes) -> list[bytes]:
    """Return the lines of a trail in which each entry was changed and every hash made anew."""
    return [export_line(leaf, entry) for leaf, entry in enumerate(a_trail(change.decode()))]


def test_a_whole_export_passed_off_as_a_part_is_still_held_against_the_root(export: Export) -> None:
    export.complete = False
    export.put(rebuilt(b"mail"))
    assert export.verify()[0] == 1


def test_what_a_part_cannot_show_is_not_called_shown(export: Export) -> None:
    kept = export.folder.parent / "kept.txt"
    kept.write_text(a_checkpoint(export.key, a_trail()[:5]), "utf-8")
    export.complete = False
    export.put(filtered(a_trail(), range(13)))
    assert export.verify()[0] == 0
    status, said = export.verify("--since", str(kept))
    assert status == 2
    assert "--since needs a complete export" in said


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"complete": "yes", "entries": 12}, "MANIFEST.json says entries 12, and it is 13"),
        ({"tree_size": 40}, "MANIFEST.json says tree_size 40, and it is 13"),
        ({"withheld": 3}, "MANIFEST.json says withheld 3, and it is 0"),
        ({"filter": {"kinds": ["case"]}}, "MANIFEST.json says filter"),
    ],
    ids=range(4),
)
def test_a_manifest_that_tells_another_story_is_named(export: Export, said: dict[str, object], named: str) -> None:
    manifest = json.loads((export.folder / "MANIFEST.json").read_bytes())
    export.write("MANIFEST.json", json.dumps({**manifest, **said}).encode())
    status, output = export.verify()
    assert status == 1
    assert named in output


def test_a_file_nobody_listed_is_named_but_for_the_checkpoint_brought_along(export: Export) -> None:
    (export.folder / "kept.txt").write_text(a_checkpoint(export.key, a_trail()[:5]), "utf-8")
    assert export.verify("--since", str(export.folder / "kept.txt"))[0] == 0
    (export.folder / "notes").mkdir()
    (export.folder / "notes" / "more.pdf").write_bytes(b"%PDF")
    status, said = export.verify()
    assert status == 1
    assert "kept.txt lies here" in said
    assert "notes/more.pdf lies here" in said


def test_a_file_made_for_reading_is_named_as_not_proven(export: Export) -> None:
    export.write("case-1.pdf", b"%PDF-1.7")
    export.list_files()
    status, said = export.verify()
    assert status == 0
    assert "What MANIFEST.json, case-1.pdf say beside: not signed, not under the checkpoint." in said


def packed(export: Export, *more: tuple[str, bytes]) -> Path:
    archive = export.folder.parent / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings(action="ignore"):
        for path in sorted(export.folder.iterdir()):
            made.write(path, path.name)
        for name, data in more:
            made.writestr(name, data)
    return archive


def test_what_was_added_to_a_zip_is_named(export: Export) -> None:
    assert export.verify(path=packed(export))[0] == 0
    for more in (("other.txt", b"more"), ("entries.jsonl", lines_of(export)[0])):
        status, said = export.verify(path=packed(export, more))
        assert status == 1
        assert f"{more[0]} lies here" in said
    whole = packed(export).read_bytes()
    for altered_bytes in (b"before" + whole, whole + b"behind"):
        (export.folder.parent / "altered.zip").write_bytes(altered_bytes)
        status, said = export.verify(path=export.folder.parent / "altered.zip")
        assert status == 1
        assert "something before or behind the ZIP" in said
