"""Verify the trail: the inspector, and the script of an export, beside ``hashlib`` over the same bytes."""

import contextlib
import hashlib
import io
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bench.ready import ready_register
from bench.spent import cpu_of
from bench.table import Line
from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.values import Id
from register.ids import new_id
from register.orders import Order
from register.settings import Settings
from register.store import tables as t
from register.store.engine import reading_engine
from register.wiring import Register, wire
from reports.bundle import verify

CASES = 3_000
TOGETHER = 100


def run() -> list[Line]:
    """Fill a register, verify it in every way, print the ratios and return them."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        _, home = ready_register(url)
        register = wire(Settings(home=Path(home), database_url=url))
        try:
            _fill(register)
            export = Path(folder) / "trail.zip"
            register.exporter.export(CONSOLE, export)
            return _report(register, export, _bodies(url))
        finally:
            register.close()


def _fill(register: Register) -> None:
    officer = next(file for file in register.reader.accounts.everybody() if "officer" in file.account.roles)
    for _ in range(0, CASES, TOGETHER):
        orders = [Order(_opening(), officer.actor(), Id(new_id()), fresh=True) for _ in range(TOGETHER)]
        register.registrar.carry_out_many(orders)


def _opening() -> c.OpenCase:
    return c.OpenCase(
        brand="harbour",
        channel="telephone",
        summary="A fee was charged twice in September; asks for it back.",
        received_at=datetime.now(UTC) - timedelta(hours=1),
        classifying=c.Classifying(complaint_class="standard"),
        complainant=c.Identifying(name="Robin Example", kind="individual"),
    )


def _bodies(url: str) -> list[bytes]:
    engine = reading_engine(url)
    with engine.connect() as connection:
        bodies = [bytes(body) for body in connection.execute(sa.select(t.entries.c.body)).scalars()]
    engine.dispose()
    return bodies


def _report(register: Register, export: Path, bodies: list[bytes]) -> list[Line]:
    hashing = cpu_of(lambda: [hashlib.sha256(b"\x00" + body).digest() for body in bodies])
    chains = cpu_of(lambda: _holds(register, replay=False))
    replay = cpu_of(lambda: _holds(register, replay=True)) - chains
    script = cpu_of(lambda: _verified(export))
    size = sum(map(len, bodies)) / 1e6
    print(
        f"verify the trail, {len(bodies)} entries, {size:.1f} MB: hashlib {1000 * hashing:.0f} ms CPU; "
        f"chains and tree {1000 * chains:.0f} ms: {hashing / chains:.3f} x its speed (reach 0.2); "
        f"replay {1000 * replay:.0f} ms: {hashing / replay:.3f} x (reach 0.01); "
        f"verify.py {1000 * script:.0f} ms: {hashing / script:.3f} x"
    )
    beside = f"{1000 * hashing:.0f} ms CPU"
    return [
        Line(
            "verify chain and tree", "sqlite", beside, f"{1000 * chains:.0f} ms CPU", _speed(hashing, chains), "0.2 x"
        ),
        Line("replay", "sqlite", beside, f"{1000 * replay:.0f} ms CPU", _speed(hashing, replay), "0.01 x"),
    ]


def _speed(floor: float, ours: float) -> str:
    return f"{floor / ours:.3f} x as fast"


def _holds(register: Register, *, replay: bool) -> None:
    findings = register.inspector.verify(replay=replay)
    if not findings.holds:
        raise AssertionError(findings.faults)


def _verified(export: Path) -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        status = verify.main([str(export)])
    if status:
        raise AssertionError(told.getvalue())
