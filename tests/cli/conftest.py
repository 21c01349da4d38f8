"""A console over a register that has just been set up."""

from pathlib import Path

import pytest

from tests.cli.console import Console


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Console:
    """A console over an empty database, nothing set up."""
    return Console(tmp_path / "home", database_url)


@pytest.fixture
def console(bare: Console) -> Console:
    """A console over a founded register, on both engines."""
    bare.does("init", "--entity", "harbour", "--name", "Harbour Bank Limited", "--brand", "harbour=Harbour Bank")
    return bare


@pytest.fixture
def embedded(sqlite_url: str, tmp_path: Path) -> Console:
    """The same with the embedded database, where a second engine would show nothing new."""
    place = Console(tmp_path / "home", sqlite_url)
    place.does("init", "--entity", "harbour", "--brand", "harbour=Harbour Bank")
    return place
