import shutil
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.access.asking import Door
from tests.access.firm import a_firm, keep
from tests.build import a_register
from tests.clock import SteppedClock


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where this folder is named, as `make access` does."""
    parser.addoption("--write-access", action="store_true", help="write matrix.txt as it is answered now")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The whole application over one firm, once on each engine."""
    home, cluster = tmp_path_factory.mktemp("access") / "home", None
    home.mkdir()
    url = f"sqlite:///{home}/register.db"
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated_file"), home / "register.db")
    else:
        cluster, name = request.getfixturevalue("cluster"), f"access_{uuid4().hex}"
        url = cluster.create(name, request.getfixturevalue("migrated_template"))
    firm = a_firm(a_register(url, SteppedClock(), home))
    door = Door(firm)
    door.kept = keep(firm, home.with_name("kept"), cluster)
    yield door
    firm.bench.register.close()
