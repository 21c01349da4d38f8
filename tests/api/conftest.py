import pytest

from tests.api.caller import House
from tests.build import Bench


@pytest.fixture
def house(sqlite_bench: Bench) -> House:
    """The API over the embedded database."""
    return House(sqlite_bench)


@pytest.fixture
def both(bench: Bench) -> House:
    """The API over each engine in turn."""
    return House(bench)
