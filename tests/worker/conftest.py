from collections.abc import Iterator

import pytest

from tests.worker.relay import Manners, a_relay


@pytest.fixture
def manners() -> Manners:
    """How the relay behaves; a test may change it at any time."""
    return Manners()


@pytest.fixture
def relay(manners: Manners) -> Iterator[int]:
    """A running relay's port."""
    with a_relay(manners) as port:
        yield port
