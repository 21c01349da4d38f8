from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build import Bench, a_register
from tests.clock import SteppedClock
from tests.worker.relay import Manners, a_relay


@pytest.fixture
def bench(database_url: str, clock: SteppedClock, tmp_path: Path) -> Iterator[Bench]:
    """A founded register."""
    made = a_register(database_url, clock, tmp_path)
    yield made
    made.register.close()


@pytest.fixture
def manners() -> Manners:
    """How the relay behaves; a test may change it at any time."""
    return Manners()


@pytest.fixture
def relay(manners: Manners) -> Iterator[int]:
    """A running relay's port."""
    with a_relay(manners) as port:
        yield port
