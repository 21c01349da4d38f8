"""The files of one pack, read as one: ``<version>.toml``, and the parts in the folder ``<version>`` beside it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from register.domain.errors import Invalid, Problem


class Part(dict[str, object]):
    """A table of a pack that knows which file it stands in."""

    def __init__(self, data: Mapping[str, object], file: str) -> None:
        """Wrap ``data`` and every table inside it."""
        super().__init__({key: _wrapped(value, file) for key, value in data.items()})
        self.file = file


def _wrapped(value: object, file: str) -> object:
    if isinstance(value, dict):
        return Part(value, file)
    return [_wrapped(row, file) for row in value] if isinstance(value, list) else value


def part_files(pack: Path) -> list[Path]:
    """Return the files of a pack in reading order: the pack's own first, then its parts by name."""
    return [pack, *sorted(pack.with_suffix("").glob("*.toml"))]


def name_of(file: Path, pack: Path) -> str:
    """Return the name people know a file of a pack by."""
    return f"{pack.parent.name}/{file.relative_to(pack.parent).as_posix()}"


def together(pack: Path) -> tuple[Part, list[Problem]]:
    """Return all files of one version as one table, and a problem for each key that two of them give a value.

    Lists of tables follow one another, tables are merged. Raises ``Invalid`` (pack-unreadable) for a file that is no
    TOML, with the reason and the line.
    """
    whole, problems = Part({}, name_of(pack, pack)), list[Problem]()
    for file in part_files(pack):
        name = name_of(file, pack)
        try:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
            reason: dict[str, str | int] = {"file": name, "key": "", "reason": str(broken)[:200]}
            raise Invalid(Problem("pack-unreadable", name, None, reason)) from broken
        _merge(whole, Part(data, name), "", problems)
    return whole, problems


def _merge(whole: Part, part: Part, at: str, problems: list[Problem]) -> None:
    for key, value in part.items():
        there, place = whole.get(key), f"{at}.{key}" if at else key
        if key not in whole:
            whole[key] = value
        elif isinstance(there, list) and isinstance(value, list):
            there.extend(value)
        elif isinstance(there, Part) and isinstance(value, Part):
            _merge(there, value, place, problems)
        else:
            params: dict[str, str | int] = {"file": part.file, "key": place, "found": key}
            problems.append(Problem("pack-duplicate", f"{part.file}: {place}", None, params))
