"""The lock of released packs: a released pack never changes, a new version supersedes it.

``packs.lock`` holds one line for each released pack: the SHA-256 of its files and ``<pack>/<version>``. The part
``provisions.toml`` is left out: it says where this register holds each rule and what a scheme usually does, grows with
the register, and decides nothing.
"""

import hashlib
from pathlib import Path
from typing import Any, Final, cast

from policies.readers.corrections import joined
from policies.readers.parts import name_of, part_files
from register.domain.errors import Invalid, Problem
from register.domain.law.policy import DRAFT

LOCK: Final = "packs.lock"
PREFIX: Final = b"register/pack/v1\x00"
GROWS: Final = "provisions.toml"


def digest(pack: Path) -> str:
    """Return the SHA-256 over a pack's files and its code lists, each with its name and length before it."""
    codes = cast("dict[str, Any]", joined(pack)[0].get("codes", {}))
    lists = sorted(str(row["file"]) for row in codes.values())
    total = hashlib.sha256(PREFIX)
    files = [(name_of(path, pack), path) for path in part_files(pack) if path.name != GROWS]
    for name, path in [*files, *((name, pack.parent / name) for name in lists)]:
        content = path.read_bytes()
        total.update(f"{name}\x00{len(content)}\x00".encode() + content)
    return total.hexdigest()


def _line(pack: Path) -> str:
    """Return the line that releases a pack."""
    return f"{digest(pack)}  {pack.parent.name}/{pack.stem}\n"


def release(folder: Path, pack_id: str, version: str) -> None:
    """Release a pack: from now on its files never change.

    Raises ``Invalid`` (pack-released) for one that was released before, (draft-not-released) for one whose law is not
    made yet; ``OSError`` where there is no such file.
    """
    lock, name = folder / LOCK, f"{pack_id}/{version}"
    head = cast("dict[str, Any]", joined(folder / "packs" / pack_id / f"{version}.toml")[0].get("pack", {}))
    if head.get("nature") == DRAFT:
        raise Invalid(Problem("draft-not-released", name, None, {"file": f"{name}.toml"}))
    before = lock.read_text(encoding="utf-8") if lock.exists() else ""
    if any(row.endswith(f"  {name}") for row in before.splitlines()):
        raise Invalid(Problem("pack-released", name, None, {"file": f"{name}.toml"}))
    lock.write_text(before + _line(folder / "packs" / pack_id / f"{version}.toml"), encoding="utf-8")


def released(folder: Path) -> tuple[frozenset[tuple[str, str]], list[Problem]]:
    """Return the released packs (id, version) under ``folder``, and a problem for each that changed or is gone."""
    packs: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    lock = folder / LOCK
    for row in lock.read_text(encoding="utf-8").splitlines() if lock.exists() else ():
        expected, _, name = row.partition("  ")
        pack_id, _, version = name.partition("/")
        packs.add((pack_id, version))
        try:
            found = digest(folder / "packs" / pack_id / f"{version}.toml")
        except (OSError, ValueError, KeyError, TypeError, Invalid):
            found = ""
        if found != expected:
            where = f"{name}.toml"
            problems.append(Problem("pack-changed", where, None, {"file": where, "expected": expected, "found": found}))
    return frozenset(packs), problems
