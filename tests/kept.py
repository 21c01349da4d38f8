"""Registers made once and copied for each test that asks for one: making them takes longer than most tests."""

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from register.wiring import wire
from tests.build import Bench
from tests.clock import SteppedClock
from tests.postgres import Cluster


@dataclass(frozen=True)
class Kept:
    """A register to be copied: its bench (closed), its folder, and its last moment."""

    bench: Bench
    home: Path
    now: datetime

    @property
    def database(self) -> str:
        """The file of the database in the folder, or its name in the server."""
        return name_of(self.bench)

    def on_sqlite(self, home: Path, clock: SteppedClock | None = None) -> Bench:
        """Return a copy of the register in a folder of its own; its clock goes on from the last moment."""
        return self._opened(home, f"sqlite:///{home}/{self.database}", clock)

    def on_postgresql(self, cluster: Cluster, home: Path, clock: SteppedClock | None = None) -> Bench:
        """Return a copy of the register in a database of its own, which goes with the test's server."""
        return self._opened(home, cluster.create(f"t_{uuid4().hex}", self.database), clock)

    def _opened(self, home: Path, url: str, clock: SteppedClock | None) -> Bench:
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        clock = clock or SteppedClock(self.now)
        settings = replace(self.bench.register.settings, home=home, database_url=url)
        return replace(self.bench, register=wire(settings, clock, self.bench.register.policies), clock=clock)


def kept(bench: Bench) -> Kept:
    """Close a register and keep it."""
    bench.register.close()
    return Kept(bench, bench.register.settings.home, bench.clock())


def name_of(bench: Bench) -> str:
    """Return the name of a register's database: its file, or what the server calls it."""
    return bench.register.settings.database_url.rpartition("/")[2]
