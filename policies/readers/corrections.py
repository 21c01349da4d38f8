"""A correction of our reading of a regime: what it changes of the version it corrects, entry by entry.

A row of a list takes the place of the row with its id (or code), or is added: at the end, or ``before`` another, since
rules are derived in their order. ``[drop]`` names the ids that are gone. Single values and tables simply take over.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from policies.readers.parts import Part, together
from register.domain.errors import Problem

NAMES: Final = ("id", "code")
VERSION: Final = re.compile(r"[0-9A-Za-z.-]{1,40}")


def joined(pack: Path) -> tuple[Part, list[Problem]]:
    """Return a version of a pack as one table: its own files, put over those of the version it corrects.

    Raises ``Invalid`` as ``together`` does, also for the version that is corrected.
    """
    whole, problems = together(pack)
    head = whole.get("pack")
    corrected = head.get("corrects") if isinstance(head, Part) else None
    if not isinstance(corrected, str) or not VERSION.fullmatch(corrected):
        return whole, problems
    base, before = joined(pack.with_name(f"{corrected}.toml"))
    found = [*before, *problems, *correct(base, whole)]
    base.file = whole.file
    return base, found


def correct(base: Part, changes: Part) -> list[Problem]:
    """Change ``base`` in place; return a problem for each name that the corrected version does not have."""
    problems = list(_dropped(base, changes))
    for key, value in changes.items():
        problems.extend(_correct(base, key, value, changes.file))
    return problems


def _dropped(base: Part, changes: Part) -> Iterator[Problem]:
    gone = changes.pop("drop", None)
    for key, names in gone.items() if isinstance(gone, Part) else ():
        rows = base.get(key)
        for name in names if isinstance(names, list) else ():
            there = _place(rows, name)
            if isinstance(rows, list) and there is not None:
                del rows[there]
            else:
                yield _unknown(changes.file, f"drop.{key}", name)


def _correct(base: Part, key: str, value: object, file: str) -> Iterator[Problem]:
    there = base.get(key)
    if isinstance(there, Part) and isinstance(value, Part):
        for inner, each in value.items():
            yield from _correct(there, inner, each, file)
    elif isinstance(there, list) and isinstance(value, list) and all(isinstance(row, Part) for row in value):
        for row in value:
            yield from _put(there, row, key, file)
    else:
        base[key] = value


def _put(rows: list[object], row: Part, key: str, file: str) -> Iterator[Problem]:
    follower = row.pop("before", None)
    there = _place(rows, _name(row))
    if there is not None:
        rows[there] = row
        return
    place = len(rows) if follower is None else _place(rows, follower)
    if place is None:
        yield _unknown(file, f"{key}[{_name(row)}].before", follower)
    rows.insert(len(rows) if place is None else place, row)


def _place(rows: object, name: object) -> int | None:
    found = enumerate(rows) if isinstance(rows, list) and name is not None else ()
    return next((at for at, row in found if isinstance(row, Part) and _name(row) == name), None)


def _name(row: Part) -> object:
    return next((row[key] for key in NAMES if key in row), None)


def _unknown(file: str, key: str, name: object) -> Problem:
    params: dict[str, str | int] = {"file": file, "key": key, "found": str(name)[:60], "allowed": ""}
    return Problem("pack-unknown-value", f"{file}: {key}", None, params)
