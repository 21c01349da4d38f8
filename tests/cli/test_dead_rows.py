"""The doctor names queues that PostgreSQL no longer clears, and what keeps it from clearing them."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from register.reader import vacuum
from tests.cli.console import Console
from tests.store.raw import raw, run

FILL = "INSERT INTO unsealed SELECT 'dead-' || n FROM generate_series(1, 12000) AS n"


@pytest.fixture
def pile(postgresql_url: str, tmp_path: Path) -> Console:
    """A register on PostgreSQL whose queue of unsealed entries was filled and emptied, and never cleared."""
    console = Console(tmp_path / "home", postgresql_url)
    console.does("init", "--entity", "harbour", "--brand", "harbour=Harbour Bank")
    run(postgresql_url, "ALTER TABLE unsealed SET (autovacuum_enabled = off)")
    run(postgresql_url, FILL)
    run(postgresql_url, "DELETE FROM unsealed WHERE entry_id LIKE 'dead-%'")
    return console


def test_a_queue_full_of_dead_rows_is_named(pile: Console) -> None:
    said = pile.does("doctor")
    assert "notice   dead rows: unsealed 12,000: run VACUUM on these tables" in said


def test_what_keeps_them_is_named_first(pile: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vacuum, "LONGEST_HOURS", 0)
    with raw(str(pile.database_url)) as connection:
        connection.execute(sa.text("SELECT 1"))
        assert "notice   dead rows: a transaction is open for 0 hours" in pile.does("doctor")


def test_a_register_that_is_cleared_is_well(console: Console) -> None:
    assert "ok       dead rows: no queue is full of dead rows" in console.does("doctor")
