"""The lock of released packs: a released pack never changes, a new version supersedes it.

``packs.lock`` holds one line for each released pack: the SHA-256 of its files and ``<pack>/<version>``.
"""

import hashlib
from pathlib import Path
from typing import Any, Final, cast

from policies.reading.parts import joined, name_of, part_files
from register.domain.errors import Invalid, Problem

LOCK: Final = "packs.lock"
PREFIX: Final = b"register/pack/v1\x00"


def digest(pack: Path) -> str:
    """Return the SHA-256 over a pack's files and its code lists, each with its name and length before it."""
    codes = cast("dict[str, Any]", joined(pack)[0].get("codes", {}))
    lists = sorted(str(row["file"]) for row in codes.values())
    total = hashlib.sha256(PREFIX)
    files = [(name_of(path, pack), path) for path in part_files(pack)]
    for name, path in [*files, *((name, pack.parent / name) for name in lists)]:
        content = path.read_bytes()
        total.update(f"{name}\x00{len(content)}\x00".encode() + content)
    return total.hexdigest()


def line(pack: Path) -> str:
    """Return the line that releases a pack."""
    return f"{digest(pack)}  {pack.parent.name}/{pack.stem}\n"


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
