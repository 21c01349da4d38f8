"""A small trail and its export on disk, to be verified and damaged."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from register.domain.trail.checkpoint import Checkpoint, checkpoint_text, sign_note
from register.domain.trail.entry import Entry, entry_bytes, entry_hash, export_line
from register.domain.trail.tree import Head, audit_path, tree_root
from register.domain.values import Code, Digest, Id
from register.sealing_key import SealingKey, create

SCRIPT = Path(__file__).parents[2] / "reports" / "bundle" / "verify.py"
ORIGIN = "register.example/firm"
SUBJECTS = tuple(Id(f"01980000-0000-7000-8000-00000000000{number}") for number in range(3))
ENTRIES = 13


@dataclass(frozen=True, slots=True)
class Noted:
    TAG: ClassVar[str] = "case:note:added/1"
    kind: Code


FIRST = Entry(
    subject_kind=Code("case"),
    subject=SUBJECTS[0],
    seq=1,
    at=datetime(2026, 8, 3, 2, tzinfo=UTC),
    actor=Code("system:worker"),
    command=Id("01980000-0000-7000-8000-00000000000c"),
    facts=(Noted(Code("call")),),
    prev=None,
)


def a_trail(kind: str = "call") -> list[bytes]:
    """Return the entries of three subjects in turn, in leaf order."""
    entries: list[bytes] = []
    for leaf in range(ENTRIES):
        seq, subject = leaf // 3 + 1, SUBJECTS[leaf % 3]
        prev = entry_hash(entries[leaf - 3]) if seq > 1 else None
        entry = replace(FIRST, subject=subject, seq=seq, prev=prev, facts=(Noted(Code(kind)),))
        entries.append(entry_bytes(entry))
    return entries


def leaves_of(entries: Iterable[bytes]) -> list[bytes]:
    return [bytes.fromhex(entry_hash(entry)) for entry in entries]


def a_checkpoint(key: SealingKey, entries: list[bytes]) -> str:
    head = Head(len(entries), tree_root(leaves_of(entries)))
    return sign_note(checkpoint_text(Checkpoint(ORIGIN, head)), [key.signer])


@dataclass
class Export:
    """An export on disk that a test may damage before it is verified."""

    folder: Path
    key: SealingKey
    complete: bool = True

    def write(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def list_files(self) -> None:
        files = {
            path.name: {"size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in self.folder.iterdir()
            if path.name != "MANIFEST.json"
        }
        manifest = {"format": "register/export/v1", "complete": self.complete, "files": files}
        self.write("MANIFEST.json", json.dumps(manifest).encode())

    def put(self, lines: Iterable[bytes]) -> None:
        self.write("entries.jsonl", b"".join(lines))
        self.list_files()

    def verify(self, *options: str, path: Path | None = None) -> tuple[int, str]:
        """Run the script in isolated mode, so that it can see neither this project nor any installed package."""
        command = [sys.executable, "-I", "-S", str(self.folder / "verify.py"), *([str(path)] if path else []), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder.parent, timeout=60)
        assert not done.stderr, done.stderr
        return done.returncode, done.stdout


def an_export(place: Path) -> Export:
    """Return a complete export of ``a_trail`` under ``place``, as an auditor gets it; its key stays beside."""
    folder = place / "elsewhere" / "export"
    folder.mkdir(parents=True)
    made = Export(folder, create(place / "key", ORIGIN))
    shutil.copy(SCRIPT, folder)
    made.write("key", made.key.verifier_key.encode())
    made.write("checkpoint", a_checkpoint(made.key, a_trail()).encode())
    made.put(export_line(leaf, entry) for leaf, entry in enumerate(a_trail()))
    return made


def lines_of(export: Export) -> list[bytes]:
    return (export.folder / "entries.jsonl").read_bytes().splitlines(keepends=True)


def filtered(entries: list[bytes], kept: Iterable[int]) -> list[bytes]:
    leaves = leaves_of(entries)
    return [
        export_line(leaf, entries[leaf], [Digest(node.hex()) for node in audit_path(leaves, leaf)]) for leaf in kept
    ]
