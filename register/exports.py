"""Exports of the trail: a ZIP that anybody can verify alone and offline (docs/verify.md), each of them recorded."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import reports.bundle
from register.domain import permissions
from register.domain.actors import Actor
from register.domain.commands.register import RecordExport
from register.domain.shapes import instant_text
from register.domain.trail.entry import export_line
from register.domain.trail.inclusion import Levels
from register.domain.values import Id
from register.reader import Reader
from register.reader.exports import Wanted
from register.reader.trail import Signed
from register.registrar import Registrar
from register.sealer import Sealer
from register.sealing_key import SealingKey

FORMAT = "register/export/v1"
SCRIPT = Path(reports.bundle.__file__).with_name("verify.py")
EVERYTHING = Wanted()
BLOCK = 1 << 20
READABLE = 0o644 << 16
Chronicle = Callable[[Actor, Id, Signed], bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export as made: how many entries it holds, how many were withheld, whether it holds the whole tree."""

    path: Path
    tree_size: int
    entries: int
    withheld: int
    complete: bool


class Exporter:
    """Makes exports, each recorded before it is handed over."""

    def __init__(self, registrar: Registrar, reader: Reader, sealer: Sealer, key: SealingKey) -> None:
        self._registrar, self._reader, self._sealer, self._key = registrar, reader, sealer, key

    def export(
        self, actor: Actor, target: Path, wanted: Wanted = EVERYTHING, chronicle: Chronicle | None = None
    ) -> Exported:
        """Seal, write the export to ``target`` and record it; raises ``Refused``, and then there is no file.

        What is privileged, restricted or of brands the actor does not work for stays out and is counted. With anything
        left out the export is not complete, and each entry carries its proof instead. ``chronicle`` prints one case
        under the export's checkpoint as PDF, which is added for each case of the filter.
        """
        permissions.check(actor, RecordExport)
        size = self._sealer.seal().head.size
        checkpoint = self._reader.trail.checkpoint()
        if checkpoint is None or checkpoint.size < size:
            raise LookupError("checkpoint")
        unfinished = target.with_name(f"{target.name}.part")
        try:
            with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
                made = Bundle(archive, checkpoint.signed_at)
                exported = self._fill(made, _Job(actor, target, wanted, checkpoint))
                if chronicle is not None:
                    for case in wanted.cases:
                        made.add(f"case-{case}.pdf", chronicle(actor, case, checkpoint))
                made.finish(_about(actor, checkpoint, wanted, exported))
            self._record(actor, exported)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return exported

    def _fill(self, made: "Bundle", job: "_Job") -> Exported:
        exports, size = self._reader.exports, job.checkpoint.size
        hidden = exports.hidden(job.actor)
        complete = job.wanted.everything and not hidden and not exports.any_privileged()
        # In a part every entry carries its proof, or who checks it could not tell a changed one: 64 bytes a leaf.
        levels = None if complete else Levels(exports.leaf_hashes(size))
        counts, named = {"entries": 0, "withheld": 0}, set[str]()

        def lines() -> Iterator[bytes]:
            for stored in exports.stream(size, job.wanted):
                if stored.privileged or stored.subject in hidden:
                    counts["withheld"] += 1
                    continue
                counts["entries"] += 1
                named.update(stored.proofs)
                yield export_line(stored.leaf, stored.body, () if levels is None else levels.path(stored.leaf))

        made.stream("entries.jsonl", lines())
        made.stream("proofs.jsonl", exports.proofs(named))
        made.add("checkpoint", job.checkpoint.note.encode())
        made.add("key", f"{self._key.verifier_key}\n".encode())
        made.add(SCRIPT.name, SCRIPT.read_bytes())
        return Exported(job.target, size, counts["entries"], counts["withheld"], complete)

    def _record(self, actor: Actor, made: Exported) -> None:
        command = RecordExport(tree_size=made.tree_size, entries=made.entries, withheld=made.withheld)
        self._registrar.carry_out(command, actor)


@dataclass(frozen=True, slots=True)
class _Job:
    """One export in the making."""

    actor: Actor
    target: Path
    wanted: Wanted
    checkpoint: Signed


def _about(actor: Actor, checkpoint: Signed, wanted: Wanted, made: Exported) -> dict[str, object]:
    chosen: dict[str, object] = {
        "cases": list(wanted.cases),
        "kinds": list(wanted.kinds),
        "from": None if wanted.from_at is None else instant_text(wanted.from_at),
        "until": None if wanted.until_at is None else instant_text(wanted.until_at),
    }
    return {
        "format": FORMAT,
        "complete": made.complete,
        "tree_size": made.tree_size,
        "entries": made.entries,
        "withheld": made.withheld,
        "filter": {name: value for name, value in chosen.items() if value},
        "checkpoint_signed_at": instant_text(checkpoint.signed_at),
        "exported_by": actor.name,
    }


class Bundle:
    """A ZIP in the making; the manifest, written last, names every file with its size and SHA-256."""

    def __init__(self, archive: ZipFile, at: datetime) -> None:
        self._archive, self._at = archive, at.timetuple()[:6]
        self._files: dict[str, dict[str, int | str]] = {}

    def add(self, name: str, data: bytes) -> None:
        """Add a file."""
        self._files[name] = {"size": len(data), "sha256": sha256(data).hexdigest()}
        self._archive.writestr(self._info(name, ZIP_DEFLATED), data)

    def stream(self, name: str, lines: Iterable[bytes]) -> None:
        """Add a file line by line: memory stays flat, and it is stored as it is, for speed."""
        digest, size = sha256(), 0
        with self._archive.open(self._info(name, ZIP_STORED), "w", force_zip64=True) as file:
            for block in _blocks(lines):
                digest.update(block)
                size += len(block)
                file.write(block)
        self._files[name] = {"size": size, "sha256": digest.hexdigest()}

    def finish(self, about: dict[str, object]) -> None:
        """Write the manifest."""
        manifest = json.dumps({**about, "files": self._files}, indent=1, sort_keys=True)
        self._archive.writestr(self._info("MANIFEST.json", ZIP_DEFLATED), manifest)

    def _info(self, name: str, compression: int) -> ZipInfo:
        info = ZipInfo(name, self._at)
        info.compress_type, info.external_attr = compression, READABLE
        return info


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
