from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.caller import House
from tests.build import a_register
from tests.clock import SteppedClock


@pytest.fixture
def house(sqlite_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[House]:
    """The API over the embedded database."""
    bench = a_register(sqlite_url, clock, tmp_path)
    yield House(bench)
    bench.register.close()


@pytest.fixture
def both(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[House]:
    """The API over each engine in turn."""
    bench = a_register(database_url, clock, tmp_path)
    yield House(bench)
    bench.register.close()
