"""A founded register, to be failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build import Bench, a_register
from tests.clock import SteppedClock


@pytest.fixture
def bench(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[Bench]:
    """A founded register with its firm and people."""
    bench = a_register(database_url, clock, tmp_path)
    yield bench
    bench.register.close()
