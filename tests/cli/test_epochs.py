"""A database restored from an older backup: nothing is signed until the operator records what it lost."""

import json
from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.store.raw import run, unguarded


@pytest.fixture
def restored(embedded: Console, tmp_path: Path) -> tuple[Console, str, str]:
    """A register whose database is older than what was signed; the newest checkpoint and the one of the backup."""
    older = embedded.does("trail", "checkpoint")
    backup = tmp_path / "backup.db"
    embedded.does("backup", str(backup))
    embedded.does("user", "add", "second@harbour.example", "--role", "officer", "--name", "Second Officer")
    newest = embedded.does("trail", "checkpoint")
    said = embedded.does("restore", str(backup), "--replace")
    assert "register trail epoch" in said
    return embedded, newest, older


def test_nothing_is_signed_until_the_epoch_is_recorded(restored: tuple[Console, str, str], tmp_path: Path) -> None:
    console, newest, _ = restored
    size = newest.splitlines()[1]
    assert f"a checkpoint over {size} entries was signed" in console.refuses("trail", "checkpoint")
    verified = console.run("trail", "verify")
    assert verified.exit_code == 1
    assert "register trail epoch" in verified.stdout
    assert "--reason" in console.run("trail", "epoch", "after-the-fire").output
    assert "after-the-fire" in console.does("trail", "epoch", "after-the-fire", "--reason", "The disk burnt")
    said = console.does("trail", "verify")
    assert "Epoch after-the-fire began on" in said
    assert f"restored after {size} had been signed" in said
    console.does("trail", "checkpoint")


def test_a_checkpoint_that_an_epoch_names_as_lost_is_no_fault_and_an_older_one_still_fits(
    restored: tuple[Console, str, str], tmp_path: Path
) -> None:
    console, newest, older = restored
    console.does("trail", "epoch", "after-the-fire", "--reason", "The disk burnt")
    for name, note in (("newest", newest), ("older", older)):
        (tmp_path / name).write_text(note, encoding="utf-8")
    assert "Epoch after-the-fire" in console.does("trail", "verify", "--since", str(tmp_path / "newest"))
    assert "continues the earlier checkpoint" in console.does("trail", "verify", "--since", str(tmp_path / "older"))


def test_an_epoch_needs_a_loss_and_a_trail_that_holds(embedded: Console, restored: tuple[Console, str, str]) -> None:
    console, _, _ = restored
    assert console.database_url is not None
    with unguarded(console.database_url, "checkpoints"):
        run(console.database_url, "UPDATE checkpoints SET root = :root", root="0" * 64)
    result = console.run("trail", "epoch", "broken", "--reason", "The disk burnt")
    assert result.exit_code == 2
    assert "does not hold in itself" in result.stderr


def test_where_nothing_is_lost_there_is_no_epoch(console: Console) -> None:
    console.does("trail", "checkpoint")
    assert "nothing to record" in console.refuses("trail", "epoch", "one", "--reason", "for fun")


def test_an_epoch_that_was_recorded_and_not_begun_is_begun_once(restored: tuple[Console, str, str]) -> None:
    """The command was killed after the fact was committed: the second time only what is left is done."""
    console, _, _ = restored
    memory = console.home / "sealing.memory"
    before = memory.read_bytes()
    console.does("trail", "epoch", "after-the-fire", "--reason", "The disk burnt")
    head = json.loads(memory.read_bytes())
    memory.write_bytes(before)
    console.does("trail", "epoch", "after-the-fire", "--reason", "The disk burnt")
    assert json.loads(memory.read_bytes()) == head
    assert console.does("trail", "verify").count("Epoch after-the-fire began") == 1
