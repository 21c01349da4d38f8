"""What the sealer remembers beside its key: it signs nothing that does not continue what it signed last."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from register.domain.errors import Illegal
from register.domain.trail.entry import entry_hash
from register.domain.trail.tree import Frontier
from register.sealing_memory import Memory
from tests.build import Bench, a_case, a_register
from tests.clock import SteppedClock
from tests.door.looking import codes, url_of, verified
from tests.store.raw import raw, run, unguarded

TRAIL = ("entries", "leaves", "checkpoints", "case_versions")


def _memory(bench: Bench) -> Memory:
    return Memory(bench.register.settings.key_file)


def _refused(bench: Bench, seal: Callable[[], Any] | None = None) -> str:
    """Return the code of the refusal to seal, once nothing was seen to have been signed."""
    before = (_checkpoints(bench), _memory(bench).path.read_bytes())
    with pytest.raises(Illegal) as refusal:
        (seal or bench.register.sealer.seal)()
    assert (_checkpoints(bench), _memory(bench).path.read_bytes()) == before
    return refusal.value.problems[0].code


def _checkpoints(bench: Bench) -> list[int]:
    with raw(url_of(bench)) as connection:
        return list(connection.exec_driver_sql("SELECT size FROM checkpoints ORDER BY size").scalars())


def _rewritten(bench: Bench, kept: int) -> None:
    """Rebuild the trail by SQL alone, as whoever has the database's password can, without the first case.

    Every hash, leaf number and the tree's summary fit; checkpoints over more than ``kept`` entries go.
    """
    url = url_of(bench)
    with unguarded(url, "entries"), unguarded(url, "leaves"), unguarded(url, "checkpoints"), raw(url) as connection:
        rows = connection.exec_driver_sql(
            "SELECT l.leaf_index, e.id, e.body, e.subject_id FROM leaves l JOIN entries e ON e.id = l.entry_id"
            " ORDER BY l.leaf_index"
        ).all()
        first = next(row.subject_id for row in rows if b'"case:case:opened' in bytes(row.body))
        tree = Frontier()
        heads: dict[str, tuple[str, str]] = {}
        for row in rows:
            body = bytes(row.body)
            if row.subject_id == first:
                body = body.replace(b'"actor":"account:', b'"actor":"account+')
                if first in heads:
                    body = body.replace(heads[first][0].encode(), heads[first][1].encode())
                heads[first] = (entry_hash(bytes(row.body)), entry_hash(body))
                connection.exec_driver_sql(*_changed(connection, row.id, body))
            tree.append(bytes.fromhex(entry_hash(body)))
        connection.exec_driver_sql(f"DELETE FROM checkpoints WHERE size > {kept}")
        edge = json.dumps(list(tree.digests), separators=(",", ":"))
        connection.exec_driver_sql(f"UPDATE tree SET frontier = '{edge}'")


def _changed(connection: Any, entry: str, body: bytes) -> tuple[str, Any]:
    digest = sha256(b"\0" + body).hexdigest()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    return f"UPDATE entries SET body = {mark}, hash = '{digest}' WHERE id = '{entry}'", (body,)


# -------------------------------------------------------------------------------------- what was signed is kept


def test_what_was_signed_last_lies_beside_the_key(lived: Bench) -> None:
    newest = lived.register.reader.trail.checkpoint()
    remembered = _memory(lived).recall()
    assert newest is not None
    assert remembered is not None
    assert (remembered.size, remembered.head.root.hex()) == (newest.size, newest.root)
    assert _memory(lived).path.parent == lived.register.settings.key_file.parent
    assert _memory(lived).path.stat().st_mode & 0o077 == 0
    said = {statement.code for statement in verified(lived).proven}
    assert "signed-last-kept" in said


def test_a_rewritten_history_is_neither_signed_nor_verified(lived: Bench) -> None:
    _rewritten(lived, kept=0)
    a_case(lived)
    assert _refused(lived) == "signed-differs"
    assert codes(verified(lived)) >= {"signed-last-differs", "checkpoint-missing"}


def test_a_trail_taken_back_to_an_older_checkpoint_is_neither_signed_nor_verified(lived: Bench, tmp_path: Path) -> None:
    url = url_of(lived)
    older = _checkpoints(lived)[-1]
    before = _edge(url)
    a_case(lived)
    lived.register.sealer.seal()
    with unguarded(url, "entries"), unguarded(url, "leaves"), unguarded(url, "checkpoints"):
        run(url, "DELETE FROM entries WHERE id IN (SELECT entry_id FROM leaves WHERE leaf_index >= :size)", size=older)
        run(url, "DELETE FROM leaves WHERE leaf_index >= :size", size=older)
        run(url, "DELETE FROM checkpoints WHERE size > :size", size=older)
    run(url, "UPDATE tree SET size = :size, frontier = :edge", size=older, edge=before)
    assert _refused(lived) == "signed-cut"
    assert codes(verified(lived)) >= {"signed-last-cut", "checkpoint-missing"}


def _edge(url: str) -> str:
    with raw(url) as connection:
        return str(connection.exec_driver_sql("SELECT frontier FROM tree").scalar())


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM tree", "signed-cut"),
        ("UPDATE tree SET frontier = 'nonsense'", "tree-unreadable"),
        ("UPDATE tree SET frontier = '[]'", "tree-unreadable"),
        ("INSERT INTO unsealed SELECT entry_id FROM leaves WHERE leaf_index = 3", "sealed-again"),
    ],
)
def test_a_tree_that_was_tampered_with_is_not_signed_on(lived: Bench, sql: str, code: str) -> None:
    run(url_of(lived), sql)
    assert _refused(lived) == code


def test_every_place_that_signs_refuses(lived: Bench, tmp_path: Path) -> None:
    from register.publication.parts import sealed_now  # noqa: PLC0415 -- one test alone needs it

    _rewritten(lived, kept=0)
    target = tmp_path / "export.zip"
    assert _refused(lived, lambda: lived.register.exporter.export(lived.auditor, target)) == "signed-differs"
    assert _refused(lived, lambda: sealed_now(lived.register)) == "signed-differs"
    assert not target.exists()


def test_verify_signs_and_writes_nothing(lived: Bench) -> None:
    a_case(lived)
    before = (_checkpoints(lived), _memory(lived).path.read_bytes())
    findings = lived.register.inspector.verify()
    assert (_checkpoints(lived), _memory(lived).path.read_bytes()) == before
    assert findings.holds
    assert "not-yet-sealed" in {statement.code for statement in findings.not_proven}


# -------------------------------------------------------------------------------------- memory behind, lost, damaged


def test_a_memory_behind_the_database_grows_from_where_it_was(lived: Bench) -> None:
    """The process was killed after its commit and before the memory was in place, or another host has sealed."""
    before = _memory(lived).path.read_bytes()
    for _ in range(2):
        a_case(lived)
        lived.register.sealer.seal()
    _memory(lived).path.write_bytes(before)
    assert verified(lived).holds
    a_case(lived)
    head = lived.register.sealer.seal().head
    remembered = _memory(lived).recall()
    assert remembered is not None
    assert remembered.head == head


def test_a_rewriting_below_a_memory_that_is_behind_is_found(lived: Bench) -> None:
    before = _memory(lived).path.read_bytes()
    a_case(lived)
    lived.register.sealer.seal()
    _memory(lived).path.write_bytes(before)
    _rewritten(lived, kept=0)
    assert _refused(lived) == "signed-differs"


def test_without_a_memory_the_newest_checkpoint_is_one_but_verify_says_what_that_leaves_open(lived: Bench) -> None:
    _memory(lived).path.unlink()
    findings = verified(lived)
    assert findings.holds
    assert "cut-might-be-hidden" in {statement.code for statement in findings.not_proven}
    lived.register.sealer.seal()
    assert _memory(lived).recall() is not None


def test_without_a_memory_a_rewritten_history_is_held_against_the_newest_checkpoint(lived: Bench) -> None:
    _rewritten(lived, kept=10_000)
    _memory(lived).path.unlink()
    with pytest.raises(Illegal, match="signed-differs"):
        lived.register.sealer.seal()
    assert _memory(lived).recall() is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"origin": "x", "size": 3, "edge": []}', "\x00"])
def test_a_damaged_memory_is_named(lived: Bench, text: str) -> None:
    _memory(lived).path.write_text(text, encoding="utf-8")
    assert _refused(lived) == "memory-unreadable"
    assert codes(verified(lived)) == {"memory-unreadable"}


def test_the_memory_of_another_register_is_named(lived: Bench) -> None:
    path = _memory(lived).path
    path.write_text(path.read_text("utf-8").replace(lived.register.key.name, "another.example"), encoding="utf-8")
    assert _refused(lived) == "memory-of-another"
    assert "other-origin" in codes(verified(lived))


def test_what_cannot_be_remembered_is_not_signed(lived: Bench) -> None:
    a_case(lived)
    blocked = _memory(lived).path.with_name("sealing.memory.part")
    before = _checkpoints(lived)
    blocked.mkdir()
    with pytest.raises(OSError, match="directory"):
        lived.register.sealer.seal()
    assert _checkpoints(lived) == before
    shutil.rmtree(blocked)
    lived.register.sealer.seal()
    assert len(_checkpoints(lived)) == len(before) + 1


# -------------------------------------------------------------------------------------- killed at any moment

SEALING = """
import sys
from dataclasses import replace
from pathlib import Path
from register.settings import Settings
from register.wiring import wire
from tests.build import Bench, a_case
from register.clock import system_clock
from register.domain.actors import Actor

settings = Settings(home=Path(sys.argv[1]), database_url=sys.argv[2], secret_key="s" * 40)
officer = Actor("account:" + sys.argv[3], frozenset({"officer"}), sys.argv[3])
bench = Bench(wire(settings, system_clock), system_clock, officer, officer, officer, officer, None)
print("ready", flush=True)
while True:
    a_case(bench)
    bench.register.sealer.seal()
"""


def test_a_sealer_killed_again_and_again_leaves_nothing_to_repair(
    sqlite_url: str, clock: SteppedClock, tmp_path: Path
) -> None:
    bench = a_register(sqlite_url, clock, tmp_path)
    settings = bench.register.settings
    bench.register.sealer.seal()
    words = [sys.executable, "-c", SEALING, str(settings.home), settings.database_url, str(bench.officer.account)]
    for patience in (0.05, 0.13, 0.21, 0.34):
        child = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], env=dict(os.environ))
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(patience)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert bench.register.inspector.verify(replay=False).holds
        bench.register.sealer.seal()
        assert bench.register.inspector.verify(replay=False).holds
    bench.register.close()
