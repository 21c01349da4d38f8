"""The key file: only its owner reads it, nothing replaces it, and what it signs is checked by its public half."""

from pathlib import Path

import pytest

from register.domain.trail.checkpoint import BadNote, open_note, sign_note
from register.sealing_key import create, load, verifier

NAME = "register.example/firm"
TEXT = "register.example/firm\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def test_a_loaded_key_signs_what_its_public_half_accepts(tmp_path: Path) -> None:
    made = create(tmp_path / "key", NAME)
    loaded = load(tmp_path / "key")
    assert loaded.verifier_key == made.verifier_key
    assert open_note(sign_note(TEXT, [loaded.signer]), [verifier(made.verifier_key)]) == (TEXT, (NAME,))


def test_another_keys_signature_is_not_accepted(tmp_path: Path) -> None:
    one, two = create(tmp_path / "one", NAME), create(tmp_path / "two", NAME)
    with pytest.raises(BadNote, match="no known key"):
        open_note(sign_note(TEXT, [one.signer]), [verifier(two.verifier_key)])


def test_the_file_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create(path, NAME)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        create(path, NAME)
    assert path.read_bytes() == before


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create(path, NAME)
    path.chmod(0o640)
    with pytest.raises(PermissionError, match="chmod 600"):
        load(path)


@pytest.mark.parametrize("change", [("firm", "other"), ("+A", "+B"), ("PRIVATE+KEY+", ""), ("\n", "A")], ids=range(4))
def test_a_damaged_key_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "key"
    create(path, NAME)
    damaged = path.read_text("utf-8").replace(*change)
    path.write_text(damaged, "utf-8")
    with pytest.raises(BadNote, match="does not hold a sealing key"):
        load(path)


def test_a_name_that_no_signature_line_can_carry_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadNote, match="without spaces"):
        create(tmp_path / "key", "two words")
    assert not (tmp_path / "key").exists()
