from collections.abc import Iterator

import pytest

from tests.access.asking import Door
from tests.access.firm import a_firm, keep
from tests.kept import Kept


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where this folder is named, as `make access` does."""
    parser.addoption("--write-access", action="store_true", help="write matrix.txt as it is answered now")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The whole application over one firm, once on each engine."""
    home, cluster = tmp_path_factory.mktemp("access") / "home", None
    founded: Kept = request.getfixturevalue(f"founded_{request.param}")
    if request.param == "sqlite":
        bench = founded.on_sqlite(home)
    else:
        cluster = request.getfixturevalue("cluster")
        bench = founded.on_postgresql(cluster, home)
    firm = a_firm(bench)
    door = Door(firm)
    door.kept = keep(firm, home.with_name("kept"), cluster)
    yield door
    firm.bench.register.close()
