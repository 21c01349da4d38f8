"""What lies in the home is its owner's alone, is there whole or not at all; troubles of its disk are one line."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from register.files import write_secret, write_whole
from tests.cli.console import Console


def modes(home: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in (home, *home.iterdir())}


def closed(home: Path) -> bool:
    found = modes(home)
    return found.pop(home.name) == 0o700 and set(found.values()) == {0o600}


@pytest.fixture
def own(tmp_path: Path) -> Console:
    """A console over a register whose database is in its home, made while everybody's files are open to all."""
    before = os.umask(0)
    place = Console(tmp_path / "home")
    place.does("init", "--entity", "harbour", "--brand", "harbour=Harbour Bank")
    os.umask(before)
    return place


def test_every_file_of_the_home_is_its_owner_s_alone(own: Console) -> None:
    with_journals = Console(own.home)
    with_journals.does("trail", "checkpoint")
    assert {"register.db", "sealing.key", "secret.key"} <= modes(own.home).keys()
    assert closed(own.home)


def test_a_database_that_others_can_read_is_named_and_an_upgrade_closes_it(own: Console) -> None:
    (own.home / "register.db").chmod(0o644)
    result = own.run("doctor")
    assert result.exit_code == 1
    assert f"chmod go= {own.home / 'register.db'}" in result.stdout
    own.does("upgrade")
    assert closed(own.home)


def test_a_backup_is_its_owner_s_alone_and_leaves_nothing_beside_it(own: Console, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    own.does("backup", str(folder / "b.db"))
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {"b.db": 0o600}


def limited(console: Console, size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose files may not grow beyond ``size`` bytes: the system refuses to write, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-m", "register.cli", *words],
        env=console.environment,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_backup_that_cannot_be_written_is_one_line_and_leaves_nothing(own: Console, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    done = limited(own, 64 * 1024, "backup", str(folder / "b.db"))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Nothing was kept" in done.stderr
    assert list(folder.iterdir()) == []


def test_init_without_room_is_one_line_and_goes_on_later(tmp_path: Path) -> None:
    place = Console(tmp_path / "home")
    done = limited(place, 64 * 1024, "init")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(place.home) in done.stderr
    place.does("init")
    place.does("trail", "verify")


@pytest.mark.parametrize("write", [write_whole, write_secret])
def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError):
        write(tmp_path / "file", "no bytes")
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "file", b"bytes")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"bytes"]


def test_a_secret_is_never_replaced(tmp_path: Path) -> None:
    write_secret(tmp_path / "key", b"first")
    with pytest.raises(FileExistsError):
        write_secret(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"first"
